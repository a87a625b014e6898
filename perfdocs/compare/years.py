"""Two years of a department side by side: totals, documents that came and went, and every change in the others."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from pathlib import PurePosixPath
from typing import NamedTuple

from perfdocs.compare.change import Change, Kind, RowPair
from perfdocs.compare.find_changes import find_changes
from perfdocs.compare.find_moves import LooseRow
from perfdocs.compare.moved_rows import tell_moved_rows
from perfdocs.compare.pair_documents import Documents, pair_documents
from perfdocs.compare.totals import Total, totals
from perfdocs.department.results import Result, RowPlace
from perfdocs.department.specs import Specs
from perfdocs.finding import Keys
from perfdocs.prose.amounts import convert, total
from perfdocs.prose.shorten import shorten
from perfdocs.yamlfile.reader import Document

_OF_TARGETS = ("indicator-value", "indicator-name", "number", "operator", "unit")
"""Roles of what a target is: a change of it is told with what was reached."""


_LONGEST_RESULT = 40
"""Characters of what was reached that are told behind a label; chosen by hand."""


class Pairing(NamedTuple):
    """A document in both years, or one that came or went (then `kind` says so)."""

    name: str
    old_file: str
    new_file: str
    kind: Kind | None
    changes: tuple[Change, ...] = ()
    rows: tuple[RowPair, ...] = ()
    """The rows of its tables that are in both."""
    loose: tuple[LooseRow, ...] = ()
    """Those that came or went."""


class Comparison(NamedTuple):
    """A department in both years; of its documents those first that came or went."""

    department: str
    name: str
    old_year: int
    new_year: int
    totals: tuple[Total, ...]
    documents: tuple[Pairing, ...]
    own: tuple[Total, ...] = ()
    """Of the totals that of the department itself; where it has none, those of its documents, which add up to it."""
    old_department: str = ""
    """Its id and its name in the old year, where they were others."""
    old_name: str = ""
    every: tuple[Pairing, ...] = ()
    """The documents with all changes, where only some are to be shown; `nothing` is said where those are none."""
    nothing: str = "没有变化"

    @property
    def is_empty(self) -> bool:
        return not any(pairing.kind or pairing.changes for pairing in self.documents)

    @property
    def changes(self) -> Iterator[Change]:
        """The changes of all documents, also those that are not to be shown."""
        return (change for pairing in self.every or self.documents for change in pairing.changes)


def grand_total(comparisons: Sequence[Comparison]) -> Total | None:
    """The totals of all departments added up, each once, in the unit of the first, without those that are not known of
    both years; None where there are none."""
    own = [each for comparison in comparisons for each in comparison.own if each.is_known]
    if not own:
        return None
    unit = own[0].unit
    old = [convert(each.old, each.unit, unit) for each in own if each.old is not None]
    new = [convert(each.new, each.unit, unit) for each in own if each.new is not None]
    kind = Kind.ADDED if not old else None if new else Kind.REMOVED
    return Total("", total(old) if old else None, total(new) if new else None, unit, kind=kind)


class Unread(NamedTuple):
    """What could not be read of a year: a file, or a place in it (`keys`)."""

    file: str
    keys: Keys = ()


class Side(NamedTuple):
    """A department in one of two years. `specs` is None where it has none, or where they could not be read."""

    specs: Specs | None
    department: str = ""
    """Its id, where it is another one than in the other year."""
    unread: Collection[Unread] = ()
    results: Mapping[RowPlace, Result] = {}
    """What was reached of its targets."""


def compare(department: str, old: Specs | None, new: Specs | None) -> Comparison:
    """The comparison of two years that were read as a whole, or of one with nothing."""
    return compare_sides(department, Side(old), Side(new))


def compare_sides(department: str, old: Side, new: Side) -> Comparison:
    """The comparison; a department that was not there has all its documents come, of one that is not any more nothing
    was handed in, and of what could not be read nothing is said but that."""
    before, after = (side.specs.by_role if side.specs else None for side in (old, new))
    old_name, name = (by_role.targets[0].name if by_role and by_role.targets else "" for by_role in (before, after))
    told = tell_moved_rows(list(_pairings(old, new)))
    kinds = {file: pairing.kind for pairing in told.pairings for file in (pairing.new_file, pairing.old_file)}
    partners = {pairing.new_file: pairing.old_file for pairing in told.pairings if pairing.new_file}
    amounts = tuple(totals(before, after, partners, kinds, told.notes))
    return Comparison(
        department,
        name or old_name or department,
        before.year if before else 0,
        after.year if after else 0,
        amounts,
        tuple(sorted(told.pairings, key=lambda pairing: pairing.kind is None)),
        tuple(amount for amount in amounts if amount.is_head) or amounts,
        old.department if old.department != department else "",
        old_name if name and old_name != name else "",
    )


def _pairings(old: Side, new: Side) -> Iterator[Pairing]:
    names = [kind.name for side in (new, old) if side.specs for kind in side.specs.pack.kinds]
    years = new.specs.by_role.year - old.specs.by_role.year if old.specs and new.specs else 0
    for name in dict.fromkeys(names):
        before, after = Documents(old.specs, name), Documents(new.specs, name)
        partners = pair_documents(before, after)
        for key, document in after.by_id.items():
            earlier = before.by_id[partners[key]] if key in partners else None
            if earlier and before.kind and after.kind:
                schemas = before.kind.schema, after.kind.schema
                found = find_changes(earlier.data, document.data, *schemas, years)
                files = earlier.file, document.file
                changes = tuple(
                    _with_result(_as_read(change, files, old, new), files[0], old) for change in found.changes
                )
                yield Pairing(after.name(document), earlier.file, document.file, None, changes, found.rows, found.loose)
            else:
                kind = Kind.UNREADABLE if _is_unread(old, document.file) else Kind.ADDED
                yield Pairing(after.name(document), "", document.file, kind)
        for key, document in before.by_id.items():
            if key not in partners.values():
                gone = Kind.REMOVED if new.specs else Kind.NOT_HANDED_IN
                kind = Kind.UNREADABLE if _is_unread(new, document.file) else gone
                loose = _rows_of(document, before) if kind is Kind.REMOVED else ()
                yield Pairing(before.name(document), document.file, "", kind, loose=loose)


def _with_result(change: Change, old_file: str, old: Side) -> Change:
    """A target that changed, with what was reached of it before."""
    rows = (RowPlace(old_file, change.old_path[:length]) for length in range(len(change.old_path), 0, -1))
    result = next((old.results[row] for row in rows if row in old.results), None) if old.results else None
    if result is None or change.role not in _OF_TARGETS:
        return change
    year = f"{old.specs.by_role.year} 年" if old.specs else ""
    return change._replace(result=f"{year}完成 {shorten(result.text, _LONGEST_RESULT)}")


def _rows_of(document: Document, documents: Documents) -> tuple[LooseRow, ...]:
    """The rows of a document that is gone: they may be in another one now."""
    schema = documents.kind.schema if documents.kind else None
    return find_changes(document.data, {}, schema, schema).loose if schema else ()


def _is_unread(side: Side, file: str) -> bool:
    """True where the other year's file of the name could not be read, or the whole department could not."""
    whole = {PurePosixPath(unread.file).stem for unread in side.unread if not unread.keys}
    return PurePosixPath(file).stem in whole or (side.specs is None and bool(side.unread))


def _as_read(change: Change, files: Sequence[str], old: Side, new: Side) -> Change:
    """A field that only could not be read was neither filled in nor emptied."""
    side, file, path = (
        (old, files[0], change.old_path) if change.kind is Kind.ADDED else (new, files[1], change.new_path)
    )
    if change.kind not in (Kind.ADDED, Kind.REMOVED) or Unread(file, path) not in side.unread:
        return change
    return change._replace(kind=Kind.UNREADABLE)
