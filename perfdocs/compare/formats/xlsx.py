"""Comparisons of two years as a workbook, with numbers in the cells of numbers."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

import xlsxwriter

from perfdocs.compare.describe import WORDS, Told, told
from perfdocs.compare.formats.differences import number
from perfdocs.compare.years import Comparison, Pairing

TOTALS = "部门 名称 项目 上年 本年 增减 增减% 单位"
CHANGES = "部门 文件 变化 哪里 上年 本年 增减 增减% 单位 变弱 数的变化"


def as_xlsx(comparisons: Sequence[Comparison]) -> bytes:
    """Two sheets: totals and changes. The same bytes for the same comparisons."""
    made = io.BytesIO()
    book = xlsxwriter.Workbook(made, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": datetime.datetime(1980, 1, 1)})
    head = book.add_format({"bold": True, "border": 1, "bg_color": "#EEEEEE"})
    cell = book.add_format({"border": 1, "text_wrap": True, "valign": "top"})
    for name, titles, rows, widths in (
        ("各项合计", TOTALS.split(" "), list(_totals(comparisons)), (12, 24, 28, 14, 14, 14, 10, 8)),
        ("逐条变化", CHANGES.split(" "), list(_changes(comparisons)), (12, 24, 12, 40, 36, 36, 12, 10, 8, 8, 48)),
    ):
        sheet = book.add_worksheet(name)
        sheet.freeze_panes(1, 0)
        for column, (title, width) in enumerate(zip(titles, widths, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, title, head)
        for number_, row in enumerate(rows, start=1):
            for column, value in enumerate(row):
                _write(sheet, number_, column, value, cell)
        sheet.autofilter(0, 0, max(1, len(rows)), len(titles) - 1)
    book.close()
    return made.getvalue()


def _write(sheet: Any, row: int, column: int, value: Any, style: Any) -> None:
    if isinstance(value, Decimal):
        sheet.write_number(row, column, float(value), style)
    elif value:
        sheet.write_string(row, column, str(value), style)
    else:
        sheet.write_blank(row, column, None, style)


def _totals(comparisons: Sequence[Comparison]) -> Iterator[tuple[Any, ...]]:
    for one in comparisons:
        for total in one.totals:
            change = (total.old, total.new, total.difference, total.percent)
            yield (one.department, one.name, total.label, *change, total.unit)


def _changes(comparisons: Sequence[Comparison]) -> Iterator[tuple[Any, ...]]:
    for one in comparisons:
        for pairing in one.documents:
            if pairing.kind:
                yield one.department, pairing.name, WORDS[pairing.kind], "", "", "", None, None, "", "", ""
            for change in pairing.changes:
                shown = told(change)
                yield _row(one, pairing, shown, change.old, change.new)


def _row(one: Comparison, pairing: Pairing, shown: Told, old: Any, new: Any) -> tuple[Any, ...]:
    numbers = "\n".join(number(step) for step in shown.steps)
    return (
        one.department,
        pairing.name,
        shown.word,
        shown.label,
        old if isinstance(old, Decimal) else shown.old,
        new if isinstance(new, Decimal) else shown.new,
        shown.difference,
        shown.percent,
        shown.unit,
        "变弱" if shown.weaker else "",
        numbers,
    )
