"""What is known of a form's cells beside their look: which are heads of rows and columns, and where it is signed."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from perfdocs.returned.verifying.as_printed import PrintedDocument, PrintedRow
from perfdocs.returned.verifying.difference_findings import is_signature_cell
from perfdocs.word.grid import Where


@dataclass(frozen=True)
class KnownCells:
    """Heads by their place, each with what it is the head of (`row` or `col`), and the cells to sign and stamp in."""

    heads: Mapping[Where, str] = field(default_factory=dict)
    signed: frozenset[Where] = frozenset()


NOTHING_KNOWN = KnownCells()


def known_cells(printed: PrintedDocument) -> KnownCells:
    """What a form's own patterns say of its cells."""
    heads = {where: scope for row in printed.rows for where, scope in _heads(row)}
    signed = frozenset(
        cell.where
        for row in printed.rows
        for column, cell in enumerate(row.row.cells)
        if is_signature_cell(row, column)
    )
    return KnownCells(heads, signed)


def _heads(row: PrintedRow) -> Iterator[tuple[Where, str]]:
    """The labels of a row: heads of columns where there is nothing else in it, of the row where values follow."""
    if not row.row.where.table:
        return
    texts = [bool(cell.text.strip()) and not cell.continued for cell in row.row.cells]
    fields = [bool(pattern and pattern.holes) for pattern in map(row.cell, range(len(texts)))]
    labels = [column for column, has_text in enumerate(texts) if has_text and not fields[column]]
    if any(fields):
        last = max(column for column, is_field in enumerate(fields) if is_field)
        yield from ((row.row.cells[column].where, "row") for column in labels if column < last)
    elif len(labels) > 1:
        yield from ((row.row.cells[column].where, "col") for column in labels)
