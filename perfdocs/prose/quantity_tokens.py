"""The tokens of a phrase in which quantities are looked for: numbers with all that belongs to them, stops and brackets.

What follows a number is its unit, whether a table has it or not: a short word that ends the clause is one, too. Numbers
in names are tokens that are passed over.
"""

from __future__ import annotations

import enum
import re
import string
from decimal import Decimal
from typing import NamedTuple

from perfdocs.prose.numbers_in_names import BEGINNINGS, PASSED_OVER
from perfdocs.prose.numerals import CHARACTERS, numeral_value
from perfdocs.prose.units_and_operators import (
    BEFORE,
    COUNTED,
    OPERATOR_BEGINNINGS,
    SCALES,
    SIGN_OF,
    SIGN_OF_ENDING,
    UNITS,
    alternatives,
)
from perfdocs.prose.words import read_words

STOPS = "，,；;。！!？?\n\t|"
_END = rf"{STOPS}()（）\[\]【】"
_NUMERAL = f"[{CHARACTERS}]{{1,24}}(?:点[{CHARACTERS}]{{1,8}})?"
_DIGITS = r"(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_SCALE = rf"(?:{alternatives(SCALES.keys() - {'百', '千'})}|百(?!分)|千(?![克米瓦伏帕]))"
_ENDING = alternatives(SIGN_OF_ENDING)

TOKEN = re.compile(
    rf"""(?=[{BEGINNINGS}{STOPS})）\]】±+{CHARACTERS}{re.escape(OPERATOR_BEGINNINGS)}])(?:  # nothing is tried elsewhere
    (?P<passed>{PASSED_OVER})
    |(?P<stop>[{STOPS}])
    |(?P<open>[(（\[【])
    |(?P<close>[)）\]】])
    |(?P<number>
        (?P<before>{BEFORE})?[\s:：]{{0,3}}[±+]?
        (?:(?P<digits>{_DIGITS})|(?P<share>[百千]分之)(?P<part>{_NUMERAL}|{_DIGITS})|(?P<numeral>{_NUMERAL}))
        \s{{0,3}}(?P<more>[余多来])?(?P<scale>{_SCALE})?(?P<more2>[余多])?
    ))""",
    re.VERBOSE,
)

_INCLUDED = "[(（]含(?:本数)?[)）]"
_AFTER = re.compile(rf"(?:{_INCLUDED}|及其?|或者?)?(?P<word>{_ENDING})(?![资部外容涵科需陆点步伏草层])(?:{_INCLUDED})?")
_AFTER_BEGINS = frozenset("(（及或" + "".join(word[0] for word in SIGN_OF_ENDING))
_TENTHS = {
    "元": re.compile("([一二三四五六七八九])角"),
    "成": re.compile("([一二三四五六七八九])(?![一-龥]{2}[一-龥])"),
}
"""What follows a unit in words: 一元二角, 九成五."""
_MORE = {"余": ">", "多": ">", "来": "≈"}
_IN_BRACKETS = re.compile(r"[(（]([^()（）\d]{1,8})[)）]")
_LETTER = frozenset(f"{string.ascii_letters}μµ°℃㎡㎥Ω")
_LETTERS = re.compile(rf"[{''.join(sorted(_LETTER))}]{{1,12}}[23²³]?(?![A-Za-z0-9])")
_ENDS = re.compile(rf"\s*(?:$|[{_END}、/／和及~～—至到-]|{_ENDING})")
_PER_BEGINS = frozenset("/／每 ")
_PER_UNITS = alternatives({*UNITS, "月", "季度", "季", "学期", "生"} - {"人月"})
_PER_WORD = rf"(?:{_PER_UNITS}|\d{{0,4}}[百千万亿]{{1,2}}(?:人口|人)?)"
_PER = re.compile(
    rf"""\s?[/／]\s?每?(?:{_PER_WORD}|[^\W\d_A-Za-z]{{1,4}}?(?=$|[{_END}/／·•]))(?:\s?[·•./／、]?\s?每?{_PER_WORD})?
    |每{_PER_WORD}(?![一-龥])""",
    re.VERBOSE,
)
"""What a unit is for: 元/人·月, 元每平方米, 18/10万."""

_UNKNOWN = re.compile(
    rf"(?![的之和与及或等号届强版型楼中幼者]|{_ENDING})[^\W\d_A-Za-z]{{1,2}}(?=$|[{_END}、]|{_ENDING})"
)
_NO_AGAIN = frozenset("数序要级元")
"""Behind 次: 5批次数 is no number of 批次."""

_AT_BEGINNING = re.compile(_SCALE)
_OTHER_WORDS = frozenset(word for line in read_words("other_words") for word in line.split())
_NEXT_WORDS = re.compile(alternatives(read_words("next_words")))
"""What parts another word that begins a character before: 台 is the unit of 3台风机."""
_LENGTHS: dict[str, tuple[int, ...]] = {}
"""How long the units and other words are that begin with a character, the longest first."""
for _word in sorted(UNITS | _OTHER_WORDS, key=len, reverse=True):
    _LENGTHS[_word[0]] = tuple(dict.fromkeys((*_LENGTHS.get(_word[0], ()), len(_word))))


