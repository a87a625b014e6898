"""Scores that add up, and kinds of standard where the form asks for them."""

from __future__ import annotations

import re
from decimal import Decimal

from perfdocs.checks.found import Found
from perfdocs.department.by_role import ByRole, Field, Indicator
from perfdocs.prose.amounts import total, written

_KINDS = ("计划", "历史", "行业", "预算支出", "其他", "国家", "地方", "规划")


def scores_do_not_add_up(by_role: ByRole) -> Found:
    """The scores of a form are not the total that the pack asks for."""
    wanted = by_role.pack.score_total
    if wanted is None:
        return
    for target in by_role.targets:
        marks = [_mark(one) for one in target.indicators]
        scores = [one for one in marks if one and isinstance(one.value, Decimal)]
        found = total(one.value for one in scores)
        if scores and found != wanted:
            steps = "+".join(one.text for one in scores)
            told = f"{steps}={written(found)}，应是 {written(wanted)}"
            yield target.groups[0].place, f"各条指标的分值合计不对：{told}"


def score_missing(by_role: ByRole) -> Found:
    """In a form with scores an indicator has none, or none above 0."""
    for target in by_role.targets if by_role.pack.score_total is not None else ():
        marks = [(indicator, _mark(indicator)) for indicator in target.indicators]
        if not any(mark and isinstance(mark.value, Decimal) for _, mark in marks):
            continue
        for indicator, mark in marks:
            if mark is not None and (mark.blank or (isinstance(mark.value, Decimal) and mark.value <= 0)):
                told = "没有分值" if mark.blank else f"的分值是 {mark.text}"
                yield mark, f"“{indicator.label}”{told}：每条指标都要有大于 0 的分值"


def score_for_standard(by_role: ByRole) -> Found:
    """A score, or something else, stands where the form asks for the kind of standard."""
    for target in by_role.targets:
        marks = [one.standard for one in target.indicators if one.standard is not None]
        numbers = [one for one in marks if isinstance(one.value, Decimal)]
        if numbers:
            told = f"{len(numbers)} 条指标的“{numbers[0].title}”填的是数（{numbers[0].text}）"
            yield numbers[0], f"{told}：这一栏按表头应填标准的种类（计划标准、历史标准、行业标准等），不是分值"
        for one in marks:
            if isinstance(one.value, str) and not re.match("|".join(_KINDS), one.value.strip()):
                yield one, f"“{one.text}”不是标准的种类：可以填 计划标准、历史标准、行业标准、预算支出标准、其他标准"


def _mark(indicator: Indicator) -> Field | None:
    """The score; where the form has no column for it, what stands in the one for the standard."""
    return indicator.score or indicator.standard
