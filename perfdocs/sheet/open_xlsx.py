"""The sheets of an .xlsx that anybody may have made, opened within the bounds of Word files."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import NamedTuple, TypeVar

from lxml import etree

from perfdocs.sheet.cells import (
    MOST_COLUMNS,
    MOST_MERGED,
    STRUCK,
    Area,
    Sheet,
    SheetCell,
    column_number,
    number_cell,
)
from perfdocs.sheet.number_formats import BUILT_IN
from perfdocs.word.open_docx import NotWord, WordFile

_MOST_XML_OF_ALL = 120_000_000
"""Bytes of all parts of XML together; chosen by hand: five of the largest that are read."""
Item = TypeVar("Item")
_ADDRESS = re.compile(r"\$?([A-Za-z]{1,3})\$?([0-9]{1,7})")
_ESCAPE = re.compile(r"_x([0-9A-Fa-f]{4})_")
"""A character that XML cannot hold (ECMA-376 Part 1, 22.4.2.4)."""
_ON = ("1", "true")


class _Style(NamedTuple):
    code: str = "General"
    struck: bool = False


class _Text(NamedTuple):
    text: str
    struck: bool = False


class XlsxFile(WordFile):
    """An .xlsx as its parts, which is a package like a .docx. Raises NotWord where it is none that can be read."""

    @property
    def is_workbook(self) -> bool:
        """Whether the main part is a workbook's."""
        return etree.QName(self.main).localname == "workbook"

    def sheets(self) -> Iterator[Sheet]:
        """The sheets in order, without charts and macros. Raises NotWord, also where all together are too large."""
        if sum(info.file_size for name, info in self._names.items() if name.endswith(".xml")) > _MOST_XML_OF_ALL:
            raise NotWord("bomb", "文件解开以后太大，不是正常的 Word 文件，没有读：只留要粘贴的那张表再试")
        parts = {identifier: name for kind, name, identifier in self._related(self._main) if kind == "worksheet"}
        for number, sheet in enumerate(self.main.iterfind("{*}sheets/{*}sheet"), 1):
            identifier = next((str(value) for key, value in sheet.attrib.items() if str(key).endswith("}id")), "")
            if parts.get(identifier) in self._names:
                hidden = sheet.get("state", "visible") != "visible"
                yield self._sheet(parts[identifier], Sheet(sheet.get("name", ""), number, hidden=hidden))

    @cached_property
    def _since_1904(self) -> bool:
        properties = self.main.find("{*}workbookPr")
        return properties is not None and properties.get("date1904") in _ON

    @cached_property
    def _never_computed(self) -> bool:
        """Whether the program that wrote the file left the formulas to Excel, with 0 for each."""
        calculation = self.main.find("{*}calcPr")
        return calculation is not None and calculation.get("fullCalcOnLoad") in _ON

    def _part(self, kind: str) -> etree._Element | None:
        names = (name for known, name, _ in self._related(self._main) if known == kind and name in self._names)
        return next(map(self._parse, names), None)

    @cached_property
    def _strings(self) -> list[_Text]:
        part = self._part("sharedStrings")
        return [] if part is None else [_text(item) for item in part.iterfind("{*}si")]

    @cached_property
    def _styles(self) -> list[_Style]:
        part = self._part("styles")
        if part is None:
            return []
        own = part.iterfind("{*}numFmts/{*}numFmt")
        codes = BUILT_IN | {_int(each.get("numFmtId")): each.get("formatCode", "") for each in own}
        struck = [_is_on(font.find("{*}strike")) for font in part.iterfind("{*}fonts/{*}font")]
        return [
            _Style(codes.get(_int(xf.get("numFmtId")), "General"), _at(struck, xf.get("fontId"), False))
            for xf in part.iterfind("{*}cellXfs/{*}xf")
        ]

    def _sheet(self, name: str, sheet: Sheet) -> Sheet:
        part = self._parse(name)
        for column in part.iterfind("{*}cols/{*}col"):
            if column.get("hidden") in _ON or column.get("width") == "0":
                first, last = _int(column.get("min")), _int(column.get("max"))
                sheet.hidden_columns.update(range(first, min(last, MOST_COLUMNS) + 1))
        self._read_rows(part, sheet)
        for merged in list(part.iterfind("{*}mergeCells/{*}mergeCell"))[:MOST_MERGED]:
            area = _area(merged.get("ref", ""))
            if area:
                sheet.merged.append(area)
        sheet.take_out_covered()
        for kind, target, _ in self._related(name):
            if kind == "comments" and target in self._names:
                number = len(list(self._parse(target).iter("{*}comment")))
                sheet.remarks.append(f"有 {number} 处批注，没有读入")
            elif kind == "drawing":
                sheet.remarks.append("有图片、图形或文本框，里面的字没有读")
        return sheet

    def _read_rows(self, part: etree._Element, sheet: Sheet) -> None:
        row_number = 0
        for row in part.iterfind("{*}sheetData/{*}row"):
            row_number = _int(row.get("r")) or row_number + 1
            column = 0
            for cell in row.iterfind("{*}c"):
                address = _ADDRESS.fullmatch(cell.get("r", ""))
                column = column_number(address[1]) if address else column + 1
                sheet.put(row_number, column, self._cell(cell))
            if row.get("hidden") in _ON or row.get("ht") == "0":
                sheet.hidden_rows.add(row_number)

    def _cell(self, cell: etree._Element) -> SheetCell:
        kind, value, formula = cell.get("t", "n"), cell.find("{*}v"), cell.find("{*}f")
        style = _at(self._styles, cell.get("s"), _Style())
        struck = STRUCK if style.struck else ""
        text = (value.text or "") if value is not None else ""
        if kind == "inlineStr":
            inline = cell.find("{*}is")
            read = _text(inline) if inline is not None else _Text("")
            return SheetCell(read.text, STRUCK if read.struck else struck)
        if formula is not None and (value is None or (self._never_computed and text == "0")):
            problem = "这一格的公式还没有算出结果：用 Excel 或 WPS 打开、保存一次再粘贴"
            return SheetCell("", problem=problem)
        if kind == "s":
            read = self._shared(text)
            return SheetCell(read.text, STRUCK if read.struck and read.text.strip() else struck)
        if kind == "e":
            return SheetCell("", problem=f"这一格是错误值 {text}")
        if kind == "b":
            return SheetCell({"1": "TRUE", "0": "FALSE"}.get(text, text), struck)
        if kind in ("str", "d"):
            return SheetCell(_unescaped(text), struck)
        return self._number(text, style, struck)

    def _shared(self, text: str) -> _Text:
        read = _at(self._strings, text, None)
        if read is None:
            raise NotWord("damaged", "文件里的文字读不出来，已经损坏：请用 Word 打开修复，另存为 .docx")
        return read

    def _number(self, text: str, style: _Style, struck: str) -> SheetCell:
        if not text.strip():
            return SheetCell("")
        try:
            number = Decimal(text.strip())
        except InvalidOperation:
            return SheetCell(text, struck)
        if not number.is_finite() or abs(number.adjusted()) > 300:
            return SheetCell(text, struck)
        return number_cell(number, style.code, self._since_1904, struck)


