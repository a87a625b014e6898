"""Sums and products over numbers with units, as calculations in forms have them: `保洁员6人×2400元/月×12月+500元`.

Words before a number, or before a bracket with a sign, say what it is, words behind it are its unit. Everything is
exact; what is no arithmetic, or is not certain, is refused with the reason, in Chinese.
"""

from __future__ import annotations

import re
from decimal import Decimal, Inexact, InvalidOperation
from typing import NamedTuple

from perfdocs.prose.amounts import EXACT, convert
from perfdocs.prose.units_and_operators import in_plain_unit

DEEPEST = 10
"""Brackets in brackets. A calculation that somebody wrote has two or three; chosen by hand, to bound the recursion."""

_SCALES = {"百": Decimal(100), "千": Decimal(1000), "万": Decimal(10_000), "亿": Decimal(100_000_000)}
_SHARES = {"%": Decimal(100), "‰": Decimal(1000)}
_PER = re.compile("[/每·、.]")
_TWICE = (("人次",), ("人天",), ("人月",), ("台班",), ("人日",))
"""Units that count two things at once."""
_SIZES = frozenset(["米", "厘米", "毫米", "公分", "寸", "英寸", "m", "cm", "mm", "小时"])
"""Units of what is no calculation but a size, or 7×24小时, where nothing is said to be money."""
_WORD = r"[^\d\s*×÷+\-=()/xX]"
_TOKEN = re.compile(
    rf"\s*(?P<label>(?:{_WORD}|[xX](?![\s\d(]))*)\s*(?P<number>\d+(?:\.\d+)?)\s*(?P<share>[%‰])?(?P<scale>[百千](?=元)|[万亿])?(?P<money>元)?"
    rf"(?P<unit>(?:{_WORD}|/(?!\s*[\d(]))*)\s*|\s*(?:{_WORD}+(?=\([^()]*[*×÷+]))?(?P<sign>[*×xX÷/+\-(])\s*|\s*\)\s*(?P<scale2>[万亿])?(?P<money2>元)?(?P<close>(?:{_WORD}|/(?!\s*[\d(]))*)\s*"
)


class Unclear(Exception):
    """A text is no arithmetic that can be worked out; the argument says why."""


class Result(NamedTuple):
    """What a text comes to. `in_yuan` where it says that it is money in 元 or 万元, else its unit is not said."""

    value: Decimal
    in_yuan: bool
    parts: tuple[str, ...]
    """Each part of the text that was worked out, with its words."""
    is_share: bool = False
    """Whether it is a percentage of something that is not there."""

    @property
    def steps(self) -> str:
        """The calculation without the words: `4万+4万*2`."""
        return "+".join("".join(map(_step, tokens(part))) for part in self.parts)

    def amounts(self, unit: str) -> set[Decimal]:
        """The amounts of money, in `unit`, that the result can mean."""
        if self.in_yuan:
            return {convert(self.value, "元", unit)}
        return {self.value, convert(self.value, "元", unit)}


def worked_out(text: str) -> Result:
    """What an expression comes to. Raises Unclear."""
    try:
        return _Parser(text).result()
    except (Inexact, InvalidOperation):
        raise Unclear("除不尽，或者不是算式") from None


def tokens(text: str) -> list[re.Match[str]]:
    """Numbers with what belongs to them, signs and brackets. Raises Unclear."""
    found: list[re.Match[str]] = []
    position = 0
    while position < len(text):
        token = _TOKEN.match(text, position)
        if token is None or token.end() == position:
            raise Unclear("有用文字代替的数")
        found.append(token)
        position = token.end()
    return found


class _Value(NamedTuple):
    number: Decimal
    is_money: bool
    is_share: bool = False
    units: tuple[str, ...] = ()
    """Its unit, or what a price is for."""
    per: int = 0
    """For how many things at once a price is; a year is none."""
    may_be_price: bool = True
    """Whether it is money, a number without a unit, or a product or sum with one."""


