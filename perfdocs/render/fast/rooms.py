"""How many characters a value may have before its row could be too long to stay on a page."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple

from jinja2 import nodes

from perfdocs.word.page_rules import HALF_POINTS, LONG, PADDING


class Exact(NamedTuple):
    """How long a cell is that holds one value and otherwise fixed text."""

    lines: int
    """Its lines without the value."""
    width: int
    """The width of its text without the value: 2 for a wide character, 1 for others."""
    half_character: int
    """The width of a narrow character, in twentieths of a point."""
    line_width: int


class Room(NamedTuple):
    """The characters that a value may have before its row could be long; a line break counts for `line` of them."""

    characters: int
    line: int
    exact: Exact | None = None
    """Where the value is all that the cell's length depends on."""


NO_END = Room(1_000_000_000, 0)
"""For a value that may have any number of characters."""


@dataclass
class Cell:
    """What is known of a cell's length before it has values. Its start tag is one of the pieces of a text."""

    pieces: list[str]
    start: int
    span: int = 1
    paragraphs: int = 0
    certain_paragraphs: int = 0
    """Of these, those that stand there whatever the data are."""
    breaks: int = 0
    characters: int = 0
    """Of its fixed text, and their width."""
    width: int = 0
    size: int = HALF_POINTS
    """The largest size in it, and that of its first run, in half points; 0 where that has none."""
    first_size: int = 0
    plain: bool = True
    """Its values stand in paragraphs of its own, under no condition."""
    repeated: bool = False
    """There is a loop in it: it may be of any length."""
    values: list[nodes.Expr] = field(default_factory=list)

    def room(self, width: int) -> Room:
        """The room of all its values together, in a cell so wide; negative where it is long without them."""
        inside, character = max(width - PADDING, 1), 10 * self.size
        lines = self.paragraphs + self.breaks
        left = ((LONG - lines) * inside - 1) // character - self.characters
        single = self.plain and self.paragraphs == len(self.values) == 1
        exact = Exact(lines, self.width, 5 * (self.first_size or HALF_POINTS), inside) if single else None
        return Room(-1 if self.repeated else left, -(-inside // character), exact)
