"""How the cells of a document look: what is in effect for characters, paragraphs, cells, rows, tables and sections."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import NamedTuple

from lxml import etree

from perfdocs.word.effective import INHERITED, Properties, Styles, in_effect, layered, said
from perfdocs.word.grid import Cell, Row, is_continued, unwrapped
from perfdocs.word.open_docx import WordFile
from perfdocs.word.page_edges import EDGES
from perfdocs.word.xml import W, canonical, val

_SIDES = {"top": "top", "left": "left", "start": "left", "bottom": "bottom", "right": "right", "end": "right"}
_NOT_SEEN = {f"{W}{name}" for name in ("del", "moveFrom", "tbl", "txbxContent", "pPr", "rPr", "tcPr")}
_LETTERS = {f"{W}{name}" for name in ("tab", "br", "cr", "noBreakHyphen", "sym", "ptab")}
_DRAWN = frozenset(("numPr", "pBdr", "shd", "framePr"))
"""Properties of paragraphs that are seen where nothing is written."""
_HIDES = ("vanish", "specVanish")
DEFAULT_MARGIN = "108"
"""Word's own margin of a cell at its left and right, in twentieths of a point."""

MOST_APART = 30
"""Twentieths of a point by which the same column may stand elsewhere once it was saved again: LibreOffice's are up to 3
a time."""


class CellLook(NamedTuple):
    """What is in effect in a cell: for each character, each paragraph, and the cell itself."""

    characters: tuple[Properties, ...]
    paragraphs: tuple[Properties, ...]
    cell: Properties


class MarginLook(NamedTuple):
    """A paragraph of a header, a footer or a note: what is drawn of it beside its letters, and each look of those."""

    element: etree._Element
    drawn: Properties
    characters: tuple[Properties, ...]


class _Box(NamedTuple):
    """A cell of a table: where it begins and ends from left to right, and whether the one above goes on in it."""

    element: etree._Element
    left: int
    right: int
    continued: bool
    borders: Mapping[str, str]


