"""Where the cells of a form are, and what stands in them: on the page that LibreOffice prints, and in Chromium."""

from __future__ import annotations

import ctypes
from collections import defaultdict
from collections.abc import Mapping
from typing import Any, NamedTuple

import pypdfium2
import pypdfium2.raw
from docx.document import Document
from playwright.sync_api import Page

from perfdocs.word.grid import Where, grid
from perfdocs.word.property_order import shade

_PALEST, _STEP, _STEPS = 192, 4, 15
"""Pale colours, a different one for each cell, so far apart that rounding makes none of them another."""


class CellBox(NamedTuple):
    """A cell in points: left and right, how high it is on all pages together, and its text without blanks."""

    left: float
    right: float
    height: float
    text: str

    @property
    def width(self) -> float:
        return self.right - self.left


def colour_cells(document: Document) -> dict[str, Where]:
    """Gives every cell of a form a colour of its own; the cells by their colours."""
    cells = [cell for row in grid(document.element.body) for cell in row.cells if cell.where.table]
    elements = [(cell.element, cell.where) for cell in cells if cell.element is not None and not cell.continued]
    colours = {}
    for number, (element, where) in enumerate(elements):
        digits = (number % _STEPS, number // _STEPS % _STEPS, number // _STEPS**2)
        colour = "".join(f"{_PALEST + _STEP * digit:02X}" for digit in digits)
        shade(element, colour)
        colours[colour] = where
    return colours


def printed_boxes(pdf: bytes, colours: Mapping[str, Where]) -> dict[Where, CellBox]:
    """The cells of a form by their colours on its pages."""
    found: dict[Where, dict[Any, CellBox]] = defaultdict(dict)
    with pypdfium2.PdfDocument(pdf) as document:
        for page in document:  # everything is drawn twice
            texts = page.get_textpage()
            for drawn in page.get_objects(filter=[pypdfium2.raw.FPDF_PAGEOBJ_PATH]):
                where = colours.get(_fill(drawn))
                if where is not None:
                    left, bottom, right, top = drawn.get_bounds()
                    text = "".join(texts.get_text_bounded(left, bottom, right, top).split())
                    # A head that is printed again on the next page is the same but for a tenth.
                    alike = left, right, round(top - bottom), text
                    found[where].setdefault(alike, CellBox(left, right, top - bottom, text))
    return {
        where: CellBox(
            min(box.left for box in boxes.values()),
            max(box.right for box in boxes.values()),
            sum(box.height for box in boxes.values()),
            "".join(box.text for box in boxes.values()),
        )
        for where, boxes in found.items()
    }


def _fill(drawn: pypdfium2.PdfObject) -> str:
    """The colour of an area; empty for a line, which has the colour of the last area too."""
    mode, stroke = ctypes.c_int(), ctypes.c_int()
    pypdfium2.raw.FPDFPath_GetDrawMode(drawn, mode, stroke)
    if not mode.value:
        return ""
    parts = [ctypes.c_uint() for _ in range(4)]
    pypdfium2.raw.FPDFPageObj_GetFillColor(drawn, *parts)
    return "".join(f"{(part.value + _STEP // 2) // _STEP * _STEP:02X}" for part in parts[:3])


_MEASURE = """prefix => Array.from(document.querySelectorAll(`[id^="${prefix}"]`)).map(cell => {
  const box = cell.getBoundingClientRect();
  const cut = cell.scrollWidth > cell.clientWidth + 1 || Array.from(cell.querySelectorAll('*')).some(
    each => each.scrollHeight > each.clientHeight + 1 && getComputedStyle(each).overflowY === 'hidden');
  return [cell.id, box.left, box.right, box.height, cell.innerText, cut, cell.rowSpan > 1];
})"""


class ShownCell(NamedTuple):
    """A cell in the browser: whether something in it is cut off, and whether it goes on in the rows below."""

    box: CellBox
    is_cut: bool
    is_merged: bool


def shown_boxes(page: Page, form: int) -> dict[Where, ShownCell]:
    """The cells of a form in the browser."""
    cells = {}
    for identifier, left, right, height, text, is_cut, is_merged in page.evaluate(_MEASURE, f"c{form}-"):
        table, row, cell = map(int, identifier.split("-")[1:])
        box = CellBox(left * 0.75, right * 0.75, height * 0.75, "".join(text.split()))
        cells[Where(table, row, cell)] = ShownCell(box, is_cut, is_merged)
    return cells
