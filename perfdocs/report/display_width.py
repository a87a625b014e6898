"""Text in columns of a terminal, where a Chinese character takes two."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterator

_TOKEN = re.compile(r"（空白）|[（(]?[+\-]?[A-Za-z0-9.,%‰_/-]+[)），。、；]?|.", re.DOTALL)
"""What a line is broken between: a number with its sign, its % and the marks around it, a Latin word or a file name, or
a character."""


def display_width(text: str) -> int:
    """Columns that a text takes."""
    return sum(character_width(character) for character in text)


def character_width(character: str) -> int:
    """Columns that a character takes."""
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def wrap_text(text: str, columns: int, indent: str) -> Iterator[str]:
    """The text in lines of at most so many columns, each with the indent. Numbers, Latin words and file names stay
    whole where they fit into a line."""
    line, used = indent, display_width(indent)
    room = columns - used
    for token in _TOKEN.findall(text):
        for piece in [token] if display_width(token) <= room else token:
            wide = display_width(piece)
            if used + wide > columns and line != indent:
                yield line
                line, used = indent, display_width(indent)
            line += piece
            used += wide
    if line != indent:
        yield line