def _text(item: etree._Element) -> _Text:
    """The text of a string in runs, without what tells how it is spoken; whether any of it is struck out."""
    texts = [*item.iterfind("{*}t"), *item.iterfind("{*}r/{*}t")]
    struck = any(_is_on(strike) for strike in item.iterfind("{*}r/{*}rPr/{*}strike"))
    return _Text(_unescaped("".join(text.text or "" for text in texts)), struck)


def _unescaped(text: str) -> str:
    text = _ESCAPE.sub(lambda match: chr(int(match[1], 16)), text)
    return text.replace("\r\n", "\n").replace("\r", "\n")


def _is_on(element: etree._Element | None) -> bool:
    return element is not None and element.get("val", "1") in _ON


def _at(items: Sequence[Item], index: str | None, otherwise: Item) -> Item:
    """The item that an index in the file names."""
    number = _int(index)
    return items[number] if index and number < len(items) else otherwise


def _int(text: str | None) -> int:
    return int(text) if text and re.fullmatch("[0-9]{1,9}", text) else 0


def _area(reference: str) -> Area | None:
    first, _, last = reference.partition(":")
    corners = [_ADDRESS.fullmatch(corner) for corner in (first, last or first)]
    if not (corners[0] and corners[1]):
        return None
    (left, top), (right, bottom) = ((column_number(each[1]), int(each[2])) for each in corners if each)
    return Area(top, left, bottom, right) if top <= bottom and left <= right else None
