"""Places are told in as few lines as name all of them."""

from __future__ import annotations

import pytest

from perfdocs.finding import Finding, Place
from perfdocs.notes.paper_place import PaperPlace, no_paper, place_lines


def place(row: int, name: str, subject: str = "", forms: int = 1, last: int = 0, column: str = "指标值") -> PaperPlace:
    return PaperPlace("目标表", subject, forms, 2, row, last or row, row=name, column=column)


CASES = {
    "one": ([place(3, "产量")], ["《目标表》第 2 个表“指标值”栏：第 3 行“产量”"]),
    "rows of a column": (
        [place(3, "产量"), place(5, "质量")],
        ["《目标表》第 2 个表“指标值”栏：第 3 行“产量”、第 5 行“质量”"],
    ),
    "many rows are numbers": ([place(row, f"甲{row}") for row in (2, 3, 4, 6, 8, 9, 10)],
        ["《目标表》第 2 个表“指标值”栏：第 2—4 行、第 6 行、第 8—10 行"],
    ),
    "a long name is cut": ([place(3, "甲" * 40)], [f"《目标表》第 2 个表“指标值”栏：第 3 行“{'甲' * 23}…”"]),
    "a whole table": ([place(3, "明细", last=9, column="")], ["《目标表》第 2 个表：第 3—9 行“明细”"]),
    "forms with the same": (
        [place(3, "产量", "甲项目", 3), place(3, "产量", "乙项目", 3)],
        ["《目标表》（甲项目、乙项目）第 2 个表“指标值”栏：第 3 行“产量”"],
    ),
    "all forms of a title": (
        [place(3, "产量", f"项目{n}", 4) for n in range(4)],
        ["《目标表》（全部 4 张）第 2 个表“指标值”栏：第 3 行“产量”"],
    ),
    "names are left out where they would keep lines apart": (
        [place(3, f"产量{n}", f"项目{n}", 9) for n in range(6)],
        ["《目标表》（项目0、项目1、项目2、项目3、项目4、项目5）第 2 个表“指标值”栏：第 3 行"],
    ),
    "a whole form": ([PaperPlace("目标表", row="整张表")], ["《目标表》：整张表"]),
    "what is not printed": (
        [place(3, "明细", column="")._replace(remark="“单位”不印在表上")],
        ["《目标表》第 2 个表：第 3 行“明细”（“单位”不印在表上）"],
    ),
    "no form": ([PaperPlace(remark="整个部门，没有印成表")], ["整个部门，没有印成表"]),
}  # fmt: skip


@pytest.mark.parametrize("case", CASES)
def test_lines(case: str) -> None:
    places, lines = CASES[case]
    assert place_lines(places) == lines


def test_what_is_on_no_form_says_so() -> None:
    broken = Finding("Y101", Place("specs/2023/demo/funds/a.yaml", 3), "坏了")
    assert place_lines([no_paper(broken)]) == ["填报文件 funds/a.yaml，没有印成表"]
    assert place_lines([no_paper(broken._replace(address="甲.乙"))]) == ["甲.乙（填报文件 funds/a.yaml，没有印成表）"]
    assert place_lines([no_paper(Finding("W102", Place("specs/2023/demo"), "空的"))]) == ["整个部门，没有印成表"]
