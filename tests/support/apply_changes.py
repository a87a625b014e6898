"""Changes between two documents made, and turned round: with them a comparison can be undone."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import Any

from perfdocs.compare.find_changes import Change, Kind, without_blank_fields
from perfdocs.finding import Keys, value_at

OPPOSITE = {Kind.ADDED: Kind.REMOVED, Kind.REMOVED: Kind.ADDED}


def apply_changes(old: Any, changes: Sequence[Change]) -> Any:
    """The old data with the changes made, without blanks: what `find_changes` compared it with."""
    data = copy.deepcopy(without_blank_fields(old))
    rows: dict[Keys, list[Change]] = {}
    for change in sorted(changes, key=lambda change: -len(change.old_path)):
        if change.old_path and isinstance(change.old_path[-1], int):
            rows.setdefault(change.old_path[:-1], []).append(change)
        elif not change.old_path:
            data = change.new
        else:
            _put(data, change.old_path, change.new)
    for path in sorted(rows, key=lambda path: -len(path)):
        _put(data, path, _rearranged(value_at(data, path) or [], rows[path]))
    return without_blank_fields(data)


def _put(data: Any, path: Keys, value: Any) -> None:
    *above, last = path
    for step in above:
        data = data[step] if isinstance(step, int) else data.setdefault(step, {})
    data[last] = value


def _rearranged(old: Sequence[Any], changes: Sequence[Change]) -> list[Any]:
    """The rows with some taken out, some put in and some moved."""
    gone = {int(change.old_path[-1]) for change in changes if change.kind in (Kind.REMOVED, Kind.MOVED)}
    fixed = {int(change.new_path[-1]): change.new for change in changes if change.kind is Kind.ADDED}
    fixed |= {int(c.new_path[-1]): old[int(c.old_path[-1])] for c in changes if c.kind is Kind.MOVED}
    staying = iter([row for index, row in enumerate(old) if index not in gone])
    length = len(old) - len(gone) + len(fixed)
    return [fixed[index] if index in fixed else next(staying) for index in range(length)]


def mirror_change(change: Change) -> Change:
    """The change the other way round: what happened if the new document were the old one."""
    return change._replace(
        kind=OPPOSITE.get(change.kind, change.kind),
        old_path=change.new_path,
        new_path=change.old_path,
        old=change.new,
        new=change.old,
    )
