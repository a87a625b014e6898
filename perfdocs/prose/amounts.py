"""Amounts: they are `Decimal`, print as they were written and add up exactly."""

from __future__ import annotations

import decimal
import re
from collections.abc import Iterable
from decimal import Decimal

PRECISION = 100
"""Digits of all arithmetic: a product of two numbers of a spec (50 digits each, see NUMBER) is exact."""
decimal.DefaultContext.prec = decimal.getcontext().prec = PRECISION  # 28 would do, until it rounds or refuses

EXACT = decimal.Context(prec=PRECISION, traps=[decimal.Inexact, decimal.InvalidOperation, decimal.Overflow])
"""Arithmetic that refuses to round: a wrong figure is worse than none."""

NUMBER = re.compile(r"-?(?:0|[1-9][0-9]{0,29})(?:\.[0-9]{1,20})?", re.ASCII)
"""The numbers that a spec may hold. `00123`, `1e5`, `1,000` and `.5` are text."""

LONG_NUMBER = re.compile(r"[0-9０-９]{31,}|[0-9０-９]+[.．][0-9０-９]{21,}")
"""More digits than a number may have: nobody counts so far, and nothing is worked out with it."""

_BARE = re.compile(rf"{NUMBER.pattern}\s*(?:万元|元|%|％)?")

UNITS = {
    f"{size}元": Decimal(10) ** zeros
    for size, zeros in {"": 0, "百": 2, "千": 3, "万": 4, "十万": 5, "百万": 6, "千万": 7, "亿": 8}.items()
}
"""Units of money, in 元."""

UNIT_NAMES = {name: unit for unit in UNITS for name in (unit, unit[:-1]) if name}
"""The units by what is written for them: 万 for 万元, too."""

UNIT_PATTERN = "|".join(sorted(UNIT_NAMES, key=len, reverse=True))


def number_text(number: Decimal) -> str:
    """The number as it was typed: `21.10` stays `21.10`, never `2.11E+1`."""
    text = str(number)
    return f"{number:f}" if "E" in text else text  # the latter in a quarter of the time


def is_bare_number(value: object) -> bool:
    """True where a value is nothing but a number, also one in text, with or without a unit of money or %."""
    return isinstance(value, Decimal) or (isinstance(value, str) and _BARE.fullmatch(value.strip()) is not None)


def total(numbers: Iterable[Decimal | None]) -> Decimal:
    """The exact sum; a blank counts as 0."""
    result = Decimal(0)
    for number in numbers:
        if number is not None:
            result = EXACT.add(result, number)
    return result


def convert(amount: Decimal, unit: str, into: str) -> Decimal:
    """The same money in another unit, exactly, without superfluous zeros behind the point.

    Raises KeyError for a unit that is not one of `UNITS`.
    """
    return without_zeros(EXACT.divide(EXACT.multiply(amount, UNITS[unit]), UNITS[into]))


def without_zeros(number: Decimal) -> Decimal:
    """The number without zeros behind the point that say nothing: 3.50 is 3.5, 1E+2 is 100."""
    whole = number == number.to_integral_value()
    return EXACT.quantize(number, Decimal(1)) if whole else EXACT.normalize(number)


def percentage(part: Decimal, whole: Decimal) -> Decimal:
    """To one place, a half away from nought."""
    return without_zeros((part / whole * 100).quantize(Decimal("0.1"), decimal.ROUND_HALF_UP))
