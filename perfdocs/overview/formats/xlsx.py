"""An overview as a workbook: the departments with their sums, common faults, and what weighs most in each."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any

from perfdocs.overview.columns import Column, Looks, Value, columns
from perfdocs.overview.formats.phrases import heading, notes, sums
from perfdocs.overview.records import Overview, State
from perfdocs.report.sheets import Sheets
from perfdocs.report.text import level, sentence
from perfdocs.rules.catalog import read_rule

WIDTHS = {"department": 14, "name": 24, "handed_in": 11}
BY_LOOKS = {Looks.TEXT: 12, Looks.STATE: 8, Looks.COUNT: 6, Looks.AMOUNT: 12, Looks.CHANGE: 11, Looks.PERCENT: 9}
"""Widths of columns in characters."""
FINDINGS = "目录 14,全称 22,级别 7,代号 7,文件 40,行 6,列 5,问题 70"


FAULTS = "代号 8,级别 7,是什么 40,部门数 8,条数 8,哪些部门 70"


def as_xlsx(overview: Overview) -> bytes:
    """Three sheets, each with a frozen head, filters, and one page of A4 wide. The same bytes for the same overview."""
    every = columns(overview)
    heads = [(_title(column, overview), WIDTHS.get(column.key, BY_LOOKS[column.looks])) for column in every]
    rows = ([_plain(column.value(line)) for column in every] for line in overview.lines)
    row = sums(overview, every)
    total = [_plain(row.get(column.key)) for column in every]
    sheets = Sheets()
    sheets.add("总览", heads, rows, heading(overview), total, notes(overview))
    sheets.add("哪种问题最多", FAULTS, _faults(overview))
    sheets.add("最重的问题", FINDINGS, _findings(overview))
    return sheets.to_bytes()


def _title(column: Column, overview: Overview) -> str:
    has_unit = column.looks in (Looks.AMOUNT, Looks.CHANGE)
    return f"{column.title}（{overview.unit}）" if has_unit else column.title


def _plain(value: Value) -> str | int | Decimal | None:
    return value.label if isinstance(value, State) else value


def _faults(overview: Overview) -> Iterator[Sequence[Any]]:
    for fault in overview.common_faults:
        departments = "、".join(fault.departments)
        what = read_rule(fault.code).title
        yield fault.code, fault.severity.label, what, len(fault.departments), fault.number, departments


def _findings(overview: Overview) -> Iterator[Sequence[Any]]:
    for line in overview.lines:
        for finding in line.findings:
            file, row, column = finding.place
            what = level(finding), finding.code, file, row, column, sentence(finding)
            yield line.department, line.name, *what
