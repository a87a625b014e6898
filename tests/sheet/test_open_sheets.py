"""Sheets of every kind of file, and what cannot be read as one."""

from __future__ import annotations

import re
import zipfile
from io import BytesIO
from pathlib import Path
from typing import Any

import pytest

from perfdocs.sheet.cells import column_letters, column_number
from perfdocs.sheet.open_sheets import NotSheets, open_sheets
from tests.support.change_zip import pack_members
from tests.support.for_each import for_each
from tests.support.sheets import Formatted, Formula, Page, ods, workbook, xls

ROWS: list[list[Any]] = [["甲", "乙"], [Formatted(0.9, "0%"), "一\n二"]]


def texts(contents: bytes) -> list[tuple[str, ...]]:
    (sheet,) = open_sheets(contents)
    return [row.texts for row in sheet.rows()]


ODS = """<table:table table:name="表"><table:table-row>
<table:table-cell office:value-type="string"><text:p>甲</text:p></table:table-cell>
<table:table-cell office:value-type="string"><text:p>乙</text:p></table:table-cell></table:table-row>
<table:table-row><table:table-cell office:value-type="percentage" office:value="0.9"><text:p>90%</text:p>
</table:table-cell><table:table-cell office:value-type="string"><text:p>一</text:p><text:p>二</text:p>
</table:table-cell></table:table-row><table:table-row table:number-rows-repeated="1048574">
<table:table-cell table:number-columns-repeated="16384"/></table:table-row></table:table>"""
TEXT = '甲\t乙\r\n90%\t"一\n二"\r\n'


@pytest.mark.parametrize(
    "contents",
    [
        TEXT.encode(),
        TEXT.encode("utf-8-sig"),
        TEXT.encode("gbk"),
        TEXT.encode("utf-16"),
        TEXT.encode("utf-16-le"),
        TEXT.replace("\t", ",").encode("gbk"),
        TEXT.replace("\r\n", "\n").encode(),
        workbook(Page(ROWS)),
        workbook(Page(ROWS), constant_memory=True),
        xls(ROWS),
        ods(ODS),
    ],
    ids=[
        "utf-8",
        "utf-8-bom",
        "gbk",
        "utf-16",
        "utf-16 without mark",
        "csv",
        "unix",
        "xlsx",
        "inline strings",
        "xls",
        "ods",
    ],
)
def test_the_same_table_of_every_kind(contents: bytes) -> None:
    assert texts(contents) == [("甲", "乙"), ("90%", "一\n二")]


def test_what_a_sheet_has_besides_texts() -> None:
    rows: list[list[Any]] = [
        ["表头", None, None],
        [Formula("=1+1"), Formula("=1+1", 2), Formula("=A9", "#REF!")],
        [Formatted("删", struck=True), Formatted(1.005, "0.00"), Formatted(12500, "0.0,")],
        [Formatted(5, ";;;"), True, None],
    ]
    page = Page(rows, ["A1:C1", "A5:B6"], [3], ["B"], comments={"A1": "批注"})
    (sheet,) = open_sheets(workbook(page))
    assert {place: (cell.text, cell.remark, cell.problem) for place, cell in sheet.cells.items()} == {
        (1, 1): ("表头", "", ""),
        (2, 1): ("", "", "这一格的公式还没有算出结果：用 Excel 或 WPS 打开、保存一次再粘贴"),
        (2, 2): ("2", "", ""),
        (2, 3): ("", "", "这一格是错误值 #REF!"),
        (3, 1): ("删", "这一格的字加了删除线，照样读了进来", ""),
        (3, 2): ("1.01", "实际是 1.005，显示成 1.01：按显示的读入", ""),
        (3, 3): ("12500", "显示格式“0.0,”认不出，按实际的数 12500 读入", ""),
        (4, 1): ("", "", "这一格的 5 被显示格式藏了起来"),
        (4, 2): ("TRUE", "", ""),
    }
    assert [(cell.text, cell.span) for cell in sheet.rows()[0].cells] == [("表头", 3)]
    assert (sheet.hidden_rows, sheet.hidden_columns) == ({3}, {2})
    assert sheet.remarks == ["有 1 处批注，没有读入"]
    assert str(sheet.rows()[1].cells[2].where) == "工作表“表”C2"


def test_what_stands_below_a_merged_cell_is_told() -> None:
    inside = changed(workbook(Page([["上", None], ["藏"]])), "xl/worksheets/sheet1.xml", b"</sheetData>",
                     b'</sheetData><mergeCells count="1"><mergeCell ref="A1:A2"/></mergeCells>')  # fmt: skip
    (sheet,) = open_sheets(inside)
    assert sheet.remarks == ["在合并的格子下面还藏着 A2“藏”，没有读入"]
    assert [row.texts for row in sheet.rows()] == [("上",)]


