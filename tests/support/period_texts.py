"""Periods as people write them, made at random: the text and what it means."""

from __future__ import annotations

import calendar
import datetime
import random
from typing import NamedTuple

DASHES = ["-", "–", "—", "——", "―", "~", "～", "－", "--", "至", "到", " - ", " 至 "]
CHINESE = "〇一二三四五六七八九"


class Written(NamedTuple):
    """A period as a text, with the first day and the last that it can mean."""

    text: str
    first: datetime.date
    last: datetime.date


def written_period(chance: random.Random, year: int, months: int = 12) -> Written:
    """A period that begins in the year and is at most so many months long, in one of the usual forms."""
    begin = datetime.date(year, chance.randint(1, 12), 1)
    length = chance.randint(1, months)
    ends = begin.year * 12 + begin.month - 1 + length - 1
    last = month_end(ends // 12, ends % 12 + 1)
    form = chance.choice([_marks, _words, _words, _chinese, _wide, _compact, _short, _whole_year])
    return form(chance, begin, last)


def month_end(year: int, month: int) -> datetime.date:
    return datetime.date(year, month, calendar.monthrange(year, month)[1])


def _marks(chance: random.Random, begin: datetime.date, last: datetime.date) -> Written:
    mark, padded, with_day = chance.choice("./-"), chance.random() < 0.5, chance.random() < 0.5

    def date(day: datetime.date) -> str:
        parts = [day.month, day.day][: 1 + with_day]
        return mark.join([str(day.year), *(f"{part:02}" if padded else str(part) for part in parts)])

    return Written(date(begin) + chance.choice(DASHES) + date(last), begin, last)


def _words(chance: random.Random, begin: datetime.date, last: datetime.date) -> Written:
    with_day, blank = chance.random() < 0.5, chance.choice(["", "", " "])

    def date(day: datetime.date, year: str) -> str:
        in_year = f"{day.month}{blank}月" + (f"{day.day}{blank}{chance.choice('日日号')}" if with_day else "")
        return f"{year}{in_year}"

    years = [f"{last.year}年"]
    if last.year == begin.year + 1:
        years += ["次年", "翌年", "次年"]
    if last.year == begin.year:
        years += ["", "", "当年"]
    text = date(begin, f"{begin.year}{blank}年") + chance.choice(["", "", "起"]) + chance.choice(DASHES)
    return Written(text + date(last, chance.choice(years)) + chance.choice(["", "", "止"]), begin, last)


def _chinese(chance: random.Random, begin: datetime.date, last: datetime.date) -> Written:
    zero = chance.choice("〇○零")

    def date(day: datetime.date) -> str:
        tens = ["", "一", "二", "三", "四", "五", "六", "七", "八", "九", "十", "十一", "十二"]
        year = "".join(CHINESE[int(digit)] for digit in str(day.year)).replace("〇", zero)
        return f"{year}年{tens[day.month]}月"

    return Written(date(begin) + chance.choice("至—-") + date(last), begin, last)


def _wide(chance: random.Random, begin: datetime.date, last: datetime.date) -> Written:
    plain = (_marks if chance.random() < 0.5 else _words)(chance, begin, last)
    wide = str.maketrans("0123456789.-~/", "０１２３４５６７８９．－～／")
    return plain._replace(text=plain.text.translate(wide))


def _compact(chance: random.Random, begin: datetime.date, last: datetime.date) -> Written:
    style = chance.choice(["%Y%m%d", "%Y%m"])
    return Written(begin.strftime(style) + chance.choice("-至~—") + last.strftime(style), begin, last)


def _short(chance: random.Random, begin: datetime.date, last: datetime.date) -> Written:
    if last.year != begin.year:
        return _words(chance, begin, last)
    forms = [
        f"{begin.year}年{begin.month}-{last.month}月",
        f"{begin.year}年{begin.month}—{last.month}月份",
        f"{begin.year}.{begin.month}-{last.month}",
        f"{begin.year}.{begin.month:02}.01-{last.month:02}.{last.day}",
        f"{begin.year}年{begin.month}月至{last.month}月",
    ]
    return Written(chance.choice(forms), begin, last)


def _whole_year(chance: random.Random, begin: datetime.date, _: datetime.date) -> Written:
    year = begin.year
    text, first, last = chance.choice(
        [
            (f"{year}年全年", 1, 12),
            (f"{year}年度", 1, 12),
            (f"{year}年", 1, 12),
            (f"{year}年上半年", 1, 6),
            (f"{year}年下半年", 7, 12),
            (f"{year}年第三季度", 7, 9),
            (f"{year}年第一季度至第三季度", 1, 9),
        ]
    )
    return Written(text, datetime.date(year, first, 1), month_end(year, last))
