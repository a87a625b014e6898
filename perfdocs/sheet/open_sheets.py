"""The sheets of a file, whatever program it is of, or of text that was copied from one."""

from __future__ import annotations

import csv
import io
import re
from contextlib import suppress

from perfdocs.sheet.cells import Sheet, SheetCell
from perfdocs.sheet.open_ods import OdsFile
from perfdocs.sheet.open_xls import xls_sheets
from perfdocs.sheet.open_xlsx import XlsxFile
from perfdocs.word.filetype import kind_of
from perfdocs.word.open_docx import UNREADABLE, NotWord, open_zip
from perfdocs.yamlfile.encoding import LIMIT, decode_text

_ODS = b"application/vnd.oasis.opendocument.spreadsheet"
_SAVE_AS = "请用 Excel 或 WPS 打开，另存为 .xlsx"
_OTHERS = ("pdf", "picture", "archive", "doc", "rtf", "ppt", "html", "xml")


class NotSheets(Exception):
    """A file that cannot be read as sheets. The text says why and what to do, in Chinese."""


def open_sheets(contents: bytes) -> list[Sheet]:
    """The sheets of a workbook, or of a text with tabs or commas the only one. Raises NotSheets."""
    try:
        return _workbook(contents)
    except NotWord as reason:
        sentence = str(reason).replace("Word 文件", "Excel 表格").replace("用 Word", "用 Excel")
        raise NotSheets(sentence.replace("另存为 .docx", "另存为 .xlsx")) from None


def _workbook(contents: bytes) -> list[Sheet]:
    kind, sentence = kind_of(contents)
    if kind == "zip":
        return _zipped(contents)
    if kind == "xls":
        return list(xls_sheets(contents))
    if kind in ("locked", "empty"):
        raise NotSheets(sentence.replace("Word 或 WPS", "Excel 或 WPS"))
    if kind in _OTHERS or contents.startswith(b"\xd0\xcf\x11\xe0"):
        raise NotSheets(f"这不是 Excel 表格，也不是从表格里复制的文字：{_SAVE_AS}")
    return [_text_sheet(_text(contents))]


def _zipped(contents: bytes) -> list[Sheet]:
    if _mimetype(contents) == _ODS:
        return list(OdsFile(contents).sheets())
    package = XlsxFile(contents)
    if not package.is_workbook:
        raise NotSheets(f"这不是能读的 Excel 表格：{_SAVE_AS}")
    return list(package.sheets())


def _mimetype(contents: bytes) -> bytes:
    """What an OpenDocument file says of itself."""
    with suppress(*UNREADABLE, NotImplementedError), open_zip(contents) as archive:
        return archive.open("mimetype").read(len(_ODS))
    return b""


def _text(contents: bytes) -> str:
    """The text in whichever of the encodings of Windows' clipboards. Raises NotSheets."""
    if len(contents) > LIMIT:
        raise NotSheets(f"文字超过 {LIMIT // 1_000_000} MB，没有读：分成几次粘贴")
    half = len(contents) // 2
    if half and contents[1::2].count(0) * 3 > half:  # of blanks, digits, tabs and line ends each second byte
        contents = b"\xff\xfe" + contents.removeprefix(b"\xff\xfe")
    text = decode_text(contents, "").text
    if text is None:
        raise NotSheets("这不是 Excel 表格，也不是 UTF-8、UTF-16 或 GBK 的文字：从表格里复制，或者给出 .xlsx 文件")
    if re.search(r"\?{2,}", text) and not re.search("[\u4e00-\u9fff]", text):
        raise NotSheets(
            "文字里的汉字都成了问号：PowerShell 里先运行 $OutputEncoding = [Text.Encoding]::UTF8，再粘贴一次"
        )
    return text


def _text_sheet(text: str) -> Sheet:
    """Rows as programs copy them: cells apart by tabs, those with line breaks in quotes; or a file with commas."""
    sheet = Sheet()
    separator = "\t" if "\t" in text or "," not in text else ","
    try:
        rows = list(csv.reader(io.StringIO(text, newline=""), delimiter=separator, strict=False))
    except csv.Error:
        raise NotSheets("文字里有一格太长，或者引号不成对：从表格里复制，或者给出 .xlsx 文件") from None
    for number, row in enumerate(rows, 1):
        for column, content in enumerate(row, 1):
            sheet.put(number, column, SheetCell(content.replace("\r\n", "\n").replace("\r", "\n")))
    return sheet
