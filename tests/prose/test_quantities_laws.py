"""Laws of reading quantities, over random phrases put together of parts whose meaning is known."""

from __future__ import annotations

import random
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from perfdocs.prose.numerals import chinese_numeral
from perfdocs.prose.quantities import quantities
from perfdocs.prose.units_and_operators import SIGN_OF, SIGN_OF_ENDING
from perfdocs.prose.words import read_words
from tests.support.quantity_text import quantity_text

NAMES = {
    "%": ("抽检合格率", "村卫生室覆盖率", "农户参保率", "饮用水水质达标率", "应急物资完好率"),
    "家": ("新增规上企业", "创建绿色商场", "引进研发机构", "扶持小微企业"),
    "人次": ("培训基层干部", "送医下乡服务群众", "文艺演出惠及观众"),
    "公里": ("硬化通村道路", "改造供水管网", "修复灌溉渠道"),
    "个工作日": ("审批时限", "答复期限", "资金拨付时间"),
    "万元": ("单个项目补助", "年度运维成本", "设备采购费用"),
    "元/人·月": ("孤儿养育标准", "公益岗位补贴标准"),
    "台": ("购置呼吸机", "配备执法记录仪"),
    "亩": ("完成造林面积", "高标准农田建设面积"),
}
"""What is counted, by the unit."""

BETWEEN = ("", "达到", "为", "应达到", "：")
NUMBERS = ("3", "12", "95", "100", "2.5", "1,200", "350")
SPACES = ("", " ")
SEED = 20


class Made(NamedTuple):
    """A clause, and how it is to be read."""

    text: str
    read: str


def clauses(choose: random.Random, count: int) -> Iterator[Made]:
    for _ in range(count):
        unit = choose.choice(list(NAMES))
        name = choose.choice(NAMES[unit])
        number = choose.choice(NUMBERS)
        said = number.replace(",", "")
        kind = choose.choice(["plain", "before", "after", "range", "words", "behind"])
        space = choose.choice(SPACES)
        if kind == "before":
            operator = choose.choice([word for word in SIGN_OF if word != "上"])
            yield Made(f"{name}{operator}{space}{number}{unit}", f"{SIGN_OF[operator]}{said}{unit} | {name}")
        elif kind == "after":
            ending = choose.choice([*SIGN_OF_ENDING, "（含）以上", "及以上"])
            sign = SIGN_OF_ENDING[ending[-2:] if ending not in SIGN_OF_ENDING else ending]
            yield Made(f"{name}{choose.choice(BETWEEN)}{number}{unit}{ending}", f"{sign}{said}{unit} | {name}")
        elif kind == "range":
            dash = choose.choice(["-", "～", "~", "—", "至"])
            yield Made(f"{name}{number}{dash}5000{unit}", f"{said}~5000{unit} | {name}")
        elif kind == "words":
            value = choose.randrange(2, 9999)
            yield Made(f"{name}{chinese_numeral(value)}{unit}", f"{value}{unit} | {name}")
        elif kind == "behind" and unit in ("家", "台"):
            yield Made(f"{name[:2]}{number}{unit}{name[2:]}", f"{said}{unit} | {name}")
        else:
            yield Made(f"{name}{choose.choice(BETWEEN)}{space}{number}{unit}", f"{said}{unit} | {name}")


def test_a_clause_is_read_as_it_was_put_together() -> None:
    for made in clauses(random.Random(SEED), 600):
        assert [quantity_text(quantity) for quantity in quantities(made.text)] == [made.read], made.text


def test_clauses_side_by_side_are_read_as_each_alone() -> None:
    choose = random.Random(SEED)
    for _ in range(150):
        several = list(clauses(choose, choose.randrange(2, 5)))
        text = choose.choice("，；。").join(made.text for made in several)
        assert [quantity_text(quantity) for quantity in quantities(text)] == [made.read for made in several], text


def test_what_counts_nothing_changes_nothing() -> None:
    """Dates, document numbers, ordinals and names before a clause."""
    choose = random.Random(SEED)
    idle = (
        "2023年12月31日前，",
        "按照《实施办法》（湘政发〔2023〕8号），",
        "第三季度，",
        "在“十四五”期间，",
        "落实“335”工程，",
        "推广5G应用，",
        "接通12345热线，",
        "1.",
        "（2）",
        "一是",
        "目标3：",
    )
    for made in clauses(choose, 300):
        text = choose.choice(idle) + made.text
        assert [quantity_text(quantity) for quantity in quantities(text)] == [made.read], text


def test_a_negated_comparison_is_the_other_one_or_equal() -> None:
    operators = read_words("operators")
    for no in operators["不"]:
        for sign, turned in ((">", "≤"), ("<", "≥")):
            for word in operators["比较"][sign]:
                (quantity,) = quantities(f"等候时间{no}{word}30分钟")
                assert (quantity.operator, quantity.number, quantity.subject) == (turned, Decimal(30), "等候时间")


def test_the_span_holds_the_number_and_its_unit() -> None:
    for made in clauses(random.Random(SEED), 200):
        (quantity,) = quantities(made.text)
        span = made.text[quantity.start : quantity.end]
        assert span.strip() == span
        assert quantities(span)[0].number == quantity.number
