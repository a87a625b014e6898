"""Labelled phrases of `tests/examples/reading`, in two halves: one for tuning, the other for measuring only."""

from __future__ import annotations

import enum
import hashlib
from collections.abc import Iterator

from tests.support.workspaces import EXAMPLES

FILES = EXAMPLES / "reading"


class Half(enum.Enum):
    """Which half a line belongs to is said by its first column: by the last hexadecimal digit of its SHA-1."""

    TUNING = 0
    MEASURING = 1


def half_of(text: str) -> Half:
    return Half(int(hashlib.sha1(text.encode(), usedforsecurity=False).hexdigest()[-1], 16) % 2)


def lines(file: str, half: Half) -> Iterator[list[str]]:
    """The columns of the lines of a half."""
    for line in (FILES / file).read_text("utf-8").splitlines():
        columns = line.split("\t")
        if not line.startswith("#") and half_of(columns[0]) is half:
            yield columns
