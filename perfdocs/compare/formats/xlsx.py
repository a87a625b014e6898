"""Comparisons of two years as a workbook, with numbers in the cells of numbers."""

from __future__ import annotations

import datetime
import io
from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from perfdocs.compare.change import Change
from perfdocs.compare.describe import WORDS, describe
from perfdocs.compare.formats.phrases import number_phrase, summary_phrase, total_label
from perfdocs.compare.years import Comparison, grand_total
from perfdocs.prose.shorten import with_visible_marks

Rows = Iterator[tuple[Any, ...]]
"""The cells of each row in the order of the columns; blanks at the end may be missing."""

A4 = 9
"""What Excel calls that paper."""
TOTALS = "部门 12,名称 24,项目 28,上年 14,本年 14,增减 14,增减% 10,单位 8"
CHANGES = "部门 12,文件 18,变化 8,哪里 28,上年 28,本年 28,增减 10,增减% 8,单位 6,变弱 6,数的变化 26"
"""The columns of the two sheets, with their widths in characters: on a page of A4, 7 and 8 points are left of 11."""


def as_xlsx(comparisons: Sequence[Comparison], _templates: Path) -> bytes:
    """Two sheets: totals, with that of all departments below, and changes. The same bytes for the same comparisons."""
    import xlsxwriter  # slow to import, and wanted for no other format

    stream = io.BytesIO()
    book = xlsxwriter.Workbook(stream, {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False})
    book.set_properties({"created": datetime.datetime(1980, 1, 1)})
    head = book.add_format({"bold": True, "border": 1, "bg_color": "#EEEEEE"})
    cell = book.add_format({"border": 1, "text_wrap": True, "valign": "top"})
    totals = book.add_worksheet("各项合计")
    totals.write_string(0, 0, summary_phrase(comparisons), book.add_format({"bold": True}))
    line = _fill(totals, TOTALS, _totals(comparisons), head, cell, above=1)
    for column, value in enumerate(_grand_total(comparisons)):
        _write(totals, line, column, value, head)
    _fill(book.add_worksheet("逐条变化"), CHANGES, _changes(comparisons), head, cell)
    book.close()
    return stream.getvalue()


def _fill(sheet: Any, columns: str, rows: Rows, head: Any, cell: Any, above: int = 0) -> int:
    """Writes a sheet that prints one page of A4 wide, below so many lines that are there already; how many there are
    now."""
    _set_page(sheet, above)
    titles_and_widths = [column.split() for column in columns.split(",")]
    sheet.freeze_panes(above + 1, 0)
    for column, (title, width) in enumerate(titles_and_widths):
        sheet.set_column(column, column, int(width))
        sheet.write_string(above, column, title, head)
    line = above
    for line, row in enumerate(rows, start=above + 1):
        blanks = [None] * (len(titles_and_widths) - len(row))
        for column, value in enumerate((*row, *blanks)):
            _write(sheet, line, column, value, cell)
    sheet.autofilter(above, 0, max(above + 1, line), len(titles_and_widths) - 1)
    return line + 1


def _set_page(sheet: Any, heads: int) -> None:
    sheet.set_paper(A4)
    sheet.set_landscape()
    sheet.fit_to_pages(1, 0)
    sheet.repeat_rows(0, heads)
    sheet.set_margins(left=0.5, right=0.5)
    sheet.set_footer("&C— &P —")


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
            yield comparison.department, comparison.name, total_label(total), *change, total.unit


def _grand_total(comparisons: Sequence[Comparison]) -> tuple[Any, ...]:
    """The last row of the totals: the departments' own, each once."""
    total = grand_total(comparisons)
    if total is None:
        return ()
    change = (total.old, total.new, total.difference, total.percent)
    return "总计", f"{len(comparisons)} 个部门", "（各项已含在部门的总额里，不重复加）", *change, total.unit


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
