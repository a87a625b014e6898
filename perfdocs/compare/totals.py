"""What a department and each of its documents ask for in both years."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import NamedTuple

from perfdocs.compare.change import UNKNOWN, Kind
from perfdocs.department.by_role import ByRole, Field, Target
from perfdocs.prose.amounts import convert, percentage, total

_IN_ONE_YEAR = (Kind.ADDED, Kind.REMOVED, *UNKNOWN)


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
    def is_blank(self) -> bool:
        """Whether its document is in both years, and the amount is filled in (or can be read) in one alone."""
        return self.kind not in _IN_ONE_YEAR and (self.old is None) != (self.new is None)

    @property
    def is_known(self) -> bool:
        """Whether what is asked for is known of both years, nothing being known of a year in which it was not there."""
        return self.kind not in UNKNOWN and not self.is_blank

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
    """The first amount of each document, or the sum of its parts', as the overview of a year has it. `partners` is the
    file of the old year by that of the new one; `kinds` and `notes` say of files what happened to them, and what is to
    be said of their sums."""
    before, after = ({one.file: one for one in _sums(by_role)} if by_role else {} for by_role in (old, new))
    for file, now in after.items():
        old_file = partners.get(file, "")
        was = before.pop(old_file, None)
        if now.amount is not None or (was and was.amount is not None):
            yield Total(
                now.label,
                convert(was.amount, was.unit, now.unit) if was and was.amount is not None else None,
                now.amount,
                now.unit,
                was.label if was and was.label != now.label else "",
                tuple(dict.fromkeys((*notes.get(old_file, ()), *notes.get(file, ())))),
                now.is_head,
                kinds.get(file),
            )
    for file, was in before.items():
        if was.amount is not None:
            yield Total(
                was.label, was.amount, None, was.unit, "", tuple(notes.get(file, ())), was.is_head, kinds.get(file)
            )


class _Sum(NamedTuple):
    file: str
    label: str
    amount: Decimal | None
    """None where it, or one of those that make it up, is blank."""
    unit: str
    is_head: bool


def _sums(by_role: ByRole) -> Iterator[_Sum]:
    for number, (file, targets) in enumerate(targets_by_file(by_role).items()):
        fields = [field for field in document_amounts(targets) if field.unit]
        if fields:
            head, unit = targets[0], fields[0].unit
            values = [(field.value, field.unit) for field in fields if isinstance(field.value, Decimal)]
            amount = total(convert(*value, unit) for value in values) if len(values) == len(fields) else None
            is_own = fields[0] in whole_amounts(head)
            yield _Sum(file, f"{head.name}·{fields[0].title}" if is_own else head.name, amount, unit, number == 0)


def targets_by_file(by_role: ByRole) -> dict[str, list[Target]]:
    """What the documents promise, by file: of each the document as a whole, then its parts."""
    by_file: dict[str, list[Target]] = {}
    for target in by_role.targets:
        by_file.setdefault(target.whole.document.file, []).append(target)
    return by_file


def document_amounts(targets: Sequence[Target]) -> list[Field]:
    """What a document asks for: its first amount; where that is blank, or there is none, those of its parts, blank
    ones too."""
    first, *rest = targets
    own = whole_amounts(first)[:1]
    parts = [amount for target in rest for amount in whole_amounts(target)[:1]]
    return parts if parts and all(amount.blank for amount in own) else own


def whole_amounts(target: Target) -> list[Field]:
    """The amounts of a form as a whole, blank ones too."""
    return [field for field in target.having("amount") if not field.row and not field.in_unit_of_table]
