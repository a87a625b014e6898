"""The lines of a file as they stand in it, beside the lines as they are read: places are always those of the file."""

from __future__ import annotations

import difflib
from collections.abc import Mapping
from functools import cached_property
from typing import Protocol

from perfdocs.finding import Edit, Fix, Place

LONG = 2000
"""Characters of a line that are compared one by one; no longer ones are written by hand."""


class Mark(Protocol):
    """The parser's own note of a place; line and column are counted from 0."""

    @property
    def line(self) -> int: ...

    @property
    def column(self) -> int: ...


class SourceLines:
    """Places in a file of which some lines are read otherwise than they are written."""

    def __init__(self, file: str, text: str, written: Mapping[int, str]) -> None:
        self.file = file
        self._text = text
        self._written = written
        """The lines that are read otherwise, by number from 0, as they stand in the file."""

    def place(self, mark: Mark) -> Place:
        """The place in the file of what the parser found there."""
        return self.at(mark.line, mark.column)

    def at(self, line: int, column: int) -> Place:
        """The same for a line and a column that are counted from 0."""
        if line in self._written:
            column = column_as_written(self._lines[line], self._written[line], column)
        return Place(self.file, line + 1, column + 1)

    def without(self, line: int, start: int, end: int) -> Fix | None:
        """What takes a part out of a line (all from 0); None where the line is read otherwise than it is written."""
        return None if line in self._written else Fix((Edit(line + 1, start + 1, line + 1, end + 1, ""),))

    @cached_property
    def _lines(self) -> list[str]:
        return self._text.split("\n")


def column_as_written(read: str, written: str, column: int) -> int:
    """The column in a line as it is written of what stands at a column of the line as it is read."""
    start, end = alike(read, written)
    if column < start:
        return column
    if end and column >= len(read) - end:
        return column + len(written) - len(read)
    middle, original = read[start : len(read) - end], written[start : len(written) - end]
    if len(middle) > LONG:
        return min(column, len(written))
    column -= start
    read_to = written_to = 0
    for block in difflib.SequenceMatcher(None, middle, original, autojunk=False).get_matching_blocks():
        if column < block.a or not block.size:
            return start + written_to + min(column - read_to, max(block.b - written_to - 1, 0))
        if column < block.a + block.size:
            return start + block.b + column - block.a
        read_to, written_to = block.a + block.size, block.b + block.size
    raise AssertionError  # the last block is always empty


def line_edit(number: int, old: str, new: str) -> Edit:
    """What makes a line another: the part from the first character that differs to the last. `number` is from 0."""
    start, end = alike(old, new)
    return Edit(number + 1, start + 1, number + 1, len(old) - end + 1, new[start : len(new) - end])


def alike(first: str, second: str) -> tuple[int, int]:
    """With how many characters two texts begin alike, and with how many of the rest they end alike."""
    start = _common(first, second)
    return start, _common(first[start:][::-1], second[start:][::-1])


def _common(first: str, second: str) -> int:
    """How many characters two texts begin with alike."""
    pairs = enumerate(zip(first, second, strict=False))
    return next((at for at, (one, other) in pairs if one != other), min(len(first), len(second)))
