"""Dates of the old year moved on where that is certain; of the others, the clauses to look at."""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from typing import NamedTuple

from perfdocs.prose.clauses import clause_at, clauses, looks_back
from perfdocs.prose.periods import Date, Period, Precision
from perfdocs.prose.read_periods import narrowed, periods, year_in_style

LONGEST = 12
"""Months from the first to the last of a period that comes again each year: 2023.07-2024.07 may be one year, too."""

_MAY_BE_YEAR = re.compile(r"(?<!\d)(?:19|20)\d\d(?!\d|\s?[人个户家万元亩%])")
_DOCUMENT = re.compile(r"[〔﹝\[［]\d{4}[〕﹞\]］]|[(（]\d{4}[)）]\s?第?\d+\s?号")
_BEGINNING = re.compile("启动|开工|动工|开始|起")
_TITLE = re.compile("《[^《》]*》")
_LEAP_DAYS = (("29", "28"), ("２９", "２８"), ("二十九", "二十八"))


class Years(NamedTuple):
    """The year that a text speaks of, and the one that it shall speak of."""

    old: int
    new: int
    until: datetime.date | None = None
    """The last day of a project that reaches into the next year and moves: dates up to it move, too."""

    @property
    def reach(self) -> tuple[datetime.date, datetime.date]:
        """The first day and the last of what moves for certain; none where the old year is no year of a calendar."""
        if not 0 < self.old < datetime.MAXYEAR:
            return datetime.date.max, datetime.date.min
        return datetime.date(self.old, 1, 1), self.until or datetime.date(self.old, 12, 31)


class MovedText(NamedTuple):
    """A text with its dates moved, and its clauses that may still speak of an earlier year, or of the next."""

    text: str
    to_check: tuple[str, ...] = ()


def move_dates(text: str, years: Years) -> MovedText:
    """The text with both ends of each period moved on, or neither.

    What speaks of an earlier year on purpose stays; everything stays where that would part a beginning from its end.
    """
    read = periods(text)
    moving = [period for period in read if _is_moving(period, text, years)]
    if _would_part(moving, [period for period in read if period not in moving], text, years):
        moving = []
    for date in (date for period in moving for date in period.dates):
        text = _with_date_moved(text, date, years)
    cut = [period for period in moving if any(_is_cut(date, years) for date in period.dates)]
    staying = [period for period in read if period not in moving]
    return MovedText(text, tuple(_to_check(text, [*staying, *cut], years.old)))


def clauses_to_check(text: str, old: int) -> tuple[str, ...]:
    """The clauses of a text that is not to be moved which speak of any year, or have the number of the old one."""
    return tuple(_to_check(text, periods(text), old))


def last_day_of_project(start: str, end: str, period: str, years: Years) -> datetime.date | None:
    """The last day of a project, by its dates or its period in words; None where it does not move to the new year."""
    text = f"{start}至{end}" if start and end else start or end or period
    read = periods(text)
    moves = len(read) == 1 and _is_moving(read[0], text, years)
    return max(date.last for date in read[0].dates) if moves else None


def _is_moving(period: Period, text: str, years: Years) -> bool:
    """True where a period lies in the old year, or begins there and is no longer than a year."""
    first, last = period.dates[0], max(period.dates, key=lambda date: date.last)
    months = (last.last.year - first.first.year) * 12 + last.last.month - first.first.month
    in_time = first.first.year == years.old and months <= LONGEST
    begin, end = years.reach
    in_project = begin <= first.first and last.last <= end
    is_sound = period.end is not None and not period.fault and not period.runs_backwards and not period.is_torn
    if not is_sound or not (in_time or in_project) or first.year_at < 0:
        return False
    in_title = any(title.start() < period.start < title.end() for title in _TITLE.finditer(text))
    return not in_title and not looks_back(clause_at(text, period.start))


