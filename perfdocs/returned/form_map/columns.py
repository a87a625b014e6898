"""The columns of tables in a document, told by their heads: values stay under the head that they were written under.

Where the heads of a document are not those of the form, one beside the other, its rows are brought into the columns
of the form before they are laid beside the form's rows: a column that the form does not have is taken out, one that
the document lacks is blank.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import accumulate, pairwise

from rapidfuzz import fuzz

from perfdocs.prose.numerals import CHARACTERS
from perfdocs.returned.form_map import costs
from perfdocs.returned.form_map.cell_patterns import CellPattern
from perfdocs.returned.form_map.compact_text import compact
from perfdocs.returned.form_map.form_rows import FormPattern, RowPattern
from perfdocs.returned.form_map.marker_data import Hole
from perfdocs.word.grid import Cell, Row

_IN_BRACKETS = re.compile(r"[(（][^()（）]*[)）]")
IDENTICAL = 100.0
CONTAINED = 90.0
"""Likeness, of 100, of a head that says more or less than the form's: chosen by hand, above that of any slip that
changes a word."""


@dataclass(frozen=True)
class HeadColumn:
    """A column of a form: its head, and the field that stands below (None: labels)."""

    label: str
    hole: Hole | None = None
    others: tuple[str, ...] = ()
    """Other labels of the same column."""

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The labels as `compact` has them."""
        return tuple(dict.fromkeys(map(compact, (self.label, *self.others))))

    @property
    def key(self) -> str:
        """The key of the field; empty for labels."""
        return self.hole.key if self.hole else ""

    @property
    def parts(self) -> tuple[str, ...]:
        """The names of the parts that a value may be given in (sign, number, unit)."""
        choices = self.hole.node.choices if self.hole and self.hole.node else ()
        return next((tuple(choice.fields) for choice in choices if choice.print_as is not None), ())

    @property
    def signs(self) -> frozenset[str]:
        """The signs that a value may begin with."""
        choices = self.hole.node.choices if self.hole and self.hole.node else ()
        fields = (field for choice in choices if choice.print_as is not None for field in choice.fields.values())
        return frozenset(
            compact(str(option)) for field in fields if field.role == "operator" for option in field.options
        )


@dataclass(frozen=True)
class Head:
    """A row of heads of a form: the form's number, the row's, and the numbers of the rows below it."""

    form: int
    number: int
    columns: tuple[HeadColumn, ...]
    below: range

    @cached_property
    def labels(self) -> tuple[str, ...]:
        return tuple(name for column in self.columns for name in column.names)


@dataclass(frozen=True)
class ColumnMap:
    """For each column of a head the columns of the document that belong to it; the cells of the document's head."""

    head: Head
    cells: tuple[Cell, ...]
    columns: tuple[tuple[int, ...], ...]

    @property
    def is_plain(self) -> bool:
        """Whether the columns are the form's, one beside the other."""
        is_same = len(self.cells) == len(self.columns)
        return is_same and all(columns in ((), (at,)) for at, columns in enumerate(self.columns)) and not self._gaps

    @property
    def _gaps(self) -> bool:
        return any(column.hole and not own for column, own in zip(self.head.columns, self.columns, strict=True))

    @property
    def other_columns(self) -> list[int]:
        """The columns of the document that the form does not have."""
        known = {number for numbers in self.columns for number in numbers}
        return [number for number in range(len(self.cells)) if number not in known]

    def with_signs(self, rows: Sequence[Row]) -> ColumnMap:
        """With the columns at the left of values that have nothing but their signs in the rows below."""
        columns = list(self.columns)
        below = [row for row in map(self.cells_of, rows) if row]
        for at, column in enumerate(self.head.columns):
            number = min(columns[at], default=0) - 1
            if number in self.other_columns and column.signs:
                cells = [cell for cell in (row[number] for row in below) if cell and cell.text.strip()]
                if cells and all(compact(cell.text) in column.signs for cell in cells):
                    columns[at] = (number, *columns[at])
        return replace(self, columns=tuple(columns))

    def cells_of(self, row: Row) -> list[Cell | None] | None:
        """For each column of the document's head the cell of a row below; None where the row is built otherwise."""
        if len(row.cells) == len(self.cells):
            return list(row.cells)
        starts = [0, *accumulate(cell.span for cell in self.cells)]
        own = [0, *accumulate(cell.span for cell in row.cells)]
        if len(row.cells) < 2 or own[-1] != starts[-1] or not set(own) <= set(starts):
            return None
        return [row.cells[sum(start >= end for end in own[1:])] for start in starts[:-1]]

    def row(self, row: Row) -> Row:
        """A row of the document in the columns of the form."""
        own = self.cells_of(row)
        if own is None:
            return row
        cells: list[Cell] = []
        for columns in self.columns:
            parts = [cell for cell in (own[number] for number in columns) if cell is not None]
            if not parts:
                cells.append(Cell(row.where, ""))
            elif len(parts) > 1:
                text = "".join(part.text.strip() for part in parts)
                cells.append(replace(parts[0], text=text, marks=frozenset().union(*(part.marks for part in parts))))
            elif parts[0] not in cells:
                cells.append(parts[0])
        return replace(row, cells=tuple(cells))


