"""What was found of short texts: forms of all departments are full of the same, such as `合格` and `2023年12月前`."""

from __future__ import annotations

from collections.abc import Callable
from functools import lru_cache, wraps
from typing import TypeVar

Result = TypeVar("Result")
SHORT = 24
"""Characters of a text that is likely to come again."""
MANY = 4096
"""Texts that are remembered for each question."""


def remembered(question: Callable[[str], Result]) -> Callable[[str], Result]:
    """The same function of a text, which is asked once for a short one. What it answers is not to be changed."""
    known = lru_cache(maxsize=MANY)(question)

    @wraps(question)
    def answer(text: str) -> Result:
        return known(text) if len(text) <= SHORT else question(text)

    return answer
