"""What an indicator is to reach: a number that can be reached, with its unit, of one thing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from perfdocs.checks.check import Remarks
from perfdocs.department.by_role import ByRole, Indicator, Target
from perfdocs.department.read_by_role import is_blank
from perfdocs.prose.amounts import is_bare_number, number_text, without_zeros
from perfdocs.prose.letters_in_numbers import numbers_with_letters
from perfdocs.prose.memoize import memoize_text
from perfdocs.prose.quantities import Quantity
from perfdocs.prose.shorten import without_spaces
from perfdocs.prose.units_and_operators import in_plain_unit

# The words below were chosen by hand, from the real rows that the rules I106 to I114 name as their source; the cases of
# those rules, `tests/examples/typical.txt` (what must be left alone) and the real forms hold them.

_ADVERBS = "显著|明显|进一步|不断|有所|逐步|持续|有效|大幅|稳步|得到|基本|更加|较为|较|非常|充分|切实|全面|日益"
_ADJECTIVES = (
    "提高|提升|增强|优化|促进|改善|良好|减少|降低|下降|增加|增长|及时|合理|健全|可控|完善|完备|高|强|好|优|优良|优秀|稳定|保障|推动|"
    "加强|规范|明显|显著|有效|长期|持续|扩大|加快|满意|上升|巩固|缓解"
)
_BARE = re.compile(rf"(?:{_ADVERBS})*(?:{_ADJECTIVES})[。.]?")
_VERBS = re.compile("促进|推动|推进|提高|提升|增强|加强|保障|确保|实现|改善|优化|完成|达到|做好|[了的、，。；\\s]")
_CALL = re.compile(
    f"(?:{_ADVERBS})*(?:促进|推动|推进|加快|提高|提升|增强|改善|保障|完善|优化|加强|服务|带动|助力|营造|维护|支持|引导|巩固)[^为到至达]{{2,10}}"
)
_COUNTS = re.compile(r"(?<!质)(?<!力)(?<!能)(?:数|量|率|额|次|里程|面积|长度|比例|比重|占比)$")
_RATE = re.compile("(?:率|比例|比重|占比)$")
_SHARES = ("%", "‰", "百分点", "个百分点", "成")
_MAY_EXCEED = re.compile("增|提高|提升|升|完成率|完成比例|利用率|投入产出|产销|收益|回报|覆盖倍数|拨备|倍|达产|执行率")
_GOOD = re.compile("满意|(?:合格|达标|优良|完成|及时|覆盖|知晓|办结|准确|成功|通过|到位|就业|履约|正确|入学|巩固)率")

_BAD = re.compile("不|未|无|超|逾期|差错|投诉|控制|失|漏|误")
_MAY_BE_NEGATIVE = ("", *_SHARES, "℃", "度", "元", "万元", "亿元", "天", "名", "位")
_MONEY_OUTPUT = re.compile(
    "额|收入|产值|投资|资金|外资|引资|销售|税|利润|价值|贷款|保费|消费|捐|募|补贴|补助|发放|出口|GDP|储备"
)
_BUDGET = re.compile(
    "(?:控制在|不超|不超过|未超|按|在)?(?:年度|当年|本年)?(?:部门)?预算(?:数|金额|总额|内|以内|范围内|范围以内)?"
)
_NOUNS = {
    "人数": ("人", "人次"),
    "人口数": ("人", "人次"),
    "户数": ("户", "户次"),
    "面积": ("亩", "平方米", "平方公里", "平方千米"),
    "里程": ("米",),
    "长度": ("米", "厘米"),
    "天数": ("天", "日"),
    "次数": ("次", "人次", "场次", "场", "期", "趟", "批次"),
}
"""Nouns at the end of a name, and the measures in which they are counted."""

_DIGIT = re.compile(r"\d")
_NUMERAL = re.compile(r"[\d一二三四五六七八九十百零]")
_CLAUSE_ENDS = re.compile("[，,、；;。\\s]")
_SIGNS_AND_PERCENT = re.compile("[≥≤＞＜>=<＝]+[%％]?")
_SIGN_AND_DATE = re.compile(r"[≥>＞]=?\s*(?:19|20)\d{2}\s*年")
_IN_BRACKETS = re.compile(r"[(（].+[)）]")
_BRACKET_AT_END = re.compile(r"[(（][^()（）]*[)）]$")
_UNIT_TWICE = re.compile(
    r"(?=[%％百万亿元个家人亩公米次])(%|％|百分比|万元|亿元|元|个|家|人|亩|公里|米|次)[(（]?\s*(?:\1|%|％)[)）]?"
)
_NOBODYS = re.compile("(?:综合|总体|整体)?满意(?:度|率|程度)(?:指标|调查)?")


_SHORTEST = 4
"""Characters of a value, without verbs, that cannot stand in the name by chance."""

_MISREAD = 190
"""Per cent above which no share is meant: a scanner reads ≥ as 2, and ≥90% as 290%."""

_MOST_PER_CENT = 1000
"""Per cent that nothing comes to in a year, not even what grows; chosen by hand."""

_SHOWN = 3
"""Numbers of a value that a finding names."""


class _Complete(NamedTuple):
    """An indicator that has both a name and a value."""

    target: Target
    indicator: Indicator
    repeats: bool
    """The value is the name, or the name with a verb before it."""
    vague: bool
    """The value is a bare adjective, or nothing but calls such as 促进就业."""


@lru_cache(maxsize=1)
def _complete_indicators(by_role: ByRole) -> Sequence[_Complete]:
    """The indicators that have both, for all the checks here."""
    complete = []
    for target in by_role.targets:
        for indicator in target.indicators:
            if not is_blank(indicator.text) and not is_blank(indicator.name.value):
                vague = _is_vague(indicator.text)
                complete.append(_Complete(target, indicator, _repeats_name(indicator, vague), vague))
    return complete


def name_repeated(by_role: ByRole) -> Remarks:
    """The value says nothing but the name again."""
    for _, indicator, repeats, _ in _complete_indicators(by_role):
        if not repeats:
            continue
        label = indicator.label
        if indicator.kind == "time-indicators" and _DIGIT.search(indicator.text):
            message = f"“{label}”是时间，不是名称：名称要写考核什么（例如 完成时间），时间写在指标值里"
            yield indicator.name, message
        else:
            message = f"“{label}”的指标值只是把名称又说了一遍：请写明达到多少，不能量化的写明怎么算达到"
            yield indicator.value, message


def _repeats_name(indicator: Indicator, vague: bool) -> bool:
    name, value = indicator.name.text, indicator.text
    if is_bare_number(indicator.name.value):
        return False
    if without_spaces(name) == without_spaces(value):
        return True
    if vague or indicator.quantities:
        return False
    value = _VERBS.sub("", value)
    return len(value) >= _SHORTEST and _stands_in(value, _VERBS.sub("", name))


@memoize_text()
def _is_vague(text: str) -> bool:
    if _NUMERAL.search(text):
        return False
    clauses = [clause for clause in _CLAUSE_ENDS.split(text) if clause]
    return bool(clauses) and all(_BARE.fullmatch(clause) or _CALL.fullmatch(clause) for clause in clauses)


def _stands_in(short: str, long: str) -> bool:
    """True where the characters of one stand in the other, in their order."""
    rest = iter(long)
    return all(character in rest for character in short)


def bare_adjective(by_role: ByRole) -> Remarks:
    """The value is a word such as 提高, or a call such as 促进就业, that nobody can fail to reach."""
    for _, indicator, repeats, vague in _complete_indicators(by_role):
        if vague and not repeats:
            fault = f"“{indicator.label}”只写了“{indicator.text.strip()}”，达没达到说不清"
            yield indicator.value, f"{fault}：请写到多少（如 比上年提高5%），或写明分几档"


def number_missing(by_role: ByRole) -> Remarks:
    """A value without a number or unit where the name asks for one."""
    for _, indicator, repeats, vague in _complete_indicators(by_role):
        text = indicator.text.strip()
        if (
            not repeats
            and not vague
            and not is_bare_number(indicator.name.value)
            and not _SIGNS_AND_PERCENT.fullmatch(text)
        ):
            fault = _missing(indicator, indicator.name.text.strip(), text)
            if fault:
                yield indicator.value, f"“{indicator.label}”{fault}"


def _missing(indicator: Indicator, name: str, text: str) -> str:
    quantities = indicator.quantities
    if not quantities:
        counts = _COUNTS.search(name) or (indicator.kind == "quantity-indicators" and not _DIGIT.search(text))
        is_unread = any(numbers_with_letters(text))  # L107 says why
        return f"要有一个数：“{text}”里没有，请写明达到多少和单位" if counts and not is_unread else ""
    if len(quantities) == 1 and _has_no_unit(quantities[0]) and not _IN_BRACKETS.search(name):
        return f"只有数“{text}”，没有单位：请补上单位（个、%、万元等）"
    if _RATE.search(name) and not any(quantity.number == 0 or quantity.unit in _SHARES for quantity in quantities):
        return f"是比率，“{text}”没有 %：请核对单位"
    return ""


def _has_no_unit(quantity: Quantity) -> bool:
    """True where a unit is missing; none is as good as another for nought."""
    return not quantity.unit and quantity.number != 0


def void_operator(by_role: ByRole) -> Remarks:
    """An operator that says nothing or asks for the impossible, or a rate above 100 %."""
    for _, indicator, _, _ in _complete_indicators(by_role):
        fault = _void(indicator)
        if fault:
            yield indicator.value, f"“{indicator.label}”的指标值“{indicator.text.strip()}”{fault}"


def _void(indicator: Indicator) -> str:
    text = indicator.text.strip()
    may_be_negative = indicator.unit in _MAY_BE_NEGATIVE and not _is_good(indicator.name.text)
    if indicator.number is not None and indicator.number < 0 and not may_be_negative:
        return "是负数：请核对"
    if _SIGNS_AND_PERCENT.fullmatch(text):
        return "只有符号没有数：请补上数"
    if _SIGN_AND_DATE.match(text):
        return "：日期前面不用 ≥，请写“某年某月底前”"
    faults = (_void_quantity(quantity, indicator.name.text) for quantity in indicator.quantities)
    return next(filter(None, faults), "")


def _void_quantity(quantity: Quantity, name: str) -> str:
    operator, number, about = quantity.operator, quantity.number, f"{name}{quantity.subject}"
    if operator == "≥" and number == 0:
        return "什么结果都达得到：请写明要达到多少"
    if operator == "≤" and number == 0:
        return "不会比 0 更小：就是 0，请写“=0”"
    if operator in ("≤", "<") and quantity.unit == "%" and number < 100 and _is_good(about):
        return f"写的是不超过：越高越好的，是不是“≥{number_text(number)}%”？"
    if operator != "≤" and quantity.unit == "%" and 0 < number <= 1 and _is_good(about):
        return f"小得不像：是不是“{number_text(without_zeros(number * 100))}%”？"
    if quantity.unit == "%" and number >= _MOST_PER_CENT:
        return "大得不像：请核对小数点和 %"
    if quantity.unit != "%" or _MAY_EXCEED.search(about):
        return ""
    if operator in ("≥", ">") and number == 100:
        return "不可能超过 100%：请写“=100%”，或者写能达到的数"
    if number > 100 and (_RATE.search(name.strip()) or "满意" in about or number >= _MISREAD):
        digits = f"{number:f}"
        guess = f"：是不是“≥{digits[1:]}%”？（扫描常把“≥”认成 2）" if re.fullmatch(r"2\d\d", digits) else "：请核对"
        return f"超过了 100%{guess}"
    return ""


def _is_good(about: str) -> bool:
    return bool(_GOOD.search(about)) and not _BAD.search(about)


def unit_wrong(by_role: ByRole) -> Remarks:
    """A unit written twice, or one in which the thing of the name is not counted."""
    for _, indicator, _, _ in _complete_indicators(by_role):
        doubled = _UNIT_TWICE.search(indicator.text)
        if doubled and doubled.group() != doubled.group(1):
            fault = f"的单位写了两次：“{indicator.text.strip()}”，请删掉一个"
            yield indicator.value, f"“{indicator.label}”{fault}"
        elif len(indicator.quantities) == 1:
            quantity = indicator.quantities[0]
            for noun in _nouns_not_counted_in(quantity, indicator.name.text):
                fault = f"的单位是“{quantity.unit}”，和“{noun}”对不上：请核对单位或名称"
                yield indicator.value, f"“{indicator.label}”{fault}"


def _nouns_not_counted_in(quantity: Quantity, name: str) -> list[str]:
    if quantity.unit in ("", "%"):
        return []
    unit, name = quantity.in_plain_unit[1], _BRACKET_AT_END.sub("", name.strip())
    nouns = [noun for noun in _NOUNS if name.endswith(noun)]
    return [noun for noun in nouns if unit not in {in_plain_unit(Decimal(1), fitting)[1] for fitting in _NOUNS[noun]}]


def only_money(by_role: ByRole) -> Remarks:
    """An indicator of output is only an amount of money, or says no more than the budget does."""
    for target, indicator, _, _ in _complete_indicators(by_role):
        if indicator.kind not in ("quantity-indicators", "quality-indicators"):
            continue
        text, quantities = indicator.text.strip(), indicator.quantities
        amounts = {amount.value for amount in target.money} - {Decimal(0)}
        numbers = {quantity.number for quantity in indicator.named_quantities if not quantity.unit}
        money = all(quantity.in_plain_unit[1] == "元" for quantity in quantities)
        if amounts & {indicator.name.value, indicator.number, *numbers} or _BUDGET.fullmatch(text):
            fault = "只是把预算重说一遍：花多少钱不是产出，请写做成多少事、做到什么程度"
            yield indicator.value, f"“{indicator.label}”{fault}"
        elif quantities and money and not _MONEY_OUTPUT.search(indicator.name.text):
            fault = f"的指标值“{text}”只是一笔钱：投入不是产出，请写做成多少事"
            yield indicator.value, f"“{indicator.label}”{fault}"


def several_in_one(by_role: ByRole) -> Remarks:
    """Several targets stand in one value."""
    for _, indicator, _, _ in _complete_indicators(by_role):
        quantities = indicator.quantities
        if len(quantities) > 1 and len({quantity.subject for quantity in quantities}) > 1:
            numbers = "、".join(f"“{indicator.text[q.start : q.end]}”" for q in quantities[:_SHOWN])
            more = "……" if len(quantities) > _SHOWN else ""
            fault = f"一格里有 {len(quantities)} 个要达到的数（{numbers}{more}）：请一个数写一条"
            yield indicator.value, f"“{indicator.label}”{fault}"


def satisfaction_vague(by_role: ByRole) -> Remarks:
    """Satisfaction without a percentage, or nobody's."""
    for _, indicator, repeats, vague in _complete_indicators(by_role):
        if indicator.kind != "satisfaction-indicators":
            continue
        if _NOBODYS.fullmatch(indicator.name.text.strip()):
            yield indicator.name, f"“{indicator.label}”没有写是谁的满意度：请写明（例如 辖区企业、村民）"
        elif not indicator.quantities and not repeats and not vague:
            yield indicator.value, f"“{indicator.label}”没有写要达到百分之几：请补上（例如 ≥90%）"
