"""Dates and periods read out of prose: `2023.07-2024.01`, `2023年7月至次年1月`, `2023年1-12月`, `二〇二三年底前`.

A number is a date only where its form says so: 2023.5万元, 2023人, GB/T 2023-2019 and 〔2023〕8号 are none.
"""

from __future__ import annotations

import calendar
import datetime
import re
from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import NamedTuple

from perfdocs.prose.numerals import numeral_value
from perfdocs.prose.periods import Date, Period, Precision

MONTHS = 12
LEAP_YEAR = 2024
"""A year with every day that a year can have: for days whose year is not known."""

_DASH = r"[-‐‑‒–—―−﹣─━ー~〜∼→]{1,4}"
_RANGE = rf"""\s{{0,3}}(?:[(（][^()（）\d]{{0,12}}[)）])?(?:起|开始)?\s{{0,3}}
    (?:{_DASH}|直?至|到|/(?=(?:19|20)\d\d(?:\s?学|\s?年|[./-]\d)))\s{{0,3}}"""
_YEAR = r"(?P<year>(?:19|20)\d\d)"
_NUMBER = r"(?:\d{1,2}|[一二三四五六七八九十]{1,3})"
_QUARTER = "[一二三四五六七八九1-9]"
_WITHIN = rf"""\s{{0,3}}(?:
    (?P<month>{_NUMBER})\s{{0,3}}(?:月份?|(?={_RANGE}(?:[次翌当]年)?{_NUMBER}\s{{0,3}}月))
        (?:\s{{0,3}}(?P<day>{_NUMBER})\s{{0,3}}(?:[日号]|(?={_RANGE}{_NUMBER}\s{{0,3}}[日号])))?
    |第?(?P<quarter>{_QUARTER})(?:季度|(?={_RANGE}第?{_QUARTER}季度))
    |(?P<half>[上下])半年
    |年?(?P<edge>[底末](?![线层数级])|初(?![中级步高一二三])))"""
"""What stands behind a year, or alone where the year is understood: 7月20日, 第一季度, 上半年, 底."""
_NO_UNIT = r"(?!\d|[./](?!(?:19|20)\d\d[./-])\d|\s{0,3}(?:[万亿千百元%‰亩吨米倍*×÷+=]|公里|平方|立方))"

_FORMS = {
    "words": re.compile(rf"{_YEAR}\s{{0,3}}年度?(?:{_WITHIN})?", re.VERBOSE),
    "marks": re.compile(
        rf"{_YEAR}\s?(?P<mark>[./-])\s?(?P<month>\d{{1,2}})(?:\s?(?P=mark)\s?(?P<day>\d{{1,2}}))?{_NO_UNIT}(?:月份?|日)?"
    ),
    "compact": re.compile(rf"{_YEAR}(?P<month>\d\d)(?P<day>\d\d)?(?!\d)"),
    "bare": re.compile(rf"{_YEAR}(?!\d|\s?[人个户家万元亩%])"),
}
"""A date with its year, as 2023年7月, 2023.07, 20230701 or, only where more says that it is one, 2023."""
_RELATIVE = re.compile(rf"(?P<relative>[当本今同次翌明]年度?|下一?年度?|第二年)(?:{_WITHIN})?", re.VERBOSE)
_YEARLESS = re.compile(_WITHIN, re.VERBOSE)
_DAY = re.compile(rf"(?P<day>{_NUMBER})\s{{0,3}}[日号]")
_MONTH_AND_DAY = re.compile(rf"(?P<month>\d{{1,2}})[./](?P<day>\d{{1,2}}){_NO_UNIT}")
_MONTH_ALONE = re.compile(rf"(?P<month>0?[1-9]|1[0-2]){_NO_UNIT}月?")
_DAY_ALONE = re.compile(rf"(?P<day>\d{{1,2}}){_NO_UNIT}")
_CANDIDATE = re.compile(
    r"(?<!\d)(?:19|20)\d\d|[当本今翌明]年|下一年|(?<![每几多\d一二两三四])次年"
    r"|(?<![\d.])\d{1,2}\s{0,3}月\s{0,3}\d{1,2}\s{0,3}[日号]"
)
"""What a period can begin with: nothing is tried elsewhere."""

