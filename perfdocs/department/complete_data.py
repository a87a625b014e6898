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
from perfdocs.pack.expressions import evaluated, filled_text
from perfdocs.pack.jinja import Key, Parts, Rows, Shown, printed
from perfdocs.schema.load import Schema
from perfdocs.yamlfile.reader import Document

Origins = dict[int, tuple[Document, Keys]]
"""For each group and list of the data (by `id`), the document that it comes from and its path there."""


class Shape(ABC):
    """A part of a schema, as data are filled into it."""

    @abstractmethod
    def filled(self, value: Any, path: Keys, document: Document, origins: Origins) -> Any:
        """The value complete; `origins` is told of what is made."""

    @abstractmethod
    def blank(self) -> Any:
        """What there is where nobody has written anything. It is made anew each time, and has no origin."""


@lru_cache(maxsize=64)
def shape(schema: Schema, display: tuple[tuple[str, str], ...]) -> Shape:
    """The shape of a document; `display` says how numbers of a role are printed."""
    return _shape(schema, dict(display), schema.root)


def _shape(schema: Schema, display: Mapping[str, str], node: Any) -> Shape:
    node = schema.resolved(node)
    if "anyOf" in node:
        return _Choice(schema, display, node)
    return _plain(schema, display, node)


def _plain(schema: Schema, display: Mapping[str, str], node: Any) -> Shape:
    if "properties" in node:
        return _Group(schema, display, node)
    if "items" in node:
        return _Table(schema, display, node)
    source = display.get(node.get("x-role", ""))
    return _VALUE if source is None else _Number(source)


class _Value(Shape):
    def filled(self, value: Any, path: Keys, document: Document, origins: Origins) -> Any:  # noqa: ARG002
        return value

    def blank(self) -> Any:
        return None


_VALUE = _Value()


class _Number(_Value):
    """A number that the pack prints in its own way."""

    def __init__(self, source: str) -> None:
        self._source = source

    def filled(self, value: Any, path: Keys, document: Document, origins: Origins) -> Any:  # noqa: ARG002
        if not isinstance(value, Decimal):
            return value
        return Shown(value, printed(evaluated(self._source, {"value": value})))


class _Inner(Shape):
    """A part that has others in it, which are looked at when they are wanted."""

    def __init__(self, schema: Schema, display: Mapping[str, str], node: Any) -> None:
        self._schema = schema
        self._display = display
        self._node = node


class _Choice(_Inner):
    """Alternatives: for a mapping the first with fields, for anything else the first without."""

    def filled(self, value: Any, path: Keys, document: Document, origins: Origins) -> Any:
        return self._branches[isinstance(value, dict)].filled(value, path, document, origins)

    def blank(self) -> Any:
        return self._branches[False].blank()

    @cached_property
    def _branches(self) -> dict[bool, Shape]:
        branches = [self._schema.resolved(branch) for branch in self._node["anyOf"]]
        fitting = {kind: [b for b in branches if ("properties" in b) == kind] or branches for kind in (True, False)}
        return {kind: _plain(self._schema, self._display, found[0]) for kind, found in fitting.items()}


class _Table(_Inner):
    def filled(self, value: Any, path: Keys, document: Document, origins: Origins) -> Any:
        row = self._row
        rows = [row.filled(item, (*path, index), document, origins) for index, item in enumerate(value or ())]
        made = Rows(rows, row.blank)
        origins[id(made)] = document, path
        return made

    def blank(self) -> Any:
        return Rows((), self._row.blank)

    @cached_property
    def _row(self) -> Shape:
        return _shape(self._schema, self._display, self._node["items"])


class _Group(_Inner):
    def filled(self, value: Any, path: Keys, document: Document, origins: Origins) -> Any:
        data = value or {}
        made: dict[str, Any] = {
            key: data.get(name) if inner is _VALUE else inner.filled(data.get(name), (*path, name), document, origins)
            for key, name, inner in self._fields
        }
        if self._print is not None:
            made = Parts(made, filled_text(self._print, made))
        origins[id(made)] = document, path
        return made

    def blank(self) -> Any:
        made: dict[str, Any] = {key: inner.blank() for key, _, inner in self._fields}
        return made if self._print is None else Parts(made, filled_text(self._print, made))

    @cached_property
    def _print(self) -> str | None:
        """The template by which the group is printed as one value."""
        source: str | None = self._node.get("x-print")
        return source

    @cached_property
    def _fields(self) -> list[tuple[Key, str, Shape]]:
        return [
            (
                Key(name, str(self._schema.resolved(node).get("title", name))),
                name,
                _shape(self._schema, self._display, node),
            )
            for name, node in self._node["properties"].items()
        ]
