"""The operator and the unit of what an indicator is to reach: such as can be reached, and fit its name."""

from __future__ import annotations

import re
from decimal import Decimal

from perfdocs.checks.check import Remarks
from perfdocs.checks.complete_indicators import complete_indicators
from perfdocs.department.by_role import ByRole, Indicator
from perfdocs.prose.amounts import number_text, without_zeros
from perfdocs.prose.direction import AT_LEAST, Better, better
from perfdocs.prose.quantities import Quantity
from perfdocs.prose.units_and_operators import in_plain_unit

# The words below were chosen by hand, from the real rows that I109 and I110 name as their source; the cases of these
# rules, `tests/examples/typical.txt` (what must be left alone) and the real forms hold them.

_RATE = re.compile("(?:率|比例|比重|占比)$")
_MAY_EXCEED = re.compile("增|提高|提升|升|完成率|完成比例|利用率|投入产出|产销|收益|回报|覆盖倍数|拨备|倍|达产|执行率")
_GOOD = re.compile("满意|(?:合格|达标|优良|完成|及时|覆盖|知晓|办结|准确|成功|通过|到位|就业|履约|正确|入学|巩固)率")
_BAD = re.compile("不|未|无|超|逾期|差错|投诉|控制|失|漏|误")
_MAY_BE_BAD = re.compile(
    "(?:失业|发案|发病|死亡|伤亡|事故|投诉|差错|错误|故障|损失|流失|辍学|超标|不合格|返工|逾期|违规|违纪|空置|返贫|误报|漏报)(?:发生)?"
    "(?:率|数|量|人数|次数|起数|件数)?$"
)
"""Names of something bad, where nothing is said of its being done away with; only such are looked at closely."""
_OF_BAD_THINGS = frozenset(["%", "‰", "起", "件", "例", "次", "人", "宗", "人次", "起次"])
"""Units in which bad things are counted; of time and money, either may be meant."""

SHARES = ("%", "‰", "百分点", "个百分点", "成")
"""Units of shares."""

_MAY_BE_NEGATIVE = ("", *SHARES, "℃", "度", "元", "万元", "亿元", "天", "名", "位")
_NOUNS = {
    "人数": ("人",),
    "人口数": ("人",),
    "户数": ("户", "户次"),
    "面积": ("亩", "平方米", "平方公里", "平方千米"),
    "里程": ("米",),
    "长度": ("米", "厘米"),
    "天数": ("天", "日"),
    "次数": ("次", "人次", "场次", "场", "期", "趟", "批次"),
}
"""Nouns at the end of a name, and the measures in which they are counted."""

_MONEY_AT_END = re.compile("(?:费|费用|经费|金额|资金)$")
_THINGS = frozenset(["个", "家", "处", "件", "座", "所", "台", "套"])
"""Units of things, in which no money is counted; 人 and 月 may be those whom it is paid to, and for how long."""

SIGNS_AND_PERCENT = re.compile("[≥≤＞＜>=<＝]+[%％]?")
"""A value of which the number is missing."""

_SIGN_AND_CHANGE = re.compile(r"([≥≤＞＜><]=?)\s*(下降|降低|减少|增长|提高|提升|增加|上升)(.*)")
_SIGN_AND_DATE = re.compile(r"[≥>＞]=?\s*(?:19|20)\d{2}\s*年")
_RANGE = re.compile(
    r"\D{0,6}?(?P<first>\d+(?:\.\d+)?)\s?(?:%|％)?\s?[-—–~～]\s?(?P<second>\d+(?:\.\d+)?)\s?(?P<unit>[%％]|(?!月|日|号)[\u4e00-\u9fff]{1,3})"
)
_BRACKET_AT_END = re.compile(r"[(（][^()（）]*[)）]$")
_UNIT_TWICE = re.compile(
    r"(?=[%％百万亿元个家人亩公米次])(%|％|百分比|万元|亿元|元|个|家|人|亩|公里|米|次)[(（]?\s*(?:\1|%|％)[)）]?"
)

_MISREAD = 190
"""Per cent above which no share is meant: a scanner reads ≥ as 2, and ≥90% as 290%."""

_MOST_PER_CENT = 1000
"""Per cent that nothing comes to in a year, not even what grows; chosen by hand."""