_TO = re.compile(_RANGE, re.VERBOSE)
_AND = re.compile(r"\s{0,3}(?:、|和|与|以?及)\s{0,3}")
_TORN = re.compile(rf"{_RANGE}[\d次翌]|{_AND.pattern}\d\d\s?年", re.VERBOSE)
"""Behind a date: the end of a period, or another year, that could not be read, as in 2023.07-24.01 and 2023年、24年."""
_WITHOUT_END = re.compile("今|现在|目前|长期|永久")
_BEFORE = re.compile(r"\s?(?:[上中下]旬|[底末])?\s?(?:之|以)?前(?![期后往列提景置沿瞻端一二两三四五六七八九十\d])")
_SINCE = re.compile(r"\s?(?:起(?![草点步重诉算])|开始|以来|长期)")
_SCHOOL = re.compile(r"\s?学年")
_YEARS = re.compile(r"\s?(?:全年|[两二三四五]年)")
_OTHER_NUMBER = re.compile(r"[.¥￥/A-Za-z]$|[A-Za-z]\s?[-/]?\s?$|\d-$")
"""In front of a number without 年: it belongs to a standard, a sum of money or a telephone."""
_PAY = re.compile("月份?(?:工资|薪|奖|津)")
"""The 13th month's pay is no date."""

_WIDE = str.maketrans("０１２３４５６７８９．／－～", "0123456789./-~")
_ZEROS = "〇○◯零0OＯoО"
"""What stands for 0 in a year in Chinese digits: the right character, and those that are typed for it."""
_CHINESE_YEAR = re.compile(f"(?:二[{_ZEROS}]|一九)[{_ZEROS}一二三四五六七八九]{{2}}")
_FIGURES = str.maketrans(f"{_ZEROS}一二三四五六七八九", "0" * len(_ZEROS) + "123456789")
_LIKELY = re.compile(rf"(?:19|20|１９|２０)\d\d|{_CHINESE_YEAR.pattern}|\d\s{{0,3}}月\s{{0,3}}\d")
_LIKELY_RELATIVE = re.compile("[当本今翌次明下一]年")


def periods(text: str, year: int = 0, for_time: bool = False) -> Sequence[Period]:
    """The dates and periods of a text, in their order.

    `year` is what 当年 means; at 0, 当年 is not read. `for_time`: the text stands in a field that is for nothing else,
    where 2024, 2024-2021 and 2024.13 are meant as dates, too.
    """
    if not 0 < year < datetime.MAXYEAR or not _LIKELY_RELATIVE.search(text):
        year = 0
    return _periods(text, year, for_time) if year or _LIKELY.search(text) else ()


@lru_cache(maxsize=4096)
def _periods(text: str, year: int, for_time: bool) -> Sequence[Period]:
    plain = narrowed(text)
    found, position = [], 0
    while candidate := _CANDIDATE.search(plain, position):
        period = _Reader(plain, year, for_time).period(candidate.start())
        position = period.stop if period else candidate.end()
        if period:
            found.append(period)
    return tuple(found)


def narrowed(text: str) -> str:
    """The text with digits and their marks in half width and years in Chinese digits as figures, each in its place."""
    return text if text.isascii() else _CHINESE_YEAR.sub(_as_figures, text.translate(_WIDE))


def _as_figures(year: re.Match[str]) -> str:
    return year.group().translate(_FIGURES)


def year_in_style(year: int, written: str) -> str:
    """The year as another one was written: 2024, ２０２４ or 二〇二四."""
    digits = "0123456789" if written.isascii() else "０１２３４５６７８９" if written[0] in "１２" else ""
    zero = next((character for character in written if character in _ZEROS), "〇")
    return "".join((digits or f"{zero}一二三四五六七八九")[int(digit)] for digit in str(year))


