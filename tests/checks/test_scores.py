"""Scores of parts, and scores that the form prints itself."""

from __future__ import annotations

from decimal import Decimal

import pytest

from perfdocs.checks.registry import check_by_role
from perfdocs.department.read_by_role import read_by_role
from perfdocs.pack.manifest_rules import Scores
from tests.support.check_cases import documents, pack

CONSTANTS = {"预算执行率": Decimal(10)}
PARTS = {"产出": Decimal(50), "成本": Decimal(10), "效益": Decimal(20), "满意": Decimal(10)}
NINETY = "指标: {产出: {数量: [{名称: 养护公路里程, 值: ≥120公里, 分: 20}]}}"
CASES = [
    (NINETY, []),
    ("", ["B106 “产出”的分值合计不对：30+20+10=60，应是 50"]),
    (
        "指标: {效益: {效益: [{名称: 沿线受益村, 值: ≥12个, 分: 10}]}}",
        ["B106 “产出”的分值合计不对：30+20+10=60，应是 50", "B106 “效益”的分值合计不对：10，应是 20"],
    ),
    (
        "指标: {产出: {数量: [{名称: 养护公路里程, 值: ≥120公里, 分: }]}}",
        [
            "B101 各条指标的分值合计不对：20+10+10+20+10=70，应是 90（合计 100，“预算执行率”10 分另算）",
            "B102 “养护公路里程”没有分值：每条指标都要有大于 0 的分值",
        ],
    ),
    (
        "指标: {产出: {数量: [{名称: 预算执行率, 值: ≥95%, 分: 20}]}}",
        ["B105 “预算执行率”的分在这张表上另算（另有 10 分），这里又算了一次：请删掉这一条"],
    ),
]


@pytest.mark.parametrize(("change", "told"), CASES)
def test_parts_and_constants(change: str, told: list[str]) -> None:
    scored = pack()._replace(scores=Scores(Decimal(100), CONSTANTS, PARTS))
    findings = check_by_role(read_by_role(scored, documents(change)))
    assert [f"{each.code} {each.message}" for each in findings if each.code[0] == "B"] == told
