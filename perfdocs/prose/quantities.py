"""Quantities read out of prose: `履约率达50%以上` is ≥ 50 % of 履约率.

A quantity is a number that something is to reach. Years, dates, ordinals, names (500强) and numbers that only describe
a noun (10亿元以上项目1个 counts one project) are none. Where it is not certain what a number counts, it is left out
rather than guessed. `tests/examples/reading` holds labelled phrases; `make bench reading` prints precision and recall.
"""

from __future__ import annotations

import re
from collections.abc import Sequence
from decimal import Decimal

from perfdocs.prose.amounts import LONG_NUMBER
from perfdocs.prose.letters_in_numbers import numbers_with_letters
from perfdocs.prose.memoize import memoize_text
from perfdocs.prose.numerals import CHARACTERS
from perfdocs.prose.quantity import Quantity
from perfdocs.prose.quantity_rules import is_quantity, range_of, with_sign
from perfdocs.prose.quantity_subjects import clause_quantities
from perfdocs.prose.quantity_tokens import TOKEN, Number, number_at
from perfdocs.prose.read_periods import periods
from perfdocs.prose.units_and_operators import BEFORE, SIGN_OF

__all__ = ["Quantity", "quantities", "targets"]

_NUMERAL = re.compile(rf"[\d{CHARACTERS}]")
"""What every quantity has at least one of."""

_WIDE = dict(zip("０１２３４５６７８９．，％／", "0123456789.,%/", strict=True))
_WIDE_ONE = re.compile(f"[{''.join(_WIDE)}]")
_ALONE = re.compile(
    rf"\s{{0,3}}(?P<before>{BEFORE})?\s{{0,3}}(?P<number>(?:\d{{1,3}}(?:,\d{{3}})+|\d+)(?:\.\d+)?)\s{{0,3}}"
)


def quantities(text: str) -> list[Quantity]:
    """The quantities of a text, in their order."""
    return list(_quantities(text))


def targets(text: str) -> list[Quantity]:
    """The quantities that something is to reach: all but those from which it starts."""
    return [quantity for quantity in _quantities(text) if not quantity.is_start]


@memoize_text(long=16)
def _quantities(text: str) -> Sequence[Quantity]:
    """Of long texts a few are kept: the goal of the year is often that of the whole period, and several checks ask."""
    if not _NUMERAL.search(text) or LONG_NUMBER.search(text) or any(numbers_with_letters(text)):
        return []
    narrow = _narrow(text)
    alone = _ALONE.fullmatch(narrow)
    if alone:
        number = Decimal(alone["number"].replace(",", ""))
        sign = SIGN_OF[alone["before"]] if alone["before"] else ""
        return [Quantity(number, "", sign, "", None, alone.start("number"), alone.end("number"))]
    return _read(text, narrow)


def _narrow(text: str) -> str:
    """The text with digits and their marks in half width. `str.translate` takes five times as long."""
    if _WIDE_ONE.search(text):
        for wide, narrow in _WIDE.items():
            text = text.replace(wide, narrow)
    return text


def _read(text: str, narrow: str) -> list[Quantity]:
    """The quantities clause by clause. Brackets without a quantity belong to the clause around them."""
    for period in periods(narrow):
        narrow = narrow[: period.start] + "\0" * (period.stop - period.start) + narrow[period.stop :]
    found: list[Quantity] = []
    numbers: list[Number] = []
    previous: Number | None = None
    begin = outer = at = 0
    while token := TOKEN.search(narrow, at):
        kind, at = token.lastgroup, token.end()
        if kind == "number":
            number = number_at(narrow, token)
            if number is not None:
                at = max(at, number.end)
                joined = previous and range_of(previous, number, narrow, begin)
                if joined:
                    numbers = (
                        [*numbers, joined] if not numbers or numbers[-1] is not previous else [*numbers[:-1], joined]
                    )
                else:
                    number = with_sign(number, narrow)
                    if is_quantity(number, narrow, begin):
                        numbers.append(number)
                previous = joined or number
        elif kind != "passed":
            if numbers:
                found += clause_quantities(text, begin, token.start(), numbers)
                begin = outer = at
            elif kind == "open":
                begin, outer = at, begin
            elif kind == "close":
                begin = outer
            else:
                begin = outer = at
            numbers, previous = [], None
    if numbers:
        found += clause_quantities(text, begin, len(text), numbers)
    return found
