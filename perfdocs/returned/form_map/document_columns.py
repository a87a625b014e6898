"""Under which heads of a form each row of a document stands, and which columns only one of the two has."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from perfdocs.prose.tick_marks import BOXES, TICKS
from perfdocs.returned.form_map.columns import ColumnMap, Head, column_map, form_heads, likeness_of_labels
from perfdocs.returned.form_map.compact_text import compact
from perfdocs.returned.form_map.form_rows import FormPattern
from perfdocs.word.grid import Cell, Row

MOST_LOOKED_AT = 20
"""Rows below a head of which the texts tell what a column holds. Chosen by hand: more than most tables have."""
MOST_ABOVE = 3
"""Rows of which the heads of a table may be made up: a title, a group of columns, the columns."""


@dataclass(frozen=True)
class OddColumn:
    """A column that only the document has (with its texts, from the head on), or only the form."""

    row: Row
    head: str
    cells: tuple[Cell, ...] = ()
    cell: Cell | None = None
    """The cell of the document with the head."""
    is_double: bool = False
    """Another column has the same head."""


class DocumentColumns:
    """Finds the heads of the forms among the rows of documents."""

    def __init__(self, forms: Sequence[FormPattern]) -> None:
        self._heads = [head for number, form in enumerate(forms) for head in form_heads(form, number)]
        self._outside = {head: _labels_outside(head, forms[head.form]) for head in self._heads}
        """For each head the labels of its form that stand elsewhere."""
        self._below = {(head.form, number): head for head in self._heads for number in head.below}

    def maps(self, rows: Sequence[Row], forms: Sequence[int | None]) -> list[ColumnMap | None]:
        """For each row of a document, in a form with this number, the map of the columns that it stands in."""
        maps: list[ColumnMap | None] = []
        current: ColumnMap | None = None
        for at, (row, form) in enumerate(zip(rows, forms, strict=True)):
            own = self._map(rows, at, form)
            if own or (current and (form not in (None, current.head.form) or self._is_outside(row, current))):
                current = own
            maps.append(current)
        return [own if own in (*maps[at - 1 : at], *maps[at + 1 : at + 2]) else None for at, own in enumerate(maps)]

    def is_elsewhere(self, form: int, number: int, head: Head) -> bool:
        """Whether a row of a form stands below other heads than these."""
        return self._below.get((form, number), head) is not head

    def _is_outside(self, row: Row, current: ColumnMap) -> bool:
        if current.cells_of(row) is None and len(row.cells) == 1:
            return True
        return any(compact(text) in self._outside[current.head] for text in row.texts)

    def _map(self, rows: Sequence[Row], at: int, form: int | None) -> ColumnMap | None:
        """The map of a row of heads: the head of which most is there."""
        if len(rows[at].cells) < 2 or any(mark in text for text in rows[at].texts for mark in TICKS + BOXES):
            return None
        texts = [compact(text) for text in head_texts(rows, at)]
        maps = [
            (sum(map(bool, found.columns)), len(head.columns) == len(texts), _same(found, texts), -number, found)
            for number, head in enumerate(self._heads)
            if form in (None, head.form) and (found := column_map(head, texts, rows[at].cells)) and _has_own(found)
        ]
        if not maps:
            return None
        return max(maps, key=lambda each: each[:4])[4].with_signs(rows[at + 1 : at + 1 + MOST_LOOKED_AT])


def _same(found: ColumnMap, texts: Sequence[str]) -> int:
    """How many columns have a head to the letter: forms may have two tables with the same heads but for one."""
    columns = zip(found.head.columns, found.columns, strict=True)
    return sum(texts[number] in column.names for column, numbers in columns for number in numbers)


def _has_own(found: ColumnMap) -> bool:
    """Whether at least half of the cells that are not merged upwards are heads, and one of them says so."""
    known = {number for numbers in found.columns for number in numbers}
    own = [number for number, cell in enumerate(found.cells) if cell.text.strip() and not cell.continued]
    texts = [compact(found.cells[number].text) for number in known.intersection(own)]
    names = [column.names for column in found.head.columns]
    is_head = any(
        likeness_of_labels(name, text, found.head.labels, own) for own in names for name in own for text in texts
    )
    return 2 * len(texts) >= len(own) and is_head


def _labels_outside(head: Head, form: FormPattern) -> frozenset[str]:
    inside = {head.number, *head.below}
    labels = {number: {cell.plain for cell in row.cells if cell.plain} for number, row in enumerate(form.rows)}
    within = set().union(*(labels[number] for number in inside))
    return frozenset(set().union(*labels.values()) - within)


def odd_columns(rows: Sequence[Row], maps: Sequence[ColumnMap | None]) -> Iterator[OddColumn]:
    """The columns that only the document has, or only the form, each once."""
    at = 0
    while at < len(rows):
        current, start = maps[at], at
        while at < len(rows) and maps[at] is current:
            at += 1
        if current is not None and not current.is_plain:
            yield from _odd_columns(current, rows[start:at])


def _odd_columns(current: ColumnMap, rows: Sequence[Row]) -> Iterator[OddColumn]:
    below = [cells for cells in map(current.cells_of, rows[1:]) if cells]
    for number in current.other_columns:
        cell = current.cells[number]
        own = (cells[number] for cells in below)
        filled = tuple(each for each in own if each and each.text.strip() and not each.continued)
        is_double = compact(cell.text) in current.head.labels
        if filled or cell.text.strip():
            yield OddColumn(rows[0], cell.text, filled, cell, is_double)
    for column, numbers in zip(current.head.columns, current.columns, strict=True):
        if column.hole and not numbers:
            yield OddColumn(rows[0], column.label)


def head_texts(rows: Sequence[Row], at: int) -> list[str]:
    """The texts of a row of heads; of cells that are merged upwards the text above."""
    texts = list(rows[at].texts)
    starts = [0, *accumulate(cell.span for cell in rows[at].cells)]
    for number, cell in enumerate(rows[at].cells):
        above = at - 1
        while cell.continued and not texts[number] and above >= max(0, at - MOST_ABOVE):
            spans = [0, *accumulate(each.span for each in rows[above].cells)]
            if starts[number] in spans[:-1]:
                texts[number] = rows[above].texts[spans.index(starts[number])]
            above -= 1
    return texts
