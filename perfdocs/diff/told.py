"""A change as it is told, whatever the format: what happened where, from what to what, by how much."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from perfdocs.diff.changes import Change, Kind
from perfdocs.diff.prose import Step, steps, words
from perfdocs.values import written

WORDS = {
    Kind.ADDED: "新增",
    Kind.REMOVED: "取消",
    Kind.CHANGED: "修改",
    Kind.RENAMED: "改名",
    Kind.MOVED: "移动",
}
"""What a kind is called."""

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


def told(change: Change) -> Told:
    """The change to be shown."""
    label = "·".join(change.label).replace("·“", "“")
    old, new = shown(change.old), shown(change.new)
    if change.kind is Kind.MOVED:
        old, new = (f"第 {int(path[-1]) + 1} 行" for path in (change.old_path, change.new_path))
        return Told(change.kind, label, old, new)
    if isinstance(change.old, Decimal) and isinstance(change.new, Decimal):
        difference = change.new - change.old
        percent = round(difference / change.old * 100, 1) if change.old else None
        return Told(change.kind, label, old, new, difference, percent, change.unit, sure=change.sure)
    if change.kind in (Kind.CHANGED, Kind.RENAMED) and old and new:
        name = change.label[-2].strip("“”") if change.role == "indicator-value" and len(change.label) > 1 else ""
        found = tuple(steps(old, new, name)) if change.role in _PROSE else ()
        return Told(change.kind, label, old, new, steps=found, pieces=tuple(words(old, new)), sure=change.sure)
    return Told(change.kind, label, old, new, unit=change.unit)


def shown(value: Any) -> str:
    """A value in a line: a row as its values, one given in parts put together."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return written(value)
    if isinstance(value, Mapping):
        parts = [shown(item) for item in value.values()]
        joined = "" if _is_in_parts(value) else "｜"
        return joined.join(part for part in parts if part)
    if isinstance(value, list):
        return "；".join(shown(item) for item in value)
    return str(value)


def _is_in_parts(value: Mapping[str, Any]) -> bool:
    """Whether a group is one value: an operator, a number and a unit."""
    short = all(len(item) <= 6 for item in value.values() if isinstance(item, str))
    return short and len(value) <= 3 and any(isinstance(item, Decimal) for item in value.values())
