"""The parts of a calculation in words: what is to be added, totals, details of another part, prices, numbers of things.

Signs and brackets in full width are those in half width, numerals with a unit are figures, `100万元的30%` is a product.
Dates and ages are no numbers. What makes a text uncertain is told.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from perfdocs.prose.amounts import number_text
from perfdocs.prose.arithmetic import Unclear
from perfdocs.prose.numerals import CHARACTERS, numeral_value
from perfdocs.prose.quantity_tokens import unit_at
from perfdocs.prose.read_periods import periods
from perfdocs.prose.units_and_operators import COUNTED, alternatives, in_plain_unit


class Kind(enum.Enum):
    """What a part of a calculation is."""

    TERM = "to be added: an amount, a product, a sum"
    TOTAL = "a total of other parts"
    DETAIL = "a part of another part: 其中"
    PRICE = "an amount for one of something"
    COUNT = "a number of things, or one without a unit"


class Part(NamedTuple):
    """A part of a calculation."""

    kind: Kind
    text: str
    """Its arithmetic."""
    written: str
    """With its words."""
    units: frozenset[str] = frozenset()
    """Of a number of things: what a price may be for, as 个, 个村 and 村 for 3个村."""
    per: tuple[str, ...] = ()
    """What a price is for."""
    is_subtotal: bool = False

    def is_for(self, per: str) -> bool:
        """Whether a number of things is one that a price is for: 20名 where it is for 每名学生."""
        if per in self.units or (per[:1] in COUNTED and _SAME.get(per[0], per[0]) in self.units):
            return True
        return any(in_plain_unit(Decimal(1), unit) == in_plain_unit(Decimal(1), per) for unit in self.units)


_NARROW = str.maketrans("０１２３４５６７８９．％＋＝／＊（）［］【】[]✕✖╳－−：", "0123456789.%+=/*()()()()×××--:")
_DOUBTFUL = (
    r"大约|左右|大概|估|余元|以上|以下|以内|上限|下限|最高|最低|至少|最多|封顶|不超过|不足|[大小多少高低]于|超过|若干|据实|按实|待(?=[定批核审补落确])|视情|视财力|另行|按需|暂定|暂列|"
    r"减半|一半|半价|翻番|翻倍|不等|分别|预计|为准|[一二三甲乙丙](?:等奖|[类级档])(?=[^×*]*$)|分[一二三四五六七八九十两\d]+[年期批次档]|[~～—–〔≥≤<>＜＞]"
)
_UNCERTAIN = re.compile(
    rf"{_DOUBTFUL}|[约近逾](?=[\d一二两三四五六七八九十])|[\d十百千万]多(?=[万元])|[数几](?=[十百千万])|\d至\d|(?<=\d)号|第\d"
    r"|(?:上浮|下浮|增长|降低|下降|节约|增加|减少)\d+(?:\.\d+)?[%‰]|[一二三四五六七八九\d][折成](?!\w{0,2}[果立品])"
)
RANGE = re.compile(r"\d-\d(?![\d.]*%\))")
"""3-5, which may be a range or a difference; (1-10%) is none."""
_CHINESE = re.compile(
    rf"[{CHARACTERS}](?=[{CHARACTERS}]*(?:[元×*÷+，,；;。、)]|乘|加|减|除|$)|[^\d]{{1,8}}[×*xX各乘])|[×*][{CHARACTERS}]"
)
_NOT_YET = re.compile(r"\([^()]*(?:待[定批核审补落确]|暂[定列估按])[^()]*\)")
_DATE = re.compile(r"年|\d[./-]\d+[./-]\d")
"""What a date has for certain: 2004/12 may be a division."""
_AGES = re.compile(r"\d+\s*(?:-|—|~|～|至|到)\s*\d+\s*(?:周?岁|年级)|\d+\s*周?岁(?:及?以[上下])?")
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_WORDS_IN_BRACKETS = re.compile(r"\([^()\d]*\)(?!\s*[*×xX÷/+])")
_DETAILS_IN_BRACKETS = re.compile(r"(?<=[元万亿])\((?:其中:?)?([^()]*\d[^()]*[,，、;；+×*][^()]*)\)")
_NEEDED = re.compile(r"(?<=\d[一-龥㎡])需(?=\d[\d.]*[万亿]?元)|(?<=,)需(?=\d[\d.]*[万亿]?元$)")
_WHOLE_BEFORE = re.compile(r"(?<=[元万亿]):(?=.*\d)")
_COUNT_IN_BRACKETS = re.compile(
    r"(?<=\d[一-龥㎡])\([^()]*\)|(?<=\d[一-龥]{2})\([^()]*\)|\((?:含|其中|包括|不含)[^()]*\)(?=[×*])"
)
_UNIT_IN_BRACKETS = re.compile(r"(?<=\d)\((万?元|亿元?|万)\)")
_PER_IN_BRACKETS = re.compile(r"/\(([^()\d]{1,6})\)")
_BLANKS = re.compile(r"(?<!\d)[^\S\n]+|[^\S\n]+(?!\d)")
_GAPS = re.compile(r"(?<=[元万亿])[^\S\n]+(?=[一-龥])")
_MONTHS = re.compile(r"(?<!\d)(1[0-2]|[1-9])月?[-—~至到](1[0-2]|[1-9])月份?(?=[，,]|每)")
_DISCOUNT = re.compile(r"(?<=[\w)])[，,]?(?:打|按|×)?([一二三四五六七八九]{1,2}|\d(?:\.\d|\d)?)折(?:优惠|计算|计)?")
_FIGURE = "[一二三四五六七八九十]"
_MARKER = re.compile(rf"^\s*(?:\(?\d{{1,2}}(?:[.．、)](?!\d))|{_FIGURE}+、|\({_FIGURE}+\))\s*")
_SENTENCES = re.compile(r"[；;。\n]")
_COMMAS = re.compile(
    r"""[，,]
    |(?<=[一-龥])、(?=\d)|(?<=元)[、和及与](?=[^、，,]*\d)|(?<=\d[万亿])、(?=[^、，,]*\d)|(?<=元/年)、
    |(?<=[一-龥)])(?<![小合共总累统审设估])(?=(?:合计|共计|总计|共需|共|计)\d[\d.]*[万亿]?元)""",
    re.VERBOSE,
)
_OF_IT = re.compile(r"(?<=[元)万亿])\s*(?:的|按|×按)\s*(\d+(?:\.\d+)?\s*[%‰])")
_SPOKEN = {"加上": "+", "加": "+", "减去": "-", "减": "-", "扣除": "-", "乘以": "×", "乘": "×", "除以": "÷"}
_SPOKEN_SIGN = re.compile(rf"(?<=[\d元)%人天月年次个万亿])\s*({alternatives(_SPOKEN)})\s*(?=[\d(])")
_THINGS = (
    f"(?:{alternatives({*COUNTED, '个月', '月', '天', '年', '季度', '周', '小时', '公里', '亩', '吨', '平方米'})})"
)
_COUNTED_NUMERAL = re.compile(
    rf"(?<![第每]|[{CHARACTERS}])([{CHARACTERS}]{{1,8}})(?=(?:{_THINGS})[^\d，,；;。、]{{0,5}}[×*xX各乘])"
)
_MYRIADS = re.compile(rf"(?<![第每\d.]|[{CHARACTERS}])([{CHARACTERS}]{{1,8}})(?=[万亿](?:$|[，,；;。、+)]))")
_MONEY_NUMERAL = re.compile(rf"(?<![第每\d.]|[{CHARACTERS}])([{CHARACTERS}]{{1,12}})(?=元(?!旦|素))")
_BESIDE_SIGN = re.compile(
    rf"(?<![第每]|[{CHARACTERS}])([{CHARACTERS}]{{1,8}})(?=[×*÷+]|乘|加上|减去|除以)"
    rf"|(?:(?<=[×*÷+])|(?<=乘以|除以|加上|减去))([{CHARACTERS}]{{1,8}})"
)
_NAMES = re.compile(r"\d+(?:版|型|届|G|kV|千伏)(?![\dA-Za-z])|(?<!\d)[A-WYZa-wyzφΦ][A-Za-z]{0,3}\d+(?=[一-龥])|[①-⑳]")
_EACH = re.compile(r"各(?=\d)")
_TOTAL = re.compile(
    r"^(?P<word>合计|共计|总计|小计|总共|总额|累计|共需|金额|计|共)[^\d]{0,8}(?P<amount>\d[\d.]*(?:[万亿]元?|元))$"
)
_DETAIL = re.compile("^(?:其中|包括|包含|含(?!量))")
_NUMBER = re.compile(r"\d+(?:\.\d+)?")
_SIGN = re.compile(r"[*×÷+=]|/(?=\s*[\d(])|-(?=\s*[\d(])|(?<=[\d)人元月次天])\s*[xX]\s*(?=[\d(])")
_ALONE = re.compile(r"^(?P<label>[^\d]*?)(?P<amount>\d+(?:\.\d+)?\s*(?P<scale>[万亿]?)(?P<money>元?))(?P<rest>[^\d]*)$")
_FOR_ONE = re.compile("[一每]([^一每\\d]{1,2})$")
_SEVERAL_COUNTS = re.compile(r"^([^\d]*\d+(?:人|名|台|个|辆|间|户))[,、]?(\d+(?:天|次|个月|月|期|场|晚))$")
"""20人5天."""
_PER_EACH = re.compile("每(?P<per>[^每\\d，,;；]{1,3}?)(?=每|$|补|发|按|标|给|[为:：]|\\d)")
_PRICE = re.compile("(?:单价|标准|均价)(?:[为是:]|按)?$|每|[人户亩日月]均|平均|月[租薪]|月工资|日薪")
_SAME = {"生": "人", "名": "人", "位": "人", "学生": "人", "师": "人", "个月": "月", "日": "天"}
"""Units that stand for others in prices."""
_NOT_ADDED = re.compile(
    "已|尚|扣|追加|调整|增加到|核减|调减|剩余|余额|缺口|退回|收回|或|收入.*支出|上年|去年|前年|往年|历年|次年|翌年|下一?年|明年|首年|"
    "第[一二三四五]年|[两三四五六七八九十]年"
)
_WHOLE = re.compile("总投资|总额|总价|概算|总预算|总金额|总经费|总费用|合同价|合同金额|总规模")
_MONEY_NAME = re.compile("[费额款金资贴补薪酬奖]:?$")
_UNSAID = re.compile("按|参照|另|视|定额|其余|自筹|承担|配套|同上|分年|分期|逐年|实际|结算|审定|核定|比例")
_CARRIED_OVER = re.compile("结转|结余|滚存")
"""Amounts of two years that are added."""


def sentences(text: str) -> Sequence[Sequence[Part]]:
    """The parts of a text with a number in them, by sentence. Raises Unclear where the text is not certain."""
    found = [list(_parts(sentence)) for sentence in _SENTENCES.split(_plain(text))]
    every = [part for parts in found for part in parts]
    if sum(part.kind is Kind.PRICE for part in every) == 1:  # its numbers may stand in another sentence
        return [every]
    return [parts for parts in found if parts]


def _plain(text: str) -> str:
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


def _parts(sentence: str) -> Iterator[Part]:
    is_detail = begun = False
    for written in _COMMAS.split(sentence):
        words = _WORDS_IN_BRACKETS.sub("", _MARKER.sub("", written)).strip()
        is_detail = is_detail or bool(_DETAIL.match(words))
        if not _NUMBER.search(words):
            if _SIGN.search(words) or (begun and _UNSAID.search(words)):
                raise Unclear(f"“{words[:12]}”没有写是多少")
            continue
        begun = True
        if several := _SEVERAL_COUNTS.match(words):
            for count in (several[1], several[2]):
                yield _part(count, written.strip())
            continue
        part = _part(words, written.strip())
        yield part._replace(kind=Kind.DETAIL) if is_detail and part.kind is not Kind.TOTAL else part


def _part(words: str, written: str) -> Part:
    total = _TOTAL.match(words)
    if total:
        return Part(Kind.TOTAL, total["amount"], written, is_subtotal=total["word"] == "小计")
    if _SIGN.search(words):
        return Part(Kind.TERM, _without_label(words), written)
    alone = _ALONE.match(words)
    if alone is None:
        raise Unclear("两个数挨着，看不出是相加还是相乘")
    rest, label = alone["rest"].strip(), alone["label"]
    is_money = bool(alone["money"] or (alone["scale"] and not rest))
    if is_money:
        per = _per(label, rest)
        if per == ["年"]:
            return Part(Kind.PRICE, alone["amount"], written, per=("年",))
        if per or _PRICE.search(label):
            wanted = tuple(_SAME.get(one, one) for one in per if one != "年")
            return Part(Kind.PRICE, alone["amount"], written, per=wanted)
        return Part(Kind.TOTAL if _WHOLE.search(label) else Kind.TERM, alone["amount"], written)
    if rest[:1] in ("%", "‰"):
        return Part(Kind.TERM, alone["amount"] + rest[0], written)
    if label[-1:].isascii() and label[-1:].isalpha():
        raise Unclear(f"“{words}”像是名称")
    if label and not rest and not _MONEY_NAME.search(label):
        raise Unclear(f"“{words[:12]}”没有写单位")
    unit = unit_at(rest, 0).text
    names = {unit, rest, rest.removeprefix(unit)} if rest else set()
    return Part(Kind.COUNT, alone["amount"], written, frozenset(_SAME.get(name, name) for name in names if name))


def _per(label: str, rest: str) -> list[str]:
    """What a price is for: 元/人·天, 每人每天100元."""
    if rest.startswith("/"):
        things = [one for one in re.split("[/·、.每]", rest) if one]
        return [one for one in things if one != "次"] or things
    if one := _FOR_ONE.match(rest):
        return [one[1]]
    return [each["per"] for each in _PER_EACH.finditer(label)]


def _without_label(words: str) -> str:
    """An equation without what stands before its first number: 设计费=建安费1200万元×3%=36万元."""
    sides = [side for side in words.split("=") if _NUMBER.search(side)]
    return "=".join(sides)
