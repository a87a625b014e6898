"""Lines in the order of any column, and of some states only."""

from __future__ import annotations

from decimal import Decimal

import pytest

from perfdocs.errors import PerfdocsError
from perfdocs.finding import Tally
from perfdocs.overview.columns import columns, in_order_of, with_states
from perfdocs.overview.records import Amount, Line, Overview, State, TargetChanges

LINES = (
    Line(
        "a",
        "丙局",
        State.CLEAN,
        "2024-01-05",
        0,
        Tally(0, 2),
        Amount(Decimal(10), Decimal(12)),
        changes=TargetChanges(0, 0, 3),
    ),
    Line("b", "乙局", State.ABSENT, total=Amount(Decimal(5))),
    Line("c", "甲局", State.ERRORS, "", 4, Tally(1), Amount(Decimal(10), Decimal(8)), changes=TargetChanges(1, 2, 0)),
    Line("d", "丁局", State.BEGUN, "", 9, Tally(3), Amount(None, Decimal(100))),
)
OVERVIEW = Overview(2024, LINES, "万元", "资金", "各项", is_listed=True)


@pytest.mark.parametrize(
    ("names", "order"),
    [
        (["state"], "bdca"),
        (["-状态"], "acdb"),
        (["报送"], "abcd"),
        (["-errors"], "dcab"),
        (["警告"], "cdab"),
        (["资金"], "cadb"),
        (["-资金"], "dacb"),
        (["资金增减%"], "cabd"),
        (["-total_change"], "acbd"),
        (["-变弱", "目录"], "acbd"),
        (["上年资金", "-name"], "bcad"),
    ],
)
def test_any_column_sorts_and_blanks_stand_last(names: list[str], order: str) -> None:
    assert "".join(line.department for line in in_order_of(OVERVIEW, names).lines) == order


def test_every_column_can_be_asked_for_by_key_and_by_title() -> None:
    for column in columns(OVERVIEW):
        for name in (column.key, f"-{column.key}", column.title):
            assert len(in_order_of(OVERVIEW, [name]).lines) == len(LINES)


@pytest.mark.parametrize(
    ("name", "sentence"),
    [
        ("资金增", "没有“资金增”这一栏，是不是“资金增减”？"),
        (
            "-xyz",
            "没有“xyz”这一栏：可以按 目录、全称、状态、报送、待填、错误、警告、提示、已豁免、资金、上年资金、资金增减、"
            "资金增减%、各项、上年各项、各项增减、各项增减%、新增、取消、变弱 排，前面加 - 从大到小",
        ),
    ],
)
def test_a_column_that_is_none(name: str, sentence: str) -> None:
    with pytest.raises(PerfdocsError) as error:
        in_order_of(OVERVIEW, [name])
    assert str(error.value) == sentence


def test_some_states_only() -> None:
    chosen = with_states(OVERVIEW, ["未报送", "填报中"])
    assert ([line.department for line in chosen.lines], chosen.left_out) == (["b", "d"], 2)
    assert [line.department for line in with_states(OVERVIEW, ["已报送"]).lines] == ["a"]
    with pytest.raises(PerfdocsError) as error:
        with_states(OVERVIEW._replace(is_listed=False), ["已报送"])
    assert str(error.value) == "谁已报送要由 specs/2024/departments.yaml 写明，现在没有这份清单"
