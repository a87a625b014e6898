"""Years and dates: of this year, inside the period, and not those of last year's file."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from perfdocs.checks.check import Remarks
from perfdocs.department.by_role import ByRole, Field, Target
from perfdocs.department.read_by_role import is_blank
from perfdocs.prose.clauses import clause_at, looks_back
from perfdocs.prose.memoize import memoize_text
from perfdocs.prose.periods import Date, Period, Precision
from perfdocs.prose.read_periods import periods
from perfdocs.prose.shorten import shorten

_FOR_TIME = ("period", "start-date", "end-date")
_PROMISES = ("goal", "indicator-name", "indicator-value")
_FINISHED = re.compile("验收|竣工|交付使用|投入使用|通车|项目完成率|工程完成率")
_NO_DATE = re.compile(
    r"(?<![\d年.\-/至到~～])(?P<month>0|1[3-9]|[2-9]\d)\s?月(?=[底初中末份上下]|\d{1,2}[日号])|(?<!\d)(?:19|20)\d{3}年(?=[底末前初]|度|\d{1,2}月|$)"
)
"""A month that no year has, where it stands without a year; a year of five digits."""

_TIME = re.compile(
    r"[0-9０-９]|[〇○零一二三四五六七八九十两半几多全本当今明次翌每常跨整数]\s?(?:个|学)?(?:年|月|季|周|天|日)|年[度内底初中末]"
    r"|长期|学年|期间|永久|至今|同上|不限"
)
"""What there is at least one of wherever a time is told; chosen by hand, the texts of `tests/examples/periods.yaml`
hold it."""


class _Dates(NamedTuple):
    """The dates of a form, None where there is none; and the field to speak of."""

    begin: Date | None
    end: Date | None
    field: Field | None

    @staticmethod
    def of(target: Target) -> _Dates:
        begin, end = target.first("start-date"), target.first("end-date")
        return _Dates(_date(begin), _date(end), begin or end)

    @property
    def are_sound(self) -> bool:
        return not self.begin or not self.end or self.end.last >= self.begin.first

    def __str__(self) -> str:
        return f"{self.begin.as_begin if self.begin else ''} 至 {self.end.as_end if self.end else ''}"


def _date(field: Field | None) -> Date | None:
    read = periods(field.text, for_time=True) if field else ()
    return read[0].dates[0] if read and not read[0].fault else None


@lru_cache(maxsize=1)
def _written(by_role: ByRole) -> Sequence[tuple[Field, Period]]:
    """Every period that stands in a text; of an indicator whose value repeats its name, those of the name."""
    fields = [field for target in by_role.targets for field in target.fields]
    for target in by_role.targets:
        for indicator in target.indicators:
            fields += _texts(indicator.name, indicator.value)
    texts = [field for field in fields if isinstance(field.value, str) and field.role != "row-id"]
    return [(field, period) for field in texts for period in periods(field.value, for_time=field.role in _FOR_TIME)]


def _texts(name: Field, value: Field) -> list[Field]:
    return [name] if value.text == name.text else [name, value]


def stale_year(by_role: ByRole) -> Remarks:
    """A goal or an indicator speaks of a year gone by as if it were to come."""
    last: Field | None = None
    for field, period in _written(by_role):
        year = period.dates[0].first.year
        if field is not last and field.role in _PROMISES and year < by_role.year:
            clause = clause_at(field.text, period.start)
            if _is_stale(clause, by_role.year):
                last = field
                speaks = f"“{shorten(clause.strip(), 24)}”说的是 {year} 年"
                yield field, f"{speaks}，这是 {by_role.year} 年的表：是不是从往年复制来忘了改？"


def _is_stale(clause: str, current: int) -> bool:
    """True where no date of a clause with a year gone by reaches this year, and it does not look back on purpose."""
    read = periods(clause)
    reaches = any(period.covers(current) for period in read if period.is_range or period.end is None)
    is_named = any(date.first.year == current for period in read for date in period.dates)
    return not reaches and not is_named and not looks_back(clause)


def ends_before_it_begins(by_role: ByRole) -> Remarks:
    """The end of a period lies before its beginning."""
    for target in by_role.targets:
        dates, ending = _Dates.of(target), target.first("end-date")
        if dates.begin and dates.end and ending and not dates.are_sound:
            yield ending, f"完成的日期 {dates.end.as_end} 早于开始的日期 {dates.begin.as_begin}：请核对"
    for field, period in _written(by_role):
        if period.runs_backwards and not period.leaves_its_year_out:
            yield field, f"“{_part(field, period)}”的结束早于开始：请核对"


def _part(field: Field, period: Period) -> str:
    return field.text[period.start : period.stop]


def impossible_date(by_role: ByRole) -> Remarks:
    """A date that no calendar has, or no date where one should be."""
    for target in by_role.targets:
        for field in (*target.having("start-date"), *target.having("end-date")):
            if not is_blank(field.value) and not periods(field.text, for_time=True):
                yield field, f"“{field.title}”填的“{shorten(field.text, 24)}”不是日期：请写成 2026-01-01 这样"
    for field, period in _written(by_role):
        if period.fault:
            yield field, f"“{_part(field, period)}”写错了：{period.fault}，请核对"
    for field in by_role.texts:
        for fault in _no_dates(field.value):
            yield field, fault


@memoize_text()
def _no_dates(text: str) -> Sequence[str]:
    reasons = (
        (match, f"没有 {match['month']} 月" if match["month"] else "年份不是四位数")
        for match in _NO_DATE.finditer(text)
    )
    return [f"“{match.group()}”写错了：{reason}，请核对" for match, reason in reasons]


def year_left_out(by_role: ByRole) -> Remarks:
    """A period that ends in another year and does not say so."""
    for field, period in _written(by_role):
        if period.leaves_its_year_out:
            month = period.dates[-1].last.month
            yield field, f"“{_part(field, period)}”照字面是先结束后开始：跨年的请写明年份（如 次年{month}月）"


def period_misses_the_year(by_role: ByRole) -> Remarks:
    """The period of the project does not cover the year of the form."""
    year = by_role.year
    if not year:
        return
    for target in by_role.targets:
        for period in target.having("period"):
            read = periods(period.text, year, for_time=True)
            if read and not _whole(read).covers(year) and not any(one.runs_backwards for one in read):
                yield period, f"“{period.title}”是“{period.text}”，不包括 {year} 年：请核对"
        dates = _Dates.of(target)
        first = dates.begin.first.year if dates.begin else year
        last = dates.end.last.year if dates.end else year
        if dates.field and dates.are_sound and not first <= year <= last:
            yield dates.field, f"起止日期（{dates}）不包括 {year} 年：请核对"


def period_without_time(by_role: ByRole) -> Remarks:
    """What stands where the period of the project should be is none."""
    for target in by_role.targets:
        for period in target.having("period"):
            if not is_blank(period.value) and not _TIME.search(period.text):
                there = f"“{period.title}”填的是“{shorten(period.text, 24)}”，看不出是什么时候"
                yield period, f"{there}：请写起止的年月，或者核对是不是填错了栏"


def _whole(read: Sequence[Period]) -> Period:
    """From the first beginning to the last end of several periods."""
    begins, ends = [one.begin for one in read if one.begin], [one.end for one in read if one.end]
    begin = min(begins, key=lambda date: date.first) if len(begins) == len(read) else None
    end = max(ends, key=lambda date: date.last) if len(ends) == len(read) else None
    return read[0]._replace(begin=begin, end=end)


def periods_differ(by_role: ByRole) -> Remarks:
    """The period in words is not the one of the dates."""
    for target in by_role.targets:
        dates = _Dates.of(target)
        if not dates.begin or not dates.end or not dates.are_sound:
            continue
        for period in target.having("period"):
            read = periods(period.text, by_role.year, for_time=True)
            if not read or any(one.fault or one.runs_backwards for one in read):
                continue
            begin, end = _whole(read).begin, _whole(read).end
            if (begin and not _overlap(begin, dates.begin)) or (end and not _overlap(end, dates.end)):
                yield period, f"“{period.title}”是“{period.text}”，起止日期却是 {dates}：请改成一致"


def _overlap(one: Date, other: Date) -> bool:
    return one.first <= other.last and other.first <= one.last


def deadline_outside(by_role: ByRole) -> Remarks:
    """The date of an indicator lies after the year of the form, or outside the period."""
    if not by_role.year:
        return
    for target in by_role.targets:
        dates = _Dates.of(target)
        for indicator in target.indicators_of("time-indicators"):
            read = periods(indicator.text, by_role.year)
            read = [period for period in read if not period.fault and not period.runs_backwards]
            if indicator.of_whole_project and dates.end:
                latest = dates.end.last.year
                read = [period for period in read if period.dates[-1].last.year > latest]
            fault = next(filter(None, (_outside(period, by_role.year, dates) for period in read)), "")
            if fault:
                yield indicator.value, f"“{indicator.label}”的时间“{indicator.text.strip()}”{fault}：请核对"


def _outside(period: Period, year: int, form: _Dates) -> str:
    first, last = period.dates[0], period.dates[-1]
    exact = first.precision is not Precision.YEAR
    if first.first.year > year:
        return f"晚于 {year} 年"
    if exact and ((form.end and last.first > form.end.last) or (form.begin and first.last < form.begin.first)):
        return f"不在起止日期（{form}）之内"
    return ""


def needs_finished_project(by_role: ByRole) -> Remarks:
    """A value for the year that only a finished project can reach, of a project that runs on."""
    for target in by_role.targets:
        end = _Dates.of(target).end
        if not by_role.year or not end or end.last.year <= by_role.year:
            continue
        for indicator in target.indicators:
            if _FINISHED.search(indicator.name.text) and not indicator.of_whole_project and indicator.text:
                fault = f"“{indicator.label}”要项目做完才能考核，而项目 {end.as_end} 才完成"
                yield indicator.value, f"{fault}：请写今年能做到的，或注明这是整个项目的指标值"