class _Reader:
    """Reads the period that begins at a place of a text."""

    def __init__(self, text: str, year: int, for_time: bool) -> None:
        self._text = text
        self._year = year
        self._for_time = for_time
        self._form = ""
        """How the first date is written: one of `_FORMS`, relative or yearless."""

    def period(self, start: int) -> Period | None:
        first = self._with_year(start) or self._relative(start, self._year) or self._yearless(start, 0)
        if first is None:
            return None
        link = _TO.match(self._text, first.end)
        if link and (without_end := _WITHOUT_END.match(self._text, link.end())):
            return Period(first, None, (first,), start, without_end.end(), True)
        second = self._next(link.end(), first) if link else None
        dates = (first, second) if second else self._enumeration(first)
        is_torn = bool(_TORN.match(self._text, dates[-1].end)) and not second
        if len(dates) == 1:
            period = self._alone(first)
            return period and period._replace(is_torn=is_torn)
        if self._form in ("bare", "yearless") and not self._for_time and not self._means_years(dates):
            return None
        if second:
            first, second = self._school_year(first, second)
            return Period(first, second, (first, second), start, second.end, True)
        begin, end = min(dates, key=lambda date: date.first), max(dates, key=lambda date: date.last)
        return Period(begin, end, dates, start, dates[-1].end, is_torn=is_torn)

    def _alone(self, date: Date) -> Period | None:
        """A date that nothing is joined to; None where that needs more to be certain."""
        text = self._text
        is_certain = {
            "words": True,
            "marks": not date.fault or date.precision is Precision.DAY or self._for_time,
            "compact": not date.fault and date.precision is Precision.DAY,
            "bare": self._for_time or text.startswith("全年", date.end),
            "relative": True,
            "yearless": bool(date.fault),
        }
        if not is_certain[self._form]:
            return None
        before, since = _BEFORE.match(text, date.end), _SINCE.match(text, date.end)
        return Period(None if before else date, None if since else date, (date,), date.start, date.end)

    def _enumeration(self, first: Date) -> tuple[Date, ...]:
        dates = [first]
        while link := _AND.match(self._text, dates[-1].end):
            following = self._next(link.end(), dates[-1])
            if following is None:
                break
            dates.append(following)
        return tuple(dates)

    def _means_years(self, dates: Sequence[Date]) -> bool:
        """True where numbers without 年 are years: one has it, they stand in brackets, or they are all there is."""
        start, end = dates[0].start, dates[-1].end
        around = self._text[:start].rstrip()[-1:] + self._text[end:].lstrip()[:1]
        in_brackets = around in ("()", "（）", "[]", "【】", "〔〕")
        has_year = any("年" in self._text[date.start : date.end] for date in dates)
        alone = not around and dates[0].first <= dates[-1].first
        return has_year or in_brackets or alone or bool(_YEARS.match(self._text, end) or _SCHOOL.match(self._text, end))

    def _school_year(self, first: Date, second: Date) -> tuple[Date, Date]:
        """2023-2024学年 is one year, from September to August."""
        years = first.first.year, second.first.year
        if not _SCHOOL.match(self._text, second.end) or years[1] != years[0] + 1:
            return first, second
        september, august = datetime.date(years[0], 9, 1), datetime.date(years[1], 8, 31)
        return (
            first._replace(first=september, last=september.replace(day=30), precision=Precision.MONTH),
            second._replace(first=august.replace(day=1), last=august, precision=Precision.MONTH),
        )

    def _next(self, start: int, before: Date) -> Date | None:
        """The date at a place behind a sign such as 至 or 、, which may leave out what the date before it has said."""
        year = before.first.year
        return (
            self._with_year(start, before)
            or self._relative(start, year)
            or self._yearless(start, year)
            or self._days_or_months(start, before)
        )

    def _with_year(self, start: int, before: Date | None = None) -> Date | None:
        for form, pattern in _FORMS.items():
            match = pattern.match(self._text, start)
            if match is None:
                continue
            if before is None:
                if form != "words" and _OTHER_NUMBER.search(self._text, max(0, start - 3), start):
                    return None
                self._form = form
            elif form == "bare" and before.precision is not Precision.YEAR:
                return None
            return self._date(match, int(match["year"]), year_at=start)
        return None

    def _relative(self, start: int, year: int) -> Date | None:
        match = _RELATIVE.match(self._text, start) if year else None
        if match is None:
            return None
        self._form = self._form or "relative"
        return self._date(match, year + (match["relative"][0] not in "当本今同"))

    def _yearless(self, start: int, year: int) -> Date | None:
        match = _YEARLESS.match(self._text, start)
        if match is None:
            return None
        self._form = self._form or "yearless"
        return self._date(match, year or LEAP_YEAR, borrowed=True)

    def _days_or_months(self, start: int, before: Date) -> Date | None:
        """The end of 2023年7月20-25日, 2023.07.01-12.31, 2023.7.1-31 and 2023.7-12."""
        patterns = [_DAY] if before.precision is Precision.DAY else []
        if self._form == "marks":
            patterns += [_MONTH_AND_DAY, _DAY_ALONE] if before.precision is Precision.DAY else [_MONTH_ALONE]
        match = next((match for pattern in patterns if (match := pattern.match(self._text, start))), None)
        return self._date(match, before.first.year, before.first.month, borrowed=True) if match else None

    def _date(
        self, match: re.Match[str], year: int, month: int = 0, *, year_at: int = -1, borrowed: bool = False
    ) -> Date:
        """The date of what was read; `month` is that of the date before, for a day alone."""
        parts = {name: part for name, part in match.groupdict().items() if part}
        end = match.end()
        if "day" not in parts and _PAY.match(self._text, end - 1) and _value(parts.get("month", "1")) > MONTHS:
            end = match.end("year")
            parts = {}
        days = _days(parts, min(year, datetime.MAXYEAR), month)
        return Date(days.first, days.last, days.precision, match.start(), end, year_at, borrowed, days.fault)


