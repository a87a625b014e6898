"""A cell that holds all items of a list, one behind another: where one ends and the next begins."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass

from perfdocs.prose.numerals import chinese_numeral
from perfdocs.returned.form_map.marker_data import Hole

_FIRST, _SECOND = re.compile(r"(?<!\d)1(?!\d)|一"), re.compile(r"(?<!\d)2(?!\d)|二")
"""The number of the first item and of the second, as templates print them."""


@dataclass(frozen=True)
class ListShape:
    """The words before the first item, between two, behind the last, and an item's fields with the words in it."""

    before: str
    between: str
    behind: str
    item: tuple[str | Hole, ...]

    def items(self, text: str) -> list[str] | None:
        """The texts of the items; None where they are not as they were printed."""
        first = re.match(_expression(self.before), text)
        rest = text[first.end() :] if first else ""
        last = re.search(_expression(self.behind) + r"\s*$", rest)
        if first is None or last is None or not self.between:
            return None
        rest = rest[: last.start()]
        items: list[str] = []
        while separator := re.search(_expression(self._separator(len(items) + 2)), rest):
            items.append(rest[: separator.start()])
            rest = rest[separator.end() :]
        return [item.strip() for item in (*items, rest)]

    def _separator(self, number: int) -> str:
        """What stands before the item of this number."""
        if not (_FIRST.search(self.before) and _SECOND.search(self.between)):
            return self.between
        digits = chinese_numeral(number) if "二" in self.between else str(number)
        return _SECOND.sub(digits, self.between, count=1)


def list_shape(one: Sequence[str | Hole], two: Sequence[str | Hole]) -> ListShape | None:
    """The shape of a cell from its pieces with one item and with two; None where it holds no list."""
    holes = [at for at, piece in enumerate(two) if isinstance(piece, Hole)]
    addresses = [piece.address for piece in two if isinstance(piece, Hole)]
    half = len(holes) // 2
    is_list = len(holes) == 2 * sum(isinstance(piece, Hole) for piece in one) and half
    if not is_list or addresses[:half] != addresses[half:]:
        return None
    start, end, again, last = holes[0], holes[half - 1], holes[half], holes[-1]
    return ListShape(
        _words(two[:start]), _words(two[end + 1 : again]), _words(two[last + 1 :]), tuple(two[start : end + 1])
    )


def _words(pieces: Sequence[str | Hole]) -> str:
    return "".join(piece for piece in pieces if isinstance(piece, str))


def _expression(words: str) -> str:
    """The words, with any white space where they have some."""
    parts = re.split(r"\s+", words)
    return r"\s+".join(map(re.escape, parts)) if words.strip() else re.escape(words)
