"""Quantities read out of prose: `履约率达50%以上` is ≥ 50 % of 履约率.

A quantity is a number with a unit that something is to reach. Years, dates, ordinals, names (500强) and
numbers that only describe a noun (10亿元以上项目1个 counts one project) are none. Where it is not certain
what a number counts, it is left out rather than guessed. The patterns were fixed on the phrases of real forms in
`tests/examples/quantities.yaml`; `make bench` prints precision and recall.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from perfdocs.prose.amounts import LONG_NUMBER
from perfdocs.prose.letters_in_numbers import numbers_with_letters
from perfdocs.prose.memoize import memoize_text
from perfdocs.prose.numerals import CHARACTERS, numeral_value
from perfdocs.prose.read_periods import periods
from perfdocs.prose.units_and_operators import EARLIER, ENDINGS, OPERATORS, SCALES, UNITS, in_plain_unit

_SIGN_OF = {word: sign for sign, words in OPERATORS.items() for word in words}
_SIGN_OF_ENDING = {word: sign for sign, words in ENDINGS.items() for word in words}
_UNIT = "|".join(map(re.escape, sorted(UNITS, key=lambda unit: (-len(unit), unit))))
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
_MONTHS_AND_NAMES = re.compile(
    r"""(?=[\d〔﹝\[［(（一二三四十第])(?:                                            # what they can begin with
    \d{1,2}\s{0,3}(?:-|—|~|～|至)\s{0,3}\d{1,2}\s{0,3}月(?:份)?                        # 1-6月
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
_EARLIER = re.compile("|".join(EARLIER))
_NAME_ENDS = ("率", "度", "数", "额", "量", "比例", "比", "值", "次", "情况")
_SIGNS = ("≥", "≤", ">", "<", "=", "＝", "＞", "＜", ">=", "<=")
_NEEDS_OPERATOR = frozenset("点面分成起道方级度节口门部位")
"""Units behind a Chinese numeral that are more often part of another word: 三点, 两面, 四方."""


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
        """The number and unit in the plain unit: 6万人 is (60000, 人), 2.5亿元 is (250000000, 元)."""
        return in_plain_unit(self.number, self.unit)


def quantities(text: str) -> list[Quantity]:
    """The quantities of a text, in their order."""
    return list(_quantities(text))


@memoize_text(long=16)
def _quantities(text: str) -> Sequence[Quantity]:
    """Of long texts a few are kept: the goal of the year is often that of the whole period, and several checks ask."""
    if not _NUMERAL.search(text) or LONG_NUMBER.search(text) or any(numbers_with_letters(text)):
        return []
    narrow = _narrow(text)
    alone = _SIMPLE.fullmatch(narrow)
    if alone:
        sign = _SIGN_OF.get(alone["before"] or "", "")
        return [Quantity(_decimal(alone["number"]), "", sign, "", None, alone.start("number"), alone.end("number"))]
    numbers = [match for match in _CANDIDATE.finditer(_without_names(narrow)) if _is_quantity(match)]
    counting = [match for match in numbers if not _only_describes(match, numbers, narrow)]
    return list(_with_subjects(counting, text, narrow))


def _narrow(text: str) -> str:
    """The text with digits and their marks in half width. `str.translate` takes five times as long."""
    for wide, narrow in _WIDE.items():
        text = text.replace(wide, narrow)
    return text


def _without_names(text: str) -> str:
    """The text with dates, ordinals and names blanked out, so that no number is read in them."""
    for period in periods(text):
        text = text[: period.start] + "\0" * (period.stop - period.start) + text[period.stop :]
    for pattern in (_MARKER, _MONTHS_AND_NAMES, _LATIN, _REGULAR):
        text = pattern.sub(lambda match: "\0" * len(match.group()), text)
    return text


def _is_quantity(match: re.Match[str]) -> bool:
    """True where a candidate is a number of something: it has a unit, or at least a sign and digits."""
    if match["numeral"]:
        return _is_quantity_in_words(match)
    if match["percent"]:
        return True
    unit = match["unit"] or match["bracket"] or match["scale"] or match["per"]
    return bool(unit) or match["before"] in _SIGNS


def _is_quantity_in_words(match: re.Match[str]) -> bool:
    """一 is an article more often than a number; the other numerals count where a unit follows."""
    if not match["unit"] or numeral_value(match["numeral"]) is None:
        return False
    sure = match["unit"] not in _NEEDS_OPERATOR and match["numeral"] != "一"
    return sure or bool(match["before"] or match["after"])


def _only_describes(match: re.Match[str], numbers: Sequence[re.Match[str]], text: str) -> bool:
    """True where the number only describes the noun after it, of which another number says how many."""
    after = text[match.end() : match.end() + 1]
    if not after or after in _END or after in _AND or after in "”’\"' ：:的" or after.isdigit():
        return False
    stop = _STOPS.search(text, match.end())
    end = stop.start() if stop else len(text)
    rest = [other for other in numbers if match.end() <= other.start() < end]
    if not rest:
        return text.endswith(_NAME_ENDS, 0, end)
    if "、" not in text[match.end() : rest[0].start()]:
        return True
    name = text[: rest[-1].start()] if rest[-1]["unit"] in ("%", "％") else text[:end]
    return name.rstrip().endswith(_NAME_ENDS)


def _with_subjects(matches: Sequence[re.Match[str]], text: str, narrow: str) -> Iterator[Quantity]:
    """The numbers with what they count: the words before them in their clause, and the noun behind."""
    stops = [0, *(stop.end() for stop in _STOPS.finditer(narrow))]
    last = 0
    subject = ""
    for match, following in zip(matches, (*matches[1:], None), strict=False):
        start, end = match.span()
        begin = max(last, stops[bisect_right(stops, start) - 1])
        before = _without_tail(_without_head(text[begin:start]))
        colon = max(before.rfind("："), before.rfind(":"))
        before = _without_head(before[colon + 1 :]) if colon >= 0 else before
        earlier = _EARLIER.search(before) if before else None
        before = before.replace(earlier.group(), "", 1) if earlier else before
        sign = _SIGN_OF[earlier.group()] if earlier else ""
        noun = _noun(text[end : following.start() if following else len(text)])
        subject = before + noun.strip(" 、的") or (subject if start == last else "")
        yield _quantity(match, subject, sign)
        last = end + len(noun)


def _without_head(text: str) -> str:
    head = _HEAD.match(text)
    return text[head.end() :] if head else text


def _without_tail(text: str) -> str:
    """The text without 达到, 控制在 and the like at its end; most texts have none, which is soon seen."""
    return _TAIL.sub("", text) if text and (text[-1] in _TAIL_ENDS or text[-1].isspace()) else text


def _noun(after: str) -> str:
    """The noun that a number stands before, as in 引进40个以上项目; `after` is what follows the number."""
    stop = _STOPS.search(after)
    noun = after[: stop.start()] if stop else after
    return "" if noun[:1] in _NO_NOUN else noun


def _quantity(match: re.Match[str], subject: str, earlier: str) -> Quantity:
    before, low, digits, percent, numeral, more, scale, more2, bracket, unit, per, after = match.groups()
    number = _decimal(digits) if digits else numeral_value(percent or numeral) or Decimal(0)
    sign = _SIGN_OF.get(before) or _SIGN_OF_ENDING.get(after) or earlier or (">" if more or more2 else "")
    full_unit = (
        "%" if percent else f"{scale or ''}{unit or bracket or ''}{per or ''}".replace("％", "%").replace(" ", "")
    )
    lower, upper = (_decimal(low), number) if low else (number, None)
    return Quantity(lower, full_unit, sign, subject, upper, _start(match), match.end())


def _start(match: re.Match[str]) -> int:
    """Where the first part of a candidate stands: spaces before it are none of it, 百分之 is."""
    for part in ("before", "low", "number", "numeral"):
        if match[part]:
            return match.start(part)
    return match.start("percent") - len("百分之")


def _decimal(digits: str) -> Decimal:
    return Decimal(digits.replace(",", ""))