class _Days(NamedTuple):
    first: datetime.date
    last: datetime.date
    precision: Precision
    fault: str = ""


def _days(parts: Mapping[str, str], year: int, month: int) -> _Days:
    """The days that the parts of a date can mean, and why there are none; `month` is for a day without one."""
    if "quarter" in parts:
        quarter = _value(parts["quarter"])
        return _whole_months(year, quarter * 3 - 2, quarter * 3, "" if quarter <= 4 else f"没有第 {quarter} 季度")
    if "half" in parts:
        return _whole_months(year, 1, 6) if parts["half"] == "上" else _whole_months(year, 7, 12)
    if "edge" in parts:
        return _whole_months(year, 1, 1) if parts["edge"] == "初" else _whole_months(year, 12, 12)
    if "month" in parts:
        month = _value(parts["month"])
    elif "day" not in parts:
        return _Days(datetime.date(year, 1, 1), datetime.date(year, 12, 31), Precision.YEAR)
    if "day" not in parts or not 1 <= month <= MONTHS:
        months = _whole_months(year, month, month, "" if 1 <= month <= MONTHS else f"没有 {month} 月")
        return months._replace(precision=Precision.DAY) if "day" in parts else months
    day, last = _value(parts["day"]), calendar.monthrange(year, month)[1]
    date = datetime.date(year, month, min(max(day, 1), last))
    if 1 <= day <= last:
        return _Days(date, date, Precision.DAY)
    leap = f"{year} 年的 " if (month, day) == (2, 29) else ""
    return _Days(date, date, Precision.DAY, f"{leap}{month} 月没有 {day} 日")


def _whole_months(year: int, first: int, last: int, fault: str = "") -> _Days:
    first, last = (min(max(month, 1), MONTHS) for month in (first, last))
    end = datetime.date(year, last, calendar.monthrange(year, last)[1])
    return _Days(datetime.date(year, first, 1), end, Precision.MONTH, fault)


def _value(number: str) -> int:
    return int(number) if number.isdecimal() else int(numeral_value(number) or 0)
