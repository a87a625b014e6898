"""The pages of documents that came back held against those that were printed, as pictures: a proof that knows no XML.

LibreOffice prints the document that was issued, the one that came back, and the issued one once more with every cell in
a colour of its own: where on the page that colour is, is the cell.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from itertools import count
from typing import TYPE_CHECKING, NamedTuple

from perfdocs.finding import Finding, Place, Severity, has_errors
from perfdocs.returned.cell_findings import finding_at, place_in, quote
from perfdocs.returned.verifying.as_printed import PrintedDocument
from perfdocs.returned.verifying.difference_findings import is_signature_cell
from perfdocs.word.grid import grid
from perfdocs.word.incoming import IncomingDocument
from perfdocs.word.libreoffice import Source, convert
from perfdocs.word.open_docx import WordFile
from perfdocs.word.page_pictures import Box, Pages, Spot, ink_difference, is_shifted, spots
from perfdocs.word.property_order import shade

if TYPE_CHECKING:
    from PIL.Image import Image

MOST_CELLS = 4
"""Cells of a page that are told one by one; where more differ, something has moved. Chosen by hand."""
MOST_SPOTS = 10_000
"""Spots of a page that are looked up: as many as some hundred characters have. Where more differ, it has moved."""
_LINES = 0.6
"""Millimetres at the edge of a cell in which its lines are."""
_WHITE, _BLACK = 0xFFFFFF, 0
_APART = 0x9E3779
"""From one cell's colour to the next: odd, so that no two of 16 million are the same."""


class PageProof(NamedTuple):
    """A document that came back, what was printed, and what has been found already."""

    returned: IncomingDocument
    printed: PrintedDocument
    findings: Sequence[Finding]


class _Cell(NamedTuple):
    """A cell of what was printed, by the number of its row and its column, both from 0."""

    row: int
    column: int


class _Sheets(NamedTuple):
    """What was printed of a document: the issued one, the same in colours, the one that came back."""

    issued: Pages
    coloured: Pages
    returned: Pages
    cells: Mapping[int, _Cell]
    """The cells by their colours."""


def page_findings(proofs: Sequence[PageProof]) -> list[list[Finding]]:
    """N321 for each document: the places on its pages that are not as they were printed. One run of LibreOffice."""
    colours = [_coloured(proof.printed.package.document) for proof in proofs]
    sources = [
        Source("docx", contents)
        for proof, (coloured, _) in zip(proofs, colours, strict=True)
        for contents in (proof.printed.package.document.source, coloured, proof.returned.document.source)
    ]
    printed = convert(sources, "pdf")
    findings = []
    for number, (proof, (_, cells)) in enumerate(zip(proofs, colours, strict=True)):
        issued, coloured, returned = printed[3 * number : 3 * number + 3]
        if issued is None or coloured is None or returned is None:
            message = "LibreOffice 没有能印出这份文件，它的页面没有核对：请打印出来，对着看"
            findings.append([Finding("N321", Place(proof.returned.name), message, cannot=True)])
        else:
            sheets = _Sheets(Pages(issued), Pages(coloured), Pages(returned), cells)
            findings.append(list(_findings(proof, sheets)))
    return findings


def _coloured(document: WordFile) -> tuple[bytes, dict[int, _Cell]]:
    """The document with a colour behind each cell, and each paragraph outside of tables; and which is whose."""
    copy = WordFile(document.source)
    colours = (colour for number in count(1) if (colour := number * _APART & _WHITE) not in (_WHITE, _BLACK))
    cells: dict[int, _Cell] = {}
    for number, row in enumerate(grid(copy.body)):
        for column, cell in enumerate(row.cells):
            element = cell.element
            if element is None:
                continue
            colour = next(colours)
            shade(element, f"{colour:06X}")
            cells[colour] = _Cell(number, column)
    return copy.with_main(copy.main), cells


