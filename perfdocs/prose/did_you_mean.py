"""The nearest known word to a misspelt one."""

from __future__ import annotations

import difflib
from collections.abc import Iterable

NEAR = 0.5
"""The least likeness (of `difflib`) of a word that is suggested. Chosen by hand; the sentences of `tests/examples/bad`
hold it."""


def nearest(name: str, known: Iterable[str]) -> str | None:
    """The word that was probably meant, if one is near enough."""
    return next(iter(difflib.get_close_matches(name, list(known), n=1, cutoff=NEAR)), None)


def did_you_mean(name: str, known: Iterable[str]) -> str:
    """`，是不是“…”？` for a misspelt name, else nothing."""
    near = nearest(name, known)
    return f"，是不是“{near}”？" if near else ""
