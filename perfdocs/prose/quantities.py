"""Quantities read out of prose: `履约率达50%以上` is ≥ 50 % of 履约率.

A quantity is a number with a unit that something is to reach. Years, dates, ordinals, names (500强) and
numbers that only describe a noun (10亿元以上项目1个 counts one project) are none. Where it is not certain
what a number counts, it is left out rather than guessed.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from decimal import Decimal
from functools import lru_cache
from typing import NamedTuple

from perfdocs.prose.memoize import memoize_text
from perfdocs.prose.numerals import CHARACTERS, value_of

OPERATORS = {
    "≥": ("≥", "不低于", "不少于", "不小于", "不得低于", "不得少于", "至少", "最少", ">=", "≧", "＞＝"),
    "≤": ("≤", "不高于", "不超过", "不多于", "不大于", "不得超过", "不得高于", "至多", "最多", "<=", "≦", "＜＝"),
    ">": (">", "＞", "超过", "大于", "高于", "多于", "突破"),
    "<": ("<", "＜", "低于", "少于", "小于"),
    "=": ("=", "＝", "等于"),
    "≈": ("≈", "大约", "约"),
}
"""Words and signs before a number, by the sign that they mean."""

ENDINGS = {
    "≥": ("以上", "及以上", "或以上", "（含）以上", "起"),
    "≤": ("以下", "及以下", "以内", "之内", "（含）以内", "内"),
    "≈": ("左右", "上下"),
}
"""Words after the unit, by the sign that they mean."""

_SIGN_OF = {word: sign for sign, words in OPERATORS.items() for word in words}
_SIGN_OF_ENDING = {word: sign for sign, words in ENDINGS.items() for word in words}

SCALES = {"千": 10**3, "万": 10**4, "十万": 10**5, "百万": 10**6, "千万": 10**7, "亿": 10**8, "百": 10**2}

FOLDED: dict[str, tuple[str, Decimal]] = {
    "％": ("%", Decimal(1)),
    "百分比": ("%", Decimal(1)),
    "成": ("%", Decimal(10)),
    "公里": ("米", Decimal(1000)),
    "千米": ("米", Decimal(1000)),
    "公斤": ("千克", Decimal(1)),
    "吨": ("千克", Decimal(1000)),
    "公顷": ("亩", Decimal(15)),
    "名": ("人", Decimal(1)),
    "位": ("人", Decimal(1)),
}
"""Units that say the same thing in another measure: the measure, and how many of it."""

_COUNTED = (
    "个 家 项 件 次 人次 户次 场次 批次 班次 架次 门次 人 名 户 场 期 批 台 套 辆 座 处 条 份 篇 册 本 位 所 间 栋 "
    "幢 株 棵 粒 头 只 匹 羽 级 倍 班 点 片 块 张 面 支 队 门 轮 趟 起 宗 例 课时 学时 工日 标段 盏 眼 口 艘 款 部 幅 "
    "道 组 根 节"
)
_MEASURES = (
    "元 美元 欧元 港元 % ％ 百分点 个百分点 百分比 成 公里 千米 平方公里 平方千米 平方米 立方米 米 厘米 毫米 亩 公顷 "
    "吨 公斤 千克 克 升 千瓦 千瓦时 兆瓦 度 年 个月 周 天 日 个工作日 工作日 小时 分钟 分"
)
_COUNTERS = frozenset(["个", "家", "项", "件", "条", "处", "座", "所", "间", "户", "宗", "例", "台", "套", "只", "张"])
_UNITS = sorted({*_COUNTED.split(), *_MEASURES.split()}, key=lambda unit: (-len(unit), unit))
_UNIT = "|".join(map(re.escape, _UNITS))
_SCALE = "|".join(sorted(SCALES, key=len, reverse=True))
_BEFORE = "|".join(map(re.escape, sorted(_SIGN_OF, key=len, reverse=True)))
_AFTER = "|".join(map(re.escape, sorted(_SIGN_OF_ENDING, key=len, reverse=True))) + "(?![资部外容涵科需陆])"
_DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"

_BEGINNINGS = re.escape("".join(sorted({word[0] for word in _SIGN_OF})))
_NUMERAL = re.compile(rf"[\d{CHARACTERS}]")
"""What every quantity has at least one of."""

_CANDIDATE = re.compile(
    rf"""(?=[\d\s{CHARACTERS}{_BEGINNINGS}])  # what a candidate can begin with: nothing is tried elsewhere
    (?P<before>{_BEFORE})?\s{{0,3}}
    (?:(?P<low>{_DIGITS})\s{{0,3}}(?:%|％)?\s{{0,3}}(?:-|—|–|~|～|至|到)\s{{0,3}})?
    (?:(?P<number>{_DIGITS})|百分之(?P<percent>[{CHARACTERS}]+)|(?P<numeral>[{CHARACTERS}]+))
    \s{{0,3}}(?P<more>[余多])?
    (?P<scale>{_SCALE})?(?P<more2>[余多])?
    \s{{0,3}}(?:[(（](?P<bracket>{_UNIT})[)）]|(?P<unit>{_UNIT})?(?P<per>/\s{{0,3}}(?:{_UNIT}|季度|季|月))?)
    (?P<after>{_AFTER})?""",
    re.VERBOSE,
)

_WIDE = dict(zip("０１２３４５６７８９．，％／", "0123456789.,%/", strict=True))
_DATES = re.compile(
    r"""(?=[\d〔﹝\[［(（一二三四十第])(?:                                            # what they can begin with
    (?:19|20)\d{2}\s{0,3}(?:-|—|–|~|～|至|、)\s{0,3}(?:19|20)\d{2}\s{0,3}年?      # 2021-2023年
    |(?:19|20)\d{2}\s{0,3}[./-]\s{0,3}\d{1,2}(?:\s{0,3}[./-]\s{0,3}\d{1,2})?(?!\d)        # 2021.1, 2026/1/1
    |(?:19|20)\d{2}\s{0,3}年(?:\s{0,3}\d{1,2}\s{0,3}月(?:\s{0,3}\d{1,2}\s{0,3}[日号])?)?       # 2023年12月
    |\d{1,2}\s{0,3}(?:-|—|~|～|至)\s{0,3}\d{1,2}\s{0,3}月(?:份)?                        # 1-6月
    |\d{1,2}\s{0,3}月(?:\s{0,3}\d{1,2}\s{0,3}[日号]|份|[底末前初中])?                    # 12月前
    |\d{1,2}\s{0,3}:\s{0,3}\d{2}
    |[〔﹝\[［(（](?:19|20)\d{2}[〕﹞\]］)）]\s{0,3}\d*\s{0,3}号?                    # 〔2017〕8号
    |(?:十[一二三四五]|[一二三四])五(?=[”"'’」规时期末初以来]|$)               # 十四五
    |第\s{0,3}(?:\d+|[一二三四五六七八九十百]+)                                # 第三
    |\d+\s{0,3}(?:号|届|强|楼|\#|幼|中(?!心)|小(?!时)))""",
    re.VERBOSE,
)
_MARKER = re.compile(r"(?:^|(?<=[\n；;。！]))\s{0,3}(?:目标)?[(（]?\d{1,2}(?:[.．、)）:：](?!\d)|\s+(?=\D))")
_LATIN = re.compile(r"(?=[A-Za-z\d])(?:[A-Za-z]\d[\d.]*|\d+[A-Za-z]+)")
_REGULAR = re.compile(
    r"(?=[每同某统唯任一二三四五六七八九十])(?:[每同某统唯任][一两三四五六七八九十\d]+|(?:一|二|三|四)季度|一次性|一把手|一站式|[一二三四五六七八九十]+[类级等流])"
)
_SIMPLE = re.compile(rf"\s{{0,3}}(?P<before>{_BEFORE})?\s{{0,3}}(?P<number>{_DIGITS})\s{{0,3}}", re.VERBOSE)

_END = "，,；;。！!？?\n\t(（)）|[【】]"
_STOPS = re.compile(rf"[{re.escape(_END)}]")
_AND = "和与及并、其"
_NO_NOUN = ("", *_AND, " ", ":", "：", "*", "×", "+", "/", "=")
_HEAD = re.compile(
    r"^(?:[\s“”\"'、:：和与及]|[一二三四五六七八九十]+、|其中|全年|年内|今年|本年度?|力争|确保|预计|计划|争取|并|目标\d*|约|在|以及|"
    r"(?:19|20)\d{2}年度?(?=全年|底前|内))+"
)
_TAIL_WORD = "达到|达|实现|为|至|到|共计|合计|共|累计|总计|控制在|保持在|稳定在|保持|在|是|有"
_TAIL = re.compile(
    rf"(?=[\s:：、应要需将均都共达实为至到合累总控保稳在是有])(?:[\s:：、]|(?:应|要|需|将|均|都|共)?(?:{_TAIL_WORD}))+$"
)
_TAIL_ENDS = {*":：、", *(word[-1] for word in _TAIL_WORD.split("|"))}
"""What a tail ends with, but for blanks."""
_SAID_EARLIER = re.compile("至少|最少|至多|最多|不少于|不超过")
_NAME_ENDS = ("率", "度", "数", "额", "量", "比例", "比", "值", "次", "情况")


class Quantity(NamedTuple):
    """A number with what it counts. `operator` is one of ≥ ≤ > < = ≈, or empty where none is said.

    `unit` is as written (万美元, 元/亩); `upper` is the other end of a range; `start` and `end` are the
    span in the text that was read.
    """

    number: Decimal
    unit: str = ""
    operator: str = ""
    subject: str = ""
    upper: Decimal | None = None
    start: int = 0
    end: int = 0

    @property
    def in_plain_unit(self) -> tuple[Decimal, str]:
        """The number and unit in the unit's plain measure: 6万人 is (60000, 人), 2.5亿元 is (250000000, 元)."""
        return in_plain_unit(self.number, self.unit)


def in_plain_unit(number: Decimal, unit: str) -> tuple[Decimal, str]:
    """A number and its unit in the unit's plain measure."""
    scale, factor, measure = _measure(unit)
    return number * scale * factor, measure


@lru_cache(maxsize=1024)
def _measure(unit: str) -> tuple[int, Decimal, str]:
    """The scale of a unit, how many of its plain measure it is, and that measure."""
    plain, _, per = unit.partition("/")
    scale = 1
    for word in sorted(SCALES, key=len, reverse=True):
        if plain.startswith(word) and (plain == word or plain[len(word) :] in _UNITS):
            scale, plain = SCALES[word], plain[len(word) :]
            break
    measure, factor = FOLDED.get(plain, (plain, Decimal(1)))
    return scale, factor, f"{measure}/{per}" if per else measure


def comparable(one: Quantity, other: Quantity) -> bool:
    """Whether two numbers are in one measure; 个, 家 and the like are one as good as another."""
    measures = one.in_plain_unit[1], other.in_plain_unit[1]
    return measures[0] == measures[1] or all(measure in _COUNTERS for measure in measures)


def quantities(text: str) -> list[Quantity]:
    """The quantities of a text, in their order."""
    return list(_quantities(text))


@memoize_text(long=16)
def _quantities(text: str) -> Sequence[Quantity]:
    """Of long texts a few are kept: the goal of the year is often that of the whole period, and several checks ask."""
    if not _NUMERAL.search(text):
        return []
    wide = _narrowed(text)
    alone = _SIMPLE.fullmatch(wide)
    if alone:
        sign = _SIGN_OF.get(alone["before"] or "", "")
        return [Quantity(_decimal(alone["number"]), "", sign, "", None, alone.start("number"), alone.end("number"))]
    found = [match for match in _CANDIDATE.finditer(_masked(wide)) if _is_one(match)]
    kept = [match for match in found if not _describes(match, found, wide)]
    return list(_with_subjects(kept, text, wide))


def _narrowed(text: str) -> str:
    """The text with digits and their marks in half width. `str.translate` takes five times as long."""
    for wide, narrow in _WIDE.items():
        text = text.replace(wide, narrow)
    return text


def unit_of(text: str) -> bool:
    """Whether the text is a unit by itself, with or without a scale."""
    return re.fullmatch(rf"(?:{_SCALE})?(?:{_UNIT})(?:/(?:{_UNIT}))?", text.strip()) is not None


def _masked(text: str) -> str:
    """The text with dates, ordinals and names blanked out, so that no number is read in them."""
    for pattern in (_MARKER, _DATES, _LATIN, _REGULAR):
        text = pattern.sub(lambda match: "\0" * len(match.group()), text)
    return text


def _is_one(match: re.Match[str]) -> bool:
    """Whether a candidate is a number of something: it has a unit, or at least a sign and digits."""
    if match["numeral"]:
        return _numeral_counts(match)
    if match["percent"]:
        return True
    unit = match["unit"] or match["bracket"] or match["scale"] or match["per"]
    return bool(unit) or (match["before"] in ("≥", "≤", ">", "<", "=", "＝", "＞", "＜", ">=", "<="))


def _numeral_counts(match: re.Match[str]) -> bool:
    """一 is an article more often than a number; the other numerals count where a unit follows."""
    if not match["unit"] or value_of(match["numeral"]) is None:
        return False
    if match["unit"] in ("点", "面", "分", "成", "起", "道", "方", "级", "度", "节", "口", "门", "部", "位"):
        return bool(match["before"] or match["after"])
    return match["numeral"] != "一" or bool(match["before"] or match["after"])


def _describes(match: re.Match[str], found: Sequence[re.Match[str]], text: str) -> bool:
    """Whether the number only describes the noun after it, of which another number says how many."""
    after = text[match.end() : match.end() + 1]
    if not after or after in _END or after in _AND or after in "”’\"' ：:的" or after.isdigit():
        return False
    stop = _STOPS.search(text, match.end())
    end = stop.start() if stop else len(text)
    rest = [other for other in found if match.end() <= other.start() < end]
    if not rest:
        return text.endswith(_NAME_ENDS, 0, end)
    if "、" not in text[match.end() : rest[0].start()]:
        return True
    name = text[: rest[-1].start()] if rest[-1]["unit"] in ("%", "％") else text[:end]
    return name.rstrip().endswith(_NAME_ENDS)


def _with_subjects(kept: Sequence[re.Match[str]], text: str, wide: str) -> Iterator[Quantity]:
    stops = [0, *(stop.end() for stop in _STOPS.finditer(wide))]
    last = 0
    subject = ""
    for match, following in zip(kept, (*kept[1:], None), strict=False):
        start, end = match.span()
        begin = max(last, stops[bisect_right(stops, start) - 1])
        before = _tailless(_headless(text[begin:start]))
        colon = max(before.rfind("："), before.rfind(":"))
        before = _headless(before[colon + 1 :]) if colon >= 0 else before
        said = _SAID_EARLIER.search(before) if before else None
        before = before.replace(said.group(), "", 1) if said else before
        sign = _SIGN_OF[said.group()] if said else ""
        noun = _noun(text[end : following.start() if following else len(text)])
        subject = before + noun.strip(" 、的") or (subject if start == last else "")
        yield _quantity(match, subject, sign)
        last = end + len(noun)


def _headless(text: str) -> str:
    head = _HEAD.match(text)
    return text[head.end() :] if head else text


def _tailless(text: str) -> str:
    """The text without 达到, 控制在 and the like at its end; most texts have none, which is soon seen."""
    return _TAIL.sub("", text) if text and (text[-1] in _TAIL_ENDS or text[-1].isspace()) else text


def _noun(after: str) -> str:
    """The noun that a number stands before, as in 引进40个以上项目; `after` is what follows the number."""
    stop = _STOPS.search(after)
    noun = after[: stop.start()] if stop else after
    return "" if noun[:1] in _NO_NOUN else noun


def _quantity(match: re.Match[str], subject: str, said: str) -> Quantity:
    before, low, digits, percent, numeral, more, scale, more2, bracket, unit, per, after = match.groups()
    number = _decimal(digits) if digits else value_of(percent or numeral) or Decimal(0)
    sign = _SIGN_OF.get(before) or _SIGN_OF_ENDING.get(after) or said or (">" if more or more2 else "")
    start = match.start(_first(before, low, digits, percent)) - (len("百分之") if percent and not before else 0)
    measured = "%" if percent else _as_written((scale or "") + (unit or bracket or "") + (per or ""))
    if low:
        return Quantity(_decimal(low), measured, sign, subject, number, start, match.end())
    return Quantity(number, measured, sign, subject, None, start, match.end())


def _first(before: str | None, low: str | None, digits: str | None, percent: str | None) -> str:
    """The first part of a candidate that is there, by its name."""
    return "before" if before else "low" if low else "number" if digits else "percent" if percent else "numeral"


def _as_written(unit: str) -> str:
    return unit.replace("％", "%").replace(" ", "")


def _decimal(digits: str) -> Decimal:
    return Decimal(digits.replace(",", ""))