@dataclass(eq=False)
class Looks:
    """The looks of a document's cells. `styles` are the document's, where somebody has read them already."""

    document: WordFile
    styles: Styles | None = None

    def __post_init__(self) -> None:
        self._styles = self.styles or Styles(self.document)
        self._tables: dict[etree._Element, dict[etree._Element, dict[str, str]]] = {}
        self._owns: dict[tuple[bytes, str], Properties] = {}
        self._margins_of: dict[etree._Element, dict[str, str]] = {}

    def cell(self, cell: Cell) -> CellLook:
        """The look of a cell, or of a paragraph outside of tables."""
        element = cell.element
        if element is None:  # a row without cells has one that is nowhere
            return CellLook((), (), {})
        table = _above(element, "tbl")
        style = None if table is None else _style(table)
        paragraphs = [element] if element.tag == f"{W}p" else list(_paragraphs(element))
        characters = tuple(each for paragraph in paragraphs for each in self._characters(paragraph, style))
        of_paragraphs = tuple(self._paragraph(paragraph, style) for paragraph in paragraphs)
        return CellLook(characters, of_paragraphs, {} if table is None else self.box(element, table))

    def _characters(self, paragraph: etree._Element, style: str | None) -> Iterator[Properties]:
        for run in _seen(paragraph, f"{W}r"):
            length = sum(len(part.text or "") if part.tag == f"{W}t" else part.tag in _LETTERS for part in run)
            look = self._styles.run(run.find(f"{W}rPr"), paragraph, style) if length else {}
            yield from (look for _ in range(length))

    def _paragraph(self, paragraph: etree._Element, style: str | None) -> Properties:
        """A paragraph's own; its end may be hidden, and is as high as its letters where there are no others."""
        look = self._styles.paragraph(paragraph, style)
        end = self._styles.run(paragraph.find(f"{W}pPr/{W}rPr"), paragraph, style)
        is_empty = next(self._characters(paragraph, style), None) is None
        return {**look, **{f"end.{name}": end[name] for name in end if name in _HIDES or (is_empty and name == "sz")}}

    def box(self, cell: etree._Element, table: etree._Element) -> Properties:
        """What is in effect for a cell itself: width, margins (`tcMar.left`), borders (`border.left`), alignment."""
        if table not in self._tables:
            self._tables[table] = dict(self._boxes(table))
        of_margins = {f"tcMar.{name}": value for name, value in self._margins(table).items()}
        return {**of_margins, **self._own(cell.find(f"{W}tcPr"), _style(table)), **self._tables[table].get(cell, {})}

    def _own(self, properties: etree._Element | None, style: str) -> Properties:
        """What a cell says itself, and what the table's style says of cells."""
        key = b"" if properties is None else etree.tostring(properties, with_tail=False), style
        if key not in self._owns:
            said_of_cell = layered([self._styles.chain("table", style, "tcPr"), said(properties)])
            own = {name: value for name, value in said_of_cell.items() if name not in ("tcBorders", "tcMar")}
            margins = _margins(() if properties is None else properties.findall(f"{W}tcMar"))
            self._owns[key] = {**in_effect(own), **{f"tcMar.{name}": width for name, width in margins.items()}}
        return self._owns[key]

    def _margins(self, table: etree._Element) -> dict[str, str]:
        """The margins of cells that have none of their own; what only a style says is marked (`INHERITED`)."""
        if table not in self._margins_of:
            self._margins_of[table] = self._read_margins(table)
        return self._margins_of[table]

    def _read_margins(self, table: etree._Element) -> dict[str, str]:
        style = _margins(self._styles.table_parts(_style(table), "tblCellMar"))
        inherited = {"left": DEFAULT_MARGIN, "right": DEFAULT_MARGIN, "top": "0", "bottom": "0", **style}
        own = _margins(table.iterfind(f"{W}tblPr/{W}tblCellMar"))
        return {**{side: f"{width}{INHERITED}" for side, width in inherited.items()}, **own}

    def blocks(self) -> str:
        """Tables (`t`) and paragraphs (`p`) in their order."""
        names = {f"{W}tbl": "t", f"{W}p": "p"}
        return "".join(names.get(str(child.tag), "") for child in unwrapped(self.document.body))

    def row(self, cell: Cell) -> Properties:
        """What is in effect for the row of a cell."""
        row = None if cell.element is None else _above(cell.element, "tr")
        if row is None:
            return {}
        exceptions = "".join(canonical(each) for each in row.iterfind(f"{W}tblPrEx") if len(each))
        return in_effect({**said(row.find(f"{W}trPr")), "tblPrEx": exceptions})

    def table(self, cell: Cell) -> tuple[etree._Element | None, Properties]:
        """The table of a cell, and what is in effect for it."""
        table = None if cell.element is None else _above(cell.element, "tbl")
        if table is None:
            return None, {}
        style = _style(table)
        own = layered([self._styles.chain("table", style, "tblPr"), said(table.find(f"{W}tblPr"))])
        apart = ("tblBorders", "tblCellMar", "tblStyle")
        properties = {name: value for name, value in own.items() if name not in apart}
        left = self._margins(table)["left"]
        conditions = self._styles.table_conditions(style)
        return table, in_effect({**properties, "tblCellMar.left": left, "tblStylePr": conditions})

    def sections(self) -> list[Properties]:
        """What is in effect for the paper and the columns of each section; headers and footers are looked at apart."""
        return [
            in_effect({name: value for name, value in said(each).items() if not _is_of_edges(name)})
            for each in self.document.body.iter(f"{W}sectPr")
        ]

    def edges(self) -> frozenset[str]:
        """`header`, `footer`: which of them the document has."""
        return frozenset(
            kind for kind in EDGES if next(self.document.body.iter(f"{W}{kind}Reference"), None) is not None
        )

    def margins(self) -> list[MarginLook]:
        """Each paragraph of headers, footers and notes."""
        return [self._margin(each) for part in self.document.margins for each in part.iter(f"{W}p")]

    def _margin(self, paragraph: etree._Element) -> MarginLook:
        look = self._styles.paragraph(paragraph, None)
        drawn = {name: look[name] for name in look if name.partition(".")[0] in _DRAWN}
        characters = {id(each): each for each in self._characters(paragraph, None)}
        return MarginLook(paragraph, drawn, tuple(characters.values()))

    def blank_margins(self) -> int:
        """The most paragraphs without a text that a header or a footer has."""
        parts = self.document.parts(*EDGES)
        return max((sum(not _has_text(each) for each in part.iter(f"{W}p")) for part in parts), default=0)

    def blank_paragraphs(self, rows: Iterable[Row]) -> list[Properties]:
        """What is in effect for each paragraph outside of tables that is no row, since nothing is written in it."""
        written = {cell.element for row in rows if not row.where.table for cell in row.cells}
        body = (child for child in unwrapped(self.document.body) if child.tag == f"{W}p")
        return [self._paragraph(paragraph, None) for paragraph in body if paragraph not in written]

    def _boxes(self, table: etree._Element) -> Iterator[tuple[etree._Element, dict[str, str]]]:
        """Each cell of a table with its width in the grid, and the borders that are seen around it."""
        style = _style(table)
        around = _sides([*self._styles.table_parts(style, "tblBorders"), *table.iterfind(f"{W}tblPr/{W}tblBorders")])
        stops = [0]
        for column in table.iterfind(f"{W}tblGrid/{W}gridCol"):
            stops.append(stops[-1] + _number(column.get(f"{W}w")))
        rows = [row for row in unwrapped(table) if row.tag == f"{W}tr"]
        boxes = [list(_row_boxes(row, stops, around, number, len(rows))) for number, row in enumerate(rows)]
        for number, row in enumerate(boxes):
            above = boxes[number - 1] if number else []
            below = boxes[number + 1] if number + 1 < len(boxes) else []
            for at, box in enumerate(row):
                over, under = _beside(box, above), _beside(box, below)
                edges = {
                    "top": () if box.continued else (box.borders["top"], *(each.borders["bottom"] for each in over)),
                    "bottom": ()
                    if any(each.continued for each in under)
                    else (box.borders["bottom"], *(each.borders["top"] for each in under)),
                    "left": (box.borders["left"], row[at - 1].borders["right"] if at else ""),
                    "right": (box.borders["right"], row[at + 1].borders["left"] if at + 1 < len(row) else ""),
                }
                seen = {f"border.{side}": max(edge, key=_strength, default="") for side, edge in edges.items()}
                diagonal = {
                    f"border.{name}": canonical(each)
                    for name in ("tl2br", "tr2bl")
                    for each in box.element.iterfind(f"{W}tcPr/{W}tcBorders/{W}{name}")
                    if val(each) not in ("nil", "none", "")
                }
                yield box.element, {**in_effect({**seen, **diagonal}), "width": str(box.right - box.left)}


