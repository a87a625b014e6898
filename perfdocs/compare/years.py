"""Two years of a department side by side: totals, documents that came and went, and every change in the others."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cached_property
from pathlib import PurePosixPath
from typing import NamedTuple

from perfdocs.compare.find_changes import Change, Kind, RowPair, find_changes
from perfdocs.department.by_role import ByRole, Target
from perfdocs.department.specs import Specs
from perfdocs.prose.amounts import convert, percentage, total
from perfdocs.yamlfile.reader import Document


class Total(NamedTuple):
    """An amount of a department or a document as a whole in both years, in one unit; None where there is none."""

    label: str
    old: Decimal | None
    new: Decimal | None
    unit: str

    @property
    def difference(self) -> Decimal | None:
        return None if self.old is None or self.new is None else self.new - self.old

    @property
    def percent(self) -> Decimal | None:
        """To one place; None where the old amount is 0."""
        if self.difference is None or not self.old:
            return None
        return percentage(self.difference, self.old)


class Pairing(NamedTuple):
    """A document in both years, or one that came or went (then `kind` says so)."""

    name: str
    old_file: str
    new_file: str
    kind: Kind | None
    changes: tuple[Change, ...] = ()
    rows: tuple[RowPair, ...] = ()
    """The rows of its tables that are in both."""


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

    @property
    def is_empty(self) -> bool:
        return not any(pairing.kind or pairing.changes for pairing in self.documents)


def compare(department: str, old: Specs | None, new: Specs | None) -> Comparison:
    """The comparison; a department that was not there, or is not any more, has all its documents come or gone."""
    before, after = (specs.by_role if specs else None for specs in (old, new))
    targets = [target for by_role in (after, before) if by_role for target in by_role.targets]
    totals = tuple(_totals(before, after))
    heads = {sum_.label for by_role in (after, before) if by_role for sum_ in _sums(by_role) if sum_.is_head}
    return Comparison(
        department,
        targets[0].name if targets else department,
        before.year if before else 0,
        after.year if after else 0,
        totals,
        tuple(sorted(_pairings(old, new), key=lambda pairing: pairing.kind is None)),
        tuple(each for each in totals if each.label in heads) or totals,
    )


def grand_total(comparisons: Sequence[Comparison]) -> Total | None:
    """The totals of all departments added up, each once, in the unit of the first; None where there are none."""
    own = [each for comparison in comparisons for each in comparison.own]
    if not own:
        return None
    unit = own[0].unit
    old = [convert(each.old, each.unit, unit) for each in own if each.old is not None]
    new = [convert(each.new, each.unit, unit) for each in own if each.new is not None]
    return Total("", total(old) if old else None, total(new) if new else None, unit)


def _pairings(old: Specs | None, new: Specs | None) -> Iterator[Pairing]:
    names = [kind.name for specs in (new, old) if specs for kind in specs.pack.kinds]
    for name in dict.fromkeys(names):
        before, after = _Documents(old, name), _Documents(new, name)
        for document in after.by_id.values():
            earlier = _take_earlier(document, before, after)
            if earlier and before.kind and after.kind:
                differences = find_changes(earlier.data, document.data, before.kind.schema, after.kind.schema)
                yield Pairing(after.name(document), earlier.file, document.file, None, *differences)
            else:
                yield Pairing(after.name(document), "", document.file, Kind.ADDED)
        for document in before.by_id.values():
            yield Pairing(before.name(document), document.file, "", Kind.REMOVED)


class _Documents:
    """The documents of a kind that have no partner yet, by id, which is the file's name."""

    def __init__(self, specs: Specs | None, kind: str) -> None:
        self.kind = specs.pack.kind(kind) if specs else None
        documents = specs.documents.get(kind, ()) if specs else ()
        self.by_id = {PurePosixPath(document.file).stem: document for document in documents}
        targets = specs.by_role.targets if specs else ()
        self._names = {target.whole.document.file: target.name for target in reversed(targets)}

    @cached_property
    def _ids(self) -> Mapping[str, Sequence[str]]:
        ids: dict[str, list[str]] = {}
        for key, document in self.by_id.items():
            ids.setdefault(self.name(document), []).append(key)
        return ids

    def ids_of(self, name: str) -> Sequence[str]:
        """The documents that had the name, whether they still have no partner or not."""
        return self._ids.get(name, ())

    def name(self, document: Document) -> str:
        """The name that stands in a document, or its id."""
        return self._names.get(document.file) or PurePosixPath(document.file).stem


def _take_earlier(document: Document, before: _Documents, after: _Documents) -> Document | None:
    """Last year's document of the same id, or else of the same name, which then waits no longer."""
    key: str | None = PurePosixPath(document.file).stem
    if key not in before.by_id:
        waiting = before.ids_of(after.name(document))
        key = next((key for key in waiting if key in before.by_id and key not in after.by_id), None)
    return before.by_id.pop(key) if key is not None else None


def _totals(old: ByRole | None, new: ByRole | None) -> Iterator[Total]:
    """The first amount of each document, or the sum of its parts', by the names of the documents."""
    before, after = ({one.label: one for one in _sums(by_role)} if by_role else {} for by_role in (old, new))
    for label in dict.fromkeys([*after, *before]):
        unit = (after.get(label) or before[label]).unit
        yield Total(label, _in_unit(before.get(label), unit), _in_unit(after.get(label), unit), unit)


class _Sum(NamedTuple):
    """An amount of a document in one year. `is_head`: the document is the department's own."""

    label: str
    amount: Decimal
    unit: str
    is_head: bool


def _in_unit(sum_: _Sum | None, unit: str) -> Decimal | None:
    return convert(sum_.amount, sum_.unit, unit) if sum_ else None


def _sums(by_role: ByRole) -> Iterator[_Sum]:
    documents: dict[str, list[Target]] = {}
    for target in by_role.targets:
        documents.setdefault(target.whole.document.file, []).append(target)
    for targets in documents.values():
        head, *parts = targets
        is_head = head is by_role.targets[0]
        fields = [target.money[0] for target in ([head] if head.money else parts) if target.money]
        fields = [field for field in fields if field.unit]
        if fields:
            unit = fields[0].unit
            amount = total(convert(field.value, field.unit, unit) for field in fields)
            yield _Sum(f"{head.name}·{fields[0].title}" if head.money else head.name, amount, unit, is_head)
