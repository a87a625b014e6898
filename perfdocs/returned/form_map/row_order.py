"""The rows that a pack's forms may have, one after another, as a document may have them: the way through them.

Each row of a form is a state. Rows that repeat have a second state for every time but the first, in which their
labels are merged with, or left out below, those of the first. Edges that cost nothing lead back to the beginning
of what repeats, and from the end of a form to the beginning of any; leaving a row out costs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from perfdocs.returned.form_map.cell_patterns import PatternCell
from perfdocs.returned.form_map.form_rows import FormSkeleton, PatternRow
from perfdocs.returned.form_map.marker_data import Address, Hole

MISSING = 1.5
"""What it costs to leave out a row that is printed always."""
MISSING_ITEM = 0.25
"""What it costs to leave out a row of data."""
NEVER = 1e9
JUNCTION = -1
"""The number of a row that is none: where what repeats ends, and may begin once more."""


@dataclass(frozen=True)
class State:
    """A row of a form to be found. `row` is its number in the form."""

    form: int
    row: int
    pattern: PatternRow
    missing: float


@dataclass(frozen=True)
class Track:
    """All states. Position s is in front of state s; the last one, behind all, is also where a document begins.

    `after[s]` is the position behind state s, `past[s]` the one where leaving it out leads. `forward` and `back` are
    moves between positions that cost nothing.
    """

    states: tuple[State, ...]
    after: tuple[int, ...]
    past: tuple[int, ...]
    forward: tuple[tuple[int, int], ...]
    back: tuple[tuple[int, int], ...]

    @property
    def home(self) -> int:
        return len(self.states)


def track(forms: Sequence[FormSkeleton]) -> Track:
    """The way through the forms, in any order and any number of each."""
    made = _Builder()
    starts, ends = [], []
    for number, form in enumerate(forms):
        starts.append(len(made.states))
        made.rows(number, list(enumerate(form.rows)), 0, again=False)
        ends.append(len(made.states))
    home = len(made.states)

    def onward(position: int) -> int:
        return home if position in ends else position

    return Track(
        states=tuple(made.states),
        after=tuple(map(onward, made.after)),
        past=tuple(map(onward, made.past)),
        forward=tuple((origin, onward(target)) for origin, target in made.forward),
        back=(*made.back, *((home, start) for start in starts)),
    )


class _Builder:
    def __init__(self) -> None:
        self.states: list[State] = []
        self.after: list[int] = []
        self.past: list[int] = []
        self.forward: list[tuple[int, int]] = []
        self.back: list[tuple[int, int]] = []

    def rows(self, form: int, rows: list[tuple[int, PatternRow]], depth: int, again: bool) -> None:
        """States for rows of which the first `depth` tables are settled."""
        at = 0
        while at < len(rows):
            items = rows[at][1].items
            if len(items) <= depth:
                self._row(form, *rows[at], again)
                at += 1
                continue
            block = _block(rows[at:], depth, items[depth])
            first = len(self.states)
            self.rows(form, block, depth + 1, again)
            start = len(self.states)
            self.rows(form, block, depth + 1, again=True)
            junction = len(self.states)
            self._state(State(form, JUNCTION, PatternRow(()), NEVER), junction + 1)
            if start == first + 1:  # what is left out does not come again
                self.past[first] = junction + 1
            self.forward += [(start, junction + 1), (junction, junction + 1)]
            self.back.append((junction, start))
            at += len(block)

    def _row(self, form: int, number: int, pattern: PatternRow, again: bool) -> None:
        pattern = _below(pattern) if again else pattern
        missing = MISSING_ITEM if pattern.items else MISSING
        lines = _lines(pattern)
        if lines:
            start = len(self.states)
            end = start + 1 + len(lines)
            self._state(State(form, number, pattern, missing), end)
            self.forward.append((start, start + 1))
        for line in lines or [pattern]:
            self._state(State(form, number, line, missing / len(lines or [1])), len(self.states) + 1)

    def _state(self, state: State, after: int) -> None:
        self.states.append(state)
        self.after.append(after)
        self.past.append(after)


def _block(rows: list[tuple[int, PatternRow]], depth: int, item: Address) -> list[tuple[int, PatternRow]]:
    """The rows from the first on that repeat with an item."""
    found = []
    for row in rows:
        if len(row[1].items) <= depth or row[1].items[depth] != item:
            break
        found.append(row)
    return found


def _below(pattern: PatternRow) -> PatternRow:
    """The row as it is printed below its like: its labels merged upwards."""
    cells = tuple(replace(cell, continued=True) if not cell.holes and cell.label else cell for cell in pattern.cells)
    return replace(pattern, cells=cells)


def _lines(pattern: PatternRow) -> list[PatternRow]:
    """The lines of a row of one cell as rows of their own, since a clerk may put them into cells or paragraphs."""
    if len(pattern.cells) != 1 or not pattern.cells[0].holes:
        return []
    lines: list[list[str | Hole]] = [[]]
    for piece in pattern.cells[0].pieces:
        if isinstance(piece, Hole):
            lines[-1].append(piece)
            continue
        first, *rest = piece.split("\n")
        lines[-1].append(first)
        lines += [[one] for one in rest]
    full = [tuple(piece for piece in line if piece) for line in lines]
    full = [line for line in full if line]
    return [replace(pattern, cells=(PatternCell(line),)) for line in full] if len(full) > 1 else []
