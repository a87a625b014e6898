"""The arithmetic that a calculation in words contains: `车补1040*12`, `交通费用：4万；食宿费用4万`.

What is certain is worked out exactly; a text with an operand in words, a range, an estimate or two
numbers side by side is left alone. The patterns come of the calculations in real forms; the cases of M201 and
`tests/prose/test_calculations.py` hold them.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal, Inexact, InvalidOperation
from typing import NamedTuple

from perfdocs.prose.amounts import EXACT, LONG_NUMBER, convert, number_text, total, without_zeros
from perfdocs.prose.letters_in_numbers import numbers_with_letters
from perfdocs.prose.read_periods import periods

_DIGIT = re.compile(r"\d")
_EQUALS = re.compile("[=＝]")
_BEGINNING = re.compile(r"[\d(（]")
_NO_STEP = re.compile(r"[^\d.%万亿*×÷+()（）/xX]")
_NOT_CERTAIN = re.compile(
    r"(?=[约大左估余以不~～—–\d至号〔第合共总小≥≤据其])(?:"  # what it can begin with: nothing is tried elsewhere
    r"约(?=\s*[\d一二两三四五六七八九十])|大约|左右|大概|估|余元|以上|以下|以内|不超过|不低于|[~～—–]|\d\s*-\s*\d|至|号|〔|第\s*\d|合计|共计|总计|小计|≥|≤|据实|其中)"
)
_THOUSANDS = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_WORDS_IN_BRACKETS = re.compile(r"[（(][^()（）\d]*[)）](?!\s*[*×xX÷/+])")
_MARKER = re.compile(r"^\s*[(（]?\d{1,2}[.．、)）](?!\d)")
_PARTS = re.compile(r"[；;，,。\n]")
_OPERATOR = re.compile(r"[*×÷+=＝/]|(?<=[\d)）人元月次天])\s*[xX]\s*(?=[\d(（])")
_TOKEN = re.compile(
    r"\s*(?:(?P<number>\d+(?:\.\d+)?)\s*(?P<percent>[%％])?(?P<scale>[万亿])?(?P<money>元)?"
    r"(?P<unit>(?:[^\d\s*×÷+=＝()（）/xX]|/(?!\s*[\d(（]))*)|(?P<sign>[*×÷+()（）/xX]))\s*"
)
DEEPEST = 10
"""Brackets in brackets. A calculation that somebody wrote has two or three; chosen by hand, to bound the recursion."""

MOST_DIGITS = 60
"""Of a result, before the point: twice those of the longest number. What is longer was not meant as a calculation."""

_SCALES = {"万": Decimal(10_000), "亿": Decimal(100_000_000)}


class Result(NamedTuple):
    """What a text comes to. `in_yuan` where it says that it is money in 元 or 万元, else its unit is not said."""

    value: Decimal
    in_yuan: bool
    parts: tuple[str, ...]
    """Each part of the text that was worked out, with its words."""

    @property
    def steps(self) -> str:
        """The calculation without the words: `4万+4万*2`."""
        return "+".join(_NO_STEP.sub("", "".join(map(_step, _tokens(part)))) for part in self.parts)

    def amounts(self, unit: str) -> set[Decimal]:
        """The amounts of money, in `unit`, that the result can mean."""
        if self.in_yuan:
            return {convert(self.value, "元", unit)}
        return {self.value, convert(self.value, "元", unit)}


class WrongResult(NamedTuple):
    """A part of a text that states a wrong result: the part, and as text what it says and what it comes to."""

    part: str
    stated: str
    right: str


class Calculation(NamedTuple):
    """A text worked out: the sum of its parts, and the parts whose stated result (`2*3=7`) is wrong."""

    total: Result
    wrong: tuple[WrongResult, ...] = ()


def calculate(text: str) -> Calculation | None:
    """The text worked out, or None where that is not certain."""
    for period in reversed(periods(text)):
        if "年" in text[period.start : period.stop]:  # 2004/12 may be a division
            text = text[: period.start] + text[period.stop :]
    if not _DIGIT.search(text) or _NOT_CERTAIN.search(text) or LONG_NUMBER.search(text):
        return None
    if any(numbers_with_letters(text)):
        return None
    results: list[Result] = []
    wrong = []
    for part in _PARTS.split(_THOUSANDS.sub("", text)):
        words = _WORDS_IN_BRACKETS.sub("", _MARKER.sub("", part))
        if not _DIGIT.search(words):
            if _OPERATOR.search(words):
                return None
            continue
        left, *right = _EQUALS.split(words)
        result = _result(left)
        stated = _result(right[0]) if right else result
        if result is None or stated is None or len(right) > 1:
            return None
        if stated.value not in (result.value, *_in_other_unit(result, stated)):
            wrong.append(WrongResult(part.strip(), result_text(stated, "元"), result_text(result, "元")))
        results.append(result)
    if not results or len({result.in_yuan for result in results}) > 1:
        return None
    value = total([result.value for result in results])
    if value.adjusted() >= MOST_DIGITS:
        return None
    parts = tuple(part for result in results for part in result.parts)
    return Calculation(Result(value, results[0].in_yuan, parts), tuple(wrong))


def _in_other_unit(result: Result, stated: Result) -> Iterator[Decimal]:
    """The result in 万元, where one side of the sign of equality says its unit and the other does not."""
    if result.in_yuan != stated.in_yuan:
        yield convert(result.value, "元", "万元")
        yield convert(result.value, "万元", "元")


class _Unclear(Exception):
    """The text is no arithmetic that can be worked out."""


def _result(text: str) -> Result | None:
    start = _BEGINNING.search(text)
    if start is None or _OPERATOR.search(text[: start.start()]):
        return None
    try:
        return _Parser(text[start.start() :]).result()
    except (_Unclear, Inexact, InvalidOperation):
        return None


def _tokens(text: str) -> list[re.Match[str]]:
    """Numbers with what belongs to them, signs and brackets. Raises _Unclear."""
    tokens: list[re.Match[str]] = []
    position = 0
    while position < len(text):
        token = _TOKEN.match(text, position)
        if token is None or token.end() == position:
            raise _Unclear
        tokens.append(token)
        position = token.end()
    return tokens


class _Parser:
    """Sums, products and brackets over numbers with units."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = _tokens(text)
        self._money = False
        self._at = self._depth = 0

    def result(self) -> Result:
        """What the whole text comes to. Raises _Unclear."""
        value = self._sum()
        if self._at < len(self._tokens):
            raise _Unclear
        return Result(value, self._money, (self._text,))

    def _sum(self) -> Decimal:
        value = self._product()
        while self._sign("+"):
            value = EXACT.add(value, self._product())
        return value

    def _product(self) -> Decimal:
        value = self._factor()
        while sign := self._sign("*×xX÷/"):
            other = self._factor()
            if sign in "÷/" and not other:
                raise _Unclear
            value = EXACT.divide(value, other) if sign in "÷/" else EXACT.multiply(value, other)
        return value

    def _factor(self) -> Decimal:
        if self._sign("(（"):
            self._depth += 1
            if self._depth > DEEPEST:
                raise _Unclear
            value = self._sum()
            if not self._sign(")）"):
                raise _Unclear
            self._depth -= 1
            return value
        if self._at == len(self._tokens) or self._tokens[self._at]["number"] is None:
            raise _Unclear
        token = self._tokens[self._at]
        self._at += 1
        return self._value(token)

    def _value(self, token: re.Match[str]) -> Decimal:
        value = Decimal(token["number"])
        if token["percent"]:
            value = EXACT.divide(value, Decimal(100))
        if token["scale"]:
            value = EXACT.multiply(value, _SCALES[token["scale"]])
        self._money = self._money or bool(token["money"]) or bool(token["scale"] and not token["unit"].strip())
        return value

    def _sign(self, signs: str) -> str:
        token = self._tokens[self._at] if self._at < len(self._tokens) else None
        if token is None or token["sign"] is None or token["sign"] not in signs:
            return ""
        self._at += 1
        return token["sign"]


def _step(token: re.Match[str]) -> str:
    return f"{token['number'] or ''}{token['percent'] or ''}{token['scale'] or ''}{token['sign'] or ''}"


def result_text(result: Result, unit: str) -> str:
    """`4万+4万+2万=10 万元`, or the number alone where there is nothing to work out."""
    value = number_text(without_zeros(result.value))
    if result.in_yuan:
        value = f"{number_text(convert(result.value, '元', unit))} {unit}"
    return value if result.steps == number_text(result.value) else f"{result.steps}={value}"