def _findings(proof: PageProof, sheets: _Sheets) -> Iterator[Finding]:
    file, pages = proof.returned.name, (len(sheets.issued), len(sheets.returned))
    if pages[0] != pages[1]:
        message = f"印出来 {pages[0]} 页，交回来的印成 {pages[1]} 页：请对着印出的看"
        yield Finding("N321", Place(file), message)
    has_moved = False
    for number in range(min(pages)):
        if sheets.issued.size(number) != sheets.returned.size(number):
            message = f"第 {number + 1} 页的纸张大小和印出的不一样：请对着印出的看"
            yield Finding("N321", Place(file), message)
            continue
        old, new = sheets.issued.picture(number), sheets.returned.picture(number)
        difference = ink_difference(old, new)
        if difference is None:
            continue
        boxes = sheets.coloured.areas(number, sheets.cells)
        page = _Page(proof, number + 1, {sheets.cells[colour]: box for colour, box in boxes.items()}, old, new)
        differing = page.differing(list(spots(difference)))
        if len(differing) <= MOST_CELLS:
            yield from page.findings(differing)
        elif not has_moved:
            has_moved = True
            yield page.moved(differing[0])


class _Page:
    """A page, `number` from 1: where its cells are, as it was printed, and as it came back."""

    def __init__(self, proof: PageProof, number: int, boxes: Mapping[_Cell, Box], old: Image, new: Image) -> None:
        self._proof, self._number, self._boxes, self._old, self._new = proof, number, boxes, old, new

    def differing(self, differing: Sequence[Spot]) -> Sequence[Spot]:
        """The first spot of each cell that is to be told; all spots, where they are too many to be looked at."""
        if len(differing) > MOST_SPOTS:
            return differing
        by_cell: dict[_Cell | None, list[Spot]] = {}
        for spot in differing:
            by_cell.setdefault(self._cell(spot), []).append(spot)
        errors = (finding for finding in self._proof.findings if finding.severity is Severity.ERROR)
        told = {(each.place.line, each.place.column) for each in errors}
        return [
            Spot(min(spot.left for spot in of_cell), of_cell[0].top)
            for cell, of_cell in by_cell.items()
            if cell is None
            or not (self._is_signature(cell) or self._place(cell) in told or self._is_shifted(cell, of_cell))
        ]

    def findings(self, differing: Sequence[Spot]) -> Iterator[Finding]:
        """N321 for each of some spots."""
        for spot in differing:
            yield self._finding(spot, f"{self._at(spot)}看起来和印出的不一样")

    def moved(self, spot: Spot) -> Finding:
        """N321 for a page on which much differs: what is below a longer text, or another layout."""
        is_known = has_errors(self._proof.findings)
        reason = "，多半是上面说的改动挪动了后面的内容" if is_known else "，多半是内容挪了位置"
        message = f"{self._at(spot)}往下有许多地方和印出的不一样{reason}，这一页和后面挪了的页没有逐格说"
        return self._finding(spot, message, Severity.WARNING if is_known else Severity.ERROR)

    def _is_shifted(self, cell: _Cell, differing: Sequence[Spot]) -> bool:
        """Whether a cell is only by a little elsewhere: its inside, and its lines where these differ too."""
        inside = self._boxes[cell].grown(-_LINES)
        is_inside = not any(inside.distance(spot) for spot in differing)
        return is_shifted(self._old, self._new, inside if is_inside else self._boxes[cell].grown(_LINES))

    def _finding(self, spot: Spot, message: str, severity: Severity = Severity.ERROR) -> Finding:
        cell = self._cell(spot) or min(self._boxes, key=lambda each: self._boxes[each].distance(spot), default=None)
        message += "：请对着印出的看"
        if cell is None:
            return Finding("N321", Place(self._proof.returned.name), message, severity=severity)
        printed = self._proof.printed.rows[cell.row]
        near = printed.row.cells[cell.column]
        if near.text.strip():
            message += f"（附近的文字是{quote(near.text)}）"
        place = place_in(self._proof.returned.name, printed.row, near)._replace(label=printed.label(cell.column))
        return finding_at(place, "N321", message, severity)

    def _at(self, spot: Spot) -> str:
        return f"第 {self._number} 页离左边 {spot.left:.0f} 毫米、离上边 {spot.top:.0f} 毫米的地方"

    def _cell(self, spot: Spot) -> _Cell | None:
        """The innermost cell that a spot is in; None outside of all."""
        inside = [cell for cell, box in self._boxes.items() if not box.distance(spot)]
        return min(inside, key=lambda cell: self._boxes[cell].size, default=None)

    def _is_signature(self, cell: _Cell) -> bool:
        return is_signature_cell(self._proof.printed.rows[cell.row], cell.column)

    def _place(self, cell: _Cell) -> tuple[int, int]:
        """The line and the column of the findings of a cell."""
        row = self._proof.printed.rows[cell.row].row
        return row.number, max(row.cells[cell.column].where.cell, 1)
