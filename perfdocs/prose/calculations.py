"""The arithmetic that a calculation in words contains: `车补1040*12`, `交通费用：4万；食宿费用4万`.

What is certain is worked out exactly; a text with an operand in words, a range, an estimate, amounts of several years
or two numbers side by side is left alone, with the reason. The patterns come of the calculations in real forms; the
cases of M201, `tests/prose/test_calculations.py` and the tuning half of `tests/examples/reading/calculations.tsv` hold
them.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import NamedTuple

from perfdocs.prose.amounts import LONG_NUMBER, convert, number_text, total, without_zeros
from perfdocs.prose.arithmetic import Result, Unclear, worked_out
from perfdocs.prose.calculation_parts import Kind, Part, sentences
from perfdocs.prose.calculation_text import RANGE
from perfdocs.prose.letters_in_numbers import numbers_with_letters
from perfdocs.prose.memoize import memoize_text
from perfdocs.prose.numerals import CHARACTERS

MOST_DIGITS = 60
"""Of a result, before the point: twice those of the longest number. What is longer was not meant as a calculation."""

_NUMBER = re.compile(rf"\d|[{CHARACTERS}](?:元|万|亿|×|\*|乘)")


class WrongResult(NamedTuple):
    """A part of a text that states a wrong result."""

    part: str
    said: Result
    result: Result
    """What it comes to."""

    @property
    def stated(self) -> str:
        """What it says, as text."""
        return result_text(self.said, "元")

    @property
    def right(self) -> str:
        """What it comes to, as text: `1040*12=12480`."""
        return result_text(self.result, "元")


class Calculation(NamedTuple):
    """A text worked out: the sum of its parts, and the parts whose stated result (`2*3=7`) is wrong."""

    total: Result
    wrong: tuple[WrongResult, ...] = ()


@memoize_text(long=64)
def calculate(text: str) -> Calculation | None:
    """The text worked out, or None where that is not certain."""
    if not _NUMBER.search(text):
        return None
    try:
        return work_out(text)
    except Unclear:
        return None


def work_out(text: str) -> Calculation:
    """The text worked out. Raises Unclear, with the reason, where that is not certain."""
    if LONG_NUMBER.search(text):
        raise Unclear("数太长")
    if any(numbers_with_letters(text)):
        raise Unclear("数里有字母")
    added = _Sum()
    for sentence in sentences(text):
        added.add(sentence)
    found = added.calculation()
    if found.total.value < 0:
        raise Unclear("算出来是负数")
    if found.total.value.adjusted() >= MOST_DIGITS:
        raise Unclear("数太长")
    return found


class _Sum:
    """The parts of a text, added as their words say."""

    def __init__(self) -> None:
        self._terms: list[Result] = []
        self._since_subtotal = 0
        self._wrong: list[WrongResult] = []
        self._stated: Result | None = None
        """A total that stands before its parts."""
        self._bare: list[Decimal] = []
        """Amounts without any word."""
        self._details: list[Result] = []
        """Parts of the last term, or of the total, that are not to be added."""

    def add(self, parts: Sequence[Part]) -> None:
        """Add a sentence. Raises Unclear."""
        counts = [part for part in parts if part.kind is Kind.COUNT]
        if not any(count.is_for("年") for count in counts):  # 6万元/年 is what one year costs
            parts = [part._replace(kind=Kind.TERM) if part.per == ("年",) else part for part in parts]
        prices = [part for part in parts if part.kind is Kind.PRICE]
        if prices:
            parts = self._add_price(prices, counts, [part for part in parts if part not in prices + counts])
        elif any(count.units for count in counts):
            parts = [part for part in parts if part not in counts]
            if [part.kind for part in parts] != [Kind.TOTAL]:
                raise Unclear("有数量，没有单价")
        for part in parts:
            if part.kind is Kind.TOTAL:
                self._compare(part)
            elif part.kind is Kind.DETAIL:
                self._details.append(worked_out(part.text))
            else:
                self._terms.append(self._equation(part))
                if part.text == part.written and part.text.isalnum():
                    self._bare.append(self._terms[-1].value)

    def calculation(self) -> Calculation:
        """What was added. Raises Unclear."""
        self._compare_details()
        terms = self._terms or ([self._stated] if self._stated else [])
        if not terms:
            raise Unclear("没有算式，也没有金额")
        if any(term.is_share for term in terms):
            raise Unclear("百分数没有写是多少的")
        if len({term.in_yuan for term in terms}) > 1:
            raise Unclear("有的数是钱，有的没有写单位")
        value = total(term.value for term in terms)
        if len(terms) > 1 and any(2 * bare == value for bare in self._bare):
            raise Unclear("有一个数正好是其余几个的和，看不出要不要相加")
        texts = tuple(text for term in terms for text in term.parts)
        return Calculation(Result(value, terms[0].in_yuan, texts), tuple(self._wrong))

    def _add_price(self, prices: Sequence[Part], counts: Sequence[Part], others: Sequence[Part]) -> Sequence[Part]:
        """Add a price and the numbers that are said apart from it, as in 单价95元/米，围栏长860米; what is left is
        a total of them."""
        wanted = prices[0].per
        persons = [count for count in counts if count.is_for("人")]
        if wanted in (("月",), ("天",)) and len(persons) == 1 and len(counts) == len(wanted) + 1:
            wanted = (*wanted, "人")
        of_one_thing = len(wanted) == 1 and all(count.is_for(wanted[0]) for count in counts)
        fitting = len(wanted) == len(counts) and all(any(count.is_for(per) for count in counts) for per in wanted)
        if len(prices) > 1 or not counts or not (fitting or of_one_thing or (not wanted and len(counts) == 1)):
            raise Unclear("只有单价，看不出数量")
        texts = [count.text for count in counts]
        numbers = [f"({'+'.join(texts)})"] if of_one_thing and len(texts) > 1 else texts
        self._terms.append(worked_out("×".join([prices[0].text, *numbers])))
        for part in others:
            if part.kind is not Kind.TOTAL and worked_out(part.text).value != self._terms[-1].value:
                raise Unclear("单价和数量旁边还有一笔钱")
        return [part for part in others if part.kind is Kind.TOTAL]

    def _equation(self, part: Part) -> Result:
        left, *stated = part.text.split("=")
        result = worked_out(left)
        for said in map(worked_out, stated):
            if said.in_yuan and not result.in_yuan and _agree(said, result, "元", "万元", "亿元"):
                result = Result(said.value, True, result.parts)
            elif not _agree(said, result, "元") and not _in_other_unit(said, result):
                if range_ := RANGE.search(left):
                    raise Unclear(f"“{range_.group()}”说不准是多少")
                self._wrong.append(WrongResult(part.written, said, result))
        return result

    def _compare(self, part: Part) -> None:
        """Hold a total against what stands before it; with nothing before it, its parts stand behind."""
        said = worked_out(part.text)
        terms = self._terms[self._since_subtotal :] if part.is_subtotal else self._terms
        if part.is_subtotal:
            self._since_subtotal = len(self._terms)
        if not terms:
            if self._stated:
                raise Unclear("有几个合计，看不出是哪些数的")
            self._stated = said
            return
        texts = tuple(text for term in terms for text in term.parts)
        result = Result(total(term.value for term in terms), terms[0].in_yuan, texts)
        if not _agree(said, result, "元") and not _in_other_unit(said, result):
            self._wrong.append(WrongResult(part.written, said, result))

    def _compare_details(self) -> None:
        """Details of a term, or of a total before its parts, are certain where they come to just that."""
        whole = self._stated if self._stated and not self._details else self._terms[-1] if self._terms else self._stated
        parts_of_it = self._details or (self._terms if self._stated else [])
        if not parts_of_it or whole is None:
            return
        comes_to = Result(total(part.value for part in parts_of_it), parts_of_it[0].in_yuan, ())
        shares = self._details and all(part.is_share for part in self._details) and comes_to.value == 1
        one_of = len(self._details) == 1 and not self._stated and comes_to.value < whole.value
        if not shares and not one_of and not _agree(whole, comes_to, "元"):
            raise Unclear("“其中”的几项加起来不是前面的数")
        if self._stated:
            self._terms = [self._stated]


def _agree(said: Result, result: Result, *units: str) -> bool:
    """Whether what is stated is what was worked out, in one of some units, exact or rounded to its own places."""
    if said.value == result.value:
        return True
    if said.in_yuan is result.in_yuan:
        written = re.search(r"(\d+)\.(\d+)\D*$|(\d+)\D*$", said.parts[0]) if said.parts else None
        places = len(written[2]) if written and written[2] else 0
        scale = 10_000 if written and "万" in said.parts[0] else 1
        exact = result.value / scale
        return places > 0 and exact.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP) * scale == said.value
    return any(convert(said.value, "元", unit) == result.value for unit in units)


def _in_other_unit(said: Result, result: Result) -> bool:
    """Whether they agree where one of them says its unit and the other does not."""
    if said.in_yuan is result.in_yuan:
        return False
    return said.value in (convert(result.value, "元", "万元"), convert(result.value, "万元", "元"))


def result_text(result: Result, unit: str) -> str:
    """`4万+4万+2万=10 万元`, or the number alone where there is nothing to work out."""
    value = number_text(without_zeros(result.value))
    if result.in_yuan:
        value = f"{number_text(convert(result.value, '元', unit))} {unit}"
    return value if result.steps == number_text(result.value) else f"{result.steps}={value}"
