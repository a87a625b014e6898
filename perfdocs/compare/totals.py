"""What a department and each of its documents ask for in both years."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from perfdocs.compare.change import Kind
from perfdocs.department.by_role import ByRole, Target
from perfdocs.prose.amounts import convert, percentage, total


class Total(NamedTuple):
    """An amount of a department or a document as a whole in both years, in one unit; None where there is none."""

    label: str
    old: Decimal | None
    new: Decimal | None
    unit: str
    old_label: str = ""
    """What it was called, where that was something else."""
    notes: tuple[str, ...] = ()
    """What came from elsewhere and went there: why the sum is another one."""
    is_head: bool = False
    """Whether it is that of the department."""
    kind: Kind | None = None
    """What happened to its document, where it is not in both years."""

    @property
    def difference(self) -> Decimal | None:
        return None if self.old is None or self.new is None else self.new - self.old

    @property
    def percent(self) -> Decimal | None:
        """To one place; None where the old amount is 0."""
        if self.difference is None or not self.old:
            return None
        return percentage(self.difference, self.old)


def totals(
    old: ByRole | None,
    new: ByRole | None,
    partners: Mapping[str, str],
    kinds: Mapping[str, Kind | None],
    notes: Mapping[str, Sequence[str]],
) -> Iterator[Total]:
    """The first amount of each document, or the sum of its parts'. `partners` is the file of the old year by that of
    the new one; `kinds` and `notes` say of files what happened to them, and what is to be said of their sums."""
    before, after = ({one.file: one for one in _sums(by_role)} if by_role else {} for by_role in (old, new))
    for file, now in after.items():
        old_file = partners.get(file, "")
        was = before.pop(old_file, None)
        yield Total(
            now.label,
            convert(was.amount, was.unit, now.unit) if was else None,
            now.amount,
            now.unit,
            was.label if was and was.label != now.label else "",
            tuple(dict.fromkeys((*notes.get(old_file, ()), *notes.get(file, ())))),
            now.is_head,
            kinds.get(file),
        )
    for file, was in before.items():
        yield Total(was.label, was.amount, None, was.unit, "", tuple(notes.get(file, ())), was.is_head, kinds.get(file))


class _Sum(NamedTuple):
    file: str
    label: str
    amount: Decimal
    unit: str
    is_head: bool


def _sums(by_role: ByRole) -> Iterator[_Sum]:
    documents: dict[str, list[Target]] = {}
    for target in by_role.targets:
        documents.setdefault(target.whole.document.file, []).append(target)
    for number, (file, targets) in enumerate(documents.items()):
        head, *parts = targets
        fields = [target.money[0] for target in ([head] if head.money else parts) if target.money]
        fields = [field for field in fields if field.unit]
        if fields:
            unit = fields[0].unit
            amount = total(convert(field.value, field.unit, unit) for field in fields)
            label = f"{head.name}·{fields[0].title}" if head.money else head.name
            yield _Sum(file, label, amount, unit, number == 0)
