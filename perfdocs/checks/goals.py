"""Goals in words: that they are words, and that their numbers are among the indicators."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from perfdocs.checks.check import Remark, Remarks
from perfdocs.checks.sums_in_texts import parts_of_sums
from perfdocs.department.by_role import ByRole, Field, Indicator, Target
from perfdocs.department.read_by_role import is_blank
from perfdocs.prose.amounts import is_bare_number
from perfdocs.prose.clauses import clause_at, looks_back
from perfdocs.prose.direction import AT_LEAST, AT_MOST
from perfdocs.prose.periods import Period
from perfdocs.prose.quantities import Quantity, quantities, targets
from perfdocs.prose.read_periods import periods
from perfdocs.prose.shorten import without_spaces

_MOST = 4
"""Numbers of a goal that a finding names; chosen by hand."""

_MEASURES = "元 美元 % 米 千克 亩 平方米 平方公里 立方米 年 个月 天 日 小时 分钟 百分点 个百分点"
_MEASURED = frozenset(_MEASURES.split())
"""Units that measure, where another unit is another thing; 个, 家, 项 are one as good as another."""

_COUNTED = "个"
"""Stands for all of these."""

_OF_HINTS = "字"
"""The unit of a hint of the blank form (（100字以内）), of which L101 speaks."""

_SHORTEST = 3
"""Characters of what a number is about, below which two may be alike by chance; chosen by hand."""

_BRACKET_AT_END = re.compile(r"[(（][^()（）]*[)）]$")
_HEAD = re.compile("^(?:其中|完成|实现|全年|计划|预计|力争|确保|以及)+")
_COUNTED_AT_END = re.compile("(?:总?数量?|[个户次座件项处人家]数|面积|里程|长度|人次)$")


def number_in_no_indicator(by_role: ByRole) -> Remarks:
    """A number of a goal is to be found in no indicator of the form; where a value is blank, it may belong there."""
    compared = {(match.goal.document.file, match.goal.path, match.stated.start) for match in _matches(by_role)}
    for target in by_role.targets:
        if not target.indicators or any(_has_no_value(indicator) for indicator in target.indicators):
            continue
        known = _Known(_known_quantities(target))
        for goal in _of_the_year(target, by_role.year):
            here = goal.document.file, goal.path
            stated = [q for q in targets(goal.text) if (*here, q.start) not in compared and q.unit != _OF_HINTS]
            missing = _without_shares([quantity for quantity in stated if quantity not in known], known, goal.text)
            if missing:
                named = [f"“{goal.text[q.start : q.end]}”（{q.subject or goal.title}）" for q in missing[:_MOST]]
                more = f"等 {len(missing)} 个数" if len(missing) > _MOST else ""
                numbers = "、".join(named) + more
                yield goal, f"目标里的{numbers}在指标里找不到：请补一条指标，或核对是不是一边改了另一边没改"


def _of_the_year(target: Target, year: int) -> list[Field]:
    """The goals in words that the year's indicators are for: of several years' project not that of all of it."""
    goals = _in_words(target)
    outside = [goal for goal in goals if not goal.row]
    if len(outside) > 1 and _runs_over_years(target, year):
        goals.remove(outside[0])
    return goals


def _runs_over_years(target: Target, year: int) -> bool:
    times = [target.first("start-date"), target.first("end-date"), *target.having("period")]
    read = [period for time in times if time for period in periods(time.text, year, for_time=True)]
    years = {date.first.year for period in read for date in period.dates}
    return len(years) > 1


def _without_shares(missing: list[Quantity], known: _Known, text: str) -> list[Quantity]:
    """The quantities without money that only divides an amount: 其中设备30万元; 400, 550 and 150万元 of 1100."""
    money = [quantity for quantity in missing if quantity.in_plain_unit[1] == "元"]
    if not money:
        return missing
    whole = sum((quantity.in_plain_unit[0] for quantity in money), Decimal(0))
    is_divided = len(money) > 1 and Quantity(whole, "元") in known
    shares = money if is_divided else parts_of_sums(text)
    return [quantity for quantity in missing if quantity not in shares]


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


class _Match(NamedTuple):
    """A number of a goal, and the indicator that is about the same."""

    goal: Field
    stated: Quantity
    indicator: Indicator

    @property
    def differs(self) -> bool:
        """Whether they cannot both be meant; a limit may be kept with something to spare."""
        (number, unit), (other, other_unit) = self.stated.in_plain_unit, self.indicator.quantities[0].in_plain_unit
        if unit != other_unit:
            return number == other
        if self.stated.operator in AT_LEAST:
            return other < number
        if self.stated.operator in AT_MOST:
            return other > number
        return number != other and "≈" not in (self.stated.operator, self.indicator.quantities[0].operator)


@lru_cache(maxsize=1)
def _matches(by_role: ByRole) -> Sequence[_Match]:
    of_targets = (_matches_of(target, by_role.year) for target in by_role.targets if target.indicators)
    return [match for matches in of_targets for match in matches]


def _matches_of(target: Target, year: int) -> Iterator[_Match]:
    """The numbers of goals that one indicator, and no other, is about."""
    single = [indicator for indicator in target.indicators if len(indicator.quantities) == 1]
    matters = [(indicator, _matter(indicator.name.text)) for indicator in single]
    for goal in _of_the_year(target, year):
        for stated in targets(goal.text):
            subject = _matter(stated.subject)
            alike = [
                indicator
                for indicator, matter in (matters if len(subject) >= _SHORTEST else ())
                if _is_one_matter(subject, matter) and _is_one_measure(stated, indicator.quantities[0])
            ]
            if len(alike) == 1:
                yield _Match(goal, stated, alike[0])


def _matter(name: str) -> str:
    """What a name is about, without what only says that it is counted."""
    return _COUNTED_AT_END.sub("", _HEAD.sub("", _BRACKET_AT_END.sub("", without_spaces(name))))


def _is_one_matter(some: str, other: str) -> bool:
    """Whether the characters of the shorter stand in the longer, in their order, and are half of it at least."""
    short, long = sorted((some, other), key=len)
    rest = iter(long)
    return len(short) >= _SHORTEST and 2 * len(short) >= len(long) and all(character in rest for character in short)


def _is_one_measure(stated: Quantity, value: Quantity) -> bool:
    """Whether both can be compared, or count persons in one place and visits in the other."""
    pair = {stated.in_plain_unit[1], value.in_plain_unit[1]}
    return stated.upper is None and value.upper is None and (len(pair) == 1 or pair == {"人", "人次"})


def indicator_differs_from_goal(by_role: ByRole) -> Remarks:
    """An indicator says another number than the goal of the form says of the same."""
    for goal, stated, indicator in (match for match in _matches(by_role) if match.differs):
        there = f"“{goal.title}”里说的是“{goal.text[stated.start : stated.end].strip()}”"
        sentence = f"“{indicator.label}”是“{indicator.text.strip()}”，{there}：请核对，改成一致"
        yield Remark(indicator.value, sentence, [goal])


def goal_of_several_years(by_role: ByRole) -> Remarks:
    """The goal of the year promises what several years are to bring."""
    for target in by_role.targets:
        outside = [goal for goal in _in_words(target) if not goal.row]
        for goal in outside[-1:] if target.indicators else ():
            period = next(filter(_takes_years, periods(goal.text)), None)
            if period and _promises(clause_at(goal.text, period.start)):
                there = f"“{goal.text[period.start : period.stop]}”"
                sentence = f"目标说的是{there}几年的，指标是这一年的：请写明这一年要做到多少"
                yield goal, sentence


def _takes_years(period: Period) -> bool:
    if not period.is_range or not period.begin or not period.end or period.fault:
        return False
    return period.begin.first.year < period.end.last.year


def _promises(clause: str) -> bool:
    return bool(quantities(clause)) and not looks_back(clause)


def only_a_number(by_role: ByRole) -> Remarks:
    """A number, mostly an amount of money, stands where a goal should be told."""
    for target in by_role.targets:
        for goal in target.having("goal"):
            if not goal.blank and is_bare_number(goal.value):
                fault = f"“{goal.title}”只填了一个数“{goal.text}”：这里要写做成什么事、达到什么效果，金额另有栏目"
                yield goal, fault + _contradiction(goal, target)


def _contradiction(goal: Field, target: Target) -> str:
    """What a goal that is an amount has wrong besides: no amount of the form is like it."""
    amounts = [amount for amount in target.having("amount") if isinstance(amount.value, Decimal)]
    number = Decimal(re.sub(r"[^\d.]", "", goal.text) or 0)
    if not amounts or number in {amount.value for amount in amounts}:
        return ""
    nearest = min(amounts, key=lambda amount: abs(amount.value - number))
    return f"；这个数和“{nearest.title}”{nearest.text} 也不一样，请核对"


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
