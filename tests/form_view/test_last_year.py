"""What cells showed last year: only where they show something else, each at its own cell."""

from __future__ import annotations

import datetime
import re
import shutil
from pathlib import Path

import pytest

from perfdocs.form_view.department_view import DepartmentViewer
from perfdocs.form_view.last_year import last_year_texts
from perfdocs.form_view.page_html import CellPiece
from perfdocs.overview.figures import comparison_of
from perfdocs.returned.cell_map import FormCell
from perfdocs.workspace import Department, Workspace

ROW = "- {三级指标: 引进项目数, 指标值: 10个}"
OTHER = "- {三级指标: 走访企业, 指标值: 60家}"
LAST_YEAR = {
    "年度: 2023": "年度: 2022",  # that has moved on, and is no change
    "资金总额: 100": "资金总额: 90",
    "{一般公共预算拨款: 100}": "{一般公共预算拨款: 100, 政府性基金拨款: 5}",
    "部门职责概述: 负责演示区的招商。": "部门职责概述:",
    ROW: f"{ROW}\n      {OTHER}",
    "指标值: ≥80%": "指标值: ≥75%",
    "引进项目新增税收,": "引进项目的新增税收,",
    "\n  - {事项: 招商, 责任单位: 招商股, 工作目标: 引进项目10个}": " []",
}
"""What this year's file has, and what last year's had in its place."""


def last_year(small: Path) -> list[str]:
    """What cells show, and what each is said to have shown last year."""
    specs = small / "specs"
    workspace = Workspace(small)
    today = datetime.date(2023, 3, 1)
    view = DepartmentViewer(workspace, today).view(Department("2023", "demo", specs / "2023/demo"))
    comparison = comparison_of(view.checked)
    assert comparison
    texts = last_year_texts(view.checked, comparison, view.cells)
    pieces = {
        FormCell(form.number, piece.where): re.sub("<[^>]*>", "", piece.contents)
        for form in view.forms
        for piece in form.page.pieces
        if isinstance(piece, CellPiece)
    }
    return sorted(f"{pieces[cell]} <- {text}" for cell, text in texts.items())


@pytest.mark.slow
def test_each_change_at_its_cell(small: Path) -> None:
    specs = small / "specs"
    shutil.copytree(specs / "2023", specs / "2022")
    head = specs / "2022/demo/department.yaml"
    text = head.read_text("utf-8")
    for this, last in LAST_YEAR.items():
        assert this in text
        text = text.replace(this, last)
    head.write_text(text, "utf-8")
    fund = specs / "2022/demo/funds/promotion.yaml"
    fund.write_text(fund.read_text("utf-8").replace("金额: 40", "金额: 35").replace("2023", "2022"), "utf-8")
    assert last_year(small) == sorted(
        [
            "资金总额：100 <- 上年：90",
            " <- 上年：5",
            "负责演示区的招商。 <- 上年没有",
            "引进项目数 <- 上年有，今年没有：走访企业｜60家",
            "≥80% <- 上年：≥75%",
            "引进项目新增税收 <- 上年：引进项目的新增税收",
            "招商 <- 上年没有",
            *["40 <- 上年：35"] * 7,  # three times on the summary, and where it is broken down, some of it worked out
        ]
    )
    fund.unlink()
    assert [text for text in last_year(small) if "这一份" in text] == ["一 <- 上年没有这一份"]
