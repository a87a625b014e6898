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
from perfdocs.prose.shorten import with_visible_marks

Rows = Iterator[tuple[Any, ...]]
"""The cells of each row in the order of the columns; blanks at the end may be missing."""

TOTALS = "部门 12,名称 24,项目 28,上年 14,本年 14,增减 14,增减% 10,单位 8"
CHANGES = "部门 12,文件 24,变化 12,哪里 40,上年 36,本年 36,增减 12,增减% 10,单位 8,变弱 8,数的变化 48"
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


def _fill(sheet: Any, columns: str, rows: Rows, head: Any, cell: Any) -> None:
    titles_and_widths = [column.split() for column in columns.split(",")]
    sheet.freeze_panes(1, 0)
    for column, (title, width) in enumerate(titles_and_widths):
        sheet.set_column(column, column, int(width))
        sheet.write_string(0, column, title, head)
    line = 0
    for line, row in enumerate(rows, start=1):
        blanks = [None] * (len(titles_and_widths) - len(row))
        for column, value in enumerate((*row, *blanks)):
            _write(sheet, line, column, value, cell)
    sheet.autofilter(0, 0, max(1, line), len(titles_and_widths) - 1)


def _write(sheet: Any, line: int, column: int, value: Any, style: Any) -> None:
    if isinstance(value, Decimal):
        sheet.write_number(line, column, float(value), style)
    elif value:
        sheet.write_string(line, column, "\n".join(map(with_visible_marks, str(value).split("\n"))), style)
    else:
        sheet.write_blank(line, column, None, style)


def _totals(comparisons: Sequence[Comparison]) -> Rows:
    for comparison in comparisons:
        for total in comparison.totals:
            change = (total.old, total.new, total.difference, total.percent)
            yield comparison.department, comparison.name, total.label, *change, total.unit


def _changes(comparisons: Sequence[Comparison]) -> Rows:
    for comparison in comparisons:
        for pairing in comparison.documents:
            if pairing.kind:
                yield comparison.department, pairing.name, WORDS[pairing.kind]
            for change in pairing.changes:
                yield comparison.department, pairing.name, *_cells(change)


def _cells(change: Change) -> tuple[Any, ...]:
    description = describe(change)
    return (
        description.word,
        description.label,
        change.old if isinstance(change.old, Decimal) else description.old,
        change.new if isinstance(change.new, Decimal) else description.new,
        description.difference,
        description.percent,
        description.unit,
        "变弱" if description.weaker else "",
        "\n".join(map(number_phrase, description.numbers)),
    )
