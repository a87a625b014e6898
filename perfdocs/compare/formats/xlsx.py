"""Comparisons of two years as a workbook, with numbers in the cells of numbers."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from perfdocs.compare.describe import WORDS, describe
from perfdocs.compare.find_changes import Change
from perfdocs.compare.formats.phrases import number_phrase
from perfdocs.compare.years import Comparison

Rows = Iterator[dict[str, Any]]
"""The cells of each row by the titles of their columns."""

TOTALS = {"部门": 12, "名称": 24, "项目": 28, "上年": 14, "本年": 14, "增减": 14, "增减%": 10, "单位": 8}
CHANGES = {
    "部门": 12,
    "文件": 24,
    "变化": 12,
    "哪里": 40,
    "上年": 36,
    "本年": 36,
    "增减": 12,
    "增减%": 10,
    "单位": 8,
    "变弱": 8,
    "数的变化": 48,
}
"""The columns of the two sheets, with their widths in characters."""


def as_xlsx(comparisons: Sequence[Comparison], _templates: Path) -> bytes:
    """Two sheets: totals and changes. The same bytes for the same comparisons."""
    import xlsxwriter  # slow to import, and wanted for no other format

    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": datetime.datetime(1980, 1, 1)})
    head = book.add_format({"bold": True, "border": 1, "bg_color": "#EEEEEE"})
    cell = book.add_format({"border": 1, "text_wrap": True, "valign": "top"})
    _fill(book.add_worksheet("各项合计"), TOTALS, _totals(comparisons), head, cell)
    _fill(book.add_worksheet("逐条变化"), CHANGES, _changes(comparisons), head, cell)
    book.close()
    return stream.getvalue()


def _fill(sheet: Any, columns: dict[str, int], rows: Rows, head: Any, cell: Any) -> None:
    sheet.freeze_panes(1, 0)
    for column, (title, width) in enumerate(columns.items()):
        sheet.set_column(column, column, width)
        sheet.write_string(0, column, title, head)
    line = 0
    for line, row in enumerate(rows, start=1):
        for column, title in enumerate(columns):
            _write(sheet, line, column, row.get(title), cell)
    sheet.autofilter(0, 0, max(1, line), len(columns) - 1)


def _write(sheet: Any, line: int, column: int, value: Any, style: Any) -> None:
    if isinstance(value, Decimal):
        sheet.write_number(line, column, float(value), style)
    elif value:
        sheet.write_string(line, column, str(value), style)
    else:
        sheet.write_blank(line, column, None, style)


def _totals(comparisons: Sequence[Comparison]) -> Rows:
    for comparison in comparisons:
        for total in comparison.totals:
            yield {
                "部门": comparison.department,
                "名称": comparison.name,
                "项目": total.label,
                "上年": total.old,
                "本年": total.new,
                "增减": total.difference,
                "增减%": total.percent,
                "单位": total.unit,
            }


def _changes(comparisons: Sequence[Comparison]) -> Rows:
    for comparison in comparisons:
        for pairing in comparison.documents:
            document = {"部门": comparison.department, "文件": pairing.name}
            if pairing.kind:
                yield document | {"变化": WORDS[pairing.kind]}
            for change in pairing.changes:
                yield document | _cells(change)


def _cells(change: Change) -> dict[str, Any]:
    description = describe(change)
    return {
        "变化": description.word,
        "哪里": description.label,
        "上年": change.old if isinstance(change.old, Decimal) else description.old,
        "本年": change.new if isinstance(change.new, Decimal) else description.new,
        "增减": description.difference,
        "增减%": description.percent,
        "单位": description.unit,
        "变弱": "变弱" if description.weaker else "",
        "数的变化": "\n".join(map(number_phrase, description.numbers)),
    }
