"""Which values say nothing that can be reached or missed, word for word of `words/vague.yaml`, and which say enough."""

from __future__ import annotations

import pytest

from perfdocs.prose.vague import VagueWords, is_budget, is_measurable, is_vague
from perfdocs.prose.words import read_words
from tests.support.for_each import for_each

SURE = "说得清的"
SEEN = "查得到的"
WORDS: dict[str, dict[str, str]] = read_words("vague")
EXAMPLES = [(kind, word, example) for kind, words in WORDS.items() for word, example in words.items()]


def test_every_word_has_an_example_that_shows_it() -> None:
    for kind, word, example in EXAMPLES:
        assert word in example
        assert is_vague(example) is (kind not in (SURE, SEEN)), (kind, example)
        assert kind not in (SURE, SEEN) or is_measurable(example)


@pytest.mark.slow
@pytest.mark.parametrize("kind", WORDS)
def test_no_word_is_superfluous(kind: str) -> None:
    for word, example in WORDS[kind].items():
        less: dict[str, dict[str, str]] = {
            **WORDS,
            kind: {other: told for other, told in WORDS[kind].items() if other != word},
        }
        words = VagueWords.of(less)
        is_told = not words.can_be_seen(example) if kind == SEEN else words.is_vague(example)
        assert is_told is (kind in (SURE, SEEN)), (word, example)


@pytest.mark.parametrize(
    "text",
    [
        "效果明显",
        "有力保障",
        "长远",
        "符合要求。",
        "≥显著提升",
        "定性 良好",
        "2023年显著提升",
        "进一步提高",
        "管理到位，环境整洁、车辆有序",
        "促进社会和谐，带动群众增收",
    ],
)
def test_vague(text: str) -> None:
    assert is_vague(text)


@for_each(
    "text",
    [
        "合格",
        "一级",
        "按合同工期完成",
        "无群体性上访事件",
        "优、良、差三档，达到良以上的村不少于12个",
        "企业所得税减按15%征收",
        "大多数村民满意",
        "达到二级公路标准",
        "符合财务制度规定",
        "比上年提高",
        "2024年12月前",
        "",
        "，",
    ],
)
def test_not_vague(text: str) -> None:
    assert not is_vague(text)


@pytest.mark.parametrize("text", ["不超预算", "严格控制在预算内", "控制在年度预算范围以内", "≤预算", "按预算执行。"])
def test_no_more_than_the_budget(text: str) -> None:
    assert is_budget(text)


@pytest.mark.parametrize("text", ["控制在定额以内", "预算执行率", "不超过60万元", "按计划完成"])
def test_more_than_the_budget(text: str) -> None:
    assert not is_budget(text)


def test_what_can_be_looked_up() -> None:
    assert is_measurable("12个")
    assert is_measurable("前三名")
    assert is_measurable("Ⅲ类水质")
    assert is_measurable("建成并投入运行")
    assert not is_measurable("农户多了门路")
    assert not is_measurable("上下一致")
