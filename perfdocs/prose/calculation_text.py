"""A calculation in words, in one way of writing: half width, figures for numerals, signs for what is said in words.

`100万元的30%` is a product; dates, ages and names with numbers are no numbers. What makes a text uncertain is told.
"""

from __future__ import annotations

import re

from perfdocs.prose.amounts import number_text
from perfdocs.prose.arithmetic import Unclear
from perfdocs.prose.numerals import CHARACTERS, numeral_value
from perfdocs.prose.read_periods import periods
from perfdocs.prose.units_and_operators import COUNTED, alternatives

_NARROW = str.maketrans("０１２３４５６７８９．％＋＝／＊（）［］【】[]✕✖╳－−：", "0123456789.%+=/*()()()()×××--:")
_DOUBTFUL = (
    r"大约|左右|大概|估|余元|以上|以下|以内|上限|下限|最高|最低|至少|最多|封顶|不超过|不足|不?[得能可应]?[大小多少高低]于|超过|若干|据实|按实|待(?=[定批核审补落确])|视情|视财力|另行|按需|暂定|暂列|"
    r"减半|一半|半价|翻番|翻倍|不等|分别|预计|为准|[一二三甲乙丙](?:等奖|[类级档])(?=[^×*]*$)|分[一二三四五六七八九十两\d]+[年期批次档]|[~～—–〔≥≤<>＜＞]"
)
_UNCERTAIN = re.compile(
    rf"{_DOUBTFUL}|[约近逾](?=[\d一二两三四五六七八九十])|[\d十百千万]多(?=[万元])|[数几](?=[十百千万])|\d至\d|(?<=\d)号|第\d"
    r"|(?:上浮|下浮|增长|降低|下降|节约|增加|减少)\d+(?:\.\d+)?[%‰]|[一二三四五六七八九\d][折成](?!\w{0,2}[果立品])"
)
"""Chosen by hand, on the tuning half of `tests/examples/reading/calculations.tsv`."""
RANGE = re.compile(r"[\d.]*\d-\d(?![\d.]*%\))[\d.]*月?")
"""3-5, which may be a range or a difference; (1-10%) is none."""
_CHINESE = re.compile(
    rf"[{CHARACTERS}](?=[{CHARACTERS}]{{0,12}}(?:[元×*÷+，,；;。、)]|乘|加|减|除|$)|[^\d]{{1,8}}[×*xX各乘])|[×*][{CHARACTERS}]"
)
_NOT_YET = re.compile(r"\([^()]*(?:待[定批核审补落确]|暂[定列估按])[^()]*\)")
"""A remark that takes an amount back."""
_DATE = re.compile(r"年|\d[./-]\d+[./-]\d")
"""What a date has for certain: 2004/12 may be a division."""
_AGES = re.compile(r"\d+\s*(?:-|—|~|～|至|到)\s*\d+\s*(?:周?岁|年级)|\d+\s*周?岁(?:及?以[上下])?")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_DETAILS_IN_BRACKETS = re.compile(r"(?<=[元万亿])\((?:其中:?)?([^()]*\d[^()]*[,，、;；+×*][^()]*)\)")
"""15000元（3000元×5人）."""
_NEEDED = re.compile(r"(?<=\d[一-龥㎡])需(?=\d[\d.]*[万亿]?元)|(?<=,)需(?=\d[\d.]*[万亿]?元$)")
"""2000亩需60万元."""
_WHOLE_BEFORE = re.compile(r"(?<=[元万亿]):(?=.*\d)")
"""60万元：300元/亩×2000亩."""
_COUNT_IN_BRACKETS = re.compile(
    r"(?<=\d[一-龥㎡])\([^()]*\)|(?<=\d[一-龥]{2})\([^()]*\)|\((?:含|其中|包括|不含)[^()]*\)(?=[×*])"
)
"""A remark about a number of things: 20人(含2名教练)."""
_UNIT_IN_BRACKETS = re.compile(r"(?<=\d)\((万?元|亿元?|万)\)")
_PER_IN_BRACKETS = re.compile(r"/\(([^()\d]{1,6})\)")
_BLANKS = re.compile(r"(?<!\d)[^\S\n]+|[^\S\n]+(?!\d)")
_GAPS = re.compile(r"(?<=[元万亿])[^\S\n]+(?=[一-龥])")
"""水费1万元 电费2万元."""
_MONTHS = re.compile(r"(?<!\d)(1[0-2]|[1-9])月?[-—~至到](1[0-2]|[1-9])月份?(?=[，,]|每)")
"""1-6月, of which there are six."""
_DISCOUNT = re.compile(r"(?<=[\w)])[，,]?(?:打|按|×)?([一二三四五六七八九]{1,2}|\d(?:\.\d|\d)?)折(?:优惠|计算|计)?")
_OF_IT = re.compile(r"(?<=[元)万亿])\s*(?:的|按|×按)\s*(\d+(?:\.\d+)?\s*[%‰])")
_SPOKEN = {"加上": "+", "加": "+", "减去": "-", "减": "-", "扣除": "-", "乘以": "×", "乘": "×", "除以": "÷"}
_SPOKEN_SIGN = re.compile(rf"(?<=[\d元)%人天月年次个万亿])\s*({alternatives(_SPOKEN)})\s*(?=[\d(])")
_THINGS = (
    f"(?:{alternatives({*COUNTED, '个月', '月', '天', '年', '季度', '周', '小时', '公里', '亩', '吨', '平方米'})})"
)
_COUNTED_NUMERAL = re.compile(
    rf"(?<![第每]|[{CHARACTERS}])([{CHARACTERS}]{{1,8}})(?=(?:{_THINGS})[^\d，,；;。、]{{0,5}}[×*xX各乘])"
)
"""两名 before a sign or a price: 一期 and 第三 are names."""
_MYRIADS = re.compile(rf"(?<![第每\d.]|[{CHARACTERS}])([{CHARACTERS}]{{1,8}})(?=[万亿](?:$|[，,；;。、+)]))")
_MONEY_NUMERAL = re.compile(rf"(?<![第每\d.]|[{CHARACTERS}])([{CHARACTERS}]{{1,12}})(?=元(?!旦|素))")
_BESIDE_SIGN = re.compile(
    rf"(?<![第每]|[{CHARACTERS}])([{CHARACTERS}]{{1,8}})(?=[×*÷+]|乘|加上|减去|除以)"
    rf"|(?:(?<=[×*÷+])|(?<=乘以|除以|加上|减去))([{CHARACTERS}]{{1,8}})"
)
_NAMES = re.compile(r"\d+(?:版|型|届|G|kV|千伏)(?![\dA-Za-z])|(?<!\d)[A-WYZa-wyzφΦ][A-Za-z]{0,3}\d+(?=[一-龥])|[①-⑳]")
"""Numbers in names, and numbers in circles, which begin a part."""
_EACH = re.compile(r"各(?=\d)")
_NOT_ADDED = re.compile(
    "已|尚|扣|追加|调整|增加到|核减|调减|剩余|余额|缺口|退回|收回|或|收入.*支出|上年|去年|前年|往年|历年|次年|翌年|下一?年|明年|首年|"
    "第[一二三四五]年|[两三四五六七八九十]年"
)
"""Words beside an amount that is not to be added to the others."""
_CARRIED_OVER = re.compile("结转|结余|滚存")
"""Amounts of two years that are added."""


