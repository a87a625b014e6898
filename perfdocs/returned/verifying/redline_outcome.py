"""What has become of each change of a redline that came back: accepted, rejected, or still open."""

from __future__ import annotations

import enum
import heapq
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from typing import NamedTuple

from rapidfuzz import fuzz

from perfdocs.prose.shorten import on_one_line
from perfdocs.returned.verifying.cell_differences import SAME_ROW
from perfdocs.returned.verifying.issued_redline import RedlineRow, seen_rows
from perfdocs.word.grid import Cell, Row
from perfdocs.word.settled_changes import CAME, STAYED, WENT, Piece, pieces
from perfdocs.word.xml import W

SWITCH, EDITED, UNKNOWN = 1, 5, 6
"""What it costs that a row was decided otherwise than the one before it, that one was edited besides, and that a row is
there or missing that should not be. Chosen by hand."""
MOST_STEPS = 400_000
"""Steps of the search for the rows that came back, a few seconds. Chosen by hand."""
DUMMY = "\u200d"
"""What LibreOffice puts into a blank row that came or went, and leaves there."""


TOO_MUCH = "这份修订件改得太多，看不出各处修订是接受了还是拒绝了：请在原来的修订件上重新处理"
"""What is said of a document whose rows cannot be told from one another."""


class Decision(enum.StrEnum):
    """What a reviewer made of a change."""

    ACCEPTED = "接受"
    REJECTED = "拒绝"
    OPEN = "还没有决定"


Decisions = tuple[Decision, ...]
"""Of a cell, for each of its pieces that came or went."""


@dataclass(frozen=True)
class Outcome:
    """A row of a redline and the row that came back, if it did; and what was decided: of the row, or of its cells."""

    redline: RedlineRow
    row: Row | None
    whole: Decision | None = None
    cells: tuple[Decisions | None, ...] = ()
    """For each cell; None where what came back is none of what can be made of its changes."""


RowOutcome = Outcome | Row
"""A row that came back and is none of the redline's is that row."""


class CannotFollow(Exception):
    """So much is different that the rows cannot be told from one another."""


def outcomes(redline: Sequence[RedlineRow], rows: Sequence[Row]) -> list[RowOutcome]:
    """The rows of the redline with what came back of each, and the others that did, in order. Raises CannotFollow."""
    return _Search(redline, list(seen_rows(rows))).way()


class _Point(NamedTuple):
    """How many rows of each have been placed, and how the last row that came or went was decided."""

    redline: int
    rows: int
    last: Decision | None


class _Search:
    """The cheapest way through both documents."""

    def __init__(self, redline: Sequence[RedlineRow], rows: Sequence[Row]) -> None:
        self._redline, self._rows = redline, rows
        self._fits: dict[tuple[int, int], Outcome | None] = {}

    def way(self) -> list[RowOutcome]:
        start = _Point(0, 0, None)
        numbers = count()
        waiting: list[tuple[int, int, _Point]] = [(0, next(numbers), start)]
        costs: dict[_Point, int] = {start: 0}
        ways: dict[_Point, tuple[RowOutcome, _Point]] = {}
        while waiting and len(costs) < MOST_STEPS:
            cost, _, point = heapq.heappop(waiting)
            if (point.redline, point.rows) == (len(self._redline), len(self._rows)):
                return _back(point, ways)
            for more, outcome, there in self._steps(point):
                if there not in costs or cost + more < costs[there]:
                    costs[there], ways[there] = cost + more, (outcome, point)
                    heapq.heappush(waiting, (cost + more, next(numbers), there))
        raise CannotFollow

    def _steps(self, point: _Point) -> Iterator[tuple[int, RowOutcome, _Point]]:
        i, j, last = point
        if i < len(self._redline):
            here = self._redline[i]
            if j < len(self._rows):
                fit = self._fit(i, j)
                if fit is not None:
                    decided = fit.whole or last
                    yield _switch(last, decided), fit, _Point(i + 1, j + 1, decided)
                elif _is_same_row(here, self._rows[j]):
                    edited = _edited(here, self._rows[j])
                    yield EDITED, edited, _Point(i + 1, j + 1, edited.whole or last)
            if here.change == STAYED:
                yield UNKNOWN, Outcome(here, None), _Point(i + 1, j, last)
            else:
                gone = Decision.ACCEPTED if here.change == WENT else Decision.REJECTED
                yield _switch(last, gone), Outcome(here, None, gone), _Point(i + 1, j, gone)
        if j < len(self._rows):
            yield UNKNOWN, self._rows[j], _Point(i, j + 1, last)

    def _fit(self, i: int, j: int) -> Outcome | None:
        if (i, j) not in self._fits:
            self._fits[i, j] = _outcome(self._redline[i], self._rows[j])
        return self._fits[i, j]


def _back(point: _Point, ways: dict[_Point, tuple[RowOutcome, _Point]]) -> list[RowOutcome]:
    found: list[RowOutcome] = []
    while point in ways:
        outcome, point = ways[point]
        found.append(outcome)
    return found[::-1]


