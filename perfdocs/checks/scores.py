"""Scores that add up, and kinds of standard where the form asks for them."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from perfdocs.checks.check import Remarks
from perfdocs.department.by_role import ByRole, Field, Target
from perfdocs.department.read_by_role import is_blank
from perfdocs.pack.manifest_rules import Scores
from perfdocs.prose.amounts import number_text, total
from perfdocs.prose.shorten import without_spaces

_STANDARD = re.compile("计划|历史|行业|预算支出|其他|国家|地方|规划")
"""What the name of a kind of standard begins with."""


_EXECUTION = re.compile("(?:预算|资金|经费)(?:资金)?(?:执行|支出|支付|使用)(?:进度|完成)?(?:率|进度)|^执行率")
_APART = Decimal(90)
"""The total of scores of a form that gives the execution of the budget ten points of its own."""


def scores_do_not_add_up(by_role: ByRole) -> Remarks:
    """The scores of a form are not the total that the pack asks for, and no part of them is wrong by itself."""
    wanted = by_role.pack.scores
    if wanted is None:
        return
    for target in by_role.targets:
        scores = [score for indicator in target.indicators if (score := indicator.full_score) and _is_number(score)]
        there = total(score.value for score in scores)
        if scores and there != wanted.of_indicators and not list(_wrong_parts(target, wanted)):
            apart = "、".join(f"“{name}”{number_text(score)} 分" for name, score in wanted.constants.items())
            more = f"（合计 {number_text(wanted.total)}，{apart}另算）" if apart else ""
            sums = f"{_sum(scores)}，应是 {number_text(wanted.of_indicators)}{more}"
            yield target.groups[0].place, f"各条指标的分值合计不对：{sums}"


def part_does_not_add_up(by_role: ByRole) -> Remarks:
    """The scores of a level of indicators are not what the pack gives to it."""
    wanted = by_role.pack.scores
    if wanted is None:
        return
    for target in by_role.targets:
        for part in _wrong_parts(target, wanted):
            sums = f"{_sum(part.scores)}，应是 {number_text(part.wanted)}"
            yield part.scores[0], f"“{part.name}”的分值合计不对：{sums}"


class _Part(NamedTuple):
    """A level of indicators with the scores that are given in it."""

    name: str
    wanted: Decimal
    scores: Sequence[Field]


def _wrong_parts(target: Target, wanted: Scores) -> Iterator[_Part]:
    """The levels whose scores are all given and add up to something else; one without indicators is told elsewhere."""
    for name, score in wanted.parts.items():
        of_part = [each for each in target.indicators if name in map(without_spaces, each.group)]
        scores = [each for indicator in of_part if (each := indicator.full_score)]
        if scores and all(map(_is_number, scores)) and total(each.value for each in scores) != score:
            yield _Part(name, score, scores)


def _sum(scores: Sequence[Field]) -> str:
    """`30+20=50`, or the only one."""
    steps = "+".join(score.text for score in scores)
    return f"{steps}={number_text(total(score.value for score in scores))}" if len(scores) > 1 else steps


def score_missing(by_role: ByRole) -> Remarks:
    """In a form with scores an indicator has none, or none above 0."""
    if by_role.pack.score_total is None:
        return
    for target in by_role.targets:
        scores = [(indicator, score) for indicator in target.indicators if (score := indicator.full_score)]
        if not any(_is_number(score) for _, score in scores):
            continue
        for indicator, score in scores:
            if score.blank or (_is_number(score) and score.value <= 0):
                fault = "没有分值" if score.blank else f"的分值是 {score.text}"
                yield score, f"“{indicator.label}”{fault}：每条指标都要有大于 0 的分值"


def execution_scored_twice(by_role: ByRole) -> Remarks:
    """How much of the budget is spent is scored by two indicators, or by one where the form scores it apart."""
    for target in by_role.targets:
        rates = [
            indicator
            for indicator in target.indicators
            if (score := indicator.full_score) and _is_number(score) and _EXECUTION.search(indicator.name.text)
        ]
        if len(rates) > 1:
            first, second = rates[:2]
            both = f"“{second.label}”和“{first.label}”考核的都是预算执行率，分算了两次"
            yield second.name, f"{both}：请只留一条"
        elif rates and (apart := _apart(by_role.pack.scores)):
            fault = f"“{rates[0].label}”的分在这张表上另算（另有 {number_text(apart)} 分），这里又算了一次"
            yield rates[0].name, f"{fault}：请删掉这一条"


def _apart(scores: Scores | None) -> Decimal | None:
    """The points that the form gives the execution of the budget by itself; None where it gives none."""
    if scores is None:
        return None
    said = (score for name, score in scores.constants.items() if _EXECUTION.search(name))
    return next(said, Decimal(100) - _APART if scores.of_indicators == _APART else None)


def standard_missing(by_role: ByRole) -> Remarks:
    """In a form in which most indicators have a kind of standard, some have none."""
    for target in by_role.targets:
        standards = [(indicator, indicator.standard) for indicator in target.indicators if indicator.standard]
        blanks = [(indicator, standard) for indicator, standard in standards if is_blank(standard.value)]
        given = len(standards) - len(blanks)
        if blanks and given > len(blanks) and not any(_is_number(standard) for _, standard in standards):
            indicator, standard = blanks[0]
            which = f"“{indicator.label}”" + (f"等 {len(blanks)} 条指标" if len(blanks) > 1 else "")
            yield standard, f"{which}没有填“{standard.title}”，这张表上另外 {given} 条都填了：请补上"


def score_for_standard(by_role: ByRole) -> Remarks:
    """A score, or something else, stands where the form asks for the kind of standard."""
    for target in by_role.targets:
        standards = [indicator.standard for indicator in target.indicators if indicator.standard is not None]
        numbers = [standard for standard in standards if _is_number(standard)]
        if numbers:
            fault = f"{len(numbers)} 条指标的“{numbers[0].title}”填的是数（{numbers[0].text}）"
            yield numbers[0], f"{fault}：这一栏按表头应填标准的种类（计划标准、历史标准、行业标准等），不是分值"
        for standard in standards:
            if (
                not is_blank(standard.value)
                and not _is_number(standard)
                and not _STANDARD.match(standard.value.strip())
            ):
                kinds = "计划标准、历史标准、行业标准、预算支出标准、其他标准"
                yield standard, f"“{standard.text}”不是标准的种类：可以填 {kinds}"


def _is_number(field: Field) -> bool:
    return isinstance(field.value, Decimal)
