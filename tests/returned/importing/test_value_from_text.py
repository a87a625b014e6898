"""A cell's text as the value of its field: what a person may write otherwise than specs have it."""

from __future__ import annotations

from typing import Any

import pytest

from perfdocs.returned.form_map.marker_data import Hole
from perfdocs.returned.importing.value_from_text import FieldValue, value_from_text
from tests.support.random_specs import PACKS

BROKEN = "原来写的是“≥80↵%”，中间换了行，连起来读"


def value(pack: str, kind: str, path: str, text: str) -> FieldValue:
    form_pack, _ = PACKS.get(pack)
    assert form_pack is not None
    node: Any = next(each for each in form_pack.kinds if each.name == kind).schema.tree
    for key in path.split("."):
        node = node.below(0 if key == "0" else key)
    return value_from_text(Hole((kind, *path.split(".")), node), text)


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("2026年1月1日", "2026-01-01"),
        ("2026.12.31", "2026-12-31"),
        ("二〇二六年三月五日", "2026-03-05"),
        ("2026年1月", "2026年1月"),
        ("2026年1月1日起", "2026年1月1日起"),
        ("2026年2月30日", "2026年2月30日"),
    ],
)
def test_days_in_words(text: str, read: str) -> None:
    assert value("putuo-2026", "项目", "计划开始日期", text) == FieldValue(read)


@pytest.mark.parametrize(
    ("text", "doubt"),
    [("≥８０％", ""), ("≥80%", ""), ("≥80\n%", BROKEN)],
)
def test_a_value_in_parts(text: str, doubt: str) -> None:
    read = value("shifeng-2023", "部门", "年度绩效指标.产出指标.数量指标.0.指标值", text)
    assert (read.value, read.doubt) == ({"符号": "≥", "数值": 80, "单位": "%"}, doubt)


@pytest.mark.parametrize(
    ("text", "doubt"),
    [
        ("18\n0天", "原来写的是“18↵0天”，一个数像是断成了两行"),
        ("1.完成10\n2.完成20", ""),
        ("一期\n二期", ""),
    ],
)
def test_numbers_on_two_lines(text: str, doubt: str) -> None:
    assert value("shifeng-2023", "部门", "部门职责概述", text) == FieldValue(text, doubt)


def test_numbers_one_below_the_other_are_not_joined() -> None:
    """Two of them stand in one cell where a clerk has put two rows into one."""
    path = "支出方向.0.年度绩效指标.产出指标.数量指标.0.绩效标准"
    torn = "原来写的是“15↵10”，一个数像是断成了两行"
    assert value("shifeng-2023", "专项资金", path, "15\n10") == FieldValue("15\n10", torn)
    wrong = "写在两行里，不知道是一个数还是两个"
    assert value("shifeng-2023", "专项资金", "支出方向.0.金额", "15\n10") == FieldValue(None, wrong=wrong)
    assert value("shifeng-2023", "专项资金", "支出方向.0.年度绩效指标.产出指标.数量指标.0.指标值", "≥8\n0%").doubt
