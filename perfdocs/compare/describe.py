"""A change as it is said, whatever the format: what happened where, from what to what, by how much."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from perfdocs.compare.find_changes import Change, Kind
from perfdocs.prose.amounts import UNITS, convert, number_text, percentage
from perfdocs.prose.text_changes import NumberChange, Piece, number_changes, word_changes

WORDS = {
    Kind.ADDED: "新增",
    Kind.REMOVED: "取消",
    Kind.CHANGED: "修改",
    Kind.RENAMED: "改名",
    Kind.MOVED: "移动",
}
"""What a kind is called."""

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

    @property
    def weaker(self) -> bool:
        """Less is promised than before."""
        return any(number.weaker for number in self.numbers)

    @property
    def word(self) -> str:
        """The kind in a word, with how sure a renaming is."""
        sure = f"（{round(self.sure * 100)}% 把握）" if self.kind is Kind.RENAMED and self.sure < 1 else ""
        return WORDS[self.kind] + sure


def describe(change: Change, skipped: int = 0) -> Description:
    """The change in words and numbers, without the first so many steps of its label."""
    label = "·".join(change.label[skipped:]).replace("·“", "“")
    if change.kind is Kind.MOVED:
        old, new = (f"第 {int(path[-1]) + 1} 行" for path in (change.old_path, change.new_path))
        return Description(change.kind, label, old, new, change.sure)
    between = "｜" if change.new_path and isinstance(change.new_path[-1], int) else ""
    old, new = value_text(change.old, between), value_text(change.new, between)
    description = Description(change.kind, label, old, new, change.sure)
    if change.role in _PLAIN:
        return description
    if isinstance(change.old, Decimal) and isinstance(change.new, Decimal):
        return _with_difference(description, change, change.old, change.new)
    if change.kind in (Kind.CHANGED, Kind.RENAMED) and old and new:
        return _with_words(description, change)
    return description._replace(unit=change.unit)


def _with_difference(description: Description, change: Change, old: Decimal, new: Decimal) -> Description:
    unit, old_unit = change.unit, change.old_unit
    if unit != old_unit and unit in UNITS and old_unit in UNITS:
        description = description._replace(old=f"{description.old} {old_unit}", new=f"{description.new} {unit}")
        old = convert(old, old_unit, unit)
    percent = percentage(new - old, old) if old else None
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


def value_text(value: Any, between: str = "") -> str:
    """A value in a line: a row as its values, one that is given in parts (≥, 90, %) put together."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return number_text(value)
    if isinstance(value, Mapping):
        return between.join(part for part in (value_text(item) for item in value.values()) if part)
    if isinstance(value, list):
        return "；".join(value_text(item, between) for item in value)
    return str(value)
