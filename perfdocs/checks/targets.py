"""What an indicator is to reach: a number that can be reached, with its unit, of one thing."""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from perfdocs.checks.found import Found
from perfdocs.checks.indicators import without_blanks
from perfdocs.department.by_role import ByRole, Indicator, Target
from perfdocs.prose.amounts import is_bare_number
from perfdocs.prose.memoize import remembered
from perfdocs.prose.quantities import Quantity, in_plain_unit

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
_MAY_EXCEED = re.compile("增|提高|提升|升|完成率|完成比例|利用率|投入产出|产销|收益|回报|覆盖倍数|拨备|倍|达产|执行率")
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
_SIGNS = re.compile("[≥≤＞＜>=<＝]+")
_SIGNS_AND_PERCENT = re.compile("[≥≤＞＜>=<＝]+[%％]?")
_SIGN_AND_DATE = re.compile(r"[≥>＞]=?\s*(?:19|20)\d{2}\s*年")
_IN_BRACKETS = re.compile(r"[(（].+[)）]")
_BRACKET_AT_END = re.compile(r"[(（][^()（）]*[)）]$")
_UNIT_TWICE = re.compile(
    r"(?=[%％百万亿元个家人亩公米次])(%|％|百分比|万元|亿元|元|个|家|人|亩|公里|米|次)[(（]?\s*(?:\1|%|％)[)）]?"
)
_NOBODYS = re.compile("(?:综合|总体|整体)?满意(?:度|率|程度)(?:指标|调查)?")


class _Named(NamedTuple):
    """An indicator that has both a name and a value."""

    target: Target
    one: Indicator
    repeats: bool
    """Whether the value is the name, or the name with a verb before it."""
    vague: bool
    """Whether the value is a bare adjective, or nothing but calls such as 促进就业."""


@lru_cache(maxsize=1)
def _named(by_role: ByRole) -> Sequence[_Named]:
    """The indicators that have both, for all the checks here."""
    every = [(target, one) for target in by_role.targets for one in target.indicators]
    both = [(target, one, _is_vague(one.text)) for target, one in every if one.text and not one.name.blank]
    return [_Named(target, one, _repeats(one, vague), vague) for target, one, vague in both]


def name_repeated(by_role: ByRole) -> Found:
    """The value says nothing but the name again."""
    for one in [named.one for named in _named(by_role) if named.repeats]:
        if one.kind == "time-indicators" and _DIGIT.search(one.text):
            yield one.name, f"“{one.label}”是时间，不是名称：名称要写考核什么（例如 完成时间），时间写在指标值里"
        else:
            yield one.value, f"“{one.label}”的指标值只是把名称又说了一遍：请写明达到多少，不能量化的写明怎么算达到"


def _repeats(one: Indicator, vague: bool) -> bool:
    if is_bare_number(one.name.value):
        return False
    if without_blanks(one.name.text) == without_blanks(one.text):
        return True
    if vague or one.quantities:
        return False
    value = _VERBS.sub("", one.text)
    return len(value) >= 4 and _within(value, _VERBS.sub("", one.name.text))


@remembered()
def _is_vague(text: str) -> bool:
    if _NUMERAL.search(text):
        return False
    clauses = [clause for clause in _CLAUSE_ENDS.split(text) if clause]
    return bool(clauses) and all(_BARE.fullmatch(clause) or _CALL.fullmatch(clause) for clause in clauses)


def _within(short: str, long: str) -> bool:
    """Whether the characters of one stand in the other, in their order."""
    rest = iter(long)
    return all(character in rest for character in short)


def bare_adjective(by_role: ByRole) -> Found:
    """The value is a word such as 提高, or a call such as 促进就业, that nobody can fail to reach."""
    for named in _named(by_role):
        if named.vague and not named.repeats:
            one = named.one
            told = f"“{one.label}”只写了“{one.text.strip()}”，达没达到说不清"
            yield one.value, f"{told}：请写到多少（如 比上年提高5%），或写明分几档"


def number_missing(by_role: ByRole) -> Found:
    """A value without a number or unit where the name asks for one."""
    for named in _named(by_role):
        one = named.one
        text = one.text.strip()
        if named.repeats or named.vague or is_bare_number(one.name.value) or _SIGNS.fullmatch(text):
            continue
        name = one.name.text.strip()
        if not one.quantities:
            if _COUNTS.search(name) or (one.kind == "quantity-indicators" and not _DIGIT.search(text)):
                yield one.value, f"“{one.label}”要有一个数：“{text}”里没有，请写明达到多少和单位"
        elif len(one.quantities) == 1 and _bare(one.quantities[0]) and not _IN_BRACKETS.search(name):
            yield one.value, f"“{one.label}”只有数“{text}”，没有单位：请补上单位（个、%、万元等）"
        elif _RATE.search(name) and not any(
            q.number == 0 or q.unit in ("%", "‰", "百分点", "个百分点", "成") for q in one.quantities
        ):
            yield one.value, f"“{one.label}”是比率，“{text}”没有 %：请核对单位"


