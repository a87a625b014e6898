"""What a schema says of a field and of what is in it, with every reference followed."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from functools import cached_property
from typing import TYPE_CHECKING, Any

from perfdocs.finding import Keys

if TYPE_CHECKING:
    from perfdocs.schema.load import Schema


class Node:
    """One place of a schema: a field, a row of a table (`key` is empty), or the whole document.

    The nodes below are made when they are first asked for, and then kept. `said` is the JSON of the place itself,
    for keywords that have no name here.
    """

    def __init__(self, schema: Schema, said: Any, key: str = "") -> None:
        self._schema = schema
        self.key = key
        self.said: Mapping[str, Any] = schema.resolved(said)
        self.title = str(self.said.get("title", key))
        """The term on the form; the key where the schema has none."""
        self.role = str(self.said.get("x-role", ""))
        self.unit = str(self.said.get("x-unit", ""))
        """Of an amount: its unit, or the name of the field that says it."""
        self.expected = bool(self.said.get("x-expected"))
        """Whether the form is not complete without it, though it may be left blank."""

    @property
    def print_as(self) -> str | None:
        """The piece of Jinja by which a group is printed as one value."""
        source: str | None = self.said.get("x-print")
        return source

    @property
    def required(self) -> tuple[str, ...]:
        """The keys that a group must have."""
        return tuple(self.said.get("required", ()))

    @cached_property
    def types(self) -> tuple[str, ...]:
        """The JSON types that it may have; empty where the schema does not say."""
        types = self.said.get("type", ())
        return (types,) if isinstance(types, str) else tuple(types)

    @property
    def is_number(self) -> bool:
        """Whether a value is always a number, or blank."""
        return "string" not in self.types and ("number" in self.types or "integer" in self.types)

    @cached_property
    def options(self) -> tuple[Any, ...]:
        """The only values that it may have, without a blank; empty where any will do."""
        allowed = [self.said["const"]] if "const" in self.said else self.said.get("enum", ())
        return tuple(value for value in allowed if value is not None)

    @cached_property
    def fields(self) -> dict[str, Node]:
        """The fields of a group by key, in the order of the form."""
        return {key: Node(self._schema, child, key) for key, child in self.said.get("properties", {}).items()}

    @cached_property
    def row(self) -> Node | None:
        """What each row of a table is; None for anything else."""
        return Node(self._schema, self.said["items"]) if "items" in self.said else None

    @property
    def row_fields(self) -> dict[str, Node]:
        """The fields of each row of a table; none for anything else."""
        return self.row.fields if self.row else {}

    @cached_property
    def choices(self) -> tuple[Node, ...]:
        """The alternatives; the node itself where it has none."""
        branches = self.said.get("anyOf")
        return tuple(Node(self._schema, branch, self.key) for branch in branches) if branches else (self,)

    @property
    def is_group(self) -> bool:
        return "properties" in self.said

    @property
    def group(self) -> Node | None:
        """The node, or the first of its alternatives, that has fields."""
        return next((choice for choice in self.choices if choice.is_group), None)

    @property
    def table(self) -> Node | None:
        """The node, or the first of its alternatives, that has rows."""
        return next((choice for choice in self.choices if choice.row is not None), None)

    @property
    def row_key(self) -> str:
        """The field that makes a row of the table the same row next year; empty where there is none."""
        return str(self.said.get("x-key") or (self.row.said.get("x-key") if self.row else "") or "")

    @property
    def may_be_blank(self) -> bool:
        return any("null" in choice.types or not choice.types for choice in self.choices)

    @cached_property
    def moved(self) -> dict[tuple[str, ...], str]:
        """The fields further down that stood elsewhere last year, by their keys, with where that was (`x-was`)."""
        moved: dict[tuple[str, ...], str] = {}
        for choice in self.choices:
            for key, child in choice.fields.items():
                if "x-was" in child.said:
                    moved[key,] = str(child.said["x-was"])
                moved |= {(key, *keys): was for keys, was in child.moved.items()}
            moved |= choice.row.moved if choice.row else {}
        return moved

    def with_role(self, role: str) -> list[str]:
        """The keys of the fields of a group that have the role."""
        return [key for key, child in self.fields.items() if child.role == role]

    def below(self, step: str | int) -> Node | None:
        """The node of a field or of a row, also in one of the alternatives; None where the schema has none."""
        if isinstance(step, int):
            return self.table.row if self.table else None
        return next((choice.fields[step] for choice in self.choices if step in choice.fields), None)

    def at(self, keys: Keys) -> Node | None:
        """The node of a value further down; None where the schema has none."""
        node: Node | None = self
        for step in keys:
            node = node and node.below(step)
        return node

    def at_keys(self, keys: Iterable[str]) -> Node | None:
        """The node of a field further down, in every row of the tables on the way; None where the schema has none."""
        node: Node | None = self
        for key in keys:
            node = node and (node.table.row if node.table else node)
            node = node and node.below(key)
        return node

    def walk(self, data: Any, keys: Keys = ()) -> Iterator[tuple[Keys, Node, Any]]:
        """Every value of the data that the schema knows, groups and tables before what is in them, with its keys."""
        yield keys, self, data
        if isinstance(data, dict) and self.group:
            for key, child in self.group.fields.items():
                if key in data:
                    yield from child.walk(data[key], (*keys, key))
        elif isinstance(data, list) and self.table and self.table.row:
            for index, item in enumerate(data):
                yield from self.table.row.walk(item, (*keys, index))

    def owned(self, owner: str = "") -> Iterator[tuple[str, Node]]:
        """Every field below, with the key of the field that it stands under (empty at the top), in the form's order."""
        for choice in self.choices:
            for child in choice.fields.values():
                yield owner, child
                yield from child.owned(child.key)
            if choice.row:
                yield from choice.row.owned(owner)
