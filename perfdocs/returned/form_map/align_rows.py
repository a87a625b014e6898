"""The rows of a document laid beside the rows of a pack's forms, at the least cost."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import NamedTuple

from rapidfuzz import fuzz, process

from perfdocs.returned.form_map import costs
from perfdocs.returned.form_map.columns import ColumnMap
from perfdocs.returned.form_map.compact_text import compact
from perfdocs.returned.form_map.document_columns import DocumentColumns, OddColumn, odd_columns
from perfdocs.returned.form_map.form_rows import FormPattern
from perfdocs.returned.form_map.row_match import DocumentRow, ReadCell, RowMatcher
from perfdocs.returned.form_map.row_order import FormRow, row_order
from perfdocs.returned.form_map.shortest_path import Reading, shortest_path
from perfdocs.word.grid import Cell, Row

_LABEL_AND_VALUE = re.compile(r"([^:：\n]{2,20})[:：]\s*(\S.*)", re.DOTALL)
_TO = ("至", "到", "-", "—", "——", "~")
"""What stands alone in a cell between the beginning and the end of a period, as `compact` has it."""
SAME_LABEL = 85
"""Likeness, of 100, from which what stands before a colon is taken for a label: two characters of ten more."""


@dataclass(frozen=True)
class AlignedRow:
    """A row of the document: its row in the forms (None: it has no place there), and its cells."""

    row: Row
    form_row: FormRow | None = None
    cells: tuple[ReadCell, ...] = ()
    begins: bool = False
    """Whether a form begins here, or before the next row that has its place."""


class Alignment(NamedTuple):
    """Every row of a document, the rows of its forms that it leaves out, and columns that only one of them has."""

    rows: list[AlignedRow]
    missing: list[FormRow]
    columns: Sequence[OddColumn] = ()


class Aligner:
    """Lays documents beside the forms of one pack."""

    def __init__(self, forms: Sequence[FormPattern]) -> None:
        self._order = row_order(forms)
        self._columns = DocumentColumns(forms)
        form_rows = [row for row in self._order.rows if row]
        self._matchers = [RowMatcher(row.pattern, row.missing) if row else None for row in self._order.rows]
        self._joined = [matcher.joined for matcher in self._matchers if matcher and matcher.joined]
        cells = [cell for row in form_rows for cell in row.pattern.cells]
        self._labels = {cell.plain for cell in cells if cell.plain and not cell.holes}
        self._pairs = {label[at : at + 2] for label in self._labels for at in range(len(label) - 1)}
        self._pairs |= {pair for cell in cells if cell.holes for pair in cell.pairs}
        self._with_field = {
            compact(cell.pieces[0]) for cell in cells if cell.holes and cell.literal and isinstance(cell.pieces[0], str)
        }
        self._before_fields = list(dict.fromkeys(_labels_before_fields(form_rows)))
        self._fixed = [
            {
                number
                for number, row in enumerate(form.rows)
                if not row.items and any(cell.label or cell.literal for cell in row.cells)
            }
            for form in forms
        ]
        """For each form the rows with a label that it always has."""
        self._heads = {
            tuple(cell.plain for cell in row.pattern.cells)
            for row in form_rows
            if not row.pattern.items and not any(cell.holes for cell in row.pattern.cells)
        }

    def align(self, rows: Sequence[Row]) -> Alignment:
        """Each row in its place. What has hardly a label of a form is none: its rows have no place."""
        parts = [part for row in rows if row.tracked != "deleted" for part in self._split(row)]
        if sum(map(self._may_have_label, parts)) < costs.LABELS:
            return Alignment(list(map(AlignedRow, parts)), [])
        alignment = self._cheapest([DocumentRow(part, self._unknown(part)) for part in parts])
        maps = self._columns.maps(parts, _form_numbers(alignment.rows))
        if any(map(self._is_odd, alignment.rows, maps)):
            alignment = self._by_columns(parts, maps)
        placed = [row for form in _forms(alignment.rows) for row in self._evident(form)]
        numbers = {row.form_row.form for row in placed if row.form_row}
        return alignment._replace(rows=placed, missing=[row for row in alignment.missing if row.form in numbers])

    def _is_odd(self, aligned: AlignedRow, own: ColumnMap | None) -> bool:
        """Whether a row stands below heads that are not the form's, or that are not those of its place."""
        place = aligned.form_row
        if own is None:
            return False
        return not own.is_plain or bool(place and self._columns.is_elsewhere(place.form, place.number, own.head))

    def _by_columns(self, parts: Sequence[Row], maps: Sequence[ColumnMap | None]) -> Alignment:
        """The rows in the columns of the form, each below its own heads."""
        rows = []
        for part, own in zip(parts, maps, strict=True):
            row = own.row(part) if own and not own.is_plain else part
            rows.append(DocumentRow(row, self._unknown(part), own.head if own else None))
        return self._cheapest(rows)._replace(columns=list(odd_columns(parts, maps)))

    def is_head(self, row: Row) -> bool:
        """Whether the row says what heads of the forms say: one that a clerk has repeated on the next page."""
        texts = [compact(text) for text in row.texts]
        alike = (head for head in self._heads if len(head) == len(texts) and sum(map(bool, texts)) > 1)
        return any(all(text in ("", label) for text, label in zip(texts, head, strict=True)) for head in alike)

    def _may_have_label(self, row: Row) -> bool:
        """Whether a cell may be a label of the forms, with a slip or two."""
        texts = [compact(text) for text in row.texts]
        return any(text in self._labels or any(pair in text for pair in self._pairs) for text in texts)

    def _split(self, row: Row) -> Iterator[Row]:
        """A row of one cell as several, where each of its lines is a line that the forms have."""
        cells = _without_words_between(row.cells)
        befores = ["", *(compact(cell.text) for cell in cells)]
        parted = [each for before, cell in zip(befores, cells, strict=False) for each in self._parted(cell, before)]
        if tuple(parted) != row.cells:
            yield replace(row, cells=tuple(parted))
            return
        lines = [line for line in row.texts[0].split("\n") if line.strip()] if len(row.cells) == 1 else []
        if len(lines) > 1 and all(any(cell.fit(line).cost < costs.SURE for cell in self._joined) for line in lines):
            yield from (replace(row, cells=(replace(row.cells[0], text=line),)) for line in lines)
        else:
            yield row

    def _parted(self, cell: Cell, before: str) -> Iterator[Cell]:
        """A cell with a label and a value behind it as two, where the form has two; a label said before goes."""
        match = _LABEL_AND_VALUE.fullmatch(cell.text.strip()) if not cell.continued else None
        if match and self._is_before_field(match[1]) and not self._is_form_text(cell.text):
            if compact(match[1]) != before:
                yield replace(cell, text=match[1])
            yield replace(cell, text=match[2])
        else:
            yield cell

    def _is_before_field(self, text: str) -> bool:
        near = process.extractOne(compact(text), self._before_fields, scorer=fuzz.ratio, score_cutoff=SAME_LABEL)
        return near is not None

    def _is_form_text(self, text: str) -> bool:
        """Whether a form has just that in one cell: as a label, or with a field behind it."""
        small = compact(text)
        return small in self._labels or any(small.startswith(label) for label in self._with_field)

    def _unknown(self, row: Row) -> float:
        """What it costs that the row is none of the forms'."""
        if self.is_head(row):
            return costs.DOCUMENT_HEAD_ONLY
        filled = sum(1 for text in row.texts if text.strip())
        return costs.DOCUMENT_ROW_ONLY + filled * costs.DOCUMENT_ROW_CELL if filled else costs.DOCUMENT_BLANK_ONLY

    def _cheapest(self, rows: Sequence[DocumentRow]) -> Alignment:
        order, is_elsewhere = self._order, self._columns.is_elsewhere

        def readings(number: int, position: int) -> Iterator[Reading]:
            row, matcher = rows[number], self._matchers[position]
            form_row = order.rows[position]
            yield Reading(position, row.unknown)
            if matcher and not (row.head and form_row and is_elsewhere(form_row.form, form_row.number, row.head)):
                yield Reading(order.after[position], matcher.cost(row))

        alignment = Alignment([], [])
        begins = True
        for step in shortest_path(order.network, len(rows), readings, costs.HOPELESS):
            form_row, matcher = order.rows[step.start], self._matchers[step.start]
            if step.item is None:
                begins = begins or step.end == order.network.home
                if step.cost and form_row:
                    alignment.missing.append(form_row)
                continue
            row = rows[step.item]
            if matcher is None or step.end == step.start:
                alignment.rows.append(AlignedRow(row.row, begins=begins))
            else:
                alignment.rows.append(AlignedRow(row.row, form_row, matcher.read(row), begins))
            begins = step.end == order.network.home
        return alignment

    def _evident(self, rows: list[AlignedRow]) -> list[AlignedRow]:
        """The rows of one form; without their places where hardly a label was found."""
        placed = [row for row in rows if row.form_row]
        labelled = {row.form_row.number for row in placed if row.form_row and any(map(_is_label, row.cells))}
        fixed = self._fixed[placed[0].form_row.form] if placed and placed[0].form_row else set()
        if len(labelled) >= costs.LABELS and len(labelled & fixed) >= len(fixed) * costs.LABELS_SHARE:
            return rows
        return [replace(row, form_row=None, cells=()) for row in rows]