class _Parser:
    def __init__(self, text: str) -> None:
        self._text = text
        self._tokens = tokens(text)
        self._at = self._depth = 0

    def result(self) -> Result:
        """What the whole text comes to. Raises Unclear."""
        value = self._sum()
        if self._at < len(self._tokens):
            raise Unclear("两个数挨着，看不出是相加还是相乘")
        if not value.may_be_price or (not value.is_money and not _SIZES.isdisjoint(value.units)):
            raise Unclear("没有写多少钱")
        return Result(value.number, value.is_money, (self._text,), value.is_share)

    def _sum(self) -> _Value:
        value = self._product()
        while sign := self._sign("+-"):
            other = self._product()
            add = EXACT.add if sign == "+" else EXACT.subtract
            if value.is_share is not other.is_share and value.is_money is not other.is_money:
                raise Unclear("金额和百分数相加")
            number = add(value.number, other.number)
            may_be_price = value.may_be_price and other.may_be_price
            is_share = value.is_share and other.is_share
            value = _Value(number, value.is_money or other.is_money, is_share, may_be_price=may_be_price)
        return value

    def _product(self) -> _Value:
        value = self._factor()
        factors = int(value.units[:1] in _TWICE)
        while sign := self._sign("*×xX÷/"):
            other = self._factor()
            if sign in "÷/":
                if not other.number:
                    raise Unclear("除以 0")
                number = EXACT.divide(value.number, other.number)
            else:
                number = EXACT.multiply(value.number, other.number)
            if value.is_money and other.is_money:
                raise Unclear("两笔钱相乘")
            if not _fit(value.units, other.units):
                raise Unclear("单价和数量的单位不一样")
            value = _Value(
                number,
                value.is_money or other.is_money,
                False,
                (*value.units, *other.units),
                value.per or other.per,
                value.may_be_price or other.may_be_price,
            )
            factors += 1 + (other.units[:1] in _TWICE)
        if value.per > factors:
            raise Unclear("单价是每人每月这样的，数量没有写全")
        return value

    def _factor(self) -> _Value:
        if self._sign("("):
            self._depth += 1
            if self._depth > DEEPEST:
                raise Unclear("括号套得太深")
            value = self._sum()
            close = self._tokens[self._at] if self._at < len(self._tokens) else None
            if close is None or close["close"] is None:
                raise Unclear("括号不成对")
            self._at += 1
            self._depth -= 1
            if close["scale2"]:
                value = _Value(EXACT.multiply(value.number, _SCALES[close["scale2"]]), True)
            per = (
                len([one for one in _PER.split(close["close"])[1:] if one != "年"])
                if close["close"].startswith("/")
                else 0
            )
            return value._replace(is_money=value.is_money or bool(close["money2"]), per=value.per or per)
        if self._at == len(self._tokens) or self._tokens[self._at]["number"] is None:
            raise Unclear("有用文字代替的数")
        token = self._tokens[self._at]
        self._at += 1
        return _value(token)

    def _sign(self, signs: str) -> str:
        token = self._tokens[self._at] if self._at < len(self._tokens) else None
        if token is None or token["sign"] is None or token["sign"] not in signs:
            return ""
        self._at += 1
        return token["sign"]


def _value(token: re.Match[str]) -> _Value:
    number = Decimal(token["number"])
    share, scale = token["share"], token["scale"]
    if share:
        return _Value(EXACT.divide(number, _SHARES[share]), False, True)
    if scale:
        number = EXACT.multiply(number, _SCALES[scale])
    unit = token["unit"].strip()
    is_money = bool(token["money"]) or bool(scale and not unit)
    units = tuple(filter(None, _PER.split(unit)))
    return _Value(number, is_money, False, units, _per(unit), is_money or not units or unit.startswith("/"))


def _per(unit: str) -> int:
    """For how many things at once a price is: two for /人·月; a year is none, nor is 次 beside another."""
    things = [one for one in _PER.split(unit) if one not in ("", "年")] if unit.startswith("/") else []
    return len([one for one in things if one != "次"]) or len(things)


def _fit(units: tuple[str, ...], others: tuple[str, ...]) -> bool:
    """False where a price is for another size of the same unit than the number it is multiplied with: 元/斤, 吨."""
    plain = [in_plain_unit(Decimal(1), unit) for unit in units]
    other_plain = [in_plain_unit(Decimal(1), unit) for unit in others]
    return not any(one != other and one[1] == other[1] for one in plain for other in other_plain)


def _step(token: re.Match[str]) -> str:
    if token["number"] is None:
        return token["sign"] or f"){token['scale2'] or ''}"
    return f"{token['number']}{token['share'] or ''}{token['scale'] or ''}"
