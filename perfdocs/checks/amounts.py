"""Amounts: what a calculation comes to, units, costs against the money there is."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from perfdocs.checks.check import Remarks
from perfdocs.department.by_role import ByRole, Field, Indicator, Target
from perfdocs.finding import Keys
from perfdocs.prose.amounts import UNITS, convert, number_text, without_zeros
from perfdocs.prose.calculations import Calculation, calculate, result_text
from perfdocs.prose.units_and_operators import in_plain_unit
from perfdocs.prose.vague import is_budget

NEAR = Decimal("0.05")
"""How far quantity times unit cost may be from the amount, as a share of it. Chosen by hand: the form that M205 comes
of is 7 % off; its cases hold that."""

_LEAST_YUAN = Decimal(1000)
_MOST_YUAN = Decimal(10_000_000_000)
"""Between these lies what a form asks for: no project of a budget is smaller, no department of a district has more than
a hundred 亿. Chosen by hand."""


_NO_BASIS = re.compile(r"\s*[A-Za-z][A-Za-z0-9._-]{0,11}\s*")
"""A basis that is the number of a row, or some letters."""

_WITHOUT_SCALE = re.compile(r"(?<![\d.])\d+(?:\.\d+)?(?![\d.%％万亿])")
_TRIED = 8
"""Numbers of a calculation that 万 is tried behind; chosen by hand."""

_OF_ALL = re.compile("^(?!.*(?:均|每|单|分项)).*(?:总(?:成本|投资|费用|额|支出|经费)|项目(?:投入)?(?:成本|投资)|概算)")
"""Names of what is spent on the whole of a project; chosen by hand, the cases of M208 hold it."""

_SLIPS = (10, 100, 1000, 10_000)
"""How many times too small a number is that lacks noughts, or has the wrong unit."""


def calculation_differs_from_amount(by_role: ByRole) -> Remarks:
    """The amount of a row is not what its calculation comes to; also a wrong result inside the calculation."""
    for target in by_role.targets:
        for row in target.rows:
            basis, amount = row.get("basis"), row.get("amount")
            calculation = calculate(basis.text) if basis else None
            if basis is None:
                continue
            for wrong in calculation.wrong if calculation else ():
                yield basis, f"“{wrong.part}”算错了：应是 {wrong.right}，写的是 {wrong.stated}"
            if amount is None or not isinstance(amount.value, Decimal) or not amount.unit:
                continue
            if calculation is None and _NO_BASIS.fullmatch(basis.text):
                yield basis, f"“{basis.title}”只写了“{basis.text.strip()}”，看不出怎么算的：请写明数量和单价"
            elif calculation is None or not (calculation.wrong or _comes_to(calculation, amount)):
                there = f"{number_text(amount.value)} {amount.unit}"
                if number := _number_without_scale(basis.text, amount):
                    fault = f"“{basis.title}”里的“{number}”后面像是掉了“万”：是 {number}万 就和金额 {there}一致"
                    yield basis, f"{fault}，请核对"
                elif calculation:
                    comes_to = result_text(calculation.total, amount.unit)
                    yield basis, f"“{basis.title}”和金额不一致：算出来是 {comes_to}，金额填的是 {there}，请核对"


def _comes_to(calculation: Calculation, amount: Field) -> bool:
    return any(_is_rounded(amount.value, worth) for worth in calculation.total.amounts(amount.unit))


def _number_without_scale(text: str, amount: Field) -> str:
    """The one number of a calculation behind which 万 must stand for it to come to the amount; empty where none is."""
    numbers = list(_WITHOUT_SCALE.finditer(text)) if "万" in text else []
    fitting = []
    for number in numbers[:_TRIED]:
        mended = calculate(f"{text[: number.end()]}万{text[number.end() :]}")
        if mended and not mended.wrong and mended.total.in_yuan and _comes_to(mended, amount):
            fitting.append(number.group())
    return fitting[0] if len(fitting) == 1 else ""


def _is_rounded(amount: Decimal, computed: Decimal) -> bool:
    """True where the amount is what was worked out, rounded to its own places and to two at least."""
    places = min(-2, int(amount.as_tuple().exponent))
    return computed.quantize(Decimal(1).scaleb(places), ROUND_HALF_UP) == amount


def units_mixed(by_role: ByRole) -> Remarks:
    """A table within a form is in another unit of money than the form."""
    for target in by_role.targets:
        of_form = {amount.unit for amount in target.money if amount.unit}
        others = [unit for unit in target.having("money-unit") if unit.text in UNITS and unit.text not in of_form]
        if len(of_form) == 1 and others:
            (head,) = of_form
            table = f"这里的金额用{others[0].text}，表头的单位是{head}：印出来的表上看不出来"
            yield others[0], f"{table}，请统一用{head}，或在栏名里注明"


def finer_than_a_fen(by_role: ByRole) -> Remarks:
    """An amount has parts smaller than one fen."""
    for target in by_role.targets:
        for amount in target.having("amount"):
            if isinstance(amount.value, Decimal) and amount.unit:
                yuan = convert(amount.value, amount.unit, "元")
                if yuan != yuan.quantize(Decimal("0.01")):
                    there = f"{number_text(amount.value)} {amount.unit}"
                    yield amount, f"{there}不是整分的钱：多半是除出来的，请舍入到分"


def size_unlikely(by_role: ByRole) -> Remarks:
    """Amounts of a form that are so small or so large that they are likely meant in another unit of money."""
    for target in by_role.targets:
        groups: dict[Keys, Field] = {}
        for amount in target.money:
            if amount.value and amount.unit and amount.value >= groups.setdefault(amount.path[:-1], amount).value:
                groups[amount.path[:-1]] = amount
        for largest in groups.values():
            yuan = convert(largest.value, largest.unit, "元")
            there = f"这一组的金额最大的是 {number_text(largest.value)} {largest.unit}"
            if largest.unit == "元" and yuan < _LEAST_YUAN:
                yield largest, f"{there}，小得不像：是不是按万元填的？"
                break
            if largest.unit == "万元" and yuan > _MOST_YUAN:
                yield largest, f"{there}，大得不像：是不是按元填的？"
                break


def cost_exceeds_amount(by_role: ByRole) -> Remarks:
    """A cost indicator allows more money than the form asks for."""
    for target in by_role.targets:
        most = _largest(target)
        if most is None:
            continue
        for indicator in target.indicators_of("cost-indicators"):
            cost = next(_costs(indicator, target), None)
            if cost is not None and cost > most:
                yield (
                    indicator.value,
                    f"成本“{_in_unit_of(target, cost)}”超过了这张表的金额 {_in_unit_of(target, most)}：请核对",
                )


def cost_restates_budget(by_role: ByRole) -> Remarks:
    """A cost indicator says no more than the budget does: within the budget, or all the money of the form."""
    for target in by_role.targets:
        for indicator in target.indicators_of("cost-indicators"):
            costs = list(_costs(indicator, target)) if target.yuan else []
            is_all = len(costs) == len(indicator.quantities) == 1 and bool(indicator.quantities[0].unit)
            if is_budget(indicator.text) or (is_all and costs[0] in target.yuan):
                fault = f"“{indicator.label}”的“{indicator.text.strip()}”只是把预算重说一遍"
                yield indicator.value, f"{fault}：请写单价、补助标准、人均费用这样的成本"


def cost_far_below(by_role: ByRole) -> Remarks:
    """The only cost of a form, or that of all of it, is less than half of the money that it asks for."""
    for target in by_role.targets:
        most, indicators = _largest(target), target.indicators_of("cost-indicators")
        for indicator in indicators if most else ():
            cost = next(_costs(indicator, target), None)
            is_of_all = _OF_ALL.search(indicator.name.text)
            if cost and most and is_of_all and len(indicator.quantities) == 1 and 2 < most / cost <= _SLIPS[-1]:
                times = f"，正好差 {number_text(without_zeros(most / cost))} 倍" if most / cost in _SLIPS else ""
                there = f"“{indicator.label}”是 {_in_unit_of(target, cost)}"
                yield (
                    indicator.value,
                    f"{there}，比这张表的金额 {_in_unit_of(target, most)} 小得多{times}：请核对数和单位",
                )


def _largest(target: Target) -> Decimal | None:
    """The largest amount of the form in 元."""
    return max(target.yuan, default=None)


def _in_unit_of(target: Target, yuan: Decimal) -> str:
    unit = target.money[0].unit
    return f"{number_text(convert(yuan, '元', unit))} {unit}"


def _costs(indicator: Indicator, target: Target) -> Iterator[Decimal]:
    """The money of an indicator's value in 元; a bare number is in the unit of the form."""
    if indicator.number is not None and not indicator.unit:
        yield convert(indicator.number, target.money[0].unit, "元")
        return
    for quantity in indicator.quantities:
        number, unit = quantity.in_plain_unit
        if unit == "元" or (quantity.unit == "万" and not unit):
            yield number


