"""Goals in words: that they are words, and that their numbers are among the indicators."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from perfdocs.checks.found import Found
from perfdocs.department.by_role import ByRole, Field, Target
from perfdocs.prose.amounts import is_bare_number
from perfdocs.prose.quantities import Quantity, quantities


def number_in_no_indicator(by_role: ByRole) -> Found:
    """A number of a goal is to be found in no indicator of the form."""
    for target in by_role.targets:
        if not target.indicators:
            continue
        known = [(one, *one.in_plain_unit) for one in _indicated(target)]
        for goal in target.having("goal"):
            missing = [one for one in _numbers(goal) if not _is_among(one, known)]
            if missing:
                told = "、".join(
                    f"“{goal.text[one.start : one.end]}”（{one.subject or goal.title}）" for one in missing[:4]
                )
                more = f"等 {len(missing)} 个数" if len(missing) > 4 else ""
                yield goal, f"目标里的{told}{more}在指标里找不到：请补一条指标，或核对是不是一边改了另一边没改"


def _numbers(goal: Field) -> list[Quantity]:
    return quantities(goal.text) if isinstance(goal.value, str) and not is_bare_number(goal.value) else []


def _indicated(target: Target) -> Iterator[Quantity]:
    """The numbers of the indicators, and the money of the form."""
    for one in target.indicators:
        yield from one.quantities
        yield from one.named_quantities
    for amount in target.having("amount"):
        if isinstance(amount.value, Decimal):
            yield Quantity(amount.value, amount.unit)


def _is_among(one: Quantity, known: Sequence[tuple[Quantity, Decimal, str]]) -> bool:
    """Whether one of the known means the same number; where a unit is missing, or things are counted, the number
    decides."""
    number, unit = one.in_plain_unit
    for other, own, measure in known:
        if number == own or (not other.unit and one.number == other.number):
            if unit == measure or not one.unit or not other.unit:
                return True
            if unit not in _MEASURED and measure not in _MEASURED:
                return True
    return False


_MEASURES = "元 美元 % 米 千克 亩 平方米 平方公里 立方米 年 个月 天 日 小时 分钟 百分点 个百分点"
_MEASURED = frozenset(_MEASURES.split())
"""Units that measure, where another unit is another thing; 个, 家, 项 are one as good as another."""


def only_a_number(by_role: ByRole) -> Found:
    """A number, mostly an amount of money, stands where a goal should be told."""
    for target in by_role.targets:
        for goal in target.having("goal"):
            if not goal.blank and is_bare_number(goal.value):
                yield goal, f"“{goal.title}”只填了一个数“{goal.text}”：这里要写做成什么事、达到什么效果，金额另有栏目"


def goals_the_same(by_role: ByRole) -> Found:
    """The goal of the year is word for word the goal of the whole period."""
    for target in by_role.targets:
        told: dict[str, Field] = {}
        for goal in _in_words(target.having("goal")):
            plain = re.sub(r"\s", "", goal.text)
            if plain in told:
                yield goal, f"“{goal.title}”和“{told[plain].title}”一字不差：请写明哪些是这一年要做到的"
            told.setdefault(plain, goal)


def _in_words(goals: Iterable[Field]) -> Iterator[Field]:
    for goal in goals:
        if isinstance(goal.value, str) and not goal.row and not is_bare_number(goal.value):
            yield goal
