"""Text in columns of a terminal, where a Chinese character takes two."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterator


def display_width(text: str) -> int:
    """Columns that a text takes."""
    return sum(character_width(character) for character in text)


def character_width(character: str) -> int:
    """Columns that a character takes."""
    if unicodedata.combining(character):
        return 0
    return 2 if unicodedata.east_asian_width(character) in "WF" else 1


def wrap_text(text: str, columns: int, indent: str) -> Iterator[str]:
    """The text in lines of at most so many columns, each with the indent."""
    line, used = indent, display_width(indent)
    for character in text:
        wide = character_width(character)
        if used + wide > columns and line != indent:
            yield line
            line, used = indent, display_width(indent)
        line += character
        used += wide
    if line != indent:
        yield line
