"""What was found of short texts: forms of all departments are full of the same, such as `合格` and `2023年12月前`."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

Result = TypeVar("Result")
SHORT = 24
"""Characters of a text that is likely to come again."""
SHORT_TEXTS = 4096
"""Texts that are remembered for each question."""


def remembered(long: int = 0) -> Callable[[Callable[[str], Result]], Callable[[str], Result]]:
    """Makes a function of a text one that is asked once for a short one. What it answers is not to be changed.

    Of long texts so many are remembered, the last.
    """

    def made(question: Callable[[str], Result]) -> Callable[[str], Result]:
        of_short, of_long = lru_cache(maxsize=SHORT_TEXTS)(question), lru_cache(maxsize=long)(question)

        @wraps(question)
        def answer(text: str) -> Result:
            return of_short(text) if len(text) <= SHORT else of_long(text)

        return answer

    return made
