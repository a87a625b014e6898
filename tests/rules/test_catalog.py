"""Every code is explained, and every explanation is of a code that exists."""

from __future__ import annotations

import re

from perfdocs.rules.catalog import FAMILIES, codes, read_rule
from tests.support.run_command import Command
from tests.support.workspaces import ROOT


def test_every_code_that_is_used_is_explained_and_the_other_way_round() -> None:
    used: set[str] = set()
    for path in (ROOT / "perfdocs").rglob("*.py"):
        used |= set(re.findall(r'"([A-Z][0-9]{3})"', path.read_text("utf-8")))
    assert used == set(codes())
    assert {code[0] for code in codes()} == set(FAMILIES)


def test_explain(perfdocs: Command) -> None:
    rule = read_rule("Y101")
    assert perfdocs("explain", "Y101").out == (
        f"Y101 {rule.title}\n\n为什么：{rule.why}\n怎么改：{rule.mend}\nperfdocs check --fix 能改好：{rule.fix}\n"
    )


def test_explain_a_check(perfdocs: Command) -> None:
    assert perfdocs("explain", "i105").out == (
        "I105 指标名称是一个数，或者一个时间（警告）\n"
        "\n"
        "为什么：名称一栏填了数，不知道考核什么；也可能名称和指标值填反了。\n"
        "怎么改：名称写考核的内容，数写在指标值里。\n"
        "来源：实际表格：一份 2021 年的表每一行都只有 88、100 两个数。\n"
        "\n"
        "不好：\n"
        "  指标: {成本: {成本: [{名称: 58, 值: 58万元, 分: 10}]}}\n"
        "\n"
        "好：\n"
        "  指标: {成本: {成本: [{名称: 养护总成本, 值: ≤58万元, 分: 10}]}}\n"
    )


def test_explain_lists_all(perfdocs: Command) -> None:
    lines = perfdocs("explain").out.splitlines()
    assert len(lines) == len(codes()) + len(FAMILIES)
    assert lines[0] == "Y 读文件"


def test_explain_of_no_code(perfdocs: Command) -> None:
    ran = perfdocs("explain", "Y10l")
    assert (ran.status, ran.err) == (2, "perfdocs：没有“Y10l”这个代号，是不是“Y110”？\n")
