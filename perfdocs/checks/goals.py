"""Goals in words: that they are words, and that their numbers are among the indicators."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from perfdocs.checks.check import Remarks
from perfdocs.department.by_role import ByRole, Field, Indicator, Target
from perfdocs.department.read_by_role import is_blank
from perfdocs.prose.amounts import is_bare_number
from perfdocs.prose.quantities import Quantity, targets
from perfdocs.prose.shorten import without_spaces

_MOST = 4
"""Numbers of a goal that a finding names; chosen by hand."""

_MEASURES = "元 美元 % 米 千克 亩 平方米 平方公里 立方米 年 个月 天 日 小时 分钟 百分点 个百分点"
_MEASURED = frozenset(_MEASURES.split())
"""Units that measure, where another unit is another thing; 个, 家, 项 are one as good as another."""

_COUNTED = "个"
"""Stands for all of these."""


def number_in_no_indicator(by_role: ByRole) -> Remarks:
    """A number of a goal is to be found in no indicator of the form; where a value is blank, it may belong there."""
    for target in by_role.targets:
        if not target.indicators or any(_has_no_value(indicator) for indicator in target.indicators):
            continue
        known = _Known(_known_quantities(target))
        for goal in _in_words(target):
            missing = [quantity for quantity in targets(goal.text) if quantity not in known]
            if missing:
                named = [f"“{goal.text[q.start : q.end]}”（{q.subject or goal.title}）" for q in missing[:_MOST]]
                more = f"等 {len(missing)} 个数" if len(missing) > _MOST else ""
                numbers = "、".join(named) + more
                yield goal, f"目标里的{numbers}在指标里找不到：请补一条指标，或核对是不是一边改了另一边没改"


def _has_no_value(indicator: Indicator) -> bool:
    return is_blank(indicator.text) or (indicator.value.blank and indicator.number is None)


class _Known:
    """Known quantities, to be asked whether another one means the same number as one of them; where a unit is
    missing, or things are counted, the number decides."""

    def __init__(self, quantities: Iterable[Quantity]) -> None:
        self._units: dict[Decimal, set[str]] = {}
        """What each number is of, in the plain unit; empty where that is not said."""
        for quantity in quantities:
            number, unit = quantity.in_plain_unit
            self._units.setdefault(number, set()).add(_kind(unit) if quantity.unit else "")

    def __contains__(self, quantity: Quantity) -> bool:
        number, unit = quantity.in_plain_unit
        units = self._units.get(number, set())
        bare = "" in units or "" in self._units.get(quantity.number, ())
        return bare or _kind(unit) in units or (bool(units) and not quantity.unit)


def _kind(unit: str) -> str:
    """A unit that measures; what things are counted in is all the same."""
    return unit if unit in _MEASURED else _COUNTED


def _known_quantities(target: Target) -> Iterator[Quantity]:
    """The numbers of the indicators, and the money of the form."""
    for indicator in target.indicators:
        yield from indicator.quantities
        yield from indicator.named_quantities
    for amount in target.having("amount"):
        if isinstance(amount.value, Decimal):
            yield Quantity(amount.value, amount.unit)


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
