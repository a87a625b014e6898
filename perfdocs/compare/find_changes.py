"""What has changed between two documents, by field and row; and a document with the changes made.

Documents are compared as plain data (text, numbers, rows, groups), guided by their schemas: what makes a row
the same row is the schema's `x-key`, or its `row-id`. A blank and a missing field are the same.
"""

from __future__ import annotations

import copy
import dataclasses
import enum
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from perfdocs.compare.match_rows import aligned
from perfdocs.finding import Keys, value_at
from perfdocs.schema.load import Schema


class Kind(enum.StrEnum):
    """What has happened to a field or a row."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    RENAMED = "renamed"
    MOVED = "moved"


MIRRORED = {Kind.ADDED: Kind.REMOVED, Kind.REMOVED: Kind.ADDED}


@dataclass(frozen=True)
class Change:
    """One change. `old_path` and `new_path` say where, in the old and in the new document.

    `old` and `new` are the values, whole rows where rows came or went. `label` names the place in the terms
    of the form. `sure` is how sure it is that a renamed row is the same one. `role` is the field's; `unit` and
    `old_unit` are those of an amount in the new and in the old document.
    """

    kind: Kind
    old_path: Keys
    new_path: Keys
    label: tuple[str, ...]
    old: Any
    new: Any
    role: str = ""
    unit: str = ""
    old_unit: str = ""
    sure: float = 1.0


def changes(old: Any, new: Any, old_schema: Schema, new_schema: Schema) -> list[Change]:
    """Every change from the old data to the new."""
    walk = _Walk(old_schema, new_schema)
    old, new = normal(old), normal(new)
    return list(walk.value(_Place(old_schema.root, new_schema.root), old, new))


def row_pairs(old: Any, new: Any, old_schema: Schema, new_schema: Schema) -> list[tuple[Keys, Keys]]:
    """Where each row stands that is in both: its path in the old data and in the new."""
    walk = _Walk(old_schema, new_schema)
    list(walk.value(_Place(old_schema.root, new_schema.root), normal(old), normal(new)))
    return walk.pairs


def normal(data: Any) -> Any:
    """The data without blanks: a field without a value, and a group or table with nothing in it."""
    if isinstance(data, dict):
        made = {key: normal(value) for key, value in data.items()}
        return {key: value for key, value in made.items() if value is not None and value != {} and value != []}
    return [normal(item) for item in data] if isinstance(data, list) else data


@dataclass(frozen=True)
class _Place:
    """A place in both documents: schema nodes, paths, and what to call it."""

    old_node: Any
    new_node: Any
    old_path: Keys = ()
    new_path: Keys = ()
    label: tuple[str, ...] = ()
    owners: tuple[tuple[Any, Any], ...] = ()
    """The groups that it stands in, in the old and in the new data."""

    @property
    def node(self) -> Any:
        return self.new_node or self.old_node or {}


class _Walk:
    def __init__(self, old: Schema, new: Schema) -> None:
        self._old = old
        self._new = new
        self.pairs: list[tuple[Keys, Keys]] = []

    def value(self, at: _Place, old: Any, new: Any) -> Iterator[Change]:
        if self._is_group(at, old, new):
            yield from self._group(at, old or {}, new or {})
        elif self._is_table(at, old, new):
            yield from self._table(at, old or [], new or [])
        elif old != new:
            kind = Kind.ADDED if old is None else Kind.REMOVED if new is None else Kind.CHANGED
            yield self._change(kind, at, old, new)

    def _is_group(self, at: _Place, old: Any, new: Any) -> bool:
        """A group of fields, not one value that is given in parts."""
        return all(isinstance(one, dict) for one in (old, new) if one is not None) and "properties" in at.node

    def _is_table(self, at: _Place, old: Any, new: Any) -> bool:
        return all(isinstance(one, list) for one in (old, new) if one is not None) and "items" in at.node

    def _group(self, at: _Place, old: Mapping[str, Any], new: Mapping[str, Any]) -> Iterator[Change]:
        known = [*self._keys(at.new_node), *self._keys(at.old_node), *new, *old]
        for key in dict.fromkeys(known):
            if key in old or key in new:
                yield from self.value(self._below(at, key, old, new), old.get(key), new.get(key))

    def _keys(self, node: Any) -> list[str]:
        return list((node or {}).get("properties", {}))

    def _below(self, at: _Place, key: str, old: Any, new: Any) -> _Place:
        old_node = self._child(self._old, at.old_node, key)
        new_node = self._child(self._new, at.new_node, key)
        title = str((new_node or old_node or {}).get("title", key))
        return _Place(
            old_node, new_node, (*at.old_path, key), (*at.new_path, key), (*at.label, title), (*at.owners, (old, new))
        )

    def _child(self, schema: Schema, node: Any, key: str) -> Any:
        child = (node or {}).get("properties", {}).get(key)
        return schema.resolved(child) if child is not None else None

    def _table(self, at: _Place, old: Sequence[Any], new: Sequence[Any]) -> Iterator[Change]:
        keys = self._row_keys(at)
        rows = aligned(old, new, keys.identity, keys.name)
        for i in rows.gone:
            yield self._change(Kind.REMOVED, self._row_place(at, i, len(new), keys.name(old[i])), old[i], None)
        for j in rows.come:
            yield self._change(Kind.ADDED, self._row_place(at, len(old), j, keys.name(new[j])), None, new[j])
        for pair in rows.pairs:
            place = self._row_place(at, pair.old, pair.new, keys.name(new[pair.new]))
            self.pairs.append((place.old_path, place.new_path))
            if pair.moved:
                yield self._change(Kind.MOVED, place, None, None)
            for change in self.value(place, old[pair.old], new[pair.new]):
                yield _as_renaming(change, place, keys.key, pair.sure)

    def _row_keys(self, at: _Place) -> _RowKeys:
        schema, table = (self._new, at.new_node) if at.new_node else (self._old, at.old_node)
        row = schema.resolved(table["items"])
        properties = {key: schema.resolved(child) for key, child in row.get("properties", {}).items()}
        ids = tuple(key for key, child in properties.items() if child.get("x-role") == "row-id")
        return _RowKeys(str(table.get("x-key") or row.get("x-key") or ""), ids)

    def _row_place(self, at: _Place, i: int, j: int, name: str) -> _Place:
        old_node = self._old.resolved(at.old_node["items"]) if at.old_node else None
        new_node = self._new.resolved(at.new_node["items"]) if at.new_node else None
        label = (*at.label, f"“{name}”" if name else f"第 {j + 1} 行")
        return _Place(old_node, new_node, (*at.old_path, i), (*at.new_path, j), label, at.owners)

    def _change(self, kind: Kind, at: _Place, old: Any, new: Any) -> Change:
        old_unit, unit = (_unit(at.node.get("x-unit", ""), [pair[side] for pair in at.owners]) for side in (0, 1))
        role = at.node.get("x-role", "")
        return Change(kind, at.old_path, at.new_path, at.label, old, new, role, unit, old_unit)


def _unit(declared: str, owners: Sequence[Any]) -> str:
    """The unit that the schema declares, or that the nearest field of that name gives."""
    return str(next((owner[declared] for owner in reversed(owners) if declared in owner), declared))


@dataclass(frozen=True)
class _RowKeys:
    """What makes a row of a table the same row, and what it is called: the fields that say so."""

    key: str
    ids: tuple[str, ...]

    def identity(self, row: Any) -> str:
        if not isinstance(row, dict):
            return str(row)
        own = [str(row[key]) for key in self.ids if row.get(key) is not None]
        return f"#{own[0]}" if own else self.name(row) or repr(sorted(map(str, row.items())))

    def name(self, row: Any) -> str:
        return str(row.get(self.key, "")).strip() if isinstance(row, dict) and self.key else ""


def _as_renaming(change: Change, row: _Place, key: str, sure: float) -> Change:
    renamed = change.kind is Kind.CHANGED and change.new_path == (*row.new_path, key)
    if not renamed:
        return change
    return Change(
        Kind.RENAMED, change.old_path, change.new_path, change.label, change.old, change.new, change.role, sure=sure
    )


def applied(old: Any, made: Sequence[Change]) -> Any:
    """The old data with the changes made, without blanks: what `changes` compared it with."""
    data = copy.deepcopy(normal(old))
    rows: dict[Keys, list[Change]] = {}
    for change in sorted(made, key=lambda change: -len(change.old_path)):
        if change.old_path and isinstance(change.old_path[-1], int):
            rows.setdefault(change.old_path[:-1], []).append(change)
        elif not change.old_path:
            data = change.new
        else:
            _put(data, change.old_path, change.new)
    for path in sorted(rows, key=lambda path: -len(path)):
        _put(data, path, _rearranged(value_at(data, path) or [], rows[path]))
    return normal(data)


def _put(data: Any, path: Keys, value: Any) -> None:
    *above, last = path
    for step in above:
        data = data[step] if isinstance(step, int) else data.setdefault(step, {})
    data[last] = value


def _rearranged(old: Sequence[Any], made: Sequence[Change]) -> list[Any]:
    """The rows with some taken out, some put in and some moved."""
    gone = {int(change.old_path[-1]) for change in made if change.kind in (Kind.REMOVED, Kind.MOVED)}
    fixed = {int(change.new_path[-1]): change.new for change in made if change.kind is Kind.ADDED}
    fixed |= {int(c.new_path[-1]): old[int(c.old_path[-1])] for c in made if c.kind is Kind.MOVED}
    staying = iter([row for index, row in enumerate(old) if index not in gone])
    length = len(old) - len(gone) + len(fixed)
    return [fixed[index] if index in fixed else next(staying) for index in range(length)]


def mirrored(change: Change) -> Change:
    """The change the other way round: what happened if the new document were the old one."""
    return dataclasses.replace(
        change,
        kind=MIRRORED.get(change.kind, change.kind),
        old_path=change.new_path,
        new_path=change.old_path,
        old=change.new,
        new=change.old,
    )
