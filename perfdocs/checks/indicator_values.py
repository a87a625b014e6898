"""What an indicator is to reach: a number with its unit, of one thing, and no input."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from perfdocs.checks.check import Remarks
from perfdocs.checks.complete_indicators import complete_indicators
from perfdocs.checks.operators_and_units import SHARES, SIGNS_AND_PERCENT
from perfdocs.department.by_role import ByRole, Indicator
from perfdocs.prose.amounts import is_bare_number
from perfdocs.prose.letters_in_numbers import numbers_with_letters
from perfdocs.prose.quantities import Quantity
from perfdocs.prose.vague import is_budget

# The words below were chosen by hand, from the real rows that the rules I108 to I114 name as their source; the cases of
# those rules, `tests/examples/typical.txt` (what must be left alone) and the real forms hold them.

_COUNTS = re.compile(r"(?<!质)(?<!力)(?<!能)(?:数|量|率|额|(?<![名等档层])次|里程|面积|长度|比例|比重|占比)$")
_RATE = re.compile("(?:率|比例|比重|占比)$")
_MONEY_OUTPUT = re.compile(
    "额|收入|产值|投资|资金|外资|引资|销售|税|利润|价值|贷款|保费|消费|捐|募|补贴|补助|发放|出口|GDP|储备"
)
_DIGIT = re.compile(r"\d")
_SAYS_NONE = re.compile(
    "[清归]零|零(?:发生|增长|事故|伤亡|死亡|投诉|差错|失误|违规|违纪|感染|遗漏|上访)|[不未](?:再|得)?(?:发生|出现)"
)
"""Nought in words: 动态清零, 零发生. Chosen by hand; 零距离 and 零容忍 are no numbers."""
_NEEDS_NO_UNIT = re.compile(r"[(（].+[)）]|(?:系数|指数|比值|得分|评分|评价|排名|名次|位次|倍数|等级|pH值?)$")
_NOBODYS = re.compile("(?:综合|总体|整体)?满意(?:度|率|程度)(?:指标|调查)?")
_COMMAS = frozenset("，,、；;和")

_SHOWN = 3
"""Numbers of a value that a finding names."""


def number_missing(by_role: ByRole) -> Remarks:
    """A value without a number or unit where the name asks for one."""
    for _, indicator, repeats, vague in complete_indicators(by_role):
        text = indicator.text.strip()
        if (
            not repeats
            and not vague
            and not is_bare_number(indicator.name.value)
            and not SIGNS_AND_PERCENT.fullmatch(text)
        ):
            fault = _missing(indicator, indicator.name.text.strip(), text)
            if fault:
                yield indicator.value, f"“{indicator.label}”{fault}"


def _missing(indicator: Indicator, name: str, text: str) -> str:
    quantities = indicator.quantities
    if not quantities:
        counts = _COUNTS.search(name) or (indicator.kind == "quantity-indicators" and not _DIGIT.search(text))
        is_told = _SAYS_NONE.search(text) or any(numbers_with_letters(text))  # L107 says why
        return f"要有一个数：“{text}”里没有，请写明达到多少和单位" if counts and not is_told else ""
    if len(quantities) == 1 and _has_no_unit(quantities[0]) and not _NEEDS_NO_UNIT.search(name):
        return f"只有数“{text}”，没有单位：请补上单位（个、%、万元等）"
    if (
        _RATE.search(name)
        and "/" not in text
        and not any(quantity.number == 0 or quantity.in_plain_unit[1] in SHARES for quantity in quantities)
    ):
        return f"是比率，“{text}”没有 %：请核对单位"
    return ""


def _has_no_unit(quantity: Quantity) -> bool:
    """True where a unit is missing; none is as good as another for nought."""
    return not quantity.unit and quantity.number != 0


def only_money(by_role: ByRole) -> Remarks:
    """An indicator of output is only an amount of money, or says no more than the budget does."""
    for target, indicator, _, _ in complete_indicators(by_role):
        if indicator.kind not in ("quantity-indicators", "quality-indicators"):
            continue
        text, quantities = indicator.text.strip(), indicator.quantities
        amounts = {amount.value for amount in target.money} - {Decimal(0)}
        numbers = {quantity.number for quantity in indicator.named_quantities if not quantity.unit}
        money = all(quantity.in_plain_unit[1] == "元" for quantity in quantities)
        if amounts & {indicator.name.value, indicator.number, *numbers} or is_budget(text):
            fault = "只是把预算重说一遍：花多少钱不是产出，请写做成多少事、做到什么程度"
            yield indicator.value, f"“{indicator.label}”{fault}"
        elif quantities and money and not _MONEY_OUTPUT.search(indicator.name.text):
            fault = f"的指标值“{text}”只是一笔钱：投入不是产出，请写做成多少事"
            yield indicator.value, f"“{indicator.label}”{fault}"


def several_in_one(by_role: ByRole) -> Remarks:
    """Several targets stand in one value."""
    for _, indicator, _, _ in complete_indicators(by_role):
        quantities = indicator.quantities
        several = len({quantity.subject for quantity in quantities}) > 1 or _are_listed(quantities, indicator.text)
        if len(quantities) > 1 and several:
            numbers = "、".join(f"“{indicator.text[q.start : q.end]}”" for q in quantities[:_SHOWN])
            more = "……" if len(quantities) > _SHOWN else ""
            fault = f"一格里有 {len(quantities)} 个要达到的数（{numbers}{more}）：请一个数写一条"
            yield indicator.value, f"“{indicator.label}”{fault}"


def _are_listed(quantities: Sequence[Quantity], text: str) -> bool:
    """Whether the numbers stand side by side with nothing but commas between them, whatever they are of."""
    between = [text[one.end : other.start].strip() for one, other in pairwise(quantities)]
    return all(mark in _COMMAS for mark in between)


def satisfaction_vague(by_role: ByRole) -> Remarks:
    """Satisfaction without a percentage, or nobody's."""
    for _, indicator, repeats, vague in complete_indicators(by_role):
        if indicator.kind != "satisfaction-indicators":
            continue
        if _NOBODYS.fullmatch(indicator.name.text.strip()):
            yield indicator.name, f"“{indicator.label}”没有写是谁的满意度：请写明（例如 辖区企业、村民）"
        elif not indicator.quantities and not repeats and not vague:
            yield indicator.value, f"“{indicator.label}”没有写要达到百分之几：请补上（例如 ≥90%）"
