"""Dates of the old year moved on: both ends or neither, and what stays is told."""

from __future__ import annotations

import datetime
import random
import re

import pytest

from perfdocs.prose.read_periods import narrowed
from perfdocs.rollover.move_dates import Years, last_day_of_project, move_dates
from tests.support.for_each import for_each

YEARS = Years(2023, 2024)


@for_each(
    ("text", "moved"),
    [
        ("2023年全年", "2024年全年"),
        ("2023年12月前", "2024年12月前"),
        ("2023.1-2023.12", "2024.1-2024.12"),
        ("2023.07-2024.01", "2024.07-2025.01"),
        ("2023/7—2024/1", "2024/7—2025/1"),
        ("2023年7月20日至2024年1月15日", "2024年7月20日至2025年1月15日"),
        ("2023年7月至次年1月", "2024年7月至次年1月"),
        ("2023年1-12月", "2024年1-12月"),
        ("20230701-20240131", "20240701-20250131"),
        ("２０２３．０７－２０２４．０１", "２０２４．０７－２０２５．０１"),
        ("二〇二三年七月至二○二四年一月", "二〇二四年七月至二○二五年一月"),
        ("2023-2024学年", "2024-2025学年"),
        ("2023年6月、12月底前各一次", "2024年6月、12月底前各一次"),
        ("1.2023年7月20号前完成", "1.2024年7月20号前完成"),
        ("从2023年7月1日起至2024年6月30日止", "从2024年7月1日起至2025年6月30日止"),
        ("二O二三年底前", "二O二四年底前"),
        ("2023-07-01/2024-01-31", "2024-07-01/2025-01-31"),
        ("2023.07/2024.01", "2024.07/2025.01"),
        ("2023年3-5个项目", "2024年3-5个项目"),
        ("2023年7-次年1月", "2024年7-次年1月"),
        ("面积12023亩", "面积12023亩"),
        ("2023年完成20个，到2025年完成60个", "2024年完成20个，到2025年完成60个"),
    ],
)
def test_moves_where_that_is_certain(text: str, moved: str) -> None:
    assert move_dates(text, YEARS).text == moved


@for_each(
    ("text", "to_check"),
    [
        ("比2023年增长5%", ["比2023年增长5%"]),
        ("2023年未完成的路段", ["2023年未完成的路段"]),
        ("2023-2025年", ["2023-2025年"]),
        ("三年（2023-2025）", ["三年（2023-2025）"]),
        ("2022.09-2023.08", ["2022.09-2023.08"]),
        ("2022、2023年", ["2022、2023年"]),
        ("2023年7月至今", ["2023年7月至今"]),
        ("2023年起长期", ["2023年起长期"]),
        ("2023年7月开工，2024年1月完工", ["2023年7月开工", "2024年1月完工"]),
        ("2023年完成20个，2024年完成30个", ["2023年完成20个", "2024年完成30个"]),
        ("按《石峰区2023年招商方案》执行", ["按《石峰区2023年招商方案》执行"]),
        ("新增就业2023人", ["新增就业2023人"]),
        ("2023年2月30日前", ["2023年2月30日前"]),
        ("2023.07-2023.01", ["2023.07-2023.01"]),
        ("2023年11月-3月", ["2023年11月-3月"]),
        ("23年底前完成", ["23年底前完成"]),
        ("编号20230712号", ["编号20230712号"]),
        ("2023年7月开工，2023年12月完工", ["2023年7月开工", "2023年12月完工"]),
        ("2023招商大会", ["2023招商大会"]),
        ("2024年1月前", ["2024年1月前"]),
        ("石政发〔2023〕8号", []),
        ("石政发（2023）8号", []),
        ("招商大会（2023）", ["招商大会（2023）"]),
        ("2023开工的", ["2023开工的"]),
        ("满23年", []),
        ("23.07-24.01", ["23.07-24.01"]),
        ("23-25年", ["23-25年"]),
        ("2 0 2 3 年", ["2 0 2 3 年"]),
        ("编号23-07", []),
        ("2023.07-24.01", ["2023.07-24.01"]),
        ("2023年7月-24年1月", ["2023年7月-24年1月"]),
        ("2023年、24年各50%", ["2023年、24年各50%"]),
        ("22、23年各一次", ["22、23年各一次"]),
        ("23.07-2024.01", ["23.07-2024.01"]),
        ("2023年7月开工，2024财年完工", ["2023年7月开工"]),
        ("2023年采购，2024春播前到货", ["2023年采购"]),
    ],
)
def test_stays_and_is_told(text: str, to_check: list[str]) -> None:
    assert move_dates(text, YEARS) == (text, tuple(to_check))


