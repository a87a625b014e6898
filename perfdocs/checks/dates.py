"""Years and dates: of this year, inside the period, and not those of last year's file."""

from __future__ import annotations

import datetime
import re
from typing import NamedTuple

from perfdocs.checks.check import Remarks
from perfdocs.department.by_role import ByRole, Field, Target
from perfdocs.prose.clauses import clauses, looks_back
from perfdocs.prose.shorten import shorten

_YEAR = re.compile(r"((?:19|20)\d{2})(?<!\d{5})(?=\s*年|[./-]\d{1,2}(?!\d))")
_YEAR_ALONE = re.compile(r"(?<!\d)((?:19|20)\d{2})(?!\d)")
_SPAN = re.compile(r"((?:19|20)\d{2})\s*年?\s*(?:[-—–~～至到]+)\s*((?:19|20)\d{2})")
_DATE = re.compile(r"((?:19|20)\d{2})\s*[年./-]\s*(\d{1,2})(?:\s*[月./-]\s*(\d{1,2}))?")
_FINISHED = re.compile("验收|竣工|交付使用|投入使用|通车|项目完成率|工程完成率")


class _Period(NamedTuple):
    """The dates of a form, None where there is none; and the field to speak of."""

    begin: datetime.date | None
    end: datetime.date | None
    field: Field | None

    @staticmethod
    def of(target: Target) -> _Period:
        begin, end = target.first("start-date"), target.first("end-date")
        return _Period(_day(begin), _day(end), begin or end)

    def __str__(self) -> str:
        return f"{self.begin or ''} 至 {self.end or ''}"


def _day(field: Field | None) -> datetime.date | None:
    parts = re.findall(r"\d+", field.text) if field else []
    try:
        return datetime.date(*(int(part) for part in parts[:3])) if len(parts) >= 3 else None
    except ValueError:
        return None


def stale_year(by_role: ByRole) -> Remarks:
    """A goal or an indicator speaks of a year gone by as if it were to come."""
    if not by_role.year:
        return
    for target in by_role.targets:
        fields = target.having("goal")
        for indicator in target.indicators:
            fields += [indicator.name, *([indicator.value] if indicator.value.text != indicator.name.text else [])]
        for field in fields:
            year = _stale(field.text, by_role.year)
            if year:
                clause = next(clause for clause in clauses(field.text) if year in clause).strip()
                speaks = f"“{shorten(clause, 24)}”说的是 {year} 年"
                yield field, f"{speaks}，这是 {by_role.year} 年的表：是不是从往年复制来忘了改？"


def _stale(text: str, current: int) -> str:
    """The first year gone by in a clause that does not look back on purpose."""
    if ("19" not in text and "20" not in text) or _YEAR.search(text) is None:  # with which every such year begins
        return ""
    for clause in clauses(text):
        years = _YEAR.findall(clause)
        spans = any(int(first) <= current <= int(last) for first, last in _SPAN.findall(clause))
        old = [year for year in years if int(year) < current]
        if old and not spans and str(current) not in years and not looks_back(clause):
            return str(old[0])
    return ""


def ends_before_it_begins(by_role: ByRole) -> Remarks:
    """The end of a period lies before its beginning."""
    for target in by_role.targets:
        begin, end, _ = _Period.of(target)
        ending = target.first("end-date")
        if begin and end and end < begin and ending:
            yield ending, f"完成的日期 {end} 早于开始的日期 {begin}：请核对"
        for period in target.having("period"):
            for first, last in _SPAN.findall(period.text):
                if last < first:
                    yield period, f"“{period.text}”的结束早于开始：请核对"


def period_misses_the_year(by_role: ByRole) -> Remarks:
    """The period of the project does not cover the year of the form."""
    year = by_role.year
    if not year:
        return
    for target in by_role.targets:
        for period in target.having("period"):
            years = [int(number) for number in _YEAR_ALONE.findall(period.text)]
            if years and not min(years) <= year <= max(years):
                yield period, f"“{period.title}”是“{period.text}”，不包括 {year} 年：请核对"
        dates = _Period.of(target)
        first = dates.begin.year if dates.begin else year
        last = dates.end.year if dates.end else year
        sound = not dates.begin or not dates.end or dates.end >= dates.begin
        if dates.field and sound and not first <= year <= last:
            yield dates.field, f"起止日期（{dates}）不包括 {year} 年：请核对"


def periods_differ(by_role: ByRole) -> Remarks:
    """The period in words is not the one of the dates."""
    for target in by_role.targets:
        begin, end, _ = _Period.of(target)
        if not begin or not end or end < begin:
            continue
        for period in target.having("period"):
            years = [int(year) for year in _YEAR_ALONE.findall(period.text)]
            if years and years == sorted(years) and (years[0], years[-1]) != (begin.year, end.year):
                yield period, f"“{period.title}”是“{period.text}”，起止日期却是 {begin} 至 {end}：请改成一致"


def deadline_outside(by_role: ByRole) -> Remarks:
    """The date of an indicator lies after the year of the form, or outside the period."""
    if not by_role.year:
        return
    for target in by_role.targets:
        period = _Period.of(target)
        for indicator in target.indicators_of("time-indicators"):
            if indicator.of_whole_project and period.end:
                latest = period.end.year
                dates = [date for date in _DATE.findall(indicator.text) if int(date[0]) > latest]
            else:
                dates = _DATE.findall(indicator.text)
            faults = (_outside(int(year), int(month), by_role.year, period) for year, month, _ in dates)
            fault = next(filter(None, faults), "")
            if fault:
                yield indicator.value, f"“{indicator.label}”的时间“{indicator.text.strip()}”{fault}：请核对"


def _outside(year: int, month: int, current: int, period: _Period) -> str:
    begin, end = period.begin, period.end
    if year > current:
        return f"晚于 {current} 年"
    if (end and (year, month) > (end.year, end.month)) or (begin and (year, month) < (begin.year, begin.month)):
        return f"不在起止日期（{period}）之内"
    return ""


def needs_finished_project(by_role: ByRole) -> Remarks:
    """A value for the year that only a finished project can reach, of a project that runs on."""
    for target in by_role.targets:
        end = _Period.of(target).end
        if not by_role.year or not end or end.year <= by_role.year:
            continue
        for indicator in target.indicators:
            if _FINISHED.search(indicator.name.text) and not indicator.of_whole_project and indicator.text:
                fault = f"“{indicator.label}”要项目做完才能考核，而项目 {end} 才完成"
                yield indicator.value, f"{fault}：请写今年能做到的，或注明这是整个项目的指标值"