def _switch(last: Decision | None, decided: Decision | None) -> int:
    return SWITCH if last and decided is not last else 0


def _outcome(redline: RedlineRow, row: Row) -> Outcome | None:
    """What was decided where the row is exactly what can be made of the redline's."""
    if bool(redline.row.where.table) != bool(row.where.table) or len(redline.row.cells) != len(row.cells):
        return None
    if redline.change != STAYED:
        whole = _whole_decision(redline, row)
        return Outcome(redline, row, whole) if whole else None
    if row.tracked:
        return None
    cells = []
    for mine, cell in zip(redline.row.cells, row.cells, strict=True):
        decided = _cell_decisions(mine, cell)
        if decided is None:
            return None
        cells.append(decided)
    return Outcome(redline, row, cells=tuple(cells))


def _whole_decision(redline: RedlineRow, row: Row) -> Decision | None:
    mine = [(cell.text, cell.before) for cell in redline.row.cells]
    theirs = [(_plain(cell.text), _plain(cell.before)) for cell in row.cells]
    if theirs == mine and (row.tracked == redline.row.tracked):
        return Decision.OPEN
    kept = [after if redline.change == CAME else before for after, before in mine]
    if row.tracked or theirs != [(text, text) for text in kept]:
        return None
    return Decision.ACCEPTED if redline.change == CAME else Decision.REJECTED


def _edited(redline: RedlineRow, row: Row) -> Outcome:
    """What was decided of a row that was edited besides, as far as that can be said."""
    if redline.change == STAYED:
        same = len(redline.row.cells) == len(row.cells)
        cells = zip(redline.row.cells, row.cells, strict=True) if same else ()
        return Outcome(redline, row, cells=tuple(_cell_decisions(mine, cell) for mine, cell in cells))
    if row.tracked == redline.row.tracked:
        return Outcome(redline, row, Decision.OPEN)
    return Outcome(redline, row, Decision.ACCEPTED if redline.change == CAME else Decision.REJECTED)


def _is_same_row(redline: RedlineRow, row: Row) -> bool:
    if bool(redline.row.where.table) != bool(row.where.table):
        return False
    line = _line([cell.text or cell.before for cell in row.cells])
    versions = [[cell.text for cell in redline.row.cells], [cell.before for cell in redline.row.cells]]
    return max(fuzz.ratio(line, _line(texts)) for texts in versions) >= SAME_ROW


def _line(texts: Sequence[str]) -> str:
    return " | ".join(map(on_one_line, texts))


def _plain(text: str) -> str:
    return "" if text == DUMMY else text


def cell_pieces(cell: Cell) -> list[Piece]:
    """The text of a redline's cell as its changes divide it."""
    element = cell.element
    if element is None:
        return []
    return pieces([element] if element.tag == f"{W}p" else element.findall(f"{W}p"))


def _cell_decisions(redline: Cell, cell: Cell) -> Decisions | None:
    """What was decided of each change in a cell; None where the cell has another text than can be made of them."""
    parts = cell_pieces(redline)
    number = sum(part.kind != STAYED for part in parts)
    after, before = ("", "") if cell.continued else (cell.text, cell.before)
    if redline.continued:
        return () if not (after or before) or (after, before) == (redline.text, redline.before) else None
    for decision in (Decision.OPEN, Decision.ACCEPTED, Decision.REJECTED):
        if _texts(parts, [decision] * number) == (after, before):
            return (decision,) * number
    return _read(parts, after, before)


def _texts(parts: Sequence[Piece], decisions: Sequence[Decision]) -> tuple[str, str]:
    """The text with the open changes accepted, and with them rejected."""
    waiting = iter(decisions)
    after = before = ""
    for part in parts:
        seen = (True, True) if part.kind == STAYED else _seen(part.kind, next(waiting))
        after += part.text if seen[0] else ""
        before += part.text if seen[1] else ""
    return after, before


def _seen(kind: str, decision: Decision) -> tuple[bool, bool]:
    """Whether the text of a change stands there when what is open is accepted, and when it is rejected."""
    if decision is Decision.OPEN:
        return kind == CAME, kind == WENT
    is_there = (kind == CAME) == (decision is Decision.ACCEPTED)
    return is_there, is_there


def _read(parts: Sequence[Piece], after: str, before: str) -> Decisions | None:
    """The decisions by which the parts make both texts, found from the left; None where there are none."""
    ways: dict[tuple[int, int], Decisions] = {(0, 0): ()}
    for part in parts:
        longer: dict[tuple[int, int], Decisions] = {}
        for (at, back), decided in ways.items():
            for decision in (None,) if part.kind == STAYED else Decision:
                seen = (True, True) if decision is None else _seen(part.kind, decision)
                if (seen[0] and not after.startswith(part.text, at)) or (
                    seen[1] and not before.startswith(part.text, back)
                ):
                    continue
                there = at + len(part.text) * seen[0], back + len(part.text) * seen[1]
                longer.setdefault(there, decided if decision is None else (*decided, decision))
        ways = longer
    return ways.get((len(after), len(before)))