def test_a_year_gone_by_beside_the_old_one_is_told() -> None:
    text = "2023年新签约项目履约数20个，2022年引进未履约项目14个"
    moved = "2024年新签约项目履约数20个，2022年引进未履约项目14个"
    assert move_dates(text, YEARS) == (moved, ("2022年引进未履约项目14个",))


def test_dates_up_to_the_end_of_the_project_move_with_it() -> None:
    years = YEARS._replace(until=datetime.date(2024, 1, 31))
    assert move_dates("2023年7月采购，2024年1月验收", years) == ("2024年7月采购，2025年1月验收", ())
    text = "2023年未完成的，2024年1月验收"
    assert move_dates(text, years) == (text, ("2023年未完成的", "2024年1月验收"))
    assert move_dates("2024年3月审计", years) == ("2024年3月审计", ("2024年3月审计",))


@pytest.mark.parametrize(
    ("start", "end", "period", "last_day"),
    [
        ("2023-07-01", "2024-01-31", "", "2024-01-31"),
        ("2023/1/1", "2023/12/31", "长期", "2023-12-31"),
        ("2023-01-01", "2025-12-31", "2023年", None),
        ("", "", "2023.07-2024.01", "2024-01-31"),
        ("", "2023-09-30", "", "2023-09-30"),
        ("2022-01-01", "", "", None),
        ("", "", "", None),
    ],
)
def test_last_day_of_project(start: str, end: str, period: str, last_day: str | None) -> None:
    day = last_day_of_project(start, end, period, YEARS)
    assert (day.isoformat() if day else None) == last_day


@pytest.mark.parametrize(
    ("text", "moved"),
    [
        ("2024年2月29日前", "2025年2月28日前"),
        ("2024-02-29", "2025-02-28"),
        ("2024.02.29", "2025.02.28"),
        ("20240229", "20250228"),
        ("二〇二四年二月二十九日", "二〇二五年二月二十八日"),
        ("2024年1月29日至2月29日", "2025年1月29日至2月28日"),
    ],
)
def test_a_leap_day_becomes_the_last_of_february_and_is_told(text: str, moved: str) -> None:
    assert move_dates(text, Years(2024, 2025)) == (moved, (moved,))


def test_a_leap_day_stays_where_there_is_one() -> None:
    assert move_dates("2024年2月29日前", Years(2024, 2028)) == ("2028年2月29日前", ())
    assert move_dates("2024年2月", Years(2024, 2025)) == ("2025年2月", ())


PIECES = (
    "2023 2023年 2024 2024年 2022年 2025 年 7月 07 31日 . / - — 至 、 次年 24年 23年 24.01 起 前 下半年 学年 （ 》 ， "
    "完成 开工 比 二〇二三年 ２０２４年 全年 至今 春"
)


def test_nothing_is_parted_in_silence() -> None:
    """Where nothing is told, every year from the old one on has moved, and there is none before it."""
    year = re.compile(r"(?<!\d)20[12]\d(?!\d)")
    for number in range(5000):
        chance = random.Random(number)
        text = "".join(chance.choice(PIECES.split()) for _ in range(chance.randint(2, 9)))
        moved = move_dates(text, YEARS)
        if not moved.to_check and moved.text != text:
            before, after = (list(map(int, year.findall(narrowed(one)))) for one in (text, moved.text))
            assert after == [number + 1 for number in before], text
