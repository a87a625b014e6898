"""Workbooks for tests, made by xlsxwriter of rows of values."""

from __future__ import annotations

import io
import struct
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import xlsxwriter

from perfdocs.sheet.open_sheets import open_sheets
from tests.support.change_zip import pack_members
from tests.support.compound_file import compound_file


class Formatted(NamedTuple):
    """A number in a format of Excel; None for a format of the font: struck out."""

    value: Any
    code: str = "General"
    struck: bool = False


class Formula(NamedTuple):
    """A formula, and the result that the file has for it."""

    text: str
    result: Any = 0


@dataclass
class Page:
    """A sheet: its rows from the first on, what is merged (`A1:B2`), and what is hidden."""

    rows: Sequence[Sequence[Any]]
    merged: Sequence[str] = ()
    hidden_rows: Sequence[int] = ()
    hidden_columns: Sequence[str] = ()
    hidden: bool = False
    comments: Mapping[str, str] = field(default_factory=dict)


def workbook(*pages: Page, names: Sequence[str] = ("表",), **options: Any) -> bytes:
    """The .xlsx of some sheets. Rows and columns are counted as Excel does."""
    buffer = io.BytesIO()
    with xlsxwriter.Workbook(buffer, {"in_memory": True, **options}) as book:
        for number, page in enumerate(pages):
            name = names[number] if number < len(names) else f"表{number + 1}"
            _write(book, book.add_worksheet(name), page)
            if page.hidden:
                book.worksheets()[number].hide()
    return buffer.getvalue()


def shown_rows(contents: bytes, name: str) -> list[list[str]]:
    """The rows of a sheet of a workbook as they are shown, with all columns."""
    (sheet,) = (sheet for sheet in open_sheets(contents) if sheet.name == name)
    return [[cell.text for cell in row.cells] for row in sheet.rows()]


def _write(book: Any, sheet: Any, page: Page) -> None:
    for area in page.merged:
        sheet.merge_range(area, "")
    for row, values in enumerate(page.rows):
        for column, value in enumerate(values):
            if isinstance(value, Formatted):
                look = book.add_format({"num_format": value.code, "font_strikeout": value.struck})
                sheet.write(row, column, value.value, look)
            elif isinstance(value, Formula):
                sheet.write_formula(row, column, value.text, None, value.result)
            elif isinstance(value, str):
                sheet.write_string(row, column, value)
            elif value is not None:
                sheet.write(row, column, value)
    for number in page.hidden_rows:
        sheet.set_row(number - 1, None, None, {"hidden": True})
    for letters in page.hidden_columns:
        sheet.set_column(f"{letters}:{letters}", None, None, {"hidden": True})
    for cell, text in page.comments.items():
        sheet.write_comment(cell, text)


def xls(rows: Sequence[Sequence[Any]], merged: Sequence[tuple[int, int, int, int]] = (), hidden: int = 0) -> bytes:
    """An .xls (BIFF8, [MS-XLS]) of texts and numbers; merged by first and last row and column from 0; with one row
    hidden, by its number from 1."""
    codes = list(dict.fromkeys(value.code for row in rows for value in row if isinstance(value, Formatted)))
    begin = struct.pack("<4HII", 0x0600, 5, 0, 0, 0, 0)
    font = struct.pack("<5H4BBB", 200, 0, 0, 400, 0, 0, 0, 0, 0, 2, 0) + b"ab"
    head = _record(0x809, begin) + _record(0x42, struct.pack("<H", 1200)) + _record(0x31, font) * 4
    for number, code in enumerate(codes):
        head += _record(0x41E, struct.pack("<H", 164 + number) + _text(code))
    for number in (0, *range(164, 164 + len(codes))):
        head += _record(0xE0, struct.pack("<3H14x", 0, number, 0))
    sheet = _record(0x809, struct.pack("<4HII", 0x0600, 0x10, 0, 0, 0, 0))
    if hidden:
        sheet += _record(0x208, struct.pack("<HHHHHHHH", hidden - 1, 0, 9, 255, 0, 0, 0x120, 0))
    for row, values in enumerate(rows):
        for column, value in enumerate(values):
            style = 1 + codes.index(value.code) if isinstance(value, Formatted) else 0
            number = value.value if isinstance(value, Formatted) else value
            where = struct.pack("<3H", row, column, style)
            if isinstance(number, str):
                sheet += _record(0x204, where + _text(number))
            elif number is not None:
                sheet += _record(0x203, where + struct.pack("<d", number))
    areas = b"".join(struct.pack("<4H", *area) for area in merged)
    sheet += _record(0xE5, struct.pack("<H", len(merged)) + areas) + _record(0x0A, b"")
    name = "表".encode("utf-16-le")
    start = len(head) + 4 + 6 + 2 + len(name) + 4
    bound = _record(0x85, struct.pack("<IHBB", start, 0, len(name) // 2, 1) + name)
    return compound_file({"Workbook": head + bound + _record(0x0A, b"") + sheet})


def _record(kind: int, data: bytes) -> bytes:
    return struct.pack("<HH", kind, len(data)) + data


def _text(text: str) -> bytes:
    return struct.pack("<HB", len(text), 1) + text.encode("utf-16-le")


def ods(table: str, automatic: str = "") -> bytes:
    """An .ods with the elements of a table, in the name spaces of OpenDocument."""
    names = {"office": "office", "table": "table", "text": "text", "style": "style"}
    spaces = " ".join(f'xmlns:{key}="urn:oasis:names:tc:opendocument:xmlns:{name}:1.0"' for key, name in names.items())
    content = (
        f"<office:document-content {spaces}><office:automatic-styles>{automatic}</office:automatic-styles>"
        f"<office:body><office:spreadsheet>{table}</office:spreadsheet></office:body></office:document-content>"
    )
    kind = "application/vnd.oasis.opendocument.spreadsheet"
    return pack_members({"mimetype": kind.encode(), "content.xml": content.encode()})