def _bare(quantity: Quantity) -> bool:
    """Whether a unit is missing; none is as good as another for nought."""
    return not quantity.unit and quantity.number != 0


def void_operator(by_role: ByRole) -> Found:
    """An operator that says nothing or asks for the impossible, or a rate above 100 %."""
    for one in [named.one for named in _named(by_role)]:
        told = _void(one)
        if told:
            yield one.value, f"“{one.label}”的指标值“{one.text.strip()}”{told}"


def _void(one: Indicator) -> str:
    text = one.text.strip()
    if _SIGNS_AND_PERCENT.fullmatch(text):
        return "只有符号没有数：请补上数"
    if _SIGN_AND_DATE.match(text):
        return "：日期前面不用 ≥，请写“某年某月底前”"
    for quantity in one.quantities:
        if told := _void_quantity(quantity, f"{one.name.text}{quantity.subject}", one):
            return told
    return ""


def _void_quantity(one: Quantity, about: str, indicator: Indicator) -> str:
    if one.operator == "≥" and one.number == 0:
        return "什么结果都达得到：请写明要达到多少"
    if one.operator == "≤" and one.number == 0:
        return "不会比 0 更小：就是 0，请写“=0”"
    if one.unit != "%" or _MAY_EXCEED.search(about):
        return ""
    if one.operator in ("≥", ">") and one.number == 100:
        return "不可能超过 100%：请写“=100%”，或者写能达到的数"
    if one.number > 100 and (_RATE.search(indicator.name.text.strip()) or "满意" in about or one.number >= 190):
        digits = f"{one.number:f}"
        guess = f"：是不是“≥{digits[1:]}%”？（扫描常把“≥”认成 2）" if re.fullmatch(r"2\d\d", digits) else "：请核对"
        return f"超过了 100%{guess}"
    return ""


def unit_wrong(by_role: ByRole) -> Found:
    """A unit written twice, or one in which the thing of the name is not counted."""
    for one in [named.one for named in _named(by_role)]:
        doubled = _UNIT_TWICE.search(one.text)
        if doubled and doubled.group() != doubled.group(1):
            yield one.value, f"“{one.label}”的单位写了两次：“{one.text.strip()}”，请删掉一个"
            continue
        if len(one.quantities) != 1 or not one.quantities[0].unit:
            continue
        name = _BRACKET_AT_END.sub("", one.name.text.strip())
        for noun, measures in _NOUNS.items():
            if name.endswith(noun):
                quantity = one.quantities[0]
                if quantity.unit != "%" and quantity.in_plain_unit[1] not in {
                    in_plain_unit(Decimal(1), m)[1] for m in measures
                }:
                    yield one.value, f"“{one.label}”的单位是“{quantity.unit}”，和“{noun}”对不上：请核对单位或名称"


def only_money(by_role: ByRole) -> Found:
    """An indicator of output is only an amount of money, or says no more than the budget does."""
    for named in _named(by_role):
        one = named.one
        if one.kind not in ("quantity-indicators", "quality-indicators"):
            continue
        amounts = {amount.value for amount in named.target.money} - {Decimal(0)}
        numbers = {one.name.value, one.number} | {q.number for q in one.named_quantities if not q.unit}
        if numbers & amounts or _BUDGET.fullmatch(one.text.strip()):
            yield one.value, f"“{one.label}”只是把预算重说一遍：花多少钱不是产出，请写做成多少事、做到什么程度"
        elif one.quantities and all(_is_money(q) for q in one.quantities) and not _MONEY_OUTPUT.search(one.name.text):
            yield one.value, f"“{one.label}”的指标值“{one.text.strip()}”只是一笔钱：投入不是产出，请写做成多少事"


def _is_money(quantity: Quantity) -> bool:
    return quantity.in_plain_unit[1] == "元"


def several_in_one(by_role: ByRole) -> Found:
    """Several targets stand in one value."""
    for one in [named.one for named in _named(by_role)]:
        found = one.quantities
        if len(found) > 1 and len({q.subject for q in found}) > 1:
            first = "、".join(f"“{one.text[q.start : q.end]}”" for q in found[:3]) + ("……" if len(found) > 3 else "")
            yield (
                one.value,
                f"“{one.label}”一格里有 {len(found)} 个要达到的数（{first}）：请一个数写一条",
            )


def satisfaction_vague(by_role: ByRole) -> Found:
    """Satisfaction without a percentage, or nobody's."""
    for named in _named(by_role):
        one = named.one
        if one.kind != "satisfaction-indicators":
            continue
        if _NOBODYS.fullmatch(one.name.text.strip()):
            yield one.name, f"“{one.label}”没有写是谁的满意度：请写明（例如 辖区企业、村民）"
        elif not one.quantities and not named.repeats and not named.vague:
            yield one.value, f"“{one.label}”没有写要达到百分之几：请补上（例如 ≥90%）"
