"""A compiled body being filled: the values of a context as text between the pieces of the template."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from types import CodeType
from typing import Any, NamedTuple

from perfdocs.pack.bounds import joined
from perfdocs.pack.jinja import Language
from perfdocs.pack.print_values import print_value
from perfdocs.pack.tag_state import MERGES, MergeState
from perfdocs.pack.values import Group
from perfdocs.render.fast.row_marks import LONG_MARK, SURELY_LONG_MARK, apply_to_marked_rows
from perfdocs.word.page_rules import LONG, PAGE, text_width

_HOLLOW_MARK = b"\x02"
"""Stands where a line break may have left a `w:t` without content."""
_UNUSUAL = re.compile("[\x00-\x09\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")
"""What Word does not take as it is, or docxtpl makes something else of."""
_BREAK = '</w:t><w:br/><w:t xml:space="preserve">'


class NeedsDocxtpl(Exception):
    """A template, or a value, that docxtpl must fill in itself. The text says why, in Chinese."""


class Code(NamedTuple):
    """A program that defines `root(context)`, which yields the pieces of a body, and what is known of that."""

    program: CodeType
    opening: bytes
    """The start tag of the body with all name spaces, for those who parse a piece of it."""
    hollow: tuple[str, ...]
    """Elements that may be left without content, and are then written as one tag."""
    refers: bool
    """Something in the body refers to other parts than headers and footers: it cannot stand behind another in one
    document as it is."""


class Program:
    """A body of a form, compiled. Filling it changes nothing in it."""

    def __init__(self, code: Code, language: Language) -> None:
        space: dict[str, Any] = {
            "environment": language,
            "text": text,
            "word": word,
            "item": language.getattr,
            "Group": Group,
        }
        exec(code.program, space)
        self._root: Callable[[Any], Iterator[bytes]] = space["root"]
        self._language = language
        self._opening = code.opening
        self._hollow = [
            (f"></{name}>".encode(), re.compile(rf"<({name})((?: [^<>]*)?)></{name}>".encode())) for name in code.hollow
        ]

    def body(self, context: Mapping[str, Any]) -> bytes:
        """The `w:body` of the filled form in UTF-8, as lxml writes it. Raises NeedsDocxtpl, and what tags raise."""
        names = self._language.context_class(self._language, {**context, MERGES: MergeState()}, None, {})
        body = apply_to_marked_rows(joined(self._root(names), b""), self._opening)
        if _HOLLOW_MARK in body:
            body = body.replace(_HOLLOW_MARK, b"").replace(b"></w:t>", b"/>")
        for sign, pattern in self._hollow:
            if sign in body:
                body = pattern.sub(rb"<\1\2/>", body)
        return body


RoomRest = tuple[int, tuple[int, int, int, int] | None]
"""A `rooms.Room` but for the characters, as a constant of the program: `line` and `exact`."""


def text(value: object, room: int, rest: RoomRest) -> bytes:
    """What stands behind `<w:t` of an element that holds one value: as lxml writes it, also where that is blank.

    A mark follows where the value could make its row long: where it has more characters than `room`.
    """
    shown = value if type(value) is str else print_value(value)
    if shown.isalnum() or (shown.isprintable() and "&" not in shown and "<" not in shown and ">" not in shown):
        xml = f">{shown}</w:t>".encode() if shown else b"/>"
        return xml if len(shown) <= room else xml + _mark(shown, room, rest)
    xml = (b">" + _escape(shown) + b"</w:t>").replace(b"></w:t>", b"/>")
    return xml + _mark(shown, room, rest)


def word(value: object, room: int, rest: RoomRest) -> bytes:
    """As `text`, for a value that is not all that its `w:t` holds: without its tags."""
    shown = value if type(value) is str else print_value(value)
    return _escape(shown) + (_HOLLOW_MARK if "\n" in shown else b"") + _mark(shown, room, rest)


def _mark(shown: str, room: int, rest: RoomRest) -> bytes:
    line, exact = rest
    breaks = shown.count("\n")
    if len(shown) + breaks * line <= room:
        return b""
    if exact is None:
        return LONG_MARK
    lines, width, half_character, line_width = exact
    lines += breaks
    lines += (width + text_width(shown.replace("\n", ""))) * half_character // line_width
    return SURELY_LONG_MARK if lines >= PAGE else LONG_MARK if lines >= LONG else b""


def _escape(shown: str) -> bytes:
    if not shown.isprintable() and _UNUSUAL.search(shown):
        raise NeedsDocxtpl("有的值里有制表符或别的特殊字符")
    return shown.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;").replace("\n", _BREAK).encode()
