"""A change as it is said, whatever the format: what happened where, from what to what, by how much."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from typing import NamedTuple

from perfdocs.compare.change import Change, Kind
from perfdocs.compare.value_text import CELL, value_text
from perfdocs.prose.amounts import UNITS, convert, number_text, percentage
from perfdocs.prose.text_changes import NumberChange, Piece, number_changes, word_changes

WORDS = {
    Kind.ADDED: "新增",
    Kind.REMOVED: "取消",
    Kind.CHANGED: "修改",
    Kind.RENAMED: "改名",
    Kind.MOVED: "移动",
    Kind.REWORDED: "换写法",
    Kind.YEAR_MOVED: "年份顺移",
    Kind.SPLIT: "拆分",
    Kind.MERGED: "合并",
    Kind.UNREADABLE: "读不出",
    Kind.NOT_HANDED_IN: "没有报送",
}
"""What a kind is called."""

EMPTIED = "空白"
"""What a field is called that has no value any more: nothing was taken away, it is only not filled in."""

_PLAIN = ("year", "order", "pack", "start-date", "end-date")
"""Roles of numbers and dates of which nobody asks by how much they changed."""

_PROSE = ("goal", "indicator-value", "indicator-name", "basis", "duty")
"""Roles of texts whose numbers are compared one by one."""


class Description(NamedTuple):
    """A change in words and numbers. `old` and `new` are the values as text."""

    kind: Kind
    label: str
    old: str
    new: str
    sure: float
    unit: str = ""
    difference: Decimal | None = None
    """Of an amount, in its unit; and in per cent."""
    percent: Decimal | None = None
    numbers: tuple[NumberChange, ...] = ()
    """The numbers that changed in a text."""
    pieces: tuple[Piece, ...] = ()
    """The words of a text that changed."""
    is_field: bool = False
    """Whether it is about a field, not about a row."""
    is_less: bool = False
    """Whether the parts of a row make up less than was promised."""

    @property
    def weaker(self) -> bool:
        """Less is promised than before."""
        return self.how_many_weaker > 0

    @property
    def is_emptied(self) -> bool:
        """A field that is only not filled in any more."""
        return self.kind is Kind.REMOVED and self.is_field and not self.new

    @property
    def how_many_weaker(self) -> int:
        """How many numbers there are of which less is promised."""
        return self.is_less + sum(number.weaker for number in self.numbers)

    @property
    def word(self) -> str:
        """The kind in a word, with how sure it is that it is, or may be, a renaming."""
        if self.is_emptied:
            return EMPTIED
        if self.sure == 1:
            return WORDS[self.kind]
        sure = f"{round(self.sure * 100)}% 把握"
        return f"{WORDS[self.kind]}（{sure if self.kind is Kind.RENAMED else f'也可能是改名，{sure}'}）"


def describe(change: Change, skipped: int = 0) -> Description:
    """The change in words and numbers, without the first so many steps of its label."""
    label = joined(change.label[skipped:]) + (f"（{change.result}）" if change.result else "")
    if change.kind is Kind.MOVED:
        return Description(change.kind, label, *_places(change), change.sure)
    is_field = not (change.new_path and isinstance(change.new_path[-1], int))
    between = "" if is_field else CELL
    old, new = value_text(change.old, between), value_text(change.new, between)
    description = Description(change.kind, label, old, new, change.sure, is_field=is_field, is_less=change.is_less)
    if change.kind is Kind.SPLIT:
        return description._replace(new=new + _total_text(change))
    if change.kind is Kind.MERGED:
        return description._replace(old=old + _total_text(change))
    if change.role in _PLAIN:
        return description
    if isinstance(change.old, Decimal) and isinstance(change.new, Decimal):
        return _with_difference(description, change, change.old, change.new)
    if change.kind in (Kind.CHANGED, Kind.RENAMED) and old and new:
        return _with_words(description, change)
    return description._replace(unit=change.unit)


def joined(label: Sequence[str]) -> str:
    """A place in the terms of the form: `重点工作“招商”·目标`."""
    return "·".join(label).replace("·“", "“")


def _places(change: Change) -> tuple[str, str]:
    """Where a row was and where it is: its lines in its table, or its tables."""
    old, new = change.between or (f"第 {int(path[-1]) + 1} 行" for path in (change.old_path, change.new_path))
    return old, new


def _total_text(change: Change) -> str:
    """What the parts of a row make up: `（合计 39000人）`."""
    return f"（合计 {number_text(change.total.number)}{change.total.unit or change.unit}）" if change.total else ""


def _with_difference(description: Description, change: Change, old: Decimal, new: Decimal) -> Description:
    unit, old_unit = change.unit, change.old_unit
    if unit != old_unit and unit in UNITS and old_unit in UNITS:
        description = description._replace(old=f"{description.old} {old_unit}", new=f"{description.new} {unit}")
        old = convert(old, old_unit, unit)
    percent = percentage(new - old, old) if old > 0 else None
    return description._replace(unit=unit, difference=new - old, percent=percent)


def _with_words(description: Description, change: Change) -> Description:
    old, new = description.old, description.new
    of_indicator = change.role == "indicator-value" and len(change.label) > 2
    heading, name = (step.strip("“”") for step in change.label[-3:-1]) if of_indicator else ("", "")
    numbers = (
        number_changes(old, new, name, promised=change.role != "basis", heading=heading)
        if change.role in _PROSE
        else ()
    )
    return description._replace(numbers=tuple(numbers), pieces=tuple(word_changes(old, new)))
