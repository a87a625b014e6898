"""Answers kept about texts: forms of all departments are full of the same, such as `合格` and `2023年12月前`."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

Answer = TypeVar("Answer")
SHORT = 24
"""Characters of a text that is likely to come again. Chosen by hand, as long as the longest of the recurring values."""
SHORT_TEXTS = 4096
"""Short texts whose answers are kept, for each function; chosen by hand, a few hundred kilobytes each."""


def memoize_text(long: int = 0) -> Callable[[Callable[[str], Answer]], Callable[[str], Answer]]:
    """A decorator for a function of a text: it is asked once for a short one. What it answers is not to be changed.

    Of long texts the answers about the last `long` are kept.
    """

    def decorate(function: Callable[[str], Answer]) -> Callable[[str], Answer]:
        of_short, of_long = lru_cache(maxsize=SHORT_TEXTS)(function), lru_cache(maxsize=long)(function)

        @wraps(function)
        def answer(text: str) -> Answer:
            return of_short(text) if len(text) <= SHORT else of_long(text)

        return answer

    return decorate
