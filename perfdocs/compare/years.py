"""Two years of a department side by side: totals, documents that came and went, and every change in the others."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import Decimal
from pathlib import PurePosixPath

from perfdocs.compare.find_changes import Change, Kind, changes
from perfdocs.department.by_role import ByRole, Target
from perfdocs.department.read_by_role import read_by_role
from perfdocs.department.specs import Specs
from perfdocs.pack.manifest import DocumentKind, Pack
from perfdocs.prose.amounts import converted, percentage, total
from perfdocs.yamlfile.reader import Document


@dataclass(frozen=True)
class Total:
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


@dataclass(frozen=True)
class Pairing:
    """A document in both years, or one that came or went (then `kind` says so)."""

    name: str
    old_file: str
    new_file: str
    kind: Kind | None
    changes: tuple[Change, ...] = ()


@dataclass(frozen=True)
class Comparison:
    """A department in both years; of its documents those first that came or went."""

    department: str
    name: str
    old_year: int
    new_year: int
    totals: tuple[Total, ...]
    documents: tuple[Pairing, ...]

    @property
    def is_empty(self) -> bool:
        return not any(one.kind or one.changes for one in self.documents)


def compare(department: str, old: Specs | None, new: Specs | None) -> Comparison:
    """The comparison; a department that was not there, or is not any more, has all its documents come or gone."""
    before, after = (one.by_role if one else None for one in (old, new))
    head = next((target for one in (after, before) if one for target in one.targets), None)
    return Comparison(
        department,
        head.name if head else department,
        before.year if before else 0,
        after.year if after else 0,
        tuple(_totals(before, after)),
        tuple(sorted(_documents(old, new), key=lambda one: one.kind is None)),
    )


def _documents(old: Specs | None, new: Specs | None) -> Iterator[Pairing]:
    kinds = dict.fromkeys([*_kinds(new), *_kinds(old)])
    for name in kinds:
        ones, others = (list(one.documents.get(name, ())) if one else [] for one in (old, new))
        for one, other in _paired(ones, others, old.pack if old else None, new.pack if new else None, name):
            yield _pairing(one, other, old, new, name)


def _kinds(papers: Specs | None) -> list[str]:
    return [kind.name for kind in papers.pack.kinds] if papers else []


def _kind(pack: Pack, name: str) -> DocumentKind:
    return next(kind for kind in pack.kinds if kind.name == name)


def _paired(
    old: Sequence[Document], new: Sequence[Document], old_pack: Pack | None, new_pack: Pack | None, kind: str
) -> Iterator[tuple[Document | None, Document | None]]:
    """By id, which is the file's name; then by the name that stands in it."""
    left = list(old)
    for other in new:
        one = next((d for d in left if _id(d) == _id(other)), None)
        if one is None and old_pack and new_pack:
            others = {_id(d) for d in new}
            called = name_of(new_pack, kind, other)
            one = next((d for d in left if _id(d) not in others and name_of(old_pack, kind, d) == called), None)
        if one is not None:
            left.remove(one)
        yield one, other
    yield from ((one, None) for one in left)


def _id(document: Document) -> str:
    return PurePosixPath(document.file).stem


def name_of(pack: Pack, kind: str, document: Document) -> str:
    """The name that stands in a document, or its id."""
    papers = {one.name: [document] if one.name == kind else [] for one in pack.kinds}
    targets = read_by_role(pack, papers).targets
    return targets[0].name if targets and targets[0].name else _id(document)


def _pairing(one: Document | None, other: Document | None, old: Specs | None, new: Specs | None, kind: str) -> Pairing:
    if one is not None and other is not None and old and new:
        made = changes(one.data, other.data, _kind(old.pack, kind).schema, _kind(new.pack, kind).schema)
        return Pairing(name_of(new.pack, kind, other), one.file, other.file, None, tuple(made))
    if other is not None and new:
        return Pairing(name_of(new.pack, kind, other), "", other.file, Kind.ADDED)
    assert one is not None
    assert old is not None
    return Pairing(name_of(old.pack, kind, one), one.file, "", Kind.REMOVED)


def _totals(old: ByRole | None, new: ByRole | None) -> Iterator[Total]:
    """The first amount of each document, or the sum of its parts', by the names of the documents."""
    before, after = (dict(_sums(one)) if one else {} for one in (old, new))
    for label in dict.fromkeys([*after, *before]):
        unit = (after.get(label) or before[label])[1]
        found = [converted(one[label][0], one[label][1], unit) if label in one else None for one in (before, after)]
        yield Total(label, found[0], found[1], unit)


def _sums(one: ByRole) -> Iterator[tuple[str, tuple[Decimal, str]]]:
    documents: dict[str, list[Target]] = {}
    for target in one.targets:
        documents.setdefault(target.whole.document.file, []).append(target)
    for targets in documents.values():
        head, *parts = targets
        own = [target.money[0] for target in ([head] if head.money else parts) if target.money and target.money[0].unit]
        if own:
            unit = own[0].unit
            amount = total(converted(field.value, field.unit, unit) for field in own)
            yield f"{head.name}·{own[0].title}" if head.money else head.name, (amount, unit)
