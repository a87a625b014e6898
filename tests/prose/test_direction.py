"""Which way is better: every word of the table in its example, and what decides where several words or none do."""

from __future__ import annotations

from decimal import Decimal

from perfdocs.prose.direction import Better, better, is_weaker, measure
from perfdocs.prose.quantities import Quantity
from perfdocs.prose.words import read_words
from tests.support.for_each import for_each

WORDS = read_words("directions")
EXAMPLES = [(kind, word, example) for kind, words in WORDS.items() for word, example in words.items()]
WAYS = {
    "less": Better.LESS,
    "spending": Better.UNKNOWN,
    "evils": Better.LESS,
    "more": Better.MORE,
    "acts": Better.MORE,
    "neutral": Better.UNKNOWN,
}
CHANGES = {"falls": -1, "rises": 1}


def test_each_word_is_in_its_example() -> None:
    assert [(word, example) for _, word, example in EXAMPLES if word not in example] == []


def test_each_word_in_its_example() -> None:
    assert [(word, example) for kind, word, example in EXAMPLES if not is_right(kind, example)] == []


def is_right(kind: str, example: str) -> bool:
    if kind in CHANGES:
        return measure(example).change == CHANGES[kind]
    return better(example) is WAYS[kind]


@for_each(
    ("subject", "unit", "before", "way"),
    [
        ("信访件办结率", "%", "", Better.MORE),
        ("信访总量", "%", "", Better.LESS),
        ("信访总量下降", "%", "信访总量下降", Better.MORE),
        ("财政收入下降", "%", "财政收入下降", Better.LESS),
        ("财政收入增长", "%", "", Better.MORE),
        ("三公经费下降", "%", "", Better.MORE),
        ("三公经费", "万元", "", Better.UNKNOWN),
        ("婴儿死亡率降", "‰", "婴儿死亡率降至", Better.LESS),
        ("办理时限压缩", "个工作日", "办理时限压缩至", Better.LESS),
        ("行政审批时限压缩率", "%", "", Better.MORE),
        ("室内温度", "℃", "", Better.UNKNOWN),
        ("高标准农田", "亩", "", Better.MORE),
        ("补助标准", "元", "", Better.UNKNOWN),
        ("整改隐患", "处", "", Better.MORE),
        ("投诉处理逾期", "件", "", Better.LESS),
        ("违法案件处理时间", "天", "", Better.LESS),
        ("食品不合格率", "%", "", Better.LESS),
        ("无投诉率", "%", "", Better.MORE),
        ("讲课", "场", "", Better.MORE),
        ("讲课", "万元", "", Better.UNKNOWN),
        ("讲课", "天", "", Better.UNKNOWN),
        ("", "个", "", Better.UNKNOWN),
    ],
)
def test_what_decides(subject: str, unit: str, before: str, way: Better) -> None:
    assert better(subject, unit, before) is way


@for_each(
    ("old", "new", "way", "weaker"),
    [
        ("≥90", "≥85", Better.UNKNOWN, True),
        ("≥85", "≥90", Better.UNKNOWN, False),
        ("≤5", "≤8", Better.UNKNOWN, True),
        ("≤8", "≤5", Better.UNKNOWN, False),
        ("100", "≥95", Better.MORE, True),
        ("0", "≤1", Better.LESS, True),
        ("5", "4", Better.MORE, True),
        ("5", "4", Better.LESS, False),
        ("5", "6", Better.LESS, True),
        ("5", "4", Better.UNKNOWN, False),
        ("≥5", "≤4", Better.MORE, False),
        ("≥5", "≥4", Better.LESS, False),
        ("≥5", "≈5", Better.MORE, True),
        ("≥5", "≤5", Better.MORE, True),
        ("≤5", "≈5", Better.LESS, True),
        ("5", "≥5", Better.MORE, False),
    ],
)
def test_weaker(old: str, new: str, way: Better, weaker: bool) -> None:
    before, after = (Quantity(Decimal(text.strip("≥≤≈")), "个", text.rstrip("0123456789")) for text in (old, new))
    assert is_weaker(before, after, way) is weaker
