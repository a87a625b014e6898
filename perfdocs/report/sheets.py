"""Sheets of a workbook that print one page of A4 wide, with numbers in the cells of numbers."""

from __future__ import annotations

import datetime
import io
import zipfile
from collections.abc import Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from perfdocs.prose.shorten import with_visible_marks
from perfdocs.word.write_docx import PROPERTIES, package

Rows = Iterable[Sequence[Any]]
"""The cells of each row in the order of the columns; blanks at the end may be missing."""

Columns = str | Sequence[tuple[str, int]]
"""Heads with their widths in characters: `部门 12,全称 24`, or pairs where heads are not ours and may hold anything."""

A4 = 9
"""What Excel calls that paper."""


class Sheets:
    """A workbook in the making; the same bytes for the same sheets."""

    def __init__(self) -> None:
        import xlsxwriter  # slow to import, and wanted for no other format

        self._stream = io.BytesIO()
        options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
        self._book = xlsxwriter.Workbook(self._stream, options)
        self._book.set_properties({"created": datetime.datetime(1980, 1, 1)})
        self._bold = self._book.add_format({"bold": True})
        self._head = self._book.add_format({"bold": True, "border": 1, "bg_color": "#EEEEEE", "text_wrap": True})
        self._cell = self._book.add_format({"border": 1, "text_wrap": True, "valign": "top"})

    def add(
        self,
        name: str,
        columns: Columns,
        rows: Rows,
        above: str = "",
        total: Sequence[Any] = (),
        below: Iterable[str] = (),
    ) -> None:
        """One more sheet. `above` is a line above the columns, `total` the last row, and `below` are lines below it."""
        sheet = self._book.add_worksheet(name)
        if above:
            sheet.write_string(0, 0, above, self._bold)
        top = int(bool(above))
        titles_and_widths = _pairs(columns)
        _set_page(sheet, top)
        sheet.freeze_panes(top + 1, 0)
        for column, (title, width) in enumerate(titles_and_widths):
            sheet.set_column(column, column, width)
            _write(sheet, top, column, title, self._head)
        line = top
        for line, row in enumerate(rows, start=top + 1):
            blanks = [None] * (len(titles_and_widths) - len(row))
            for column, value in enumerate((*row, *blanks)):
                _write(sheet, line, column, value, self._cell)
        sheet.autofilter(top, 0, max(top + 1, line), len(titles_and_widths) - 1)
        for column, value in enumerate(total):
            _write(sheet, line + 1, column, value, self._head)
        for at, text in enumerate(below, start=line + 3):
            _write(sheet, at, 0, text, None)

    def to_bytes(self) -> bytes:
        """The workbook; nothing can be added to it any more."""
        self._book.close()
        return self._stream.getvalue()

    def to_own_bytes(self, title: str, origin: Mapping[str, str]) -> bytes:
        """The workbook as a file that is known as ours (`is_ours`) until somebody changes it, with its origin."""
        self._book.set_custom_property("perfdocs", "")  # so that the package refers to a member with ours
        with zipfile.ZipFile(io.BytesIO(self.to_bytes())) as book:
            members = {name: book.read(name) for name in book.namelist() if name not in PROPERTIES}
        return package(members, "xl/workbook.xml").document([], title, origin)


def _pairs(columns: Columns) -> Sequence[tuple[str, int]]:
    if not isinstance(columns, str):
        return columns
    return [(title, int(width)) for title, width in (column.split() for column in columns.split(","))]


def _set_page(sheet: Any, heads: int) -> None:
    sheet.set_paper(A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0, heads)
    sheet.set_margins(left=0.5, right=0.5)
    sheet.set_footer("&C— &P —")


def _write(sheet: Any, line: int, column: int, value: Any, style: Any) -> None:
    if isinstance(value, Decimal | int):
        sheet.write_number(line, column, float(value), style)
    elif value:
        sheet.write_string(line, column, "\n".join(map(with_visible_marks, str(value).split("\n"))), style)
    else:
        sheet.write_blank(line, column, None, style)
