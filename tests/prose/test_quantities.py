"""Quantities read out of prose: a table of real phrases, and the ways of writing that they do not show."""

from __future__ import annotations

from decimal import Decimal

import pytest
import yaml

from perfdocs.prose.quantities import quantities
from tests.support.quantity_text import quantity_text
from tests.support.workspaces import EXAMPLES

PHRASES = yaml.safe_load((EXAMPLES / "quantities.yaml").read_text("utf-8"))


@pytest.mark.parametrize("phrase", PHRASES, ids=[phrase["text"][:40] for phrase in PHRASES])
def test_real_phrase(phrase: dict[str, object]) -> None:
    read = [quantity_text(quantity) for quantity in quantities(str(phrase["text"]))]
    assert (read == phrase["read"]) is ("missed" not in phrase), read


def test_the_table_is_large_enough() -> None:
    assert len(PHRASES) >= 150


@pytest.mark.parametrize(
    ("text", "read"),
    [
        ("不低于700万美元", ["≥700万美元"]),
        ("培训三期，每期五十人", ["3期 | 培训", "50人 | 每期"]),
        ("完成二十个以上", ["≥20个 | 完成"]),
        ("办理一百二十件", ["120件 | 办理"]),
        ("至少一次", ["≥1次"]),
        ("开展一次性补助", []),
        ("百分之九十五以上", ["≥95%"]),
        ("覆盖率八成以上", ["≥8成 | 覆盖率"]),
        ("新增企业3-5家", ["3~5家 | 新增企业"]),
        ("合格率80%至90%", ["80~90% | 合格率"]),
        ("整改40余个问题", [">40个 | 整改问题"]),
        ("引进40个以上项目", ["≥40个 | 引进项目"]),
        ("新增企业5家和项目8个", ["5家 | 新增企业", "8个 | 项目"]),
        ("新增40个项目、30家企业", ["40个 | 新增项目", "30家 | 企业"]),
        ("二级以上医院3家", ["3家 | 二级以上医院"]),
        ("同比增长8%左右", ["≈8% | 同比增长"]),
        ("投入１００万元", ["100万元 | 投入"]),
        ("受理时间≤5个工作日", ["≤5个工作日 | 受理时间"]),
        ("补助标准28.40/株", ["28.40/株 | 补助标准"]),
        ("在“十四五”期间完成", []),
        ("《办法》（湘政发〔2012〕33号）第三条", []),
        ("2025年1月1日-12月31日", []),
        ("G60沪昆高速5A级景区", []),
        ("第二届、第3期", []),
        ("营商环境进入全省前10名", ["10名 | 营商环境进入全省前"]),
        ("1,000.5万元", ["1000.5万元"]),
        ("", []),
    ],
)
def test_ways_of_writing(text: str, read: list[str]) -> None:
    assert [quantity_text(quantity) for quantity in quantities(text)] == read


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("6万人", "60000人"),
        ("2.5亿元", "25000万元"),
        ("3公里", "3000米"),
        ("5吨", "5000公斤"),
        ("20名", "20人"),
        ("九成以上", "90%"),
    ],
)
def test_one_measure_for_what_is_the_same(one: str, other: str) -> None:
    assert quantities(one)[0].in_plain_unit == quantities(other)[0].in_plain_unit


def test_the_span_is_where_the_number_stands() -> None:
    text = "其中园区引进10亿元以上项目1个，履约率达50%以上"
    assert [text[q.start : q.end] for q in quantities(text)] == ["1个", "50%以上"]
    assert quantities(text)[1].number == Decimal(50)
