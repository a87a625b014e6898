"""Amounts: what a calculation comes to, units, costs against the money there is."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal

from perfdocs.checks.found import Found
from perfdocs.department.by_role import ByRole, Indicator, Target
from perfdocs.prose.amounts import UNITS, converted, written
from perfdocs.prose.calculations import reckoned, shown
from perfdocs.prose.quantities import in_plain_unit

NEAR = Decimal("0.05")
"""How far quantity times unit cost may be from the amount, as a share of it."""


def calculation_differs_from_amount(by_role: ByRole) -> Found:
    """The amount of a row is not what its calculation comes to; also a wrong result inside the calculation."""
    for target in by_role.targets:
        for row in target.rows:
            basis, amount = row.get("basis"), row.get("amount")
            worked = reckoned(basis.text) if basis else None
            if basis is None or worked is None:
                continue
            for one in worked.wrong:
                yield basis, f"“{one.part}”算错了：应是 {one.right}，写的是 {one.said}"
            if worked.wrong or amount is None or not isinstance(amount.value, Decimal) or not amount.unit:
                continue
            if not any(_agrees(amount.value, one) for one in worked.total.amounts(amount.unit)):
                told = f"{shown(worked.total, amount.unit)}，金额填的是 {written(amount.value)} {amount.unit}"
                yield basis, f"“{basis.title}”和金额不一致：算出来是 {told}，请核对"


def _agrees(amount: Decimal, worked: Decimal) -> bool:
    """Whether the amount is what was worked out, rounded to its own places and to two at least."""
    places = min(-2, int(amount.as_tuple().exponent))
    return worked.quantize(Decimal(1).scaleb(places), ROUND_HALF_UP) == amount


def units_mixed(by_role: ByRole) -> Found:
    """A table within a form is in another unit of money than the form."""
    for target in by_role.targets:
        heads = {one.unit for one in target.money if one.unit}
        for one in target.having("money-unit"):
            if len(heads) == 1 and one.text in UNITS and one.text not in heads:
                head = heads.pop()
                yield (
                    one,
                    f"这里的金额用{one.text}，表头的单位是{head}：印出来的表上看不出来，请统一用{head}，或在栏名里注明",
                )


def finer_than_a_fen(by_role: ByRole) -> Found:
    """An amount has parts smaller than one fen."""
    for target in by_role.targets:
        for one in target.having("amount"):
            if isinstance(one.value, Decimal) and one.unit:
                yuan = converted(one.value, one.unit, "元")
                if yuan != yuan.quantize(Decimal("0.01")):
                    yield one, f"{written(one.value)} {one.unit}不是整分的钱：多半是除出来的，请舍入到分"


def cost_exceeds_amount(by_role: ByRole) -> Found:
    """A cost indicator allows more money than the form asks for."""
    for target in by_role.targets:
        most = _largest(target)
        if most is None:
            continue
        for indicator in [one for one in target.indicators if one.kind == "cost-indicators"]:
            cost = next(_costs(indicator, target), None)
            if cost is not None and cost > most:
                unit = target.money[0].unit
                told = f"{written(converted(cost, '元', unit))} {unit}"
                yield (
                    indicator.value,
                    f"成本“{told}”超过了这张表的金额 {written(converted(most, '元', unit))} {unit}：请核对",
                )


def _largest(target: Target) -> Decimal | None:
    """The largest amount of the form in 元."""
    return max((converted(one.value, one.unit, "元") for one in target.money if one.unit), default=None)


def _costs(indicator: Indicator, target: Target) -> Iterator[Decimal]:
    """The money of an indicator's value in 元; a bare number is in the unit of the form."""
    if indicator.number is not None and not indicator.unit:
        yield converted(indicator.number, target.money[0].unit, "元")
        return
    for one in indicator.quantities:
        number, measure = one.in_plain_unit
        if measure == "元" or (one.unit == "万" and not measure):
            yield number


def unit_cost_disagrees(by_role: ByRole) -> Found:
    """Quantities times their unit costs are more than five per cent away from the amount."""
    for target in by_role.targets:
        amount = _largest(target)
        costs = [i for i in target.indicators if i.kind == "cost-indicators" and i.quantities]
        counts = [i for i in target.indicators if i.kind == "quantity-indicators" and len(i.quantities) == 1]
        pairs = [_pair(cost, counts) for cost in costs]
        if not amount or not pairs or any(pair is None for pair in pairs):
            continue
        found = [pair for pair in pairs if pair]
        total = sum((count * price for count, price in found), Decimal(0))
        if abs(total - amount) > amount * NEAR:
            steps = "+".join(f"{written(count)}×{written(price)}" for count, price in found)
            unit = target.money[0].unit
            told = f"{steps}={written(total)} 元，这张表的金额是 {written(converted(amount, '元', unit))} {unit}"
            yield costs[0].value, f"数量乘单价和金额对不上：{told}，请核对数量、单价或金额"


def _pair(cost: Indicator, counts: list[Indicator]) -> tuple[Decimal, Decimal] | None:
    """How many, and the price of one in 元; None unless exactly one quantity is counted in the price's unit."""
    prices = [one for one in cost.quantities if one.unit.partition("/")[2] and one.in_plain_unit[1].startswith("元/")]
    if len(prices) != 1 or len(cost.quantities) != 1:
        return None
    price = prices[0]
    per = price.unit.partition("/")[2]
    fitting = [number for count in counts for number in _counted_in(count, per)]
    if len(fitting) != 1:
        return None
    return fitting[0] / in_plain_unit(Decimal(1), per)[0], price.in_plain_unit[0]


def _counted_in(indicator: Indicator, unit: str) -> Iterator[Decimal]:
    measure = in_plain_unit(Decimal(1), unit)[1]
    for quantity in indicator.quantities:
        number, own = quantity.in_plain_unit
        if own == measure:
            yield number