def test_the_sheets_of_a_workbook() -> None:
    sheets = open_sheets(workbook(Page([["甲"]]), Page([["乙"]], hidden=True), names=["一", "二"]))
    assert [(sheet.name, sheet.number, sheet.hidden) for sheet in sheets] == [("一", 1, False), ("二", 2, True)]


def changed(contents: bytes, member: str, old: bytes, new: bytes) -> bytes:
    with zipfile.ZipFile(BytesIO(contents)) as before, zipfile.ZipFile(buffer := BytesIO(), "w") as after:
        for name in before.namelist():
            data = before.read(name)
            after.writestr(name, data.replace(old, new) if name == member else data)
    return buffer.getvalue()


def test_what_an_xls_has_besides_texts() -> None:
    rows: list[list[Any]] = [
        ["表头", "藏", None],
        [Formatted(12.345, "0.00"), Formatted(12500, "0.0,"), Formatted(5, ";;;")],
        [45000],
    ]
    (sheet,) = open_sheets(xls(rows, merged=[(0, 0, 0, 1)], hidden=2))
    assert [(cell.text, cell.remark, cell.problem) for cell in sheet.cells.values()] == [
        ("表头", "", ""),
        ("12.35", "实际是 12.345，显示成 12.35：按显示的读入", ""),
        ("12500", "显示格式“0.0,”认不出，按实际的数 12500 读入", ""),
        ("", "", "这一格的 5 被显示格式藏了起来"),
        ("45000", "", ""),
    ]
    assert sheet.hidden_rows == {2}
    assert sheet.remarks == ["在合并的格子下面还藏着 B1“藏”，没有读入"]


def test_what_an_ods_has_besides_texts() -> None:
    cell = '<table:table-cell office:value-type="{}" {}><text:p>{}</text:p></table:table-cell>'
    table = (
        '<table:table table:name="表" table:style-name="ta1"><table:table-column table:visibility="collapse"/>'
        '<table:table-row table:visibility="filter">'
        + cell.format("string", 'table:number-columns-spanned="2"', "甲<text:s text:c='2'/>乙<text:line-break/>丙")
        + "<table:covered-table-cell><text:p>藏</text:p></table:covered-table-cell></table:table-row><table:table-row>"
        + cell.format("float", 'office:value="12.345"', "12.35")
        + cell.format("float", 'office:value="1"', "#REF!")
        + '<table:table-cell table:formula="of:=1"/>'
        + cell.format("float", 'office:value="1234.5" table:number-columns-repeated="2"', "1,234.50")
        + "</table:table-row></table:table>"
    )
    style = '<style:style style:name="ta1"><style:table-properties table:display="false"/></style:style>'
    (sheet,) = open_sheets(ods(table, style))
    assert {place: (cell.text, cell.remark, cell.problem) for place, cell in sheet.cells.items()} == {
        (1, 1): ("甲  乙\n丙", "", ""),
        (2, 1): ("12.35", "实际是 12.345，显示成 12.35：按显示的读入", ""),
        (2, 2): ("", "", "这一格是错误值 #REF!"),
        (2, 3): ("", "", "这一格的公式还没有算出结果：用 Excel 或 WPS 打开、保存一次再粘贴"),
        (2, 4): ("1,234.50", "", ""),
        (2, 5): ("1,234.50", "", ""),
    }
    assert (sheet.hidden, sheet.hidden_rows, sheet.hidden_columns) == (True, {1}, {1})
    assert sheet.remarks == ["在合并的格子下面还藏着 B1“藏”，没有读入"]


def refusal(contents: bytes) -> str:
    try:
        open_sheets(contents)
    except NotSheets as reason:
        return str(reason)
    return ""


def test_a_damaged_xls_is_told() -> None:
    """Cut, or with a spot of other bytes: read or refused, and nothing else."""
    whole = xls(ROWS, merged=[(0, 0, 0, 1)], hidden=2)
    cuts = [whole[:cut] for cut in range(600, len(whole), 150)]
    spots = [whole[:at] + b"\xff" * 9 + whole[at + 9 :] for at in range(512, len(whole), 37)]
    assert {refusal(contents) for contents in cuts + spots} == {
        "",
        "这个 .xls 文件读不出来，可能已经损坏：请用 Excel 或 WPS 打开，另存为 .xlsx",
        "这不是 Excel 表格，也不是从表格里复制的文字：请用 Excel 或 WPS 打开，另存为 .xlsx",
    }


def with_members(contents: bytes, members: dict[str, bytes]) -> bytes:
    with zipfile.ZipFile(buffer := BytesIO(contents), "a", zipfile.ZIP_DEFLATED) as archive:
        for name, data in members.items():
            archive.writestr(name, data)
    return buffer.getvalue()


