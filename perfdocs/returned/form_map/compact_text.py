"""The text of a cell without what a clerk's Word may change in it."""

from __future__ import annotations

import unicodedata
from functools import cache

from perfdocs.prose.numerals import CHARACTERS

ENDS = " \t\r\n\xa0"
"""White space that is no content at the ends of a cell. A full-width space is: it is seen, and typed on purpose."""
LONGEST = 20_000
"""Characters of a cell that are looked at; no field is that long."""


@cache
def _small(character: str) -> str:
    return "".join(unicodedata.normalize("NFKC", character).split()).casefold()


@cache
def compact(text: str) -> str:
    """A label without what a clerk's Word may change: white space, full and half width."""
    return "".join(_small(character) for character in text[:LONGEST])


def without_number(label: str) -> str:
    """A label without the number of its row."""
    return "".join(character for character in compact(label) if character not in CHARACTERS and not character.isdigit())
