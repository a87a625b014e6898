"""The rows of two tables in one sequence, in which every merged cell stays whole whichever of them are taken out.

A program that opens a table with tracked changes merges its cells as if all rows were there: a cell that goes on from
the one above becomes part of the last cell that began above it, in a deleted, an inserted or a kept row. LibreOffice
undoes the merge when that first row is taken out, and Word shows the rest under another label. So below the
beginning of a merged cell no row goes on from it but those of the same year, and a row of both years only where the
beginning is of both years too.
"""

from __future__ import annotations

import difflib
import heapq
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from itertools import count
from typing import NamedTuple

from lxml import etree

from perfdocs.word.grid import is_continued
from perfdocs.word.xml import ROW_MARK, W, val

Element = etree._Element

OTHER_ROW = 5
"""What it costs, in halves of a row, to keep a row with the texts of another in it: more than to replace the two, less
than to replace a third row with them. Chosen by hand."""
REPLACED = 2
"""What it costs to delete a row, or to insert one."""
MOST_STEPS = 300_000
"""Steps of the search for the best sequence, a few seconds; after them all old rows are deleted and all new ones
inserted. Chosen by hand."""


class RowStep(NamedTuple):
    """A row of the old table, of the new one, or one that is kept with the changes inside."""

    old: Element | None
    new: Element | None


def row_sequence(
    old: Sequence[Element], new: Sequence[Element], is_alike: Callable[[Element, Element], bool]
) -> list[RowStep]:
    """The rows in the order of the document with changes. `is_alike` says whether a row can be kept as another."""
    tables = _Tables(old, new, is_alike)
    plain = list(tables.by_marks())
    sequence = plain if tables.merges.stay_whole(plain) else _search(tables)
    return [RowStep(None if i is None else old[i], None if j is None else new[j]) for i, j in sequence]


class _Places(NamedTuple):
    """Which rows of the two tables make a row of the sequence."""

    old: int | None
    new: int | None


class _Merges:
    """The columns in which cells are merged downwards.

    While rows are put behind one another it is known of each such column of which year the last row was in which a
    cell began.
    """

    def __init__(self, old: Sequence[Element], new: Sequence[Element]) -> None:
        self._old, self._new = [_continued_columns(row) for row in old], [_continued_columns(row) for row in new]
        self._columns = sorted(set().union(*self._old, *self._new))
        self.begin = "=" * len(self._columns)

    def after(self, began: str, places: _Places) -> str | None:
        """For each column where the last cell began once the row is there: `-`, `+`, `=`. None: a merge is lost."""
        year = "=" if None not in places else "+" if places.old is None else "-"
        continued = self._new[places.new] if places.new is not None else self._old[places.old or 0]
        if not all(
            mark in ("=", year) for mark, column in zip(began, self._columns, strict=True) if column in continued
        ):
            return None
        marks = zip(began, self._columns, strict=True)
        return "".join(mark if column in continued else year for mark, column in marks)

    def stay_whole(self, sequence: Sequence[_Places]) -> bool:
        began: str | None = self.begin
        for places in sequence:
            began = self.after(began, places) if began is not None else None
        return began is not None


class _Tables:
    """The rows of both years, what each was made for, and which can be kept as which."""

    def __init__(
        self, old: Sequence[Element], new: Sequence[Element], is_alike: Callable[[Element, Element], bool]
    ) -> None:
        self.merges = _Merges(old, new)
        self.lengths = len(old), len(new)
        old_marks, new_marks = [_mark(row) for row in old], [_mark(row) for row in new]
        self._marks = _filled_in(old_marks, new_marks), _filled_in(new_marks, old_marks)
        self._rows, self._is_alike = (old, new), is_alike

    def can_be_kept(self, i: int, j: int) -> bool:
        return self._is_alike(self._rows[0][i], self._rows[1][j])

    def are_one(self, i: int, j: int) -> bool:
        """Whether both rows were made for the same row of the data."""
        return self._marks[0][i] == self._marks[1][j]

    def by_marks(self) -> Iterator[_Places]:
        """Rows that were made for the same are kept where they are alike; others are replaced."""
        for tag, i1, i2, j1, j2 in difflib.SequenceMatcher(None, *self._marks, autojunk=False).get_opcodes():
            pairs = zip(range(i1, i2), range(j1, j2), strict=True) if tag == "equal" else ()
            for i, j in pairs:
                yield from [_Places(i, j)] if self.can_be_kept(i, j) else [_Places(i, None), _Places(None, j)]
            if tag != "equal":
                yield from self.replaced(range(i1, i2), range(j1, j2))

    def replaced(self, old: Iterable[int], new: Iterable[int]) -> Iterator[_Places]:
        yield from (_Places(i, None) for i in old)
        yield from (_Places(None, j) for j in new)


