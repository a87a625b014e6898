"""Findings at a cell of a Word document, and how they quote it."""

from __future__ import annotations

from typing import NamedTuple

from perfdocs.finding import Finding, Keys, Place, Severity
from perfdocs.prose.shorten import on_one_line, shorten
from perfdocs.returned.form_map.compact_text import ENDS
from perfdocs.word.grid import Cell, Row, Where

QUOTED = 40
"""Characters of a cell that a message quotes."""


class CellPlace(NamedTuple):
    """A cell or a row of a Word document. `line` is the row's number in it, `label` what the form calls the cell."""

    file: str
    line: int
    where: Where
    label: str = ""


def place_in(file: str, row: Row, cell: Cell | None = None) -> CellPlace:
    """The place of a cell, or of the row."""
    return CellPlace(file, row.number, (cell or row).where)


def finding_at(
    place: CellPlace, code: str, message: str, severity: Severity = Severity.ERROR, keys: Keys = ()
) -> Finding:
    """A finding that names its cell: its line is the row in the document, its column the cell in the row."""
    label = f"（{place.label}）" if place.label else ""
    where = Place(place.file, place.line, max(place.where.cell, 1))
    return Finding(code, where, f"{place.where}{label}：{message}", keys, severity)


def quote(text: str) -> str:
    """A cell's text in quotation marks, on one line and not too long."""
    return f"“{shorten(on_one_line(text.strip(ENDS)), QUOTED)}”"
