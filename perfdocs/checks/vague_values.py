"""Values that say nothing: the name again, an adjective, a call; and shares of nothing that has any."""

from __future__ import annotations

import re

from perfdocs.checks.check import Remarks
from perfdocs.checks.complete_indicators import complete_indicators
from perfdocs.checks.operators_and_units import operator_fault
from perfdocs.department.by_role import ByRole, Indicator
from perfdocs.prose.amounts import is_bare_number
from perfdocs.prose.shorten import shorten
from perfdocs.prose.vague import is_measurable, is_vague

_DIGIT = re.compile(r"\d")
_NOTHING = re.compile(r"无|没有|不适用|不涉及|不考核|[/／—-]+")
_MEASURED = re.compile("(?:数|量|率|额|次|里程|面积|长度|比例|比重|占比)$")
"""Names of which I108 says that a number is missing."""

_HAS_A_SHARE = re.compile(
    "率|度|比|占|感|知晓|合格|达标|覆盖|到位|完成|及时|满意|准确|入学|参保|就业|普及|通过|认可|支持|正常|受益|惠及|增长|下降|执行"
)
"""Names of what may be reached by so many per cent; chosen by hand, the cases of I107 and I119 hold it."""

_NO_GROWTH = 60
"""Per cent by which hardly anything grows in a year; chosen by hand."""


def name_repeated(by_role: ByRole) -> Remarks:
    """The value says nothing but the name again."""
    for _, indicator, repeats, _ in complete_indicators(by_role):
        if not repeats:
            continue
        label = indicator.label
        if indicator.kind == "time-indicators" and _DIGIT.search(indicator.text):
            message = f"“{label}”是时间，不是名称：名称要写考核什么（例如 完成时间），时间写在指标值里"
            yield indicator.name, message
        elif _NOTHING.fullmatch(indicator.text.strip()):
            yield indicator.value, f"“{label}”没有写考核什么：不考核的就删掉这一条，要考核的写明名称和指标值"
        else:
            message = f"“{label}”的指标值只是把名称又说了一遍：请写明达到多少，不能量化的写明怎么算达到"
            yield indicator.value, message


def bare_adjective(by_role: ByRole) -> Remarks:
    """The value is a word such as 提高, or a call such as 促进就业, that nobody can fail to reach; or the name is."""
    for _, indicator, repeats, vague in complete_indicators(by_role):
        text = indicator.text.strip()
        if vague and not repeats:
            fault = f"“{indicator.label}”只写了“{text}”，达没达到说不清"
            yield indicator.value, f"{fault}：请写到多少（如 比上年提高5%），或写明分几档"
        elif _is_share_of_nothing(indicator) and is_vague(indicator.name.text):
            fault = f"“{indicator.label}”是一句口号，“{text}”是什么的百分之几看不出来"
            yield indicator.value, f"{fault}：请写明考核哪一个比率"


def _is_share_of_nothing(indicator: Indicator) -> bool:
    """Whether a benefit is to be reached by most of a hundred per cent, and its name is of nothing that has a share."""
    is_benefit = indicator.kind == "benefit-indicators" and not is_bare_number(indicator.name.value)
    if not is_benefit or len(indicator.quantities) != 1:
        return False
    number, unit = indicator.quantities[0].in_plain_unit
    has_none = unit == "%" and number >= _NO_GROWTH and not _HAS_A_SHARE.search(indicator.name.text)
    return has_none and not operator_fault(indicator)


def benefit_without_measure(by_role: ByRole) -> Remarks:
    """What a benefit is to be is told in words that nobody can look up whether they have come true."""
    for _, indicator, repeats, vague in complete_indicators(by_role):
        if indicator.kind != "benefit-indicators" or repeats or vague or _MEASURED.search(indicator.name.text):
            continue
        text = shorten(indicator.text.strip(), 24)
        if not is_measurable(indicator.text):
            there = f"“{indicator.label}”的“{text}”里没有数，也看不出怎么算达到"
            yield indicator.value, f"{there}：能写数的写数，不能写的写明看什么、达到什么样"
        elif _is_share_of_nothing(indicator) and not is_vague(indicator.name.text):
            there = f"“{indicator.label}”不像一个比率，“{text}”是什么的百分之几看不出来"
            yield indicator.value, f"{there}：请写明考核哪一个比率"
