"""Arithmetic in words: what it comes to, and what is left alone."""

from __future__ import annotations

import pickle
import re
from decimal import Decimal

import pytest

from perfdocs.prose.arithmetic import Unclear
from perfdocs.prose.calculations import calculate, work_out
from tests.bench.reading_calculations import RIGHT, outcome, perfdocs
from tests.support.for_each import for_each
from tests.support.workspaces import EXAMPLES


@for_each(
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
        ("差旅费：（交通费500元+住宿费300元×2晚）×20人=2.2万元", "元", "22000"),
        ("资料费2000元+会务费（场租1500元+茶水500元）×3次", "元", "8000"),
    ],
)
def test_what_it_comes_to(text: str, unit: str, amount: str) -> None:
    found = calculate(text)
    assert found is not None
    assert Decimal(amount) in found.total.amounts(unit)
    assert found.wrong == ()


@for_each(
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
    assert [(wrong.part, wrong.stated, wrong.right) for wrong in found.wrong] == [
        ("车补1040*12=12840", "12840", "1040*12=12480")
    ]
    right = calculate("2000元×12=2.4万元")
    assert right is not None
    assert right.wrong == ()


def test_the_same_text_comes_to_the_same() -> None:
    assert calculate("车补1040*12；其他2*3") == calculate("车补1040*12；其他2*3")
    assert pickle.loads(pickle.dumps(calculate("车补1040*12"))) == calculate("车补1040*12")


def test_written_examples() -> None:
    lines = (EXAMPLES / "calculations.tsv").read_text("utf-8").splitlines()
    examples = [line.split("\t") for line in lines if not line.startswith("#")]
    assert len(examples) > 200
    assert [text for text, label in examples if outcome(label, perfdocs(text)) != RIGHT] == []


@for_each(
    ("text", "reason"),
    [
        ("约4万元", "“约”说不准是多少"),
        ("3-5人，每人2000元", "“3-5”说不准是多少"),
        ("13-15人，每人2000元", "“13-15”说不准是多少"),
        ("每人不低于2000元", "“不低于”说不准是多少"),
        ("电脑（4核）×5台×3000元", "有用文字代替的数"),
        ("水费1万元电费2万元", "两个数挨着，看不出是相加还是相乘"),
        ("（职务工资+津补贴）*12", "有用文字代替的数"),
        ("职务工资*12", "有用文字代替的数"),
        ("5万元，按标准×人数", "“按标准×人数”没有写是多少"),
        ("5万元，其余自筹", "“其余自筹”没有写是多少"),
        ("每人100元", "只有单价，看不出数量"),
        ("15台", "有数量，没有单价"),
        ("15台×3套", "没有写多少钱"),
        ("7×24小时", "没有写多少钱"),
        ("3000元/人·月×10人", "单价是每人每月这样的，数量没有写全"),
        ("3吨×5元/公斤", "单价和数量的单位不一样"),
        ("2万元×3万元", "两笔钱相乘"),
        ("配套20%", "百分数没有写是多少的"),
        ("10万元+20%", "金额和百分数相加"),
        ("10万元，办公费300", "有的数是钱，有的没有写单位"),
        ("见附件3", "“见附件3”没有写单位"),
        ("标准GB2312", "“标准GB2312”像是名称"),
        ("2023年10万元，2024年12万元", "是几年的金额，看不出要不要相加"),
        ("2023—2024年每年10万元", "是几年的金额，看不出要不要相加"),
        ("10万元，上年9万元", "“上年”：看不出要不要相加"),
        ("合计10万元，其中印刷费2万元", "“其中”的几项加起来不是前面的数"),
        ("60万元，300元/亩×2000亩", "有一个数正好是其余几个的和，看不出要不要相加"),
        ("单价5元，10台，押金80元", "单价和数量旁边还有一笔钱"),
        ("100元/3", "除不尽，或者不是算式"),
        ("100元/0", "除以 0"),
        ("（3+2*5元", "括号不成对"),
        ("1+" + "(" * 11 + "3" + ")" * 11, "括号套得太深"),
        ("据实列支", "“据实”说不准是多少"),
        ("无", "没有算式，也没有金额"),
        ("1" * 31 + "元", "数太长"),
        ("12O元×3", "数里有字母"),
        ("3-5人×100元=400元", "“3-5”说不准是多少"),
        ("3元-5元", "算出来是负数"),
    ],
)
def test_why_it_is_left_alone(text: str, reason: str) -> None:
    with pytest.raises(Unclear, match=f"^{re.escape(reason)}$"):
        work_out(text)


@pytest.mark.parametrize(
    ("text", "is_right"),
    [
        ("12345元×3=3.7万元", True),
        ("12345元×3=3.70万元", True),
        ("12345元×3=3.6万元", False),
        ("12345元×3=37035元", True),
        ("12345元×3=37036元", False),
        ("1000元×3，2000元×2，合计7000元", True),
        ("1000元×3，2000元×2，合计0.7万元", True),
        ("1000元×3，2000元×2，合计8000元", False),
    ],
)
def test_a_result_may_be_rounded_to_its_own_places(text: str, is_right: bool) -> None:
    found = calculate(text)
    assert found is not None
    assert (found.wrong == ()) is is_right