def _filled_in(marks: Sequence[str], others: Sequence[str]) -> list[str]:
    """The marks, that of a row which a form keeps blank as that of the first row which the other year has in its place.

    LibreOffice puts a character of its own into a blank row that is inserted or deleted as a whole, and leaves it.
    """
    known = {*marks}
    filled = []
    for mark in marks:
        is_blank = mark.endswith("/") and mark not in others
        first = next((other for other in others if other.startswith(mark) and other not in known), mark)
        filled.append(first if is_blank else mark)
    return filled


class _Point(NamedTuple):
    """A point of the search: how many rows of each year have been placed, and where cells began last."""

    old: int
    new: int
    began: str


def _search(tables: _Tables) -> list[_Places]:
    """The cheapest sequence that loses no merge; deleted rows stand before inserted ones where that is open."""
    olds, news = tables.lengths
    one = olds * news + 1
    numbers = count()
    start = _Point(0, 0, tables.merges.begin)
    waiting = [(0, next(numbers), start)]
    costs, ways = {start: 0}, {start: (_Places(None, None), start)}
    while waiting and len(costs) < MOST_STEPS:
        cost, _, point = heapq.heappop(waiting)
        if (point.old, point.new) == tables.lengths:
            return _way_to(point, ways)
        for places, more in _steps(point, tables, one):
            began = tables.merges.after(point.began, places)
            there = began is not None and _Point(
                point.old + (places.old is not None), point.new + (places.new is not None), began
            )
            if there and (there not in costs or cost + more < costs[there]):
                costs[there], ways[there] = cost + more, (places, point)
                heapq.heappush(waiting, (cost + more, next(numbers), there))
    return list(tables.replaced(range(olds), range(news)))


def _steps(point: _Point, tables: _Tables, one: int) -> Iterator[tuple[_Places, int]]:
    """The rows that may come next, with their costs, in which a row counts `one`."""
    i, j, _ = point
    olds, news = tables.lengths
    if i < olds and j < news and tables.can_be_kept(i, j):
        yield _Places(i, j), 0 if tables.are_one(i, j) else OTHER_ROW * one
    if i < olds:
        yield _Places(i, None), REPLACED * one + j
    if j < news:
        yield _Places(None, j), REPLACED * one


def _way_to(point: _Point, ways: Mapping[_Point, tuple[_Places, _Point]]) -> list[_Places]:
    sequence = []
    while point.old or point.new:
        places, point = ways[point]
        sequence.append(places)
    return sequence[::-1]


def _mark(row: Element) -> str:
    return row.get(ROW_MARK, "")


def _continued_columns(row: Element) -> frozenset[int]:
    """The columns of the table's grid in which a row goes on with the cell above."""
    columns: set[int] = set()
    at = _number(row.find(f"{W}trPr/{W}gridBefore"), 0)
    for cell in row.findall(f"{W}tc"):
        width = _number(cell.find(f"{W}tcPr/{W}gridSpan"), 1)
        if is_continued(cell.find(f"{W}tcPr/{W}vMerge")):
            columns |= set(range(at, at + width))
        at += width
    return frozenset(columns)


def _number(element: Element | None, default: int) -> int:
    text = val(element)
    return int(text) if text.isdecimal() else default
