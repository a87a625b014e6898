"""A sheet as its cells, and as rows such as those of a Word document."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import NamedTuple

from perfdocs.sheet.number_formats import shown
from perfdocs.word.grid import Cell, Row, Where

MOST_ROWS, MOST_COLUMNS = 5_000, 300
"""Rows and columns of a sheet with anything in them, as many as are read. Chosen by hand: a file of a department has a
thousand lines."""
MOST_MERGED = 200_000
"""Cells of a sheet that are merged with others."""
STRUCK = "这一格的字加了删除线，照样读了进来"


class SheetCell(NamedTuple):
    """What a cell shows. `remark` is what a reader of the text has to know besides, `problem` why there is no text."""

    text: str
    remark: str = ""
    problem: str = ""


class Area(NamedTuple):
    """Merged cells: the first and the last row and column, counted from 1."""

    top: int
    left: int
    bottom: int
    right: int


@dataclass(frozen=True)
class SheetWhere(Where):
    """A place in a sheet: the number of the sheet, the row, the column (0: the row)."""

    sheet: str = ""

    def __str__(self) -> str:
        sheet = f"工作表“{self.sheet}”" if self.sheet else ""
        return f"{sheet}{cell_name(self)}" if self.cell else f"{sheet}第 {self.row} 行"


@dataclass
class Sheet:
    """A sheet: its cells by row and column, and what there is in it that a reader may not see."""

    name: str = ""
    number: int = 1
    cells: dict[tuple[int, int], SheetCell] = field(default_factory=dict)
    merged: list[Area] = field(default_factory=list)
    hidden: bool = False
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    remarks: list[str] = field(default_factory=list)
    """Sentences about what is in the sheet and in none of its cells."""
    too_large: bool = False
    """It has more rows or columns than are read."""
    _filled_rows: set[int] = field(default_factory=set, repr=False)

    @property
    def title(self) -> str:
        """What messages call the sheet; empty for the only table of a text."""
        return f"工作表“{self.name}”" if self.name else ""

    def put(self, row: int, column: int, cell: SheetCell) -> None:
        """Enters a cell, within the bounds; a blank one is none."""
        if not (cell.text.strip() or cell.problem):
            return
        self._filled_rows.add(row)
        if len(self._filled_rows) > MOST_ROWS or column > MOST_COLUMNS:
            self.too_large = True
        else:
            self.cells[row, column] = cell

    def take_out_covered(self) -> None:
        """Takes out what stands below a merged cell, where nobody sees it, and says so."""
        places = [place for place in self.cells if (area := self.anchors.get(place)) and place != area[:2]]
        texts = [f"{column_letters(place[1])}{place[0]}“{self.cells.pop(place).text[:40]}”" for place in places]
        if texts:
            more = f"等 {len(texts)} 处" if len(texts) > 3 else ""
            self.remarks.append(f"在合并的格子下面还藏着 {'、'.join(texts[:3])}{more}，没有读入")
        vars(self).pop("anchors", None)

    @cached_property
    def anchors(self) -> Mapping[tuple[int, int], Area]:
        """For each cell that is merged with others, with all of them, in the rows and columns that are read."""
        rows, (_, last_column) = sorted({row for row, _ in self.cells}), self._size
        anchors: dict[tuple[int, int], Area] = {}
        looked_at = 0
        for area in self.merged:
            columns = range(area.left, min(area.right, last_column) + 1)
            inside = rows[bisect_left(rows, area.top) : bisect_right(rows, area.bottom)]
            looked_at += len(inside) * len(columns)
            if looked_at > MOST_MERGED:
                self.too_large = True
                break
            anchors |= {(row, column): area for row in inside for column in columns}
        return anchors

    def rows(self) -> list[Row]:
        """The rows in which anything stands, each with all columns of the sheet."""
        _, last = self._size
        filled = sorted({row for row, _ in self.cells})
        return [Row(self.where(row), tuple(self._row(row, last)), number=row) for row in filled]

    def where(self, row: int, column: int = 0) -> SheetWhere:
        """The place of a cell or a row."""
        return SheetWhere(self.number, row, column, self.name)

    @property
    def _size(self) -> tuple[int, int]:
        return max((row for row, _ in self.cells), default=0), max((column for _, column in self.cells), default=0)

    def _row(self, row: int, last: int) -> Iterator[Cell]:
        column = 1
        while column <= last:
            area = self.anchors.get((row, column), Area(row, column, row, column))
            cell = self.cells.get((row, column), SheetCell(""))
            continued = row > area.top
            text = "" if continued else cell.text
            span = min(area.right, last) - column + 1
            yield Cell(self.where(row, column), text, text, span, continued)
            column += span


def number_cell(number: Decimal, code: str, since_1904: bool, remark: str = "") -> SheetCell:
    """A cell with a number in a format of Excel; the remark where there is nothing else to say."""
    as_shown = shown(number, code, since_1904)
    if not as_shown.text:
        return SheetCell("", problem=f"这一格的 {shown(number, 'General').text} 被显示格式藏了起来")
    if not as_shown.understood:
        return SheetCell(as_shown.text, f"显示格式“{code}”认不出，按实际的数 {as_shown.text} 读入")
    if not as_shown.exact:
        exact = shown(number, "General").text
        return SheetCell(as_shown.text, f"实际是 {exact}，显示成 {as_shown.text}：按显示的读入")
    return SheetCell(as_shown.text, remark)


def cell_name(where: Where) -> str:
    """What Excel calls a cell: `B7`."""
    return f"{column_letters(where.cell)}{where.row}"


def column_letters(column: int) -> str:
    """The name of a column: A for 1, AA for 27."""
    letters = ""
    while column:
        column, letter = divmod(column - 1, 26)
        letters = chr(ord("A") + letter) + letters
    return letters


def column_number(letters: str) -> int:
    """The number of a column by its name."""
    number = 0
    for letter in letters.upper():
        number = 26 * number + ord(letter) - ord("A") + 1
    return number
