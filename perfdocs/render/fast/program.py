"""A compiled body being filled: the values of a context as text between the pieces of the template."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from types import CodeType
from typing import Any, NamedTuple

from jinja2 import TemplateError

from perfdocs.pack.jinja import Language
from perfdocs.pack.print_values import print_value
from perfdocs.pack.tag_state import MERGES, MergeState
from perfdocs.pack.values import Group
from perfdocs.render.fast import marked
from perfdocs.word import lengths

_HOLLOW_MARK = b"\x02"
"""Stands where a line break may have left a `w:t` without content."""
_UNUSUAL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""What Word does not take as it is, or docxtpl makes something else of."""
_BREAK = '</w:t><w:br/><w:t xml:space="preserve">'


class Code(NamedTuple):
    """A program that defines `root(context)`, which yields the pieces of a body, and what is known of that."""

    program: CodeType
    opening: bytes
    """The start tag of the body with all name spaces, for those who parse a piece of it."""
    hollow: tuple[str, ...]
    """Elements that may be left without content, and are then written as one tag."""
    plain: bool
    """Whether the body can stand behind another in one document as it is: nothing in it refers to other parts."""


class Unusual(Exception):
    """Something that docxtpl must fill itself. The text says what, in Chinese."""


FAILURES = (Unusual, TemplateError, ArithmeticError, LookupError, TypeError, ValueError, AttributeError)
"""What `Program.body` raises. Only docxtpl can say what is wrong, or that nothing is."""


class Program:
    """A body of a form, compiled. Filling it changes nothing in it."""

    def __init__(self, code: Code, language: Language) -> None:
        space: dict[str, Any] = {
            "environment": language,
            "text": text,
            "word": word,
            "item": _item(language),
            "Group": Group,
        }
        exec(code.program, space)
        self._root: Callable[[Any], Iterator[bytes]] = space["root"]
        self._language = language
        self._opening = code.opening
        self._hollow = [
            (f"></{name}>".encode(), re.compile(rf"<({name})((?: [^<>]*)?)></{name}>".encode())) for name in code.hollow
        ]

    @property
    def opening(self) -> bytes:
        """The start tag of a body with the name spaces that its elements use."""
        return self._opening

    def body(self, context: Mapping[str, Any]) -> bytes:
        """The `w:body` of the filled form in UTF-8, as lxml would write it. Raises one of `FAILURES`."""
        names = self._language.context_class(self._language, {**context, MERGES: MergeState()}, None, {})
        filled = b"".join(self._root(names))
        body = marked.settled(filled, self._opening)
        if _HOLLOW_MARK in body:
            body = body.replace(_HOLLOW_MARK, b"").replace(b"></w:t>", b"/>")
        for sign, pattern in self._hollow:
            if sign in body:
                body = pattern.sub(rb"<\1\2/>", body)
        return body


More = tuple[int, tuple[int, int, int, int] | None]
"""What `reading.Room` says besides the characters: what a line break counts for, and how long the cell is exactly."""


def text(value: object, room: int, more: More) -> bytes:
    """What stands behind `<w:t` of an element that holds one value: as lxml writes it, also where that is blank.

    A mark follows where the value could make its row long (see `reading.Room`).
    """
    shown = value if type(value) is str else print_value(value)
    if shown.isalnum() or (shown.isprintable() and "&" not in shown and "<" not in shown and ">" not in shown):
        made = f">{shown}</w:t>".encode() if shown else b"/>"
        return made if len(shown) <= room else made + _mark(shown, room, more)
    made = (b">" + _escaped(shown) + b"</w:t>").replace(b"></w:t>", b"/>")
    return made + _mark(shown, room, more)


def word(value: object, room: int, more: More) -> bytes:
    """As `text`, for a value that is not all that its `w:t` holds: without its tags."""
    shown = value if type(value) is str else print_value(value)
    return _escaped(shown) + (_HOLLOW_MARK if "\n" in shown else b"") + _mark(shown, room, more)


def _mark(shown: str, room: int, more: More) -> bytes:
    line, exact = more
    breaks = shown.count("\n")
    if len(shown) + breaks * line <= room:
        return b""
    if exact is None:
        return marked.LONG_MARK
    lines, before, half, inside = exact
    lines += breaks
    if lines + (before + 2 * len(shown)) * half // inside < lengths.LONG:  # however wide the characters are
        return b""
    lines += (before + lengths.width(shown.replace("\n", ""))) * half // inside
    return marked.SURELY_LONG_MARK if lines >= lengths.LONG else b""


def _escaped(shown: str) -> bytes:
    if not shown.isprintable() and _UNUSUAL.search(shown):
        raise Unusual("有的值里有制表符或别的特殊字符")
    return shown.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\n", _BREAK).encode()


def _item(language: Language) -> Callable[[Any, str], Any]:
    """What `a.b` means, quickly for the groups of fields that nearly everything is."""

    def item(owner: Any, name: str) -> Any:
        if isinstance(owner, dict) and name in owner:
            return owner[name]
        return language.getattr(owner, name)

    return item
