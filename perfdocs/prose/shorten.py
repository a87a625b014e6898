"""A text made shorter: cut to the length that a message has room for, on one line, without spaces."""

from __future__ import annotations


def shorten(text: str, limit: int, tail: int = 0) -> str:
    """The text in at most `limit` characters: where it was cut stands …, then its last `tail` characters."""
    return text if len(text) <= limit else f"{text[: limit - 1 - tail]}…{text[len(text) - tail :]}"


def on_one_line(text: str) -> str:
    """The text with ↵ for every line break."""
    return text.replace("\n", "↵")


def without_spaces(text: str) -> str:
    """The text without spaces and line breaks, as texts are compared that differ in nothing else."""
    return "".join(text.split())
