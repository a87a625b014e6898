"""Arithmetic in words: what it comes to, and what is left alone."""

from __future__ import annotations

import pickle
from decimal import Decimal

import pytest

from perfdocs.prose.calculations import WrongResult, calculate


@pytest.mark.parametrize(
    ("text", "unit", "amount"),
    [
        ("车补1040*12", "元", "12480"),
        ("住房公积金1394*12", "元", "16728"),
        ("住房公积金（单位+个人）1394*12", "元", "16728"),
        ("17000", "元", "17000"),
        ("公共交通费用：4万；租车费用：2万；食宿费用4万", "万元", "10"),
        ("交通费用：4万；食宿费用4万；招商手册设计、印刷费2万", "万元", "10"),
        ("港洽周：4万；轨博会：3万；湘商回归恳谈会：2万；集中签约：1万", "万元", "10"),
        ("1040*12", "万元", "1.248"),
        ("5人×2000元×12个月", "元", "120000"),
        ("每人50元×40人×3天", "元", "6000"),
        ("50元/人·天×40人×3天", "元", "6000"),
        ("工资基数35000×16%", "元", "5600"),
        ("（3000+200）*12+500", "元", "38900"),
        ("6万人×2元", "元", "120000"),
        ("1.2万元×12个月", "万元", "14.4"),
        ("1,040元*12", "元", "12480"),
        ("1.印刷费2000元；2.办公费3000元", "元", "5000"),
        ("2023年印刷费2000元，办公费3000元", "元", "5000"),
        ("3600÷12", "元", "300"),
        ("60×475+4×2875+20×3000", "万元", "10"),
        ("租车 3 x 800 元", "元", "2400"),
    ],
)
def test_what_it_comes_to(text: str, unit: str, amount: str) -> None:
    found = calculate(text)
    assert found is not None
    assert Decimal(amount) in found.total.amounts(unit)
    assert found.wrong == ()


@pytest.mark.parametrize(
    "text",
    [
        "（职务工资+级别工资+津补贴）*12+绩效奖金",
        "（养老保险+职业年金+医疗保险）*12",
        "依据招标文件",
        "约4万元",
        "3-5人，每人2000元",
        "5人每人2000元",
        "岳楼政办发[2017]8号，每年3万元",
        "合计10万元，其中印刷费2万元",
        "32000/12/7",
        "印刷费2万元，办公费300",
        "1000/0",
        "按实际发生数",
        "不超过2万元",
        "",
    ],
)
def test_what_is_not_certain_is_left_alone(text: str) -> None:
    assert calculate(text) is None


def test_a_stated_result_is_compared() -> None:
    found = calculate("车补1040*12=12840")
    assert found is not None
    assert found.wrong == (WrongResult("车补1040*12=12840", "12840", "1040*12=12480"),)
    right = calculate("2000元×12=2.4万元")
    assert right is not None
    assert right.wrong == ()


def test_the_same_text_comes_to_the_same() -> None:
    assert calculate("车补1040*12；其他2*3") == calculate("车补1040*12；其他2*3")
    assert pickle.loads(pickle.dumps(calculate("车补1040*12"))) == calculate("车补1040*12")
