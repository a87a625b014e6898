"""Changes between two documents made, and turned round: with them a comparison can be undone."""

from __future__ import annotations

import copy
from collections.abc import Sequence
from typing import Any, NamedTuple

from perfdocs.compare.change import Change, Kind
from perfdocs.compare.find_changes import without_blank_fields
from perfdocs.finding import Keys, value_at

OPPOSITE = {
    Kind.ADDED: Kind.REMOVED,
    Kind.REMOVED: Kind.ADDED,
    Kind.SPLIT: Kind.MERGED,
    Kind.MERGED: Kind.SPLIT,
}


def apply_changes(old: Any, changes: Sequence[Change]) -> Any:
    """The old data with the changes made, without blanks: what `find_changes` compared it with."""
    data = copy.deepcopy(without_blank_fields(old))
    tables: dict[Keys, Rearranged] = {}
    for change in sorted(changes, key=lambda change: -len(change.old_path)):
        if change.old_path and isinstance(change.old_path[-1], int):
            _rearrange(change, data, tables)
        elif not change.old_path:
            data = change.new
        else:
            _put(data, change.old_path, change.new)
    for path in sorted(tables, key=lambda path: -len(path)):
        _put(data, path, tables[path].of(value_at(data, path) or []))
    return without_blank_fields(data)


class Rearranged(NamedTuple):
    """The rows of a table that are taken out, by their old number, and those that are put in, by their new one."""

    gone: set[int]
    come: dict[int, Any]

    def of(self, old: Sequence[Any]) -> list[Any]:
        staying = iter([row for index, row in enumerate(old) if index not in self.gone])
        length = len(old) - len(self.gone) + len(self.come)
        return [self.come[index] if index in self.come else next(staying) for index in range(length)]


def _rearrange(change: Change, data: Any, tables: dict[Keys, Rearranged]) -> None:
    """Notes a change of rows in the tables that it is about, by their old path."""
    old_path, new_path, kind = change.old_path, change.new_path, change.kind
    gone = {Kind.REMOVED: [old_path], Kind.MOVED: [old_path], Kind.SPLIT: [old_path], Kind.MERGED: change.parts}
    come: dict[Keys, Any] = {}
    if kind in (Kind.ADDED, Kind.MERGED):
        come = {(*old_path[:-1], new_path[-1]): change.new}
    elif kind is Kind.SPLIT:
        come = {(*old_path[:-1], path[-1]): row for path, row in zip(change.parts, change.new, strict=True)}
    elif kind is Kind.MOVED:
        table = change.parts[0][:-1] if change.parts else old_path[:-1]
        come = {(*table, new_path[-1]): value_at(data, old_path)}
    for path in gone.get(kind, ()):
        tables.setdefault(path[:-1], Rearranged(set(), {})).gone.add(int(path[-1]))
    for path, row in come.items():
        tables.setdefault(path[:-1], Rearranged(set(), {})).come[int(path[-1])] = row


def _put(data: Any, path: Keys, value: Any) -> None:
    *above, last = path
    for step in above:
        data = data[step] if isinstance(step, int) else data.setdefault(step, {})
    data[last] = value


def mirror_change(change: Change) -> Change:
    """The change the other way round: what happened if the new document were the old one."""
    return change._replace(
        kind=OPPOSITE.get(change.kind, change.kind),
        old_path=change.new_path,
        new_path=change.old_path,
        old=change.new,
        new=change.old,
        parts=change.parts[::-1] if change.kind is Kind.MOVED else change.parts,
    )