def void_operator(by_role: ByRole) -> Remarks:
    """An operator that says nothing or asks for the impossible, or a rate above 100 %."""
    for _, indicator, _, _ in complete_indicators(by_role):
        fault = operator_fault(indicator)
        if fault:
            yield indicator.value, f"“{indicator.label}”的指标值“{indicator.text.strip()}”{fault}"


def operator_fault(indicator: Indicator) -> str:
    """What is wrong with the operator or the size of a value; empty where nothing is."""
    text = indicator.text.strip()
    may_be_negative = indicator.unit in _MAY_BE_NEGATIVE and not _is_good(indicator.name.text)
    if indicator.number is not None and indicator.number < 0 and not may_be_negative:
        return "是负数：请核对"
    if SIGNS_AND_PERCENT.fullmatch(text):
        return "只有符号没有数：请补上数"
    if _SIGN_AND_DATE.match(text):
        return "：日期前面不用 ≥，请写“某年某月底前”"
    if turned := _SIGN_AND_CHANGE.fullmatch(text):
        sign, change, number = turned.groups()
        return f"的“{sign}”要写在数的前面：请写“{change}{sign}{number.strip()}”"
    if (limits := _RANGE.fullmatch(text)) and Decimal(limits["first"]) > Decimal(limits["second"]):
        return f"的范围是从大到小：是不是“{limits['second']}-{limits['first']}{limits['unit']}”？"
    faults = (_void_quantity(quantity, indicator.name.text) for quantity in indicator.quantities)
    return next(filter(None, faults), "")


def _void_quantity(quantity: Quantity, name: str) -> str:
    operator, number, about = quantity.operator, quantity.number, f"{name}{quantity.subject}"
    is_share = quantity.in_plain_unit[1] == "%"
    if operator == "≥" and number == 0:
        return "什么结果都达得到：请写明要达到多少"
    if operator == "≤" and number == 0:
        return "不会比 0 更小：就是 0，请写“=0”"
    if operator in ("≤", "<") and is_share and number < 100 and _is_good(about):
        return f"写的是不超过：越高越好的，是不是“≥{number_text(number)}%”？"
    if operator in AT_LEAST and _is_of_something_bad(name, quantity.unit):
        return f"写的是不低于：越少越好的，是不是“≤{number_text(number)}{quantity.unit}”？"
    if operator != "≤" and is_share and 0 < number <= 1 and _is_good(about):
        return f"小得不像：是不是“{number_text(without_zeros(number * 100))}%”？"
    if is_share and number >= _MOST_PER_CENT:
        return "大得不像：请核对小数点和 %"
    if not is_share or _MAY_EXCEED.search(about):
        return ""
    if operator in ("≥", ">") and number == 100:
        return "不可能超过 100%：请写“=100%”，或者写能达到的数"
    if number > 100 and (_RATE.search(name.strip()) or "满意" in about or number >= _MISREAD):
        digits = f"{number:f}"
        guess = f"：是不是“≥{digits[1:]}%”？（扫描常把“≥”认成 2）" if re.fullmatch(r"2\d\d", digits) else "：请核对"
        return f"超过了 100%{guess}"
    return ""


def _is_of_something_bad(name: str, unit: str) -> bool:
    name = _BRACKET_AT_END.sub("", name.strip())
    return unit in _OF_BAD_THINGS and bool(_MAY_BE_BAD.search(name)) and better(name, unit) is Better.LESS


def _is_good(about: str) -> bool:
    return bool(_GOOD.search(about)) and not _BAD.search(about)


def unit_wrong(by_role: ByRole) -> Remarks:
    """A unit written twice, or one in which the thing of the name is not counted."""
    for _, indicator, _, _ in complete_indicators(by_role):
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
    unit, name = quantity.in_plain_unit[1].partition("/")[0], _BRACKET_AT_END.sub("", name.strip())
    if unit in _THINGS and (money := _MONEY_AT_END.search(name)):
        return [money.group()]
    nouns = [noun for noun in _NOUNS if name.endswith(noun) and not unit.endswith(noun.removesuffix("数"))]
    return [noun for noun in nouns if unit not in {in_plain_unit(Decimal(1), fitting)[1] for fitting in _NOUNS[noun]}]
