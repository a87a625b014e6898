"""The sheets of an .ods (OpenDocument), which has the text that each cell shows."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal

from lxml import etree

from perfdocs.prose import amounts
from perfdocs.sheet.cells import MOST_COLUMNS, MOST_MERGED, Area, Sheet, SheetCell
from perfdocs.sheet.number_formats import plain
from perfdocs.word.open_docx import WordFile

_ERROR = ("#", "Err:")
"""How the text of a cell with an error begins."""


class OdsFile(WordFile):
    """An .ods as its parts, read within the bounds of Word files. Raises NotWord."""

    _main = "content.xml"

    def sheets(self) -> Iterator[Sheet]:
        """The sheets in order."""
        hidden = {
            style.get(_key(style, "name"))
            for style in self.main.iterfind("{*}automatic-styles/{*}style")
            if any(_said(each, "display") == "false" for each in style.iterfind("{*}table-properties"))
        }
        for number, table in enumerate(self.main.iterfind("{*}body/{*}spreadsheet/{*}table"), 1):
            sheet = Sheet(_said(table, "name"), number, hidden=_said(table, "style-name") in hidden)
            _read(table, sheet)
            yield sheet


def _read(table: etree._Element, sheet: Sheet) -> None:
    column = 0
    for each in table.iter("{*}table-column"):
        times = _times(each, "number-columns-repeated")
        if _said(each, "visibility") in ("collapse", "filter"):
            sheet.hidden_columns.update(range(column + 1, min(column + times, MOST_COLUMNS) + 1))
        column += times
    row, comments = 0, 0
    for each in table.iter("{*}table-row"):
        times = _times(each, "number-rows-repeated")
        for again in range(1, times + 1):
            if not _put_row(each, row + again, sheet):
                break
        if _said(each, "visibility") in ("collapse", "filter"):
            sheet.hidden_rows.update(number for number, _ in sheet.cells if row < number <= row + times)
        row += times
        comments += len(list(each.iter("{*}annotation")))
    sheet.take_out_covered()
    if comments:
        sheet.remarks.append(f"有 {comments} 处批注，没有读入")


def _put_row(row: etree._Element, number: int, sheet: Sheet) -> bool:
    """Enters the cells of a row; False where there are none, or no more are read."""
    column, filled = 1, False
    for cell in row:
        name = etree.QName(cell).localname
        if name in ("table-cell", "covered-table-cell"):
            times = _times(cell, "number-columns-repeated")
            read = _cell(cell)
            if read.text.strip() or read.problem:
                filled = True
                for again in range(min(times, MOST_COLUMNS + 1)):
                    sheet.put(number, column + again, read)
            rows, columns = _times(cell, "number-rows-spanned"), _times(cell, "number-columns-spanned")
            if (rows > 1 or columns > 1) and len(sheet.merged) < MOST_MERGED:
                sheet.merged.append(Area(number, column, number + rows - 1, column + columns - 1))
            column += times
    return filled and not sheet.too_large


def _cell(cell: etree._Element) -> SheetCell:
    paragraphs = ("".join(_texts(paragraph)) for paragraph in cell.iterfind("{*}p"))
    text = "\n".join(paragraphs)
    if _said(cell, "value-type") != "string" and text.startswith(_ERROR):
        return SheetCell("", problem=f"这一格是错误值 {text}")
    if not text and _said(cell, "formula") and not _said(cell, "value-type"):
        return SheetCell("", problem="这一格的公式还没有算出结果：用 Excel 或 WPS 打开、保存一次再粘贴")
    return SheetCell(text, _rounded(text, _said(cell, "value")))


def _rounded(text: str, value: str) -> str:
    """What to say of a number that is shown otherwise than it is."""
    shown = re.sub(r"[^\d.-]", "", text)
    if not amounts.NUMBER.fullmatch(shown) or not amounts.NUMBER.fullmatch(value):
        return ""
    exact = plain(Decimal(value).scaleb(2) if text.strip().endswith("%") else Decimal(value))
    return "" if Decimal(exact) == Decimal(shown) else f"实际是 {exact}，显示成 {text}：按显示的读入"


def _texts(element: etree._Element) -> Iterator[str]:
    """The text of a paragraph, with its blanks and line breaks, without comments."""
    yield element.text or ""
    for child in element:
        name = etree.QName(child).localname
        if name == "s":
            yield " " * min(_times(child, "c"), 1_000)
        elif name in ("line-break", "tab"):
            yield "\n" if name == "line-break" else "\t"
        elif name != "annotation":
            yield from _texts(child)
        yield child.tail or ""


def _said(element: etree._Element, name: str) -> str:
    return element.get(_key(element, name), "")


def _key(element: etree._Element, name: str) -> str:
    """The name of an attribute with its name space."""
    return next((str(key) for key in element.attrib if etree.QName(str(key)).localname == name), name)


def _times(element: etree._Element, name: str) -> int:
    text = _said(element, name)
    return max(int(text), 1) if text.isascii() and text.isdecimal() and len(text) < 9 else 1
