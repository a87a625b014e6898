"""Numbers of goals, held against the indicators and the money of their form."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import groupby
from typing import NamedTuple

from perfdocs.checks.check import Remark, Remarks
from perfdocs.checks.goals import goals_in_words
from perfdocs.checks.sums_in_texts import parts_of_sums
from perfdocs.department.by_role import ByRole, Field, Indicator, Target
from perfdocs.department.read_by_role import is_blank
from perfdocs.prose.clauses import years_ahead
from perfdocs.prose.direction import AT_LEAST, AT_MOST
from perfdocs.prose.quantities import Quantity, targets
from perfdocs.prose.read_periods import periods
from perfdocs.prose.shorten import without_spaces

_MOST = 4
"""Numbers of a goal that a finding names; chosen by hand."""
_COMPARED = 200
"""Numbers of a form's goals that are looked for in the names of its indicators; chosen by hand, to bound the work."""

_MEASURES = "元 美元 % 米 千克 亩 平方米 平方公里 立方米 年 个月 天 日 小时 分钟 百分点 个百分点"
_MEASURED = frozenset(_MEASURES.split())
"""Units that measure, where another unit is another thing; 个, 家, 项 are one as good as another."""

_COUNTED = "个"
"""Stands for all of these."""

_ALL = Decimal(100)
"""Per cent that shares of one whole come to."""

_OF_HINTS = "字"
"""The unit of a hint of the blank form (（100字以内）), of which L101 speaks."""

_SHORTEST = 3
"""Characters of what a number is about, below which two may be alike by chance; chosen by hand."""

_BRACKET_AT_END = re.compile(r"[(（][^()（）]*[)）]$")
_HEAD = re.compile("^(?:其中|完成|实现|全年|计划|预计|力争|确保|以及)+")
_COUNTED_AT_END = re.compile("(?:总?数量?|[个户次座件项处人家]数|面积|里程|长度|人次)$")

_FUNDS = re.compile("资金|经费|预算|投入|投资|安排|拨款|专款")
_PART = re.compile("[省市县区镇乡]级|中央|上级|本级|配套|自筹|财政|其中|结转|购置|用于")
_OUTCOME = re.compile("收入|产值|增收|引资|外资|销售|税|利润|贷款|捐|募|节约|节支|带动|撬动|争取|社会")
"""What money of a goal may be: the project's own, a part of it, or what is to come of it. Chosen by hand; the cases of
G101 and G106 hold it."""

_OF_ONE = re.compile("每|均|单价|标准")
"""Money for one of something, which an indicator may have in 元/人."""

_SLIPS = (10, 100, 1000, 10_000)
"""How many times too small a number is that lacks noughts, or has the wrong unit."""


class _Claim(NamedTuple):
    """A number of a goal that the form's indicators should have."""

    target: Target
    goal: Field
    stated: Quantity

    @property
    def key(self) -> tuple[int, int]:
        """Which field it is in, and where."""
        return id(self.goal), self.stated.start

    @property
    def shown(self) -> str:
        return self.goal.text[self.stated.start : self.stated.end].strip()


@lru_cache(maxsize=1)
def _claims(by_role: ByRole) -> Sequence[_Claim]:
    every = (_claims_of(target, by_role.year) for target in by_role.targets if target.indicators)
    return [claim for claims in every for claim in claims if claim.stated.unit != _OF_HINTS]


def _claims_of(target: Target, year: int) -> Iterator[_Claim]:
    """The numbers of its goals; of the goal of several years only where it has values for all of them as well."""
    goals = goals_in_words(target)
    outside = [goal for goal in goals if not goal.row]
    of_all_years = outside[0] if len(outside) > 1 and _runs_over_years(target, year) else None
    for goal in goals:
        if goal is not of_all_years:
            yield from (_Claim(target, goal, stated) for stated in _of_this_year(goal.text, year))
        elif any(indicator.of_whole_project for indicator in target.indicators):
            yield from (_Claim(target, goal, stated) for stated in targets(goal.text))


def _runs_over_years(target: Target, year: int) -> bool:
    times = [target.first("start-date"), target.first("end-date"), *target.having("period")]
    read = [period for time in times if time for period in periods(time.text, year, for_time=True)]
    years = {date.first.year for period in read for date in period.dates}
    return len(years) > 1


