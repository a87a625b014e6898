"""The two amounts of an overview: known only where every part of them was read."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from pathlib import Path

import pytest

from perfdocs.department.load import load_department
from perfdocs.overview.amounts import Money, projects_money, total_money
from perfdocs.pack.manifest import Packs
from perfdocs.workspace import Department, Workspace

HEAD, FUND, MANIFEST = "specs/2023/demo/department.yaml", "specs/2023/demo/funds/promotion.yaml", "pack.yaml"
OVERVIEW = """overview:
  total: {title: 资金总额, amount: 年度预算申请.资金总额}
  projects: {title: 项目支出, amount: 年度预算申请.按支出性质分.项目支出}
"""


def money(root: Path) -> Iterator[Money]:
    department = Department("2023", "demo", root / "specs/2023/demo")
    loaded = load_department(Workspace(root), Packs(root), department)
    yield from (total_money(loaded), projects_money(loaded))


@pytest.mark.parametrize(
    ("edits", "total", "projects"),
    [
        ([], "100", "40"),
        ([(HEAD, ", 项目支出: 40", "")], "100", "40"),  # then it is the sum of the funds
        ([(HEAD, ", 项目支出: 40", ""), (FUND, "    金额: 40", "    金额: 12.5")], "100", "12.5"),
        ([(HEAD, ", 项目支出: 40", ""), (FUND, "    金额: 40", "    金额:")], "100", None),
        ([(HEAD, ", 项目支出: 40", ""), (FUND, "    金额: 40", "    金额: 四十")], "100", None),
        ([(HEAD, ", 项目支出: 40", ""), (FUND, "支出方向:", "支出方向：")], "100", None),
        ([(HEAD, ", 项目支出: 40", ""), (FUND, "支出方向:", "甲乙:")], "100", None),
        ([(HEAD, ", 项目支出: 40", ""), (FUND, "    项目实施期", "    实施期间")], "100", "40"),
        ([(HEAD, "资金总额: 100", "资金总额:")], None, "40"),
        ([(HEAD, "资金总额: 100", "资金总额: 1百")], None, "40"),
        ([(HEAD, "年度预算申请:", "甲乙:")], None, "40"),
        ([(HEAD, "部门职责概述: ", "部门职责概述：")], None, None),
        ([(FUND, "支出方向:", "支出方向：")], "100", "40"),
    ],
)
def test_an_amount_is_known_or_blank(
    small: Path, edits: list[tuple[str, str, str]], total: str | None, projects: str | None
) -> None:
    for file, old, new in edits:
        replace(small / file, old, new)
    assert [one.value for one in money(small)] == [one and Decimal(one) for one in (total, projects)]


@pytest.mark.parametrize(
    ("overview", "total", "projects"),
    [
        (OVERVIEW, Money("资金总额", Decimal(100), "万元"), Money("项目支出", Decimal(40), "万元")),
        ("", Money("总额", Decimal(100), "万元"), Money("各项目", Decimal(40), "万元")),
        (
            "overview:\n  total: {title: 专项, amount: 专项资金.支出方向.金额}\n"
            "  projects: {title: 明细, amount: 专项资金.支出方向.支出明细.项目.金额}\n",
            Money("专项", Decimal(40), "万元"),
            Money("明细", Decimal(40), "万元"),  # their unit is another field's: the files' sum stands in
        ),
        ("overview:\n  total: {title: 甲, amount: 没有.这个}\n", Money("甲"), Money("各项目", Decimal(40), "万元")),
    ],
)
def test_a_pack_says_which_they_are(small: Path, overview: str, total: Money, projects: Money) -> None:
    replace(small / "templates/shifeng-2023/pack.yaml", OVERVIEW, overview)
    assert [*money(small)] == [total, projects]


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")
