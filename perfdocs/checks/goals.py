"""Goals in words: that they are words, and that their numbers are among the indicators."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from perfdocs.checks.check import Remarks
from perfdocs.department.by_role import ByRole, Field, Target
from perfdocs.prose.amounts import is_bare_number
from perfdocs.prose.quantities import Quantity, quantities
from perfdocs.prose.shorten import without_spaces

_MOST = 4
"""Numbers of a goal that a finding names; chosen by hand."""

_MEASURES = "元 美元 % 米 千克 亩 平方米 平方公里 立方米 年 个月 天 日 小时 分钟 百分点 个百分点"
_MEASURED = frozenset(_MEASURES.split())
"""Units that measure, where another unit is another thing; 个, 家, 项 are one as good as another."""


class _Known(NamedTuple):
    """A quantity of the form, and its number and unit in the plain unit."""

    quantity: Quantity
    number: Decimal
    unit: str


def number_in_no_indicator(by_role: ByRole) -> Remarks:
    """A number of a goal is to be found in no indicator of the form."""
    for target in by_role.targets:
        if not target.indicators:
            continue
        known = [_Known(quantity, *quantity.in_plain_unit) for quantity in _known_quantities(target)]
        for goal in _in_words(target):
            missing = [quantity for quantity in quantities(goal.text) if not _is_among(quantity, known)]
            if missing:
                named = [f"“{goal.text[q.start : q.end]}”（{q.subject or goal.title}）" for q in missing[:_MOST]]
                more = f"等 {len(missing)} 个数" if len(missing) > _MOST else ""
                numbers = "、".join(named) + more
                yield goal, f"目标里的{numbers}在指标里找不到：请补一条指标，或核对是不是一边改了另一边没改"


def _known_quantities(target: Target) -> Iterator[Quantity]:
    """The numbers of the indicators, and the money of the form."""
    for indicator in target.indicators:
        yield from indicator.quantities
        yield from indicator.named_quantities
    for amount in target.having("amount"):
        if isinstance(amount.value, Decimal):
            yield Quantity(amount.value, amount.unit)


def _is_among(quantity: Quantity, known: list[_Known]) -> bool:
    """True where one of the known means the same number; where a unit is missing, or things are counted, the number
    decides."""
    number, unit = quantity.in_plain_unit
    for other, other_number, other_unit in known:
        if number == other_number or (not other.unit and quantity.number == other.number):
            if unit == other_unit or not quantity.unit or not other.unit:
                return True
            if unit not in _MEASURED and other_unit not in _MEASURED:
                return True
    return False


def only_a_number(by_role: ByRole) -> Remarks:
    """A number, mostly an amount of money, stands where a goal should be told."""
    for target in by_role.targets:
        for goal in target.having("goal"):
            if not goal.blank and is_bare_number(goal.value):
                yield goal, f"“{goal.title}”只填了一个数“{goal.text}”：这里要写做成什么事、达到什么效果，金额另有栏目"


def goals_the_same(by_role: ByRole) -> Remarks:
    """The goal of the year is word for word the goal of the whole period."""
    for target in by_role.targets:
        seen: dict[str, Field] = {}
        for goal in _in_words(target):
            if not goal.row:
                same = seen.setdefault(without_spaces(goal.text), goal)
                if same is not goal:
                    yield goal, f"“{goal.title}”和“{same.title}”一字不差：请写明哪些是这一年要做到的"


def _in_words(target: Target) -> list[Field]:
    """The goals that are words, not a bare number."""
    goals = target.having("goal")
    return [goal for goal in goals if isinstance(goal.value, str) and not is_bare_number(goal.value)]