def _of_this_year(text: str, year: int) -> Sequence[Quantity]:
    """The quantities without those of clauses that speak of several years, of which G105 speaks."""
    stated = targets(text)
    spans = years_ahead(text, year) if stated else ()
    return [one for one in stated if not any(span.start <= one.start < span.stop for span in spans)]


@lru_cache(maxsize=1)
def _missing(by_role: ByRole) -> Sequence[_Claim]:
    """The claims that no indicator has, and that are no money of the form and no share of it.

    Where a value is blank, they may belong there.
    """
    compared = {match.claim.key for match in _matches(by_role)}
    missing: list[_Claim] = []
    for _, of_target in groupby(_claims(by_role), lambda claim: id(claim.target)):
        claims = list(of_target)
        target = claims[0].target
        if not any(map(_has_no_value, target.indicators)):
            known = _Known(_known_quantities(target))
            rest = [claim for claim in claims if claim.key not in compared and claim.stated not in known]
            for _, of_goal in groupby(rest, lambda claim: id(claim.goal)):
                missing += _without_shares(list(of_goal), claims, known)
    return missing


def _without_shares(missing: Sequence[_Claim], claims: Iterable[_Claim], known: _Known) -> Iterator[_Claim]:
    """The claims of a goal without what only divides an amount: 其中设备30万元; 400 and 700万元 of 1100; 县级70%."""
    goal = missing[0].goal
    stated = [claim.stated for claim in claims if claim.goal is goal]
    money = [quantity for quantity in stated if quantity.in_plain_unit[1] == "元"]
    percents = [quantity for quantity in stated if quantity.in_plain_unit[1] == "%"]
    shares = parts_of_sums(goal.text) if money else []
    if len(money) > 1 and Quantity(_total(money), "元") in known:
        shares += money
    if len(percents) > 1 and _total(percents) == _ALL:
        shares += percents
    return (claim for claim in missing if claim.stated not in shares)


def _total(quantities: Iterable[Quantity]) -> Decimal:
    return sum((quantity.in_plain_unit[0] for quantity in quantities), Decimal(0))


def number_in_no_indicator(by_role: ByRole) -> Remarks:
    """A number of a goal is to be found in no indicator of the form."""
    told = {claim.key for claim, _ in _differing_money(by_role)}
    by_goal: dict[int, list[_Claim]] = {}
    seen: set[tuple[int, str, str]] = set()
    for claim in _missing(by_role):
        same = id(claim.target), claim.shown, claim.stated.subject
        if claim.key not in told and same not in seen and not _is_part_of_money(claim):
            by_goal.setdefault(id(claim.goal), []).append(claim)
        seen.add(same)
    for claims in by_goal.values():
        goal = claims[0].goal
        named = [f"“{claim.shown}”（{claim.stated.subject or goal.title}）" for claim in claims[:_MOST]]
        more = f"等 {len(claims)} 个数" if len(claims) > _MOST else ""
        numbers = "、".join(named) + more
        yield goal, f"目标里的{numbers}在指标里找不到：请补一条指标，或核对是不是一边改了另一边没改"


def _is_part_of_money(claim: _Claim) -> bool:
    """Whether a number is money that is called a part of the form's, and may be one."""
    subject, (yuan, unit) = claim.stated.subject, claim.stated.in_plain_unit
    is_part = unit == "元" and bool(_PART.search(subject)) and not _OUTCOME.search(subject)
    return is_part and yuan < _largest(claim.target)


def _largest(target: Target) -> Decimal:
    return max(target.yuan, default=Decimal(0))


def money_differs(by_role: ByRole) -> Remarks:
    """A goal names the money of the project, and it is no amount of the form."""
    for claim, nearest in _differing_money(by_role):
        there = f"“{nearest.title}”是 {nearest.text} {nearest.unit}"
        named = f"“{claim.shown}”（{claim.stated.subject}）"
        yield claim.goal, f"目标里的{named}和这张表的金额不一样，{there}：请核对，改成一致"


@lru_cache(maxsize=1)
def _differing_money(by_role: ByRole) -> Sequence[tuple[_Claim, Field]]:
    return [
        (claim, min(claim.target.money, key=lambda money: abs(_yuan(money) - claim.stated.in_plain_unit[0])))
        for claim in _missing(by_role)
        if claim.target.money and _is_money_of_the_project(claim)
    ]


def _yuan(money: Field) -> Decimal:
    return Quantity(money.value, money.unit).in_plain_unit[0]