def plain_text(text: str) -> str:
    """The text in half width without dates, ages and words in brackets, and with signs for what is said in words."""
    narrow = _without_years(_BLANKS.sub("", _GAPS.sub(",", text.translate(_NARROW))))
    narrow = _MONTHS.sub(_as_count, narrow)
    narrow = _NAMES.sub(_as_stop, _AGES.sub("", _THOUSANDS.sub("", narrow)))
    if _CHINESE.search(narrow):
        for numeral in (_COUNTED_NUMERAL, _MYRIADS, _MONEY_NUMERAL, _BESIDE_SIGN):
            narrow = numeral.sub(_as_figures, narrow)
    narrow = _DISCOUNT.sub(_as_factor, narrow)
    narrow = _SPOKEN_SIGN.sub(lambda sign: _SPOKEN[sign[1]], _OF_IT.sub(r"×\1", _EACH.sub("×", narrow)))
    doubtful = _NOT_YET.search(narrow)
    if "(" in narrow:
        narrow = _PER_IN_BRACKETS.sub(r"/\1", _UNIT_IN_BRACKETS.sub(r"\1", narrow))
        narrow = _COUNT_IN_BRACKETS.sub("", _DETAILS_IN_BRACKETS.sub(r"，其中\1", narrow))
    narrow = _WHOLE_BEFORE.sub("，其中", _NEEDED.sub(",共需", narrow))
    doubtful = doubtful or _UNCERTAIN.search(narrow) or ("=" not in narrow and RANGE.search(narrow)) or None
    if doubtful:
        raise Unclear(f"“{doubtful.group()}”说不准是多少")
    return narrow


def _without_years(text: str) -> str:
    """The text without dates that have a year. Raises Unclear where amounts may be of several years."""
    found = [period for period in periods(text) if _DATE.search(text, period.start, period.stop)]
    years = {period.begin.first.year for period in found if period.begin and len(period.dates) == 1}
    is_long = any(len({date.first.year for date in period.dates}) > 1 for period in found)
    for period in reversed(found):
        text = text[: period.start] + text[period.stop :]
    if not _CARRIED_OVER.search(text):
        if len(years) > 1 or (is_long and "每年" in text):
            raise Unclear("是几年的金额，看不出要不要相加")
        words = _NOT_ADDED.search(text)
        if words:
            raise Unclear(f"“{words.group()[:8]}”：看不出要不要相加")
    return text


def _as_stop(name: re.Match[str]) -> str:
    """A number in a circle begins another part, 5G and 2023版 are names."""
    return ";" if len(name.group()) == 1 else ""


def _as_count(months: re.Match[str]) -> str:
    first, last = int(months[1]), int(months[2])
    return f"{last - first + 1}个月，" if first < last else months.group()


def _as_figures(numeral: re.Match[str]) -> str:
    value = numeral_value(next(filter(None, numeral.groups())))
    return numeral.group() if value is None else number_text(value)


def _as_factor(discount: re.Match[str]) -> str:
    """八折 is ×0.8, 八五折 and 8.5折 are ×0.85."""
    figures = "".join(str(numeral_value(figure) or figure) for figure in discount[1])
    return f"×0.{figures.replace('.', '')}"