def _would_part(moving: Sequence[Period], staying: Sequence[Period], text: str, years: Years) -> bool:
    """True where a date that moves may be the end of what another one begins that stays, or would overtake it.

    As in 2023年7月开工，2023年12月完工, of which 开工 could look back, and 2023年完成20个，2024年完成30个.
    """
    of_old_year = [period for period in staying if period.dates[0].first.year == years.old]
    if any(_BEGINNING.search(clause_at(text, period.start)) for period in of_old_year):
        return True
    if _has_later_year_unread(text, [*moving, *staying], years.old):
        return True
    if of_old_year and any(period.dates[0].first.year > years.old for period in moving):
        return True
    limits = [limit for period in staying for limit in _limits(period) if limit.year > years.old]
    days = [date.last for period in moving for date in period.dates]
    return any(day < limit <= _moved(day, years) for day in days for limit in limits)


def _has_later_year_unread(text: str, read: Sequence[Period], old: int) -> bool:
    """True where one of the ten years after the old one stands in a text and was not read as a date: 2024春播."""
    plain = narrowed(text)
    for period in read:
        plain = plain[: period.start] + " " * (period.stop - period.start) + plain[period.stop :]
    return any(old < int(number) <= old + 10 for number in _MAY_BE_YEAR.findall(plain))


def _limits(period: Period) -> Sequence[datetime.date]:
    """The days that what lies before them must not reach: those of its dates, or its first and the one behind it."""
    if period.is_range and period.end is not None:
        return [period.dates[0].first, period.end.last + datetime.timedelta(days=1)]
    return [date.first for date in period.dates]


def _moved(day: datetime.date, years: Years) -> datetime.date:
    year = min(day.year + years.new - years.old, datetime.MAXYEAR)
    return day.replace(year=year, day=min(day.day, calendar.monthrange(year, day.month)[1]))


def _is_cut(date: Date, years: Years) -> bool:
    """True where a date is 29 February, and the year that it moves to has none."""
    return date.precision is Precision.DAY and _moved(date.first, years).day != date.first.day


def _with_date_moved(text: str, date: Date, years: Years) -> str:
    """The text, as long as before, with the date moved."""
    written = text[date.start : date.end]
    if _is_cut(date, years):
        for leap_day, last_day in _LEAP_DAYS:
            written = last_day.join(written.rsplit(leap_day, 1))
    if date.year_at >= 0:
        at = date.year_at - date.start
        year = int(narrowed(written)[at : at + 4]) + years.new - years.old
        written = written[:at] + year_in_style(year, written[at : at + 4]) + written[at + 4 :]
    return text[: date.start] + written + text[date.end :]


def _to_check(text: str, staying: Sequence[Period], old: int) -> Iterator[str]:
    """The clauses with a date that stays, and those with the number of the old year."""
    starts = [period.start for period in staying if any(date.year_at >= 0 for date in period.dates)]
    with_date = {clause_at(text, start) for start in starts}
    for clause in dict.fromkeys(clauses(text)):
        if clause in with_date or has_number_of_year(clause, old):
            yield clause.strip()


def has_number_of_year(text: str, year: int) -> bool:
    """True where a text has the number of the year, also in other digits, in 202307, 23年底 or 23.07-24.01.

    That of a document, 〔2023〕8号, is no year to look at.
    """
    return _number_of_year(year).search(_DOCUMENT.sub("", narrowed(text))) is not None


@lru_cache(maxsize=4)
def _number_of_year(year: int) -> re.Pattern[str]:
    short, spaced = f"(?<![\\d.]){year % 100:02}", r"\s".join(str(year))
    return re.compile(
        rf"(?<!\d)(?:{year}(?:(?:0[1-9]|1[0-2])(?:[0-3]\d)?)?|{spaced})(?!\d)"
        rf"|{short}\s?年度?(?=[底末初\d]|全年|[上下]半年|第?[一二三四]季度)"
        rf"|{short}(?:[./-]\d{{1,2}})?\s?[-–—~至到]\s?(?:20)?\d\d(?:年|[./-]\d)"
        rf"|(?<=[、和与至到~–—-]){year % 100:02}\s?年"
    )
