"""A pack's forms as rows of patterns: what is printed always, where each field stands, and which rows repeat."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from perfdocs.pack.manifest import Form, Pack
from perfdocs.render.template import Templates
from perfdocs.returned.form_map.cell_patterns import PatternCell, compact
from perfdocs.returned.form_map.marker_data import Address, Hole, Loops, Sentinels
from perfdocs.word.grid import Row, grid

_BASES = (7_100_000_000, 8_300_000_000)
RowKey = tuple[str, ...]
"""A row of a template, with the groups that it was printed for."""


@dataclass(frozen=True)
class PatternRow:
    """A row of a form. `items` are the tables that it repeats with, outermost first."""

    cells: tuple[PatternCell, ...]
    items: tuple[Address, ...] = ()
    key: RowKey = ()


@dataclass(frozen=True)
class FormSkeleton:
    """A form: its rows, and what it is made for (`loops`), outermost first."""

    form: Form
    rows: tuple[PatternRow, ...]
    loops: tuple[Address, ...]


def skeletons(pack: Pack, templates: Templates) -> list[FormSkeleton]:
    """The forms of a pack. Raises TemplateFault and BadExpression for a pack that is at fault."""
    first, second = (Sentinels(pack, base) for base in _BASES)
    blank = Sentinels(pack, 0, blank=True)
    made = []
    for (filled, context, loops), again, empty in zip(first.forms(), second.forms(), blank.forms(), strict=True):
        path = pack.template(filled.form)
        shown = _printed(templates, path, context)
        other = _printed(templates, path, again[1])
        bare = {key: row for row, key, _ in _printed(templates, path, empty[1])}
        rows: list[PatternRow] = []
        labels: dict[int, str] = {}
        heads: dict[int, str] = {}
        for (row, key, items), (twin, _, _) in zip(shown, other, strict=True):
            rows.append(_row(row, key, items, (first, second, blank), twin, bare.get(key), labels, heads))
        made.append(FormSkeleton(filled.form, tuple(rows), loops))
    return made


_Printed = list[tuple[Row, RowKey, tuple[Address, ...]]]


def _printed(templates: Templates, template: Path, context: Mapping[str, Any]) -> _Printed:
    """The rows of a filled template, each with what it was made for."""
    loops = Loops()
    found: _Printed = []
    for at, row in enumerate(grid(templates.get(template).body_element(context, loops))):
        if row.mark:
            key, items = loops.made[int(row.mark.partition(":")[2])]
            found.append((row, key, items))
        else:
            found.append((row, ("p", str(at)), ()))
    return found


def _row(
    row: Row,
    key: RowKey,
    items: tuple[Address, ...],
    sentinels: tuple[Sentinels, Sentinels, Sentinels],
    twin: Row,
    bare: Row | None,
    labels: dict[int, str],
    heads: dict[int, str],
) -> PatternRow:
    """One row; `labels` are those of the columns so far, `heads` the last that were not blank; both are moved on."""
    cells = []
    column = 0
    for index, (cell, other) in enumerate(zip(row.cells, twin.cells, strict=True)):
        pieces, pieces_again = sentinels[0].pieces(cell.text), sentinels[1].pieces(other.text)
        text = "".join(piece for piece in pieces if isinstance(piece, str))
        blank = bare.cells[index].text if bare and len(bare.cells) == len(row.cells) else ""
        if not cell.continued:
            labels[column] = text if not any(isinstance(piece, Hole) for piece in pieces) else ""
            heads[column] = labels[column] or heads.get(column, "")
        cells.append(
            PatternCell(
                pieces=pieces,
                label=labels.get(column, ""),
                continued=cell.continued,
                above=heads.get(column, ""),
                blank=blank if compact(blank) != compact(text) else "",
                computed=pieces != pieces_again,
            )
        )
        column += cell.span
    return PatternRow(tuple(cells), items, key)
