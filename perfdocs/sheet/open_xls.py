"""The sheets of an .xls (BIFF), by xlrd."""

from __future__ import annotations

import io
import struct
from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from perfdocs.sheet.cells import MOST_MERGED, STRUCK, Area, Sheet, SheetCell, number_cell
from perfdocs.word.open_docx import MOST_BYTES, UNREADABLE, NotWord

_DAMAGED = "这个 .xls 文件读不出来，可能已经损坏：请用 Excel 或 WPS 打开，另存为 .xlsx"


def xls_sheets(contents: bytes) -> Iterator[Sheet]:
    """The sheets in order, without charts and macros. Raises NotWord."""
    import xlrd

    if len(contents) > MOST_BYTES:
        raise NotWord("bomb", f"文件太大（{len(contents) // 1_000_000} MB），没有读：只留要粘贴的那张表再试")
    try:
        book = xlrd.open_workbook(file_contents=contents, formatting_info=True, logfile=io.StringIO())
        yield from [_sheet(book, sheet, number) for number, sheet in enumerate(book.sheets(), 1)]
    except xlrd.XLRDError as error:
        locked = "encrypted" in str(error)
        sentence = "这个文件加了打开密码，读不了：请在 Excel 或 WPS 里取消密码再存一次"
        raise NotWord("locked" if locked else "damaged", sentence if locked else _DAMAGED) from None
    except (
        xlrd.compdoc.CompDocError,
        *UNREADABLE,
        IndexError,
        AssertionError,
        struct.error,
        OverflowError,
        NotImplementedError,
        MemoryError,
    ):
        raise NotWord("damaged", _DAMAGED) from None


def _sheet(book: Any, source: Any, number: int) -> Sheet:
    sheet = Sheet(source.name, number, hidden=source.visibility != 0)
    for row in range(source.nrows):
        for column in range(source.row_len(row)):
            sheet.put(row + 1, column + 1, _cell(book, source, row, column))
        if row in source.rowinfo_map and source.rowinfo_map[row].hidden:
            sheet.hidden_rows.add(row + 1)
    sheet.hidden_columns = {column + 1 for column, about in source.colinfo_map.items() if about.hidden}
    areas = source.merged_cells[:MOST_MERGED]
    sheet.merged = [Area(top + 1, left + 1, bottom, right) for top, bottom, left, right in areas]
    sheet.take_out_covered()
    if source.cell_note_map:
        sheet.remarks.append(f"有 {len(source.cell_note_map)} 处批注，没有读入")
    return sheet


def _cell(book: Any, source: Any, row: int, column: int) -> SheetCell:
    import xlrd

    kind, value = source.cell_type(row, column), source.cell_value(row, column)
    if kind in (xlrd.XL_CELL_EMPTY, xlrd.XL_CELL_BLANK):
        return SheetCell("")
    style = book.xf_list[source.cell_xf_index(row, column)]
    struck = STRUCK if book.font_list[style.font_index].struck_out else ""
    if kind == xlrd.XL_CELL_ERROR:
        return SheetCell("", problem=f"这一格是错误值 {xlrd.error_text_from_code.get(value, value)}")
    if kind == xlrd.XL_CELL_BOOLEAN:
        return SheetCell("TRUE" if value else "FALSE", struck)
    if kind == xlrd.XL_CELL_TEXT:
        return SheetCell(value.replace("\r\n", "\n").replace("\r", "\n"), struck)
    code = book.format_map[style.format_key].format_str
    return number_cell(Decimal(repr(value)), code, bool(book.datemode), struck)