class Kind(enum.Enum):
    """What sort of unit a number has."""

    NONE = "none, or a scale alone (200万)"
    COUNTED = "one in which things are counted"
    MEASURED = "one that measures"
    UNKNOWN = "one that no table has"


class Number(NamedTuple):
    """A number of a phrase with what belongs to it."""

    value: Decimal
    unit: str
    """As written, with its scale: 万元."""
    operator: str
    start: int
    end: int
    """Behind the unit and its ending."""
    kind: Kind
    has_ending: bool
    in_words: str
    """The numeral, where it is in words."""
    upper: Decimal | None = None


class _Unit(NamedTuple):
    """A unit at a place of a text, and where it ends."""

    text: str
    end: int
    kind: Kind


_RATIO = re.compile(r"[:：](\d)(?![\d.:：一-龥])")
"""What makes a ratio of a number, as a unit does: 生师比不高于19:1."""
_NO_UNIT = _Unit("", 0, Kind.NONE)


def number_at(text: str, token: re.Match[str]) -> Number | None:
    """The number of a token with its unit and ending; None for a numeral that is none."""
    before, digits, share, part, numeral, more, scale, more2 = token.group(
        "before", "digits", "share", "part", "numeral", "more", "scale", "more2"
    )
    if numeral and numeral[-1] in "万亿" and len(numeral) > 1:
        numeral, scale = numeral[:-1], numeral[-1]
    value = _value(digits or part or numeral)
    if value is None:
        return None
    end = token.end()
    unit = _Unit("%" if share[0] == "百" else "‰", end, Kind.MEASURED) if share else unit_at(text, end)
    end = unit.end or end
    operator = SIGN_OF[before] if before else _MORE.get(more or more2, "")
    tenths = _TENTHS[unit.text].match(text, end) if numeral and unit.text in _TENTHS else None
    if tenths:
        value, end = value + (_value(tenths[1]) or 0) / Decimal(10), tenths.end()
    ending = _AFTER.match(text, end) if text[end : end + 1] in _AFTER_BEGINS else None
    if ending:
        end = ending.end()
        operator = SIGN_OF[before] if before else SIGN_OF_ENDING[ending["word"]]
    written = token.group()
    return Number(
        value,
        f"{scale or ''}{unit.text}".replace("％", "%").replace(" ", ""),
        operator,
        token.end() - len(written.lstrip(" :：")),
        end,
        unit.kind,
        ending is not None,
        numeral or "",
    )


def _value(figures: str) -> Decimal | None:
    if figures[0].isascii():
        return Decimal(figures.replace(",", ""))
    return Decimal(SCALES[figures]) if figures in ("万", "亿") else numeral_value(figures)


def unit_at(text: str, at: int) -> _Unit:
    """The unit that stands at a place of a text, known or not."""
    while text[at : at + 1] == " ":
        at += 1
    first = text[at : at + 1]
    if first in ("(", "（"):
        bracket = _IN_BRACKETS.match(text, at)
        return _Unit(bracket[1], bracket.end(), Kind.MEASURED) if bracket and is_unit(bracket[1]) else _NO_UNIT
    if first in (":", "：") and (ratio := _RATIO.match(text, at)):
        return _Unit(f":{ratio[1]}", ratio.end(), Kind.MEASURED)
    unit = _letters_at(text, at) if first in _LETTER else _word_at(text, at)
    per = _PER.match(text, unit.end or at) if text[unit.end or at : (unit.end or at) + 1] in _PER_BEGINS else None
    return _Unit(unit.text + per.group(), per.end(), Kind.MEASURED) if per else unit


def _letters_at(text: str, at: int) -> _Unit:
    """Letters are a unit where no word follows, as in 5G基站; one may follow those of two letters that a table has."""
    letters = _LETTERS.match(text, at)
    unit = letters.group() if letters else ""
    if letters and (len(unit) > 1 or unit in UNITS):
        sure = unit in UNITS and (len(unit) > 1 or not unit.isascii())
        return _Unit(unit, letters.end(), Kind.MEASURED) if sure or _ENDS.match(text, letters.end()) else _NO_UNIT
    return _NO_UNIT


def _word_at(text: str, at: int) -> _Unit:
    for length in _LENGTHS.get(text[at : at + 1], ()):
        word = text[at : at + length]
        end = at + len(word)
        if word in UNITS:
            if word not in COUNTED:
                return _Unit(word, end, Kind.MEASURED)
            again = text[end : end + 1] == "次" and text[end + 1 : end + 2] not in _NO_AGAIN
            return _Unit(f"{word}次", end + 1, Kind.COUNTED) if again else _Unit(word, end, Kind.COUNTED)
        if word in _OTHER_WORDS and not _NEXT_WORDS.match(text, end - 1):
            return _NO_UNIT
    unknown = _UNKNOWN.match(text, at)
    return _Unit(unknown.group(), unknown.end(), Kind.UNKNOWN) if unknown else _NO_UNIT


def is_unit(text: str) -> bool:
    """Whether a text is nothing but a unit that a table has, with a scale or what it is for: 个, 万元, 元/人·月, %."""
    scale = _AT_BEGINNING.match(text)
    unit = unit_at(text, scale.end() if scale and text not in UNITS else 0)
    return text == "月" or (unit.kind in (Kind.COUNTED, Kind.MEASURED) and unit.end == len(text))
