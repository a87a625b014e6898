"""What was reached, beside the targets: later steps (绩效监控, 绩效自评) say it of every indicator."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from perfdocs.checks.check import Remarks
from perfdocs.department.by_role import ByRole, Field, Indicator
from perfdocs.department.read_by_role import is_blank
from perfdocs.prose.amounts import is_bare_number, number_text
from perfdocs.prose.direction import AT_LEAST, AT_MOST, Better, better
from perfdocs.prose.quantities import Quantity, targets

_TIMES = 2
"""How many times as much as the target is told: the target was low, or one of the units is wrong. Chosen by hand."""
_TIMES_LESS = 10
"""The same of how many times less."""


class _Reached(NamedTuple):
    """An indicator of which target and result are one number each, in the same unit."""

    indicator: Indicator
    result: Field
    target: Quantity
    actual: Quantity
    is_reached: bool

    @property
    def times(self) -> Decimal | None:
        """How many times the target the result is; None where the target is nothing."""
        target, actual = self.target.in_plain_unit[0], self.actual.in_plain_unit[0]
        return actual / target if target else None

    @property
    def said(self) -> str:
        return f"“{self.indicator.label}”目标是 {self.indicator.text}，完成 {self.result.text}"


def missed_with_full_score(by_role: ByRole) -> Remarks:
    """A target was not reached, and has all of its points."""
    for each in _all_reached(by_role):
        points = _points(each.indicator)
        if points and not each.is_reached and points.given.value >= points.full.value:
            given = points.given
            yield given, f"{each.said}，没有达到，“{given.title}”却是满分 {given.text}：请核对完成值或得分"


def reason_missing(by_role: ByRole) -> Remarks:
    """A target was not reached, or lost points, and the form's column for the reason is blank."""
    for target in by_role.targets:
        for indicator in target.indicators:
            reason = indicator.reason
            if reason is None or not is_blank(reason.value):
                continue
            known, points = _reached(indicator), _points(indicator)
            if known and not known.is_reached:
                yield reason, f"{known.said}，没有达到：请在“{reason.title}”里写明原因"
            elif points and points.given.value < points.full.value:
                lost = f"分值 {points.full.text}，“{points.given.title}”{points.given.text}"
                yield reason, f"“{indicator.label}”{lost}，扣了分：请在“{reason.title}”里写明原因"


def more_than_full_score(by_role: ByRole) -> Remarks:
    """More points were given than there are."""
    for target in by_role.targets:
        for indicator in target.indicators:
            points = _points(indicator)
            if points and points.given.value > points.full.value:
                given = f"“{points.given.title}”{points.given.text}"
                yield points.given, f"“{indicator.label}”的{given} 超过了分值 {points.full.text}：请核对"


def out_of_proportion(by_role: ByRole) -> Remarks:
    """The result is a multiple of the target, or a fraction of it."""
    for each in _all_reached(by_role):
        times = each.times
        if times is None or each.target.unit in ("%", "‰"):
            continue
        if times >= _TIMES:
            said = f"{each.said}，是目标的 {_short(times)} 倍"
            yield each.result, f"{said}：请核对单位；没有错的话，明年的目标可以定高一些"
        elif 0 < times <= Decimal(1) / _TIMES_LESS and not each.is_reached:
            share = f"只有目标的 {_short(times * 100)}%"
            yield each.result, f"{each.said}，{share}：请核对单位"


def _all_reached(by_role: ByRole) -> Iterator[_Reached]:
    every = (_reached(indicator) for target in by_role.targets for indicator in target.indicators)
    return filter(None, every)


def _reached(indicator: Indicator) -> _Reached | None:
    """What came of an indicator; None where that cannot be told."""
    result = indicator.result
    if result is None or is_blank(result.value):
        return None
    wanted, actual = indicator.quantities, _in_unit_of(indicator, targets(result.text))
    if len(wanted) != 1 or len(actual) != 1 or wanted[0].in_plain_unit[1] != actual[0].in_plain_unit[1]:
        return None
    way = _way(indicator, wanted[0])
    is_reached = _is_reached(wanted[0], actual[0], way)
    return None if is_reached is None else _Reached(indicator, result, wanted[0], actual[0], is_reached)


def _way(indicator: Indicator, wanted: Quantity) -> Better:
    """Which way is better: less of a cost; nothing is known where the name is no more than a number."""
    if indicator.kind == "cost-indicators":
        return Better.LESS
    name = indicator.name.text or wanted.subject
    return Better.UNKNOWN if is_bare_number(name) else better(name, wanted.unit)


def _in_unit_of(indicator: Indicator, found: list[Quantity]) -> list[Quantity]:
    """A bare number is in the unit of the target: the column of the unit stands beside both."""
    wanted = indicator.quantities
    if len(found) == 1 and len(wanted) == 1 and not found[0].unit:
        return [found[0]._replace(unit=wanted[0].unit)]
    return found


def _is_reached(target: Quantity, actual: Quantity, way: Better) -> bool | None:
    """Whether the result is what was to be reached; None where it is not known which way is better."""
    least, reached = target.in_plain_unit[0], actual.in_plain_unit[0]
    if target.upper is not None:
        return None
    if target.operator in AT_LEAST:
        return reached > least or (reached == least and target.operator == "≥")
    if target.operator in AT_MOST:
        return reached < least or (reached == least and target.operator == "≤")
    if reached == least:
        return True
    if target.operator == "≈" or way is Better.UNKNOWN:
        return None
    return (reached > least) == (way is Better.MORE)


def _short(number: Decimal) -> str:
    """To one place, and none where that is 0."""
    return number_text(round(number, 1)).removesuffix(".0")


class _Points(NamedTuple):
    """The points of an indicator, and those that were given."""

    full: Field
    given: Field


def _points(indicator: Indicator) -> _Points | None:
    full, given = indicator.full_score, indicator.awarded
    if full is None or given is None:
        return None
    are_numbers = isinstance(full.value, Decimal) and isinstance(given.value, Decimal)
    return _Points(full, given) if are_numbers else None
