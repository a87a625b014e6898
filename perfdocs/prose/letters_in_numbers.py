"""Letters that stand in numbers for the digits that they look like: 12O公里, l0个."""

from __future__ import annotations

import re
from collections.abc import Iterator

_CANDIDATE = re.compile(r"(?<![A-Za-z\d.-])(?:[\d.]+[OoＯlI]|[OoＯ][\d.]|l[\dOoＯ]|l\.(?=\d))[\dOoＯlI.]*(?![A-Za-z-])")
_NAMES = re.compile(r"[OI]\d+O?|\d+(?:\.\d+)?[lIo]")
"""O2O, O3, and litres: `5l`. Chosen by hand, as is the rest; the cases of L107 hold it."""
_LETTER = re.compile("[OoＯlI]")


def numbers_with_letters(text: str) -> Iterator[tuple[str, str, str]]:
    """Each such number as it is written, its first letter, and the digit that was meant."""
    if not _LETTER.search(text):
        return
    for match in _CANDIDATE.finditer(text):
        number = match.group()
        letter = _LETTER.search(number)
        if letter and not _NAMES.fullmatch(number):
            yield number, letter.group(), "1" if letter.group() in "lI" else "0"
