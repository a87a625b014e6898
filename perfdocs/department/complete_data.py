"""Data made complete: every field of the schema in its order, blanks as None, numbers as the pack prints them.

What the schema says is settled once for a pack; what is left to do for each document is to fill in.
"""

from __future__ import annotations

from abc import ABC, abstractmethod
from collections.abc import Mapping
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Any

from perfdocs.finding import Keys
from perfdocs.pack.expressions import evaluate, fill_text
from perfdocs.pack.print_values import print_value
from perfdocs.pack.values import Group, Key, Origin, Parts, Rows, Shown
from perfdocs.schema.load import Schema
from perfdocs.schema.node import Node
from perfdocs.yamlfile.reader import Document


class Shape(ABC):
    """A part of a schema, as data are filled into it."""

    @abstractmethod
    def complete(self, value: Any, keys: Keys, document: Document) -> Any:
        """The value complete, its groups and tables with their origin: so many keys down in the document."""

    @abstractmethod
    def blank(self) -> Any:
        """The same where nobody has written anything. It is made anew each time, and has no origin."""


@lru_cache(maxsize=64)
def document_shape(schema: Schema, display: tuple[tuple[str, str], ...]) -> Shape:
    """The shape of a document; `display` says how numbers of a role are printed."""
    return _shape(schema.tree, dict(display))


def _shape(node: Node, display: Mapping[str, str]) -> Shape:
    if node.choices != (node,):
        return _Choice(node, display)
    if node.is_group:
        return _GroupShape(node, display)
    if node.row:
        return _Table(node, display)
    source = display.get(node.role)
    return _VALUE if source is None else _Number(source)


class _Value(Shape):
    def complete(self, value: Any, keys: Keys, document: Document) -> Any:  # noqa: ARG002
        return value

    def blank(self) -> Any:
        return None


_VALUE = _Value()


class _Number(_Value):
    """A number that the pack prints in its own way."""

    def __init__(self, source: str) -> None:
        self._source = source

    def complete(self, value: Any, keys: Keys, document: Document) -> Any:  # noqa: ARG002
        if not isinstance(value, Decimal):
            return value
        return Shown(value, print_value(evaluate(self._source, {"value": value})))


class _Inner(Shape):
    """A part that has others in it, which are looked at when they are wanted."""

    def __init__(self, node: Node, display: Mapping[str, str]) -> None:
        self._node = node
        self._display = display


class _Choice(_Inner):
    """Alternatives: for a mapping the first with fields, for anything else the first without."""

    def complete(self, value: Any, keys: Keys, document: Document) -> Any:
        return self._branches[isinstance(value, dict)].complete(value, keys, document)

    def blank(self) -> Any:
        return self._branches[False].blank()

    @cached_property
    def _branches(self) -> dict[bool, Shape]:
        choices = self._node.choices
        return {
            is_group: _shape(next((one for one in choices if one.is_group == is_group), choices[0]), self._display)
            for is_group in (True, False)
        }


class _Table(_Inner):
    def complete(self, value: Any, keys: Keys, document: Document) -> Any:
        row = self._row
        table = Rows([row.complete(item, (*keys, i), document) for i, item in enumerate(value or ())], row.blank)
        table.origin = Origin(document, keys)
        return table

    def blank(self) -> Any:
        return Rows((), self._row.blank)

    @cached_property
    def _row(self) -> Shape:
        assert self._node.row
        return _shape(self._node.row, self._display)


class _GroupShape(_Inner):
    def complete(self, value: Any, keys: Keys, document: Document) -> Any:
        data = value or {}
        fields = Group(
            {
                key: data.get(name) if inner is _VALUE else inner.complete(data.get(name), (*keys, name), document)
                for key, name, inner in self._fields
            }
        )
        group = fields if self._node.print_as is None else Parts(fields, fill_text(self._node.print_as, fields))
        group.origin = Origin(document, keys)
        return group

    def blank(self) -> Any:
        fields = Group({key: inner.blank() for key, _, inner in self._fields})
        return fields if self._node.print_as is None else Parts(fields, fill_text(self._node.print_as, fields))

    @cached_property
    def _fields(self) -> list[tuple[Key, str, Shape]]:
        return [
            (Key(name, child.title), name, _shape(child, self._display)) for name, child in self._node.fields.items()
        ]
