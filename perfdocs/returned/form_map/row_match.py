"""How well a row of a document fits a row of a form, and which of its cells is which."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import inf

from perfdocs.returned.form_map import costs
from perfdocs.returned.form_map.cell_patterns import CellPattern, Fit
from perfdocs.returned.form_map.columns import Head
from perfdocs.returned.form_map.form_rows import RowPattern
from perfdocs.word.grid import Cell, Row

MOST_KEPT = 1_000
"""Costs that a matcher keeps: the rows of one document are much like those of the next."""
_NOISE = 1e-9


@dataclass(frozen=True)
class ReadCell:
    """A cell of the document and the pattern that it fits; no pattern where it found no place."""

    cell: Cell
    pattern: CellPattern | None
    fit: Fit


@dataclass(frozen=True)
class DocumentRow:
    """A row of a document that is looked for in the forms. `unknown` is what it costs that it is none of theirs."""

    row: Row
    unknown: float
    head: Head | None = None
    """The heads of the table that it stands in, where they are known."""

    @cached_property
    def texts(self) -> tuple[tuple[str, bool], ...]:
        return tuple((cell.text, cell.continued) for cell in self.row.cells)

    @cached_property
    def joined(self) -> Cell:
        """All cells as one."""
        marks = frozenset(mark for cell in self.row.cells for mark in cell.marks)
        text = "\n".join(text for text in self.row.texts if text)
        return replace(self.row.cells[0], text=text, continued=False, marks=marks)


class RowMatcher:
    """Lays rows of documents beside one row of a form, which costs `missing` where a document has no such row."""

    def __init__(self, pattern: RowPattern, missing: float) -> None:
        self._patterns = pattern.cells
        self._missing = missing
        self._items = pattern.items
        self._labels = [cell for cell in pattern.cells if cell.plain and not cell.holes and not cell.continued]
        self._without = sorted(map(_form_only, pattern.cells))
        self._kept: dict[tuple[tuple[str, bool], ...], float] = {}
        self.joined = _joined_pattern(pattern)
        """All cells as one, for documents that have them in one line; None where no labels tell them apart."""

    def cost(self, row: DocumentRow) -> float:
        """What it costs that the row is this one; infinite where that is no less than leaving out both."""
        cost = self._kept.get(row.texts)
        if cost is None:
            if len(self._kept) >= MOST_KEPT:
                self._kept.clear()
            cost = self._cost(row)
            if cost < inf and not self._is_certain(row.row.cells):
                cost = inf
            if cost >= costs.SURE:
                cost = min(cost, self._joined_cost(row))
            self._kept[row.texts] = cost
        return cost

    def _cost(self, row: DocumentRow) -> float:
        limit = row.unknown + self._missing
        cells = row.row.cells
        if len(self._patterns) == len(cells):
            cost, blanks = 0.0, 0
            for pattern, cell in zip(self._patterns, cells, strict=True):
                more = pattern.fit(cell.text, cell.continued).cost
                blanks += more == costs.EMPTY_FIELD
                if blanks <= costs.MOST_BLANKS or more != costs.EMPTY_FIELD:
                    cost += more
                if cost >= limit:
                    return inf
            return cost
        more = len(self._without) - len(cells)
        spare = self._without if more > 0 else sorted(map(_document_only, cells))
        return inf if sum(spare[: abs(more)]) >= limit else self._table(cells)[-1][-1]

    def _is_certain(self, cells: Sequence[Cell]) -> bool:
        """Whether a label of a row, or its blank cell, stands beside the fields, and none of two alike is gone."""
        if self._items or not self._labels:
            return True
        pairs = zip(cells, self._patterns, strict=False) if len(cells) == len(self._patterns) else None
        read = [_read(cell, pattern) for cell, pattern in pairs] if pairs else list(self._pairs(cells))
        labels = [each.pattern.plain for each in read if each.pattern in self._labels and each.fit.cost < costs.UNLIKE]
        if not any(each.pattern and _is_field(each.pattern) and each.cell.text.strip() for each in read):
            return True
        known = [pattern.plain for pattern in self._labels]
        return bool(labels) and all(labels.count(label) == known.count(label) for label in labels)

    def _joined_cost(self, row: DocumentRow) -> float:
        """Infinite for a row of a table that has as many cells: each of them is read as it stands."""
        if self.joined is None or (self._items and len(row.row.cells) == len(self._patterns)):
            return inf
        return self.joined.fit(row.joined.text).cost + costs.JOINED

    def read(self, row: DocumentRow) -> tuple[ReadCell, ...]:
        """The row's cells, each with its pattern."""
        cells = row.row.cells
        if self.joined and self._joined_cost(row) < inf and self._joined_cost(row) <= self.cost(row):
            return (_read(row.joined, self.joined),)
        if len(self._patterns) == len(cells):
            return tuple(map(_read, cells, self._patterns))
        pairs = tuple(self._pairs(cells))[::-1]
        return pairs if self._all_fields(pairs) else tuple(map(_without_field, pairs))

    def _all_fields(self, pairs: Sequence[ReadCell]) -> bool:
        """Whether each field of a row that repeats has its cell: else nobody knows which of them is missing."""
        found = [each.pattern for each in pairs]
        return not self._items or all(pattern in found for pattern in self._patterns if _is_field(pattern))

    def _table(self, cells: Sequence[Cell]) -> list[list[float]]:
        """The least cost of the first i patterns and j cells; patterns and cells may be left out."""
        extra = [_document_only(cell) for cell in cells]
        table = [[0.0]]
        for cost in extra:
            table[0].append(table[0][-1] + cost)
        for pattern in self._patterns:
            above, without = table[-1], _form_only(pattern)
            line = [above[0] + without]
            for j, cell in enumerate(cells):
                both = above[j] + pattern.fit(cell.text, cell.continued).cost
                line.append(min(above[j + 1] + without, line[j] + extra[j], both))
            table.append(line)
        return table

    def _pairs(self, cells: Sequence[Cell]) -> Iterator[ReadCell]:
        """The cells from the last to the first, each with its pattern at the least cost."""
        table = self._table(cells)
        i, j = len(self._patterns), len(cells)
        while i or j:
            here = table[i][j]
            if j and abs(table[i][j - 1] + _document_only(cells[j - 1]) - here) < _NOISE:
                j -= 1
                yield ReadCell(cells[j], None, Fit(0))
                continue
            if i and abs(table[i - 1][j] + _form_only(self._patterns[i - 1]) - here) < _NOISE:
                i -= 1  # of two fields that a cell may be, the first: it stands behind the label before it
                continue
            if i and j:
                read = _read(cells[j - 1], self._patterns[i - 1])
                if abs(table[i - 1][j - 1] + read.fit.cost - here) < _NOISE:
                    j -= 1
                    yield read
            i -= 1