BOMB = b"<sheetData>" + b"<row/>" * 600_000
LARGE = {f"xl/worksheets/large{number}.xml": b" " * 20_000_000 for number in range(7)}
WORKBOOK = workbook(Page([["甲"]]))


@for_each(
    ("contents", "sentence"),
    [
        (b"", "文件是空的（0 字节），多半没有传完：请重新要一份"),
        (b"%PDF-1.7", "这不是 Excel 表格，也不是从表格里复制的文字：请用 Excel 或 WPS 打开，另存为 .xlsx"),
        (b"\x89PNG\0", "这不是 Excel 表格，也不是从表格里复制的文字：请用 Excel 或 WPS 打开，另存为 .xlsx"),
        (
            b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 600,
            "这不是 Excel 表格，也不是从表格里复制的文字：请用 Excel 或 WPS 打开，另存为 .xlsx",
        ),
        (WORKBOOK[:-40], "文件不完整或已经损坏，多半没有传完：请重新要一份"),
        (
            changed(WORKBOOK, "xl/worksheets/sheet1.xml", b"<sheetData>", BOMB),
            "文件里的 xl/worksheets/sheet1.xml 标记太多，不是正常的 Excel 表格，没有读：请核对它的来历",
        ),
        (
            changed(WORKBOOK, "xl/worksheets/sheet1.xml", b"<sheetData>", b"<sheetData><"),
            "文件里的 xl/worksheets/sheet1.xml 读不出来（第 2 行），已经损坏：请用 Excel 打开修复，另存为 .xlsx",
        ),
        (
            changed(WORKBOOK, "xl/sharedStrings.xml", b"<si>", b"<!-- <si>"),
            "文件里的 xl/sharedStrings.xml 读不出来（第 2 行），已经损坏：请用 Excel 打开修复，另存为 .xlsx",
        ),
        (
            changed(WORKBOOK, "xl/worksheets/sheet1.xml", b"<v>0</v>", b"<v>7</v>"),
            "文件里的文字读不出来，已经损坏：请用 Excel 打开修复，另存为 .xlsx",
        ),
        (
            with_members(WORKBOOK, LARGE),
            "文件解开以后太大，不是正常的 Excel 表格，没有读：只留要粘贴的那张表再试",
        ),
        (
            pack_members({"a.txt": b""}),
            "这不是 Excel 表格（里面没有正文），或者已经损坏：请用 Excel 或 WPS 打开，另存为 .xlsx",
        ),
        (b"\0\1\2\3" * 9, "这不是 Excel 表格，也不是 UTF-8、UTF-16 或 GBK 的文字：从表格里复制，或者给出 .xlsx 文件"),
        (
            b"????\t????\r\n??\t1\r\n",
            "文字里的汉字都成了问号：PowerShell 里先运行 $OutputEncoding = [Text.Encoding]::UTF8，再粘贴一次",
        ),
        (b"a\t" * 600_000, "文字超过 1 MB，没有读：分成几次粘贴"),
        (b'"' + b"a" * 200_000, "文字里有一格太长，或者引号不成对：从表格里复制，或者给出 .xlsx 文件"),
    ],
)
def test_what_cannot_be_read(contents: bytes, sentence: str) -> None:
    with pytest.raises(NotSheets) as raised:
        open_sheets(contents)
    assert str(raised.value) == sentence


def test_a_word_file_is_no_workbook() -> None:
    document = Path(__file__).parents[2] / "templates/compare.docx"
    with pytest.raises(NotSheets, match=r"^这不是能读的 Excel 表格：请用 Excel 或 WPS 打开，另存为 \.xlsx$"):
        open_sheets(document.read_bytes())


def test_a_sheet_beyond_the_bounds_is_read_as_far_as_they_go() -> None:
    (sheet,) = open_sheets(workbook(Page([["甲"]] * 5_001)))
    assert sheet.too_large
    assert len(sheet.cells) == 5_000


def test_merged_cells_beyond_the_bounds() -> None:
    """As many areas as there may be, each over the whole sheet, are looked at as far as the bounds go."""
    areas = b"".join(b'<mergeCell ref="A%d:XFD1048576"/>' % row for row in range(1, 2_000))
    rows = workbook(Page([["甲"]] * 3_000))
    (sheet,) = open_sheets(
        changed(
            rows, "xl/worksheets/sheet1.xml", b"</sheetData>", b"</sheetData><mergeCells>" + areas + b"</mergeCells>"
        )
    )
    assert sheet.too_large
    assert re.fullmatch("在合并的格子下面还藏着 A.*、A.*、A.*“甲”等 [0-9]+ 处，没有读入", sheet.remarks[0])


def test_columns_by_letters() -> None:
    assert [column_letters(number) for number in (1, 26, 27, 702, 703)] == ["A", "Z", "AA", "ZZ", "AAA"]
    assert all(column_number(column_letters(number)) == number for number in range(1, 16_385))
