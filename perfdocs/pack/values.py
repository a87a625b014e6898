"""What templates and manifests get besides text and numbers: groups of fields, tables, and how they print."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple

from perfdocs.finding import Keys
from perfdocs.yamlfile.reader import Document

OPTION = "\ue002"
"""Stands before each word that is offered, in a text that no document can hold."""


class Origin(NamedTuple):
    """Where in the specs a group of fields or a table stands."""

    document: Document
    keys: Keys = ()


class Key(str):
    """The key of a field, which also knows the term that the form prints for it: `{{ 一级.label }}`."""

    label: str
    __slots__ = ("label",)

    def __new__(cls, key: str, label: str) -> Key:
        self = super().__new__(cls, key)
        self.label = label
        return self


class Placeholder(str):
    """A text in place of any value that a field may have; its last character ends it."""

    origin: Origin
    __slots__ = ("origin",)

    def __new__(cls, text: str, origin: Origin) -> Placeholder:
        self = super().__new__(cls, text)
        self.origin = origin
        return self

    def among(self, options: Iterable[str]) -> str:
        """The text where the value is chosen from some words, with these."""
        return self[:-1] + "".join(f"{OPTION}{option}" for option in options) + self[-1]


class Shown(Decimal):
    """A number that the pack prints in its own way; in sums and comparisons it is the number."""

    text: str
    __slots__ = ("text",)

    def __new__(cls, number: Decimal, text: str) -> Shown:
        self = super().__new__(cls, number)
        self.text = text
        return self


class Sum(Decimal):
    """A sum of which some parts are not filled in: how many there are, and how many are blank."""

    parts: int
    blanks: int
    __slots__ = ("blanks", "parts")

    def __new__(cls, number: Decimal, parts: int, blanks: int) -> Sum:
        self = super().__new__(cls, number)
        self.parts, self.blanks = parts, blanks
        return self


class Group(dict[str, Any]):
    """A group of fields. It has an origin (see `origin_of`) unless it is blank or derived."""

    origin: Origin
    __slots__ = ("origin",)


class Parts(Group):
    """A group of fields that the form prints as one value, such as ≥, 90 and % as `≥90%`."""

    text: str
    __slots__ = ("text",)

    def __init__(self, fields: Mapping[str, Any], text: str) -> None:
        super().__init__(fields)
        self.text = text


class Rows(list[Any]):
    """The rows of a table, with a blank one for forms whose printed rows stay even when empty.

    The blank row is this table's own, and made when it is first asked for: a manifest may write into it.
    """

    origin: Origin

    def __init__(self, rows: Iterable[Any] = (), make_blank: Callable[[], Any] = lambda: None) -> None:
        super().__init__(rows)
        self._make_blank = make_blank

    @cached_property
    def blank(self) -> Any:
        return self._make_blank()


def origin_of(value: object) -> Origin | None:
    """Where in the specs a group or a table stands; None for what is blank, derived or a single value."""
    return getattr(value, "origin", None) if isinstance(value, Group | Rows | Placeholder) else None
