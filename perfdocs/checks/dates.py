"""Years and dates: of this year, inside the period, and not those of last year's file."""

from __future__ import annotations

import datetime
import re

from perfdocs.checks.found import Found
from perfdocs.department.by_role import ByRole, Field
from perfdocs.prose.clauses import clauses, looks_back
from perfdocs.prose.shorten import shorten

_YEAR = re.compile(r"((?:19|20)\d{2})(?<!\d{5})(?=\s*年|[./-]\d{1,2}(?!\d))")
_SPAN = re.compile(r"((?:19|20)\d{2})\s*年?\s*(?:[-—–~～至到]+)\s*((?:19|20)\d{2})")
_DATE = re.compile(r"((?:19|20)\d{2})\s*[年./-]\s*(\d{1,2})(?:\s*[月./-]\s*(\d{1,2}))?")
_FINISHED = re.compile("验收|竣工|交付使用|投入使用|通车|项目完成率|工程完成率")


def stale_year(by_role: ByRole) -> Found:
    """A goal or an indicator speaks of a year gone by as if it were to come."""
    for target in by_role.targets if by_role.year else ():
        fields = target.having("goal")
        for indicator in target.indicators:
            fields += [indicator.name, *([indicator.value] if indicator.value.text != indicator.name.text else [])]
        for one in fields:
            year = _stale(one.text, by_role.year)
            if year:
                told = f"“{_clause(one.text, year)}”说的是 {year} 年"
                yield one, f"{told}，这是 {by_role.year} 年的表：是不是从往年复制来忘了改？"


def _stale(text: str, current: int) -> str:
    """The first year gone by in a clause that does not look back on purpose."""
    if ("19" not in text and "20" not in text) or _YEAR.search(text) is None:  # with which every such year begins
        return ""
    for clause in clauses(text):
        years = _YEAR.findall(clause)
        spans = any(int(a) <= current <= int(b) for a, b in _SPAN.findall(clause))
        old = [year for year in years if int(year) < current]
        if old and not spans and str(current) not in years and not looks_back(clause):
            return str(old[0])
    return ""


def _clause(text: str, year: str) -> str:
    clause = next(clause for clause in clauses(text) if year in clause).strip()
    return shorten(clause, 24)


def ends_before_it_begins(by_role: ByRole) -> Found:
    """The end of a period lies before its beginning."""
    for target in by_role.targets:
        begin, end = _day(target.first("start-date")), _day(target.first("end-date"))
        if begin and end and end < begin:
            ending = target.first("end-date")
            if ending:
                yield ending, f"完成的日期 {end} 早于开始的日期 {begin}：请核对"
        for period in target.having("period"):
            for first, last in _SPAN.findall(period.text):
                if last < first:
                    yield period, f"“{period.text}”的结束早于开始：请核对"


def period_misses_the_year(by_role: ByRole) -> Found:
    """The period of the project does not cover the year of the form."""
    for target in by_role.targets if by_role.year else ():
        for period in target.having("period"):
            years = [int(year) for year in re.findall(r"(?<!\d)((?:19|20)\d{2})(?!\d)", period.text)]
            if years and not min(years) <= by_role.year <= max(years):
                yield period, f"“{period.title}”是“{period.text}”，不包括 {by_role.year} 年：请核对"
        begin, end = _day(target.first("start-date")), _day(target.first("end-date"))
        starting = target.first("start-date") or target.first("end-date")
        first = begin.year if begin else by_role.year
        last = end.year if end else by_role.year
        if starting and (not end or not begin or end >= begin) and not first <= by_role.year <= last:
            yield starting, f"起止日期（{begin or ''} 至 {end or ''}）不包括 {by_role.year} 年：请核对"


def periods_differ(by_role: ByRole) -> Found:
    """The period in words is not the one of the dates."""
    for target in by_role.targets:
        begin, end = _day(target.first("start-date")), _day(target.first("end-date"))
        for period in target.having("period") if begin and end and begin <= end else ():
            years = [int(year) for year in re.findall(r"(?<!\d)((?:19|20)\d{2})(?!\d)", period.text)]
            if years and begin and end and years == sorted(years) and (years[0], years[-1]) != (begin.year, end.year):
                yield period, f"“{period.title}”是“{period.text}”，起止日期却是 {begin} 至 {end}：请改成一致"


def deadline_outside(by_role: ByRole) -> Found:
    """The date of an indicator lies after the year of the form, or outside the period."""
    for target in by_role.targets if by_role.year else ():
        begin, end = _day(target.first("start-date")), _day(target.first("end-date"))
        for one in [one for one in target.indicators if one.kind == "time-indicators"]:
            for year, month, _ in _DATE.findall(one.text):
                if one.of_whole_project and end and int(year) <= end.year:
                    continue
                late = int(year) > by_role.year
                outside = (end and (int(year), int(month)) > (end.year, end.month)) or (
                    begin and (int(year), int(month)) < (begin.year, begin.month)
                )
                if late or outside:
                    told = f"晚于 {by_role.year} 年" if late else f"不在起止日期（{begin or ''} 至 {end or ''}）之内"
                    yield one.value, f"“{one.label}”的时间“{one.text.strip()}”{told}：请核对"
                    break


def needs_finished_project(by_role: ByRole) -> Found:
    """A value for the year that only a finished project can reach, of a project that runs on."""
    for target in by_role.targets if by_role.year else ():
        end = _day(target.first("end-date"))
        for one in target.indicators if end and end.year > by_role.year else ():
            if _FINISHED.search(one.name.text) and not one.of_whole_project and one.text:
                told = f"“{one.label}”要项目做完才能考核，而项目 {end} 才完成"
                yield one.value, f"{told}：请写今年能做到的，或注明这是整个项目的指标值"


def _day(field: Field | None) -> datetime.date | None:
    parts = re.findall(r"\d+", field.text) if field else []
    try:
        return datetime.date(*(int(part) for part in parts[:3])) if len(parts) >= 3 else None
    except ValueError:
        return None