def _is_money_of_the_project(claim: _Claim) -> bool:
    subject, (yuan, unit) = claim.stated.subject, claim.stated.in_plain_unit
    is_own = unit == "元" and bool(_FUNDS.search(subject)) and not (_OUTCOME.search(subject) or _OF_ONE.search(subject))
    if not is_own or not yuan:
        return False
    return not _PART.search(subject) or yuan > _largest(claim.target) or _largest(claim.target) / yuan in _SLIPS


def _has_no_value(indicator: Indicator) -> bool:
    return is_blank(indicator.text) or (indicator.value.blank and indicator.number is None)


class _Known:
    """Known quantities, to be asked whether another one means the same number as one of them; where a unit is
    missing, or things are counted, the number decides."""

    def __init__(self, quantities: Iterable[Quantity]) -> None:
        self._units: dict[Decimal, set[str]] = {}
        """What each number is of, in the plain unit; empty where that is not said."""
        self._prices: set[Decimal] = set()
        """Money for one of something, in 元."""
        for quantity in quantities:
            number, unit = quantity.in_plain_unit
            self._units.setdefault(number, set()).add(_kind(unit) if quantity.unit else "")
            if unit.startswith("元/"):
                self._prices.add(number)

    def __contains__(self, quantity: Quantity) -> bool:
        number, unit = quantity.in_plain_unit
        if unit == "元" and number in self._prices and _OF_ONE.search(quantity.subject):
            return True
        units = self._units.get(number, set())
        bare = "" in units or "" in self._units.get(quantity.number, ())
        return bare or _kind(unit) in units or (bool(units) and not quantity.unit)


def _kind(unit: str) -> str:
    """A unit that measures; what things are counted in is all the same."""
    return unit if unit in _MEASURED else _COUNTED


def _known_quantities(target: Target) -> Iterator[Quantity]:
    """The numbers of the indicators, whatever their sign (of which I109 speaks), and the money of the form."""
    for indicator in target.indicators:
        yield from (each._replace(number=abs(each.number)) for each in indicator.quantities)
        yield from indicator.named_quantities
    for amount in target.having("amount"):
        if isinstance(amount.value, Decimal):
            yield Quantity(amount.value, amount.unit)


class _Match(NamedTuple):
    """A claim, and the indicator that is about the same."""

    claim: _Claim
    indicator: Indicator

    @property
    def differs(self) -> bool:
        """Whether they cannot both be meant; a limit may be kept with something to spare."""
        stated, value = self.claim.stated, self.indicator.quantities[0]
        (number, unit), (other, other_unit) = stated.in_plain_unit, value.in_plain_unit
        if unit != other_unit:
            return number == other
        if stated.operator in AT_LEAST:
            return other < number
        if stated.operator in AT_MOST:
            return other > number
        return number != other and "≈" not in (stated.operator, value.operator)


@lru_cache(maxsize=1)
def _matches(by_role: ByRole) -> Sequence[_Match]:
    """The claims that one indicator, and no other, is about."""
    matches: list[_Match] = []
    for _, of_target in groupby(_claims(by_role), lambda claim: id(claim.target)):
        claims = list(of_target)
        single = _single(claims[0].target)
        for claim in claims[:_COMPARED]:
            subject = _matter(claim.stated.subject)
            alike = [
                indicator
                for indicator, matter in single
                if _is_one_matter(subject, matter) and _is_one_measure(claim.stated, indicator.quantities[0])
            ]
            if len(alike) == 1:
                matches.append(_Match(claim, alike[0]))
    return matches


def _single(target: Target) -> list[tuple[Indicator, str]]:
    """The indicators with one number that is not negative (a slip: I109), with what they are about."""
    single = [each for each in target.indicators if len(each.quantities) == 1]
    return [(each, _matter(each.name.text)) for each in single if each.quantities[0].number >= 0]


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
    differing: dict[tuple[int, str], list[_Match]] = {}
    for match in filter(lambda match: match.differs, _matches(by_role)):
        differing.setdefault((id(match.indicator), match.claim.shown), []).append(match)
    for matches in differing.values():
        (claim, indicator), goals = matches[0], [match.claim.goal for match in matches]
        titles = "、".join(dict.fromkeys(f"“{goal.title}”" for goal in goals))
        sentence = f"“{indicator.label}”是“{indicator.text.strip()}”，{titles}里说的是“{claim.shown}”：请核对，改成一致"
        yield Remark(indicator.value, sentence, goals)
