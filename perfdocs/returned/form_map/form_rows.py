"""A pack's forms as rows of patterns: what is printed always, where each field stands, and which rows repeat."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, NamedTuple

from perfdocs.pack.manifest import Form, Pack
from perfdocs.render.template import Template, Templates
from perfdocs.returned.form_map.cell_patterns import NUMBER_OF_ROW, CellPattern, compact
from perfdocs.returned.form_map.marker_data import ITEM, Address, Hole, MarkerData
from perfdocs.returned.form_map.row_origins import RowKey, RowOrigins
from perfdocs.word.grid import Cell, grid

_BASES = (7_100_000_000, 8_300_000_000)
"""Of the made-up numbers of two fillings: what is not the same in both was worked out of them."""


@dataclass(frozen=True)
class RowPattern:
    """A row of a form. `items` are the tables that it repeats with, outermost first."""

    cells: tuple[CellPattern, ...]
    items: tuple[Address, ...] = ()
    key: RowKey = ()


@dataclass(frozen=True)
class FormPattern:
    """A form: its rows, and what it is made for (`loops`), outermost first."""

    form: Form
    rows: tuple[RowPattern, ...]
    loops: tuple[Address, ...]


def form_patterns(pack: Pack, templates: Templates) -> list[FormPattern]:
    """The forms of a pack. Raises TemplateFault and BadExpression for a pack that is at fault."""
    fillings = [*(MarkerData(pack, base) for base in _BASES), MarkerData(pack, 0, blank=True)]
    patterns = []
    for marked in zip(*(filling.forms() for filling in fillings), strict=True):
        form, _, loops = marked[0]
        template = templates.get(pack.template(form))
        rows = [
            list(_filled_rows(template, filling, filled.context))
            for filling, filled in zip(fillings, marked, strict=True)
        ]
        patterns.append(FormPattern(form, tuple(_row_patterns(*rows)), loops))
    return patterns


class _FilledRow(NamedTuple):
    """A row of a filled template, what it was made for, and each cell's text in pieces."""

    key: RowKey
    items: tuple[Address, ...]
    cells: tuple[Cell, ...]
    pieces: tuple[tuple[str | Hole, ...], ...]


def _filled_rows(template: Template, filling: MarkerData, context: Mapping[str, Any]) -> Iterator[_FilledRow]:
    """The rows of a filled template, without those that it keeps though its table has no more."""
    origins = RowOrigins()
    for number, row in enumerate(grid(template.body_element(context, origins))):
        key, items = origins.of(number, row)
        addresses = tuple(filling.address(item) for item in items if item)
        if len(addresses) == len(items):
            yield _FilledRow(key, addresses, row.cells, tuple(filling.pieces(cell.text) for cell in row.cells))


def _row_patterns(
    filled: Sequence[_FilledRow], again: Sequence[_FilledRow], blank: Sequence[_FilledRow]
) -> Iterator[RowPattern]:
    """The rows of a form, from three fillings: with some numbers, with others, and blank."""
    blanks = {row.key: row.cells for row in blank}
    labels: dict[int, str] = {}
    heads: dict[int, str] = {}
    """For each column the label so far, and the last that was not blank."""
    for row, twin in zip(filled, again, strict=True):
        cells = []
        column = 0
        bare = blanks.get(row.key, ())
        for number, (cell, pieces, other) in enumerate(zip(row.cells, row.pieces, twin.pieces, strict=True)):
            text = "".join(piece for piece in pieces if isinstance(piece, str))
            empty = bare[number].text if len(bare) == len(row.cells) else ""
            if not cell.continued:
                labels[column] = "" if any(isinstance(piece, Hole) for piece in pieces) else text
                heads[column] = labels[column] or heads.get(column, "")
            cells.append(
                CellPattern(
                    pieces=pieces,
                    label=labels.get(column, ""),
                    continued=cell.continued,
                    above=heads.get(column, ""),
                    blank=empty if compact(empty) != compact(text) else "",
                    computed=pieces != other,
                    span=cell.span,
                    is_numbered=bool(row.items and NUMBER_OF_ROW.search(text)),
                    is_optional=len(bare) == len(row.cells) and not compact(empty) and bool(compact(text)),
                    is_list=any(_is_text_of_list(piece, row.items) for piece in pieces),
                )
            )
            column += cell.span
        yield RowPattern(tuple(cells), row.items, row.key)


def _is_text_of_list(piece: str | Hole, items: Sequence[Address]) -> bool:
    return isinstance(piece, Hole) and piece.address[-1] == ITEM and piece.address not in items