def _is_of_edges(name: str) -> bool:
    return name == "titlePg" or "Reference" in name


def _has_text(paragraph: etree._Element) -> bool:
    return any((each.text or "").strip() for each in paragraph.iter(f"{W}t"))


def _above(element: etree._Element, name: str) -> etree._Element | None:
    """The nearest element of this name that an element stands in."""
    return next(element.iterancestors(f"{W}{name}"), None)


def _style(table: etree._Element) -> str:
    return val(table.find(f"{W}tblPr/{W}tblStyle"))


def _paragraphs(cell: etree._Element) -> Iterator[etree._Element]:
    yield from (child for child in unwrapped(cell) if child.tag == f"{W}p")


def _seen(element: etree._Element, tag: str) -> Iterator[etree._Element]:
    """The elements of a name that are printed, in order."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag not in _NOT_SEEN:
            yield from _seen(child, tag)


def _number(text: str | None) -> int:
    return int(text) if text and text.lstrip("-").isdecimal() and len(text) < 8 else 0


def _sides(borders: list[etree._Element]) -> dict[str, str]:
    """The borders by their sides; one that is switched off is there, and says nothing."""
    return {
        _SIDES.get(etree.QName(each).localname, etree.QName(each).localname): _border(each)
        for one in borders
        for each in one
    }


def _margins(margins: Iterable[etree._Element]) -> dict[str, str]:
    sides = ((etree.QName(side).localname, side.get(f"{W}w", "")) for one in margins for side in one)
    return {_SIDES.get(name, name): width for name, width in sides}


def _border(border: etree._Element) -> str:
    if val(border) in ("nil", "none", ""):
        return ""
    color = border.get(f"{W}color", "auto")
    return f"{val(border)} {border.get(f'{W}sz', '4')} {'auto' if color == '000000' else color.lower()}"


def _strength(border: str) -> tuple[int, str]:
    return (_number(border.split()[1]) if border else -1, border)


def _row_boxes(
    row: etree._Element, stops: list[int], around: Mapping[str, str], number: int, rows: int
) -> Iterator[_Box]:
    cells = [cell for cell in unwrapped(row) if cell.tag == f"{W}tc"]
    column = _number(val(row.find(f"{W}trPr/{W}gridBefore")))
    for at, cell in enumerate(cells):
        end = column + max(_number(val(cell.find(f"{W}tcPr/{W}gridSpan"))), 1)
        left, right = stops[min(column, len(stops) - 1)], stops[min(end, len(stops) - 1)]
        inherited = {
            "top": around.get("insideH" if number else "top", ""),
            "bottom": around.get("insideH" if number + 1 < rows else "bottom", ""),
            "left": around.get("insideV" if at else "left", ""),
            "right": around.get("insideV" if at + 1 < len(cells) else "right", ""),
        }
        own = _sides(cell.findall(f"{W}tcPr/{W}tcBorders"))
        yield _Box(cell, left, right, is_continued(cell.find(f"{W}tcPr/{W}vMerge")), {**inherited, **own})
        column = end


def _beside(box: _Box, others: list[_Box]) -> list[_Box]:
    """The cells of the next row that touch this one for more than a hair."""
    return [each for each in others if min(box.right, each.right) - max(box.left, each.left) > MOST_APART]
