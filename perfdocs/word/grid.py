"""A Word document as rows of cells, wherever they stand; a paragraph outside of tables is a row of one cell."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cached_property

from lxml import etree

from perfdocs.word.cell_text import CellMark, CellText
from perfdocs.word.open_docx import NotWord
from perfdocs.word.xml import ROW_MARK, W, val

_WRAPPERS = {f"{W}sdt", f"{W}sdtContent", f"{W}customXml", f"{W}smartTag", f"{W}ins", f"{W}moveTo"}
MOST_ROWS = 2_000
"""Rows of a document: eighty forms of a direction. More are to come in several files."""


@dataclass(frozen=True)
class Where:
    """A place in the document, counted from 1 as a person counts: table 0 is outside of tables."""

    table: int
    row: int
    cell: int = 0

    def __str__(self) -> str:
        if self.table == 0:
            return f"表外第 {self.row} 段"
        row = f"第 {self.table} 个表第 {self.row} 行"
        return f"{row}第 {self.cell} 格" if self.cell else row


@dataclass(frozen=True)
class Cell:
    """A cell: its text with all tracked changes accepted, and `before` with all rejected."""

    where: Where
    text: str
    before: str = ""
    span: int = 1
    continued: bool = False
    """Merged with the cell above."""
    marks: frozenset[CellMark] = frozenset()
    element: etree._Element | None = field(default=None, compare=False, repr=False)
    """The cell or, outside of tables, the paragraph that it was read from."""


@dataclass(frozen=True)
class Row:
    """A row of a table. `tracked` is `inserted` or `deleted` where a tracked change says so of the whole row."""

    where: Where
    cells: tuple[Cell, ...]
    tracked: str = ""
    mark: str = ""
    """What the row was made for, where the document was filled to tell that."""
    number: int = field(default=0, compare=False)
    """The row's place among all rows of the document, from 1."""

    @cached_property
    def texts(self) -> tuple[str, ...]:
        return tuple("" if cell.continued else cell.text for cell in self.cells)


def grid(body: etree._Element) -> list[Row]:
    """Every row of the document in order. Nested tables follow the row that they stand in. Raises NotWord."""
    return list(_Reader().rows(body))


class _Reader:
    def __init__(self) -> None:
        self._tables = 0
        self._paragraphs = 0
        self._rows = 0

    def rows(self, element: etree._Element) -> Iterator[Row]:
        for child in unwrapped(element):
            if child.tag == f"{W}p":
                self._paragraphs += 1
                yield from self._paragraph(child)
            elif child.tag == f"{W}tbl":
                yield from self._table(child)

    def _paragraph(self, paragraph: etree._Element) -> Iterator[Row]:
        text = CellText()
        text.add(paragraph)
        if text.accepted.strip() or text.rejected.strip() or text.marks:
            where = Where(0, self._paragraphs)
            yield self._row(where, (_cell_of(text, where, paragraph),), mark=paragraph.get(ROW_MARK, ""))

    def _row(self, where: Where, cells: tuple[Cell, ...], tracked: str = "", mark: str = "") -> Row:
        self._rows += 1
        if self._rows > MOST_ROWS:
            what = f"表格超过 {MOST_ROWS} 行" if self._tables else f"文字超过 {MOST_ROWS} 段，一个表也没有"
            raise NotWord("bomb", f"文件里的{what}，没有读：请核对它的来历，太长的分成几个文件")
        return Row(where, cells, tracked, mark, self._rows)

    def _table(self, table: etree._Element) -> Iterator[Row]:
        self._tables += 1
        number = self._tables
        rows = [row for row in unwrapped(table) if row.tag == f"{W}tr"]
        for at, row in enumerate(rows, start=1):
            cells = [cell for cell in unwrapped(row) if cell.tag == f"{W}tc" and not _is_gone(cell)]
            where = Where(number, at)
            texts = tuple(_cell(cell, Where(number, at, place)) for place, cell in enumerate(cells, start=1))
            texts = texts or (Cell(Where(number, at, 1), "", ""),)  # a row without cells is damaged, and blank
            yield self._row(where, texts, _tracked_change(row), row.get(ROW_MARK, ""))
            for cell in cells:
                for nested in unwrapped(cell):
                    if nested.tag == f"{W}tbl":
                        yield from self._table(nested)


def unwrapped(element: etree._Element) -> Iterator[etree._Element]:
    """The children, with those of content controls and the like in their place."""
    for child in element:
        if child.tag in _WRAPPERS:
            yield from unwrapped(child)
        else:
            yield child


def _cell(cell: etree._Element, where: Where) -> Cell:
    text = CellText()
    for child in unwrapped(cell):
        if child.tag == f"{W}p":
            text.add(child)
    span = val(cell.find(f"{W}tcPr/{W}gridSpan"))
    columns = int(span) if span.isdecimal() and len(span) < 4 else 1
    continued = is_continued(cell.find(f"{W}tcPr/{W}vMerge"))
    return _cell_of(text, where, cell, columns, continued)


def _cell_of(text: CellText, where: Where, element: etree._Element, span: int = 1, continued: bool = False) -> Cell:
    return Cell(where, text.accepted, text.rejected, span, continued, frozenset(text.marks), element)


def is_continued(merge: etree._Element | None) -> bool:
    """True for the merge of a cell that goes on from another."""
    return merge is not None and val(merge) != "restart"


def _is_gone(cell: etree._Element) -> bool:
    """Merged into the cell at its left, in the manner of old programs, or taken out by a tracked change."""
    return is_continued(cell.find(f"{W}tcPr/{W}hMerge")) or cell.find(f"{W}tcPr/{W}cellDel") is not None


def _tracked_change(row: etree._Element) -> str:
    properties = row.find(f"{W}trPr")
    if properties is None:
        return ""
    if properties.find(f"{W}del") is not None:
        return "deleted"
    return "inserted" if properties.find(f"{W}ins") is not None else ""