class _Cost(NamedTuple):
    """How many of something, and the price of one in 元."""

    number: Decimal
    price: Decimal


def unit_cost_disagrees(by_role: ByRole) -> Remarks:
    """Quantities times their unit costs are more than five per cent above the amount; or below, if each has one."""
    for target in by_role.targets:
        amount = _largest(target)
        priced = [indicator for indicator in target.indicators_of("cost-indicators") if indicator.quantities]
        counts = _counts(target)
        costs = [cost for indicator in priced if (cost := _cost(indicator, counts))]
        if not amount or not costs or len(costs) < len(priced):
            continue
        total = sum((cost.number * cost.price for cost in costs), Decimal(0))
        are_all = len(costs) == len(target.indicators_of("quantity-indicators"))
        if total - amount > amount * NEAR or (are_all and amount - total > amount * NEAR):
            steps = "+".join(f"{number_text(cost.number)}×{number_text(cost.price)}" for cost in costs)
            sums = f"{steps}={number_text(total)} 元，这张表的金额是 {_in_unit_of(target, amount)}"
            yield priced[0].value, f"数量乘单价和金额对不上：{sums}，请核对数量、单价或金额"


def _counts(target: Target) -> Mapping[str, Sequence[Decimal]]:
    """How many there are to be of each thing, by the plain unit in which it is counted."""
    counts: dict[str, list[Decimal]] = {}
    for indicator in target.indicators_of("quantity-indicators"):
        if len(indicator.quantities) == 1:
            number, unit = indicator.quantities[0].in_plain_unit
            if number > 0:  # what is negative is told as that
                counts.setdefault(unit, []).append(number)
    return counts


def _cost(priced: Indicator, counts: Mapping[str, Sequence[Decimal]]) -> _Cost | None:
    """None unless the indicator is one price, and exactly one quantity is counted in the price's unit."""
    if len(priced.quantities) != 1:
        return None
    price, unit = priced.quantities[0].in_plain_unit
    per = priced.quantities[0].unit.partition("/")[2]
    if not per or not unit.startswith("元/"):
        return None
    size, plain_per = in_plain_unit(Decimal(1), per)
    fitting = counts.get(plain_per, ())
    return _Cost(fitting[0] / size, price) if len(fitting) == 1 else None
