"""How long the rows of a form may get, and how wide a text is: estimates, the same for every way of filling a form."""

from __future__ import annotations

LONG = 14
"""Lines from which a row may break over two pages."""
LONGER = 30
"""Lines from which a row may break that another is to stay with."""
PADDING = 216
"""Twentieths of a point of a cell's width that are not for text."""
_WIDEST_NARROW = "\u2e7f"


def width(text: str) -> int:
    """An estimate of the width of a text in half characters: a Chinese character is twice as wide as a digit."""
    return len(text) + sum(map(_WIDEST_NARROW.__lt__, text))
