"""What has changed between two documents, by field and row.

Documents are compared as plain data (text, numbers, rows, groups), guided by their schemas: what makes a row
the same row is the schema's `x-key`, or its `row-id`. A blank and a missing field are the same.
"""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from perfdocs.compare.match_rows import match_rows
from perfdocs.finding import Keys
from perfdocs.schema.load import Schema
from perfdocs.schema.node import Node


class Kind(enum.StrEnum):
    """What has happened to a field or a row."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    RENAMED = "renamed"
    MOVED = "moved"


class Change(NamedTuple):
    """One change. `old_path` and `new_path` say where, in the old and in the new document.

    `old` and `new` are the values, whole rows where rows came or went: enough to make the new document of the old
    one. `label` names the place in the terms of the form.
    """

    kind: Kind
    old_path: Keys
    new_path: Keys
    label: tuple[str, ...]
    old: Any
    new: Any
    role: str = ""
    unit: str = ""
    """Of an amount, in the new document and in the old one."""
    old_unit: str = ""
    sure: float = 1.0
    """How sure it is that a renamed row is the same one."""


class RowPair(NamedTuple):
    """Where a row stands that is in both documents."""

    old: Keys
    new: Keys


class Differences(NamedTuple):
    """Every change from the old data to the new, and every row that is in both."""

    changes: tuple[Change, ...] = ()
    rows: tuple[RowPair, ...] = ()


def find_changes(old: Any, new: Any, old_schema: Schema, new_schema: Schema) -> Differences:
    """The data of two documents compared."""
    place = _Place(old_schema.tree, new_schema.tree)
    steps = list(_compare_values(place, without_blank_fields(old), without_blank_fields(new)))
    changes = tuple(step for step in steps if isinstance(step, Change))
    return Differences(changes, tuple(step for step in steps if isinstance(step, RowPair)))


def without_blank_fields(data: Any) -> Any:
    """The data without fields that have no value, and groups and tables with nothing in them."""
    if isinstance(data, dict):
        fields = {key: without_blank_fields(value) for key, value in data.items()}
        return {key: value for key, value in fields.items() if value is not None and value != {} and value != []}
    return [without_blank_fields(item) for item in data] if isinstance(data, list) else data


Steps = Iterator[Change | RowPair]


class _Place(NamedTuple):
    """A place in both documents: what the schemas say of it, paths, and what to call it."""

    old_node: Node | None
    new_node: Node | None
    old_path: Keys = ()
    new_path: Keys = ()
    label: tuple[str, ...] = ()
    old_owners: tuple[Mapping[str, Any], ...] = ()
    """The groups that it stands in, in the old data and in the new."""
    new_owners: tuple[Mapping[str, Any], ...] = ()

    @property
    def node(self) -> Node | None:
        return self.new_node or self.old_node

    def below(self, key: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> _Place:
        old_node = self.old_node.fields.get(key) if self.old_node else None
        new_node = self.new_node.fields.get(key) if self.new_node else None
        node = new_node or old_node
        return _Place(
            old_node,
            new_node,
            (*self.old_path, key),
            (*self.new_path, key),
            (*self.label, node.title if node else key),
            (*self.old_owners, old),
            (*self.new_owners, new),
        )

    def row(self, old: int, new: int, name: str) -> _Place:
        return self._replace(
            old_node=self.old_node.row if self.old_node else None,
            new_node=self.new_node.row if self.new_node else None,
            old_path=(*self.old_path, old),
            new_path=(*self.new_path, new),
            label=(*self.label, f"“{name}”" if name else f"第 {new + 1} 行"),
        )

    def change(self, kind: Kind, old: Any, new: Any) -> Change:
        role, unit = (self.node.role, self.node.unit) if self.node else ("", "")
        units = _unit(unit, self.new_owners), _unit(unit, self.old_owners)
        return Change(kind, self.old_path, self.new_path, self.label, old, new, role, *units)


def _unit(declared: str, owners: Sequence[Mapping[str, Any]]) -> str:
    """The unit that the schema declares, or that the nearest field of that name gives."""
    return str(next((owner[declared] for owner in reversed(owners) if declared in owner), declared))


def _compare_values(at: _Place, old: Any, new: Any) -> Steps:
    given = [value for value in (old, new) if value is not None]
    if at.node and at.node.is_group and all(isinstance(value, dict) for value in given):
        yield from _compare_groups(at, old or {}, new or {})
    elif at.node and at.node.row and all(isinstance(value, list) for value in given):
        yield from _compare_tables(at, at.node, old or [], new or [])
    elif old is None and new is not None:
        yield at.change(Kind.ADDED, old, new)
    elif old != new:
        yield at.change(Kind.REMOVED if new is None else Kind.CHANGED, old, new)


def _compare_groups(at: _Place, old: Mapping[str, Any], new: Mapping[str, Any]) -> Steps:
    in_schemas = [key for node in (at.new_node, at.old_node) if node for key in node.fields]
    for key in dict.fromkeys([*in_schemas, *new, *old]):
        if key in old or key in new:
            yield from _compare_values(at.below(key, old, new), old.get(key), new.get(key))


def _compare_tables(at: _Place, table: Node, old: Sequence[Any], new: Sequence[Any]) -> Steps:
    keys = _RowKeys(table.row_key, tuple(table.row.with_role("row-id")) if table.row else ())
    matches = match_rows(old, new, keys.identity, keys.name)
    for i in matches.gone:
        yield at.row(i, len(new), keys.name(old[i])).change(Kind.REMOVED, old[i], None)
    for j in matches.come:
        yield at.row(len(old), j, keys.name(new[j])).change(Kind.ADDED, None, new[j])
    for pair in matches.pairs:
        place = at.row(pair.old, pair.new, keys.name(new[pair.new]))
        yield RowPair(place.old_path, place.new_path)
        if pair.moved:
            yield place.change(Kind.MOVED, None, None)
        for step in _compare_values(place, old[pair.old], new[pair.new]):
            yield _as_renaming(step, (*place.new_path, keys.key), pair.sure)


class _RowKeys(NamedTuple):
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


def _as_renaming(step: Change | RowPair, name: Keys, sure: float) -> Change | RowPair:
    """A change of the field that a row is called by is a renaming of the row."""
    if isinstance(step, Change) and step.kind is Kind.CHANGED and step.new_path == name:
        return step._replace(kind=Kind.RENAMED, sure=sure)
    return step