def _read(cell: Cell, pattern: CellPattern) -> ReadCell:
    return ReadCell(cell, pattern, pattern.fit(cell.text, cell.continued))


def _is_field(pattern: CellPattern) -> bool:
    return bool(pattern.holes) and not pattern.literal


def _without_field(read: ReadCell) -> ReadCell:
    return ReadCell(read.cell, None, Fit(0)) if read.pattern and _is_field(read.pattern) else read


def _form_only(pattern: CellPattern) -> float:
    """The cost of a cell of the form that the document does not have."""
    if not pattern.label and not pattern.holes:
        return costs.FORM_EMPTY_ONLY
    if pattern.holes and not pattern.literal:
        return costs.FORM_FIELD_ONLY
    return costs.FORM_MERGED_ONLY if pattern.continued else costs.FORM_LABEL_ONLY


def _document_only(cell: Cell) -> float:
    """The cost of a cell of the document that the form does not have."""
    return costs.DOCUMENT_EMPTY_ONLY if cell.continued or not cell.text.strip() else costs.DOCUMENT_TEXT_ONLY


def _joined_pattern(pattern: RowPattern) -> CellPattern | None:
    """All cells of a row as one; None where no labels tell the fields apart."""
    tells = any(cell.holes and cell.literal and not cell.variants for cell in pattern.cells)
    if any(cell.list_shape for cell in pattern.cells) or not tells:
        return None
    pieces = [piece for cell in pattern.cells for piece in (*cell.pieces, "\n")][:-1]
    return CellPattern(tuple(pieces))
