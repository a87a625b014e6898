"""Names taken for one thing or for two: every group of words in its example, and what weighs beside words."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import combinations

from perfdocs.prose.similarity import BLANK, ENOUGH, Group, likeness, read_groups, sureness
from tests.support.for_each import for_each


def is_one(old: str, new: str) -> bool:
    return sureness(likeness(old, new), True, 0.0) >= ENOUGH


def pairs(groups: Sequence[Group]) -> Iterator[tuple[str, str]]:
    """Every two names that the words of a group make of its example."""
    for group in groups:
        names = [group.example.replace(BLANK, word) for word in group.words]
        assert len({*names}) == len(names) >= 2, group
        yield from combinations(names, 2)


def test_opposed_words_part() -> None:
    assert [pair for pair in pairs(read_groups("contrasts")) if is_one(*pair)] == []


def test_words_that_say_the_same_do_not() -> None:
    assert [pair for pair in pairs(read_groups("same_words")) if likeness(*pair) < 1] == []


@for_each(
    ("old", "new", "one"),
    [
        ("2023年新签约项目履约数", "2024年新签约项目履约数", True),
        ("居民健康档案建档人数", "居民电子健康档案建档人数", True),
        ("老年人体检人数", "65岁以上老年人体检人数", True),
        ("污水管网改造长度", "改造污水管网里程", True),
        ("发案率", "破案率", False),
        ("培训人数", "培训人次", False),
        ("信访件受理数", "信访件办结数", False),
        ("定期检查次数", "不定期检查次数", False),
        ("21.15", "22", False),
        ("5G基站数", "4G基站数", False),
        ("东区道路保洁面积", "西区道路保洁面积", False),
        ("旗级河长巡河次数", "县级河长巡河次数", False),
        ("疫苗接种率", "疫苗接种及时率", False),
        ("政府采购率", "政府采购节约率", False),
        ("惠农补贴发放准确率", "惠农补贴资金发放准确率", True),
        ("", "培训人数", False),
        ("的", "培训人数", False),
    ],
)
def test_names(old: str, new: str, one: bool) -> None:
    assert is_one(old, new) is one
    assert likeness(old, new) == likeness(new, old)
