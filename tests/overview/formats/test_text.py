"""The tables of a terminal fit into 80 columns, whatever the departments are called."""

from __future__ import annotations

from decimal import Decimal

import pytest

from perfdocs.finding import Tally
from perfdocs.overview.formats.text import as_text
from perfdocs.overview.records import Amount, Line, Overview, State, TargetChanges
from perfdocs.report.display_width import display_width


@pytest.mark.parametrize(
    ("name", "department", "amount"),
    [
        ("演示省演示市演示区人力资源和社会保障局", "human-resources-and-social-security", "1234567.89"),
        ("局", "a", "1"),
        ("", "a-very-long-name-of-a-directory", "771325800.00"),
    ],
)
def test_eighty_columns(name: str, department: str, amount: str) -> None:
    money = Amount(Decimal(amount) * 3, Decimal(amount))
    line = Line(department, name, State.BEGUN, "2024-01-15", 120, Tally(100, 200, 300), money, money)
    lines = tuple(line._replace(department=f"{department}{at}", changes=TargetChanges(99, 9, 9)) for at in range(3))
    told = as_text(Overview(2024, lines, "元", "项目资金总额", "年度资金申请总额", is_listed=True))
    assert max(map(display_width, told.splitlines())) <= 80
    assert told.count("01-15") == 3
    assert told.count(f" {amount} ") > 3


def test_the_beginning_that_all_names_share_is_told_once() -> None:
    names = ("演示区教育局", "演示区审计局")
    lines = tuple(Line(f"d{at}", name, State.CLEAN) for at, name in enumerate(names))
    told = as_text(Overview(2024, lines, "万元", "总额", "各项目")).splitlines()
    assert told[:6] == [
        "2024 年：2 个部门，无误 2",
        "全称前面的“演示区”都省略了",
        "",
        "目录 全称   状态 待填 错误 警告 提示 新增 取消 变弱",
        "d0   教育局 无误    0    0    0    0",
        "d1   审计局 无误    0    0    0    0",
    ]