def form_heads(form: FormPattern, number: int) -> list[Head]:
    """The rows of heads of a form: labels side by side, with fields below at least one of them."""
    candidates = [at for at, row in enumerate(form.rows) if _is_head(row)]
    heads = []
    for at, following in pairwise([*candidates, len(form.rows)]):
        singles = (below for below in range(at + 1, following) if len(form.rows[below].cells) < 2)
        below = range(at + 1, next(singles, following))
        fields = _fields(form.rows[number] for number in below)
        starts = _starts(form.rows[at].cells)
        columns = tuple(
            HeadColumn(_label(cell), fields.get(start)) for cell, start in zip(form.rows[at].cells, starts, strict=True)
        )
        if any(column.hole for column in columns):
            heads.append(Head(number, at, columns, below))
    return heads


def _is_head(row: RowPattern) -> bool:
    labels = [cell for cell in row.cells if _label(cell)]
    return not row.items and len(labels) > 1 and not any(cell.holes and not cell.literal for cell in row.cells)


def _label(cell: CellPattern) -> str:
    """The label of a cell, or of one with a field the words before that."""
    first = cell.pieces[0] if cell.holes and cell.pieces else cell.label
    return first.rstrip("(（ ") if isinstance(first, str) and compact(first) else ""


def _starts(cells: Sequence[CellPattern]) -> list[int]:
    return [0, *accumulate(cell.span for cell in cells)][:-1]


def _fields(rows: Iterable[RowPattern]) -> dict[int, Hole]:
    """For each column of the grid the field that stands there alone."""
    fields: dict[int, Hole] = {}
    for row in rows:
        for cell, start in zip(row.cells, _starts(row.cells), strict=True):
            if cell.holes and not cell.literal:
                fields.setdefault(start, cell.holes[0])
    return fields


def column_map(
    head: Head, texts: Sequence[str], cells: tuple[Cell, ...], may_have_more: bool = False
) -> ColumnMap | None:
    """The columns of a row of heads in a document, with the texts of its cells; None where it is another head.

    `may_have_more`: it is no other where more than half of its columns are not the form's.
    """
    columns = _same_heads(head, texts)
    known = {number for numbers in columns.values() for number in numbers}
    if not may_have_more and (len(known) < 2 or 2 * len(known) < sum(map(bool, texts))):
        return None
    _add_parts(head, texts, columns)
    if len(columns) < 2:
        return None
    _add_labels(head, texts, columns)
    return ColumnMap(head, cells, tuple(tuple(sorted(columns.get(at, ()))) for at in range(len(head.columns))))


def _same_heads(head: Head, texts: Sequence[str]) -> dict[int, list[int]]:
    """For each column the one of the document with its head: the same words first, then those with a slip.

    None where two columns of the document are as like it, but for one that is doubled.
    """
    columns: dict[int, list[int]] = {}
    taken: set[int] = set()
    pairs = [
        (likeness, -number, at)
        for at, column in enumerate(head.columns)
        for number, text in enumerate(texts)
        if (likeness := max(likeness_of_labels(name, text, head.labels, column.names) for name in column.names))
    ]
    rivals = Counter((likeness, at) for likeness, _, at in pairs)
    likeness_of = {(number, at): likeness for likeness, number, at in pairs}
    for likeness, minus, at in sorted(pairs, reverse=True):
        number = -minus
        is_certain = likeness == IDENTICAL or rivals[likeness, at] == 1
        if is_certain and at not in columns and number not in taken:
            columns[at] = [number]
            taken.add(number)
            for other in range(len(head.columns)):
                rivals[likeness_of.get((minus, other), 0.0), other] -= 1
    return columns


def likeness_of_labels(label: str, text: str, labels: Sequence[str], own: Sequence[str]) -> float:
    """How like a text is to a label, of 100; 0 where it is another of the labels, of which some are its `own`."""
    if not label or not text:
        return 0.0
    if label == text:
        return IDENTICAL
    if text in labels:
        return 0.0
    shorter, longer = sorted((label, text), key=len)
    if len(shorter) > 1 and shorter in longer:
        if shorter == text and text not in _IN_BRACKETS.sub("", label):
            return 0.0  # one of the words that may be filled in below: 可能性(确定能、有可能)
        others = [each for each in labels if each not in own and (each in text or text in each)]
        return 0.0 if others else CONTAINED
    if [each for each in label if each in CHARACTERS] != [each for each in text if each in CHARACTERS]:
        return 0.0
    return fuzz.ratio(label, text, score_cutoff=costs.NEAR)


def _add_parts(head: Head, texts: Sequence[str], columns: dict[int, list[int]]) -> None:
    """Columns beside that of a value that hold its sign or its unit."""
    for at, column in enumerate(head.columns):
        parts = [compact(part) for part in column.parts]
        for _ in parts:
            known = {number for numbers in columns.values() for number in numbers}
            own = columns.get(at, [])
            near = {number + step for number in own for step in (-1, 1)} or set(range(len(texts)))
            for number in sorted(near - known):
                text = texts[number] if 0 <= number < len(texts) else ""
                if text not in head.labels and any(text.endswith(part) for part in parts):
                    columns.setdefault(at, []).append(number)
                    break


def _add_labels(head: Head, texts: Sequence[str], columns: dict[int, list[int]]) -> None:
    """Columns of labels whose head is blank or another, by the columns beside them."""
    for at, column in enumerate(head.columns):
        known = {number for numbers in columns.values() for number in numbers}
        if column.hole or at in columns:
            continue
        beside = [columns[at + step][0] - step for step in (1, -1) if at + step in columns]
        number = next((number for number in beside if 0 <= number < len(texts) and number not in known), None)
        if number is not None:
            columns[at] = [number]
