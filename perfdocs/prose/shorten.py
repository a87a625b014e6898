"""A text made shorter: cut to the length that a message has room for, on one line, without spaces."""

from __future__ import annotations

import unicodedata


def shorten(text: str, limit: int, tail: int = 0) -> str:
    """The text in at most `limit` characters: where it was cut stands …, then its last `tail` characters."""
    return text if len(text) <= limit else f"{text[: limit - 1 - tail]}…{text[len(text) - tail :]}"


def on_one_line(text: str) -> str:
    """The text with ↵ for every line break."""
    return text.replace("\n", "↵")


_UNSEEN = ("Cc", "Cf", "Cs", "Zl", "Zp")
"""Categories of Unicode: control and format characters, halves of characters, separators of lines."""


def with_visible_marks(text: str) -> str:
    """The text with ‹U+202E› for each character that is not seen, or changes how what is around it is shown."""
    if text.isprintable():
        return text
    return "".join(f"‹U+{ord(c):04X}›" if _is_unseen(c) else c for c in text)


def _is_unseen(character: str) -> bool:
    number = ord(character)
    is_none = number % 0x10000 > 0xFFFD or 0xFDD0 <= number < 0xFDF0  # no character ever, and none that XML can hold
    return is_none or unicodedata.category(character) in _UNSEEN


def without_spaces(text: str) -> str:
    """The text without spaces and line breaks, as texts are compared that differ in nothing else."""
    return "".join(text.split())