def _without_words_between(cells: Sequence[Cell]) -> list[Cell]:
    """The cells, those at both sides of a cell with 至 or a dash as one: the beginning and the end of a period."""
    joined: list[Cell] = []
    at = 0
    while at < len(cells):
        if 0 < at < len(cells) - 1 and compact(cells[at].text) in _TO and cells[at + 1].text.strip():
            text = joined[-1].text.strip() + cells[at].text.strip() + cells[at + 1].text.strip()
            joined[-1] = replace(joined[-1], text=text)
            at += 2
        else:
            joined.append(cells[at])
            at += 1
    return joined


def _labels_before_fields(rows: Sequence[FormRow]) -> Iterator[str]:
    """The labels of cells that have a field at their right; those of two cells, one behind the other, together too."""
    for row in rows:
        cells = row.pattern.cells
        for at, cell in enumerate(cells[:-1]):
            after = cells[at + 1]
            if cell.plain and not cell.holes and after.holes and not after.literal and not row.pattern.items:
                yield cell.plain
                if at and cells[at - 1].plain and not cells[at - 1].holes:
                    yield cells[at - 1].plain + cell.plain


def _form_numbers(rows: Sequence[AlignedRow]) -> list[int | None]:
    """For each row the number of the form that it stands in, as far as that is known: that of the row before."""
    numbers: list[int | None] = []
    for row in rows:
        before = numbers[-1] if numbers and not row.begins else None
        numbers.append(row.form_row.form if row.form_row else before)
    return numbers


def _forms(rows: Sequence[AlignedRow]) -> Iterator[list[AlignedRow]]:
    """The rows from one beginning of a form to the next."""
    form: list[AlignedRow] = []
    for row in rows:
        if row.begins and form:
            yield form
            form = []
        form.append(row)
    yield form


def _is_label(read: ReadCell) -> bool:
    pattern = read.pattern
    if pattern is None or read.cell.continued or not read.cell.text.strip():
        return False
    return bool(pattern.literal or (pattern.label and not pattern.holes)) and read.fit.cost < costs.SURE
