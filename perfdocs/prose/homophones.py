"""Characters that sound alike, so that one is typed for the other: GB 2312 has them in the order of their sounds."""

from __future__ import annotations

NEAR = 20
"""Places between characters of one sound. Chosen by hand: most have ten; 为 and 位 are 17 apart, 省 and 市 47."""
_FIRST, _LAST = 0xB0, 0xD7
"""Rows of the characters in common use, which are sorted by sound; the rest is sorted by shape."""


def sound_alike(one: str, other: str) -> bool:
    """Whether one character is easily typed for the other."""
    places = _place(one), _place(other)
    return None not in places and abs((places[0] or 0) - (places[1] or 0)) <= NEAR


def is_rare(character: str) -> bool:
    """Whether a character is none of those in common use: in a name that has a common one there, it is a slip."""
    return _place(character) is None


def _place(character: str) -> int | None:
    code = character.encode("gb2312", errors="ignore")
    if len(code) != 2 or not _FIRST <= code[0] <= _LAST:
        return None
    return code[0] * 94 + code[1]
