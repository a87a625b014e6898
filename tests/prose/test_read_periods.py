"""Dates and periods read out of prose: a table of the ways to write them, labelled before the first run."""

from __future__ import annotations

import random
from typing import Any

import pytest
import yaml

from perfdocs.prose.periods import Period
from perfdocs.prose.read_periods import narrowed, periods, year_in_style
from tests.support.for_each import for_each
from tests.support.period_texts import written_period
from tests.support.workspaces import EXAMPLES

PHRASES = yaml.safe_load((EXAMPLES / "periods.yaml").read_text("utf-8"))


AROUND = [("", ""), ("（", "）"), ("服务期：", ""), ("项目于", "完成"), ("【", "】"), ("", "，共3批")]


def shown(period: Period) -> str:
    """A period as the table writes it."""
    begin = period.begin and (f"!{period.begin.fault}" if period.begin.fault else period.begin.as_begin)
    end = period.end and (f"!{period.end.fault}" if period.end.fault else period.end.as_end)
    if begin == end or (period.begin is period.end and begin == end):
        return str(begin)
    return f"{begin or ''}..{end or ''}"


@for_each("phrase", PHRASES)
def test_way_of_writing(phrase: dict[str, Any]) -> None:
    read = periods(phrase["text"], phrase.get("year", 0), phrase.get("for_time", False))
    assert [shown(period) for period in read] == phrase["read"]


def test_any_way_of_writing() -> None:
    for number in range(2000):
        chance = random.Random(number)
        written = written_period(chance, chance.choice([2019, 2023, 2024]))
        before, after = chance.choice(AROUND)
        (period,) = periods(before + written.text + after)
        assert period.begin
        assert period.end
        assert (period.begin.first, period.end.last) == (written.first, written.last), written.text
        assert period.start == len(before)
        assert not period.fault
        assert not period.runs_backwards


def test_no_text_is_too_strange() -> None:
    pieces = [
        "2023",
        "2024",
        "20",
        "19",
        "1",
        "12",
        "13",
        "31",
        "0",
        "年",
        "月",
        "日",
        "号",
        ".",
        "/",
        "-",
        "—",
        "~",
        "至",
        "到",
        "次年",
        "翌年",
        "起",
        "底",
        "前",
        "第一",
        "季度",
        "上半年",
        "〇",
        "二〇二三",
        "０",
        "２０２３",
        "、",
        "和",
        "学年",
        "（",
        "）",
    ]
    for number in range(5000):
        chance = random.Random(number)
        text = "".join(chance.choice([*pieces, " "]) for _ in range(chance.randint(1, 12)))
        last = 0
        for period in periods(text, chance.choice([0, 1, 2023, 9998, 9999, 20230])):
            assert last <= period.start < period.stop <= len(text), text
            assert all(date.first <= date.last for date in period.dates), text
            last = period.stop


def test_long_texts() -> None:
    text = "2023.07-2024.01、" * 20_000
    assert len(periods(text)) == 20_000


def test_narrowed_keeps_every_place() -> None:
    assert narrowed("２０２３年，二〇二三年，二○二三") == "2023年，2023年，2023"


@pytest.mark.parametrize(
    ("written", "next_year"),
    [("2023", "2024"), ("２０２３", "２０２４"), ("二〇二三", "二〇二四"), ("二○一九", "二○二四")],
)
def test_a_year_in_the_style_of_another(written: str, next_year: str) -> None:
    assert year_in_style(2024, written) == next_year
