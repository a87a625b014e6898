"""A line as it may have been meant, and the patterns by which lines are taken apart."""

from __future__ import annotations

from typing import NamedTuple

WIDE_BLANKS = "\u3000\u00a0\u1680\u2000-\u200a\u202f\u205f"
"""Blanks that YAML takes for letters."""
ITEM = r"^(\s*(?:-\s+)*)"
KEY = r"([^\s:：#\"'\[\]{}&*!|>%@`,，][^:：#\"'\[\]{},，]*)"


class Mend(NamedTuple):
    """`column` counts from 1 and is that of the slip; `message` is for the clerk."""

    column: int
    line: str
    message: str
    code: str = "Y101"
    following: int = 0
    """How many of the lines below go with it and are left out."""
    above: str = ""
    """Text that belongs behind the last line above."""
    doubt: int = 0
    """How much less likely it is than others that do as well."""
