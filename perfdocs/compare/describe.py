"""A change as it is told, whatever the format: what happened where, from what to what, by how much."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from perfdocs.compare.find_changes import Change, Kind
from perfdocs.prose.amounts import UNITS, converted, written
from perfdocs.prose.text_changes import Step, percentage, steps, words

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


@dataclass(frozen=True)
class Told:
    """A change to be shown. `difference` and `percent` are of an amount, with its unit; `steps` are the numbers
    that changed in a text, `pieces` its words; `weaker` says that less is promised than before."""

    kind: Kind
    label: str
    old: str
    new: str
    difference: Decimal | None = None
    percent: Decimal | None = None
    unit: str = ""
    steps: tuple[Step, ...] = ()
    pieces: tuple[tuple[str, str], ...] = ()
    sure: float = 1.0

    @property
    def weaker(self) -> bool:
        return any(step.weaker for step in self.steps)

    @property
    def word(self) -> str:
        """The kind in a word, with how sure a renaming is."""
        sure = f"（{round(self.sure * 100)}% 把握）" if self.kind is Kind.RENAMED and self.sure < 1 else ""
        return WORDS[self.kind] + sure


def told(change: Change, skipped: int = 0) -> Told:
    """The change to be shown, without the first so many steps of its label."""
    label = "·".join(change.label[skipped:]).replace("·“", "“")
    is_row = bool(change.new_path) and isinstance(change.new_path[-1], int)
    old, new = (shown(value, "｜" if is_row else "") for value in (change.old, change.new))
    if change.kind is Kind.MOVED:
        old, new = (f"第 {int(path[-1]) + 1} 行" for path in (change.old_path, change.new_path))
        return Told(change.kind, label, old, new)
    if change.role in _PLAIN:
        return Told(change.kind, label, old, new)
    if isinstance(change.old, Decimal) and isinstance(change.new, Decimal):
        base = change.old
        if change.unit != change.old_unit and change.unit in UNITS and change.old_unit in UNITS:
            base = converted(change.old, change.old_unit, change.unit)
            old, new = f"{old} {change.old_unit}", f"{new} {change.unit}"
        difference = change.new - base
        percent = percentage(difference, base) if base else None
        return Told(change.kind, label, old, new, difference, percent, change.unit, sure=change.sure)
    if change.kind in (Kind.CHANGED, Kind.RENAMED) and old and new:
        name = change.label[-2].strip("“”") if change.role == "indicator-value" and len(change.label) > 1 else ""
        found = tuple(steps(old, new, name, change.role != "basis")) if change.role in _PROSE else ()
        return Told(change.kind, label, old, new, steps=found, pieces=tuple(words(old, new)), sure=change.sure)
    return Told(change.kind, label, old, new, unit=change.unit)


def shown(value: Any, between: str = "") -> str:
    """A value in a line: a row as its values, one that is given in parts (≥, 90, %) put together."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return written(value)
    if isinstance(value, Mapping):
        return between.join(part for part in (shown(item) for item in value.values()) if part)
    if isinstance(value, list):
        return "；".join(shown(item, between) for item in value)
    return str(value)
