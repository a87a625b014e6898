"""Comparisons of two years as a workbook, with numbers in the cells of numbers."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from pathlib import Path
from typing import Any

from perfdocs.compare.change import Change
from perfdocs.compare.describe import WORDS, describe
from perfdocs.compare.formats.phrases import number_phrase, summary_phrase, total_label
from perfdocs.compare.summary import sum_up
from perfdocs.compare.years import Comparison
from perfdocs.report.sheets import Sheets

TOTALS = "部门 12,名称 24,项目 28,上年 14,本年 14,增减 14,增减% 10,单位 8"
CHANGES = "部门 12,文件 18,变化 8,哪里 28,上年 28,本年 28,增减 10,增减% 8,单位 6,变弱 6,数的变化 26"
"""The columns of the two sheets, with their widths in characters: on a page of A4, 7 and 8 points are left of 11."""


def as_xlsx(comparisons: Sequence[Comparison], _templates: Path) -> bytes:
    """Two sheets: totals, with that of all departments below, and changes. The same bytes for the same comparisons."""
    sheets = Sheets()
    above = summary_phrase(comparisons)
    sheets.add("各项合计", TOTALS, _totals(comparisons), above, _grand_total(comparisons))
    sheets.add("逐条变化", CHANGES, _changes(comparisons))
    return sheets.to_bytes()


def _totals(comparisons: Sequence[Comparison]) -> Iterator[tuple[Any, ...]]:
    for comparison in comparisons:
        for total in comparison.totals:
            change = (total.old, total.new, total.difference, total.percent)
            yield comparison.department, comparison.name, total_label(total), *change, total.unit


def _grand_total(comparisons: Sequence[Comparison]) -> tuple[Any, ...]:
    """The last row of the totals: the departments' own, each once, without those of which a year is not known."""
    summary = sum_up(comparisons)
    total = summary.amount
    if total is None:
        return ()
    others = f"；另有 {summary.unknown} 个部门没有两年的金额，没有加" if summary.unknown else ""
    remark = f"（各项已含在部门的总额里，不重复加{others}）"
    change = (total.old, total.new, total.difference, total.percent)
    return "总计", f"{len(comparisons) - summary.unknown} 个部门", remark, *change, total.unit


def _changes(comparisons: Sequence[Comparison]) -> Iterator[tuple[Any, ...]]:
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
