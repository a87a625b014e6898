"""Arithmetic of templates and manifests: exact, with numbers of all kinds together, and blank where a part is blank."""

from __future__ import annotations

import operator
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from contextvars import ContextVar
from decimal import ROUND_CEILING, ROUND_FLOOR, ROUND_HALF_UP, Decimal
from typing import Any, NamedTuple

from perfdocs.pack.values import Sum

OPERATORS = frozenset(["+", "-", "*", "/", "//", "%"])
"""Those that are worked out here."""
_MOST_PLACES = 30
"""Places behind the point that a number is rounded to at most; chosen by hand, a spec's number has twenty."""
_ROUNDINGS = {"common": ROUND_HALF_UP, "ceil": ROUND_CEILING, "floor": ROUND_FLOOR}
"""What Jinja calls the ways of rounding."""

COMPARISONS: dict[str, Callable[[Any, Any], Any]] = {
    "lt": operator.lt,
    "lteq": operator.le,
    "gt": operator.gt,
    "gteq": operator.ge,
    "eq": operator.eq,
    "ne": operator.ne,
}
"""What Jinja calls them in the tree of an expression."""
_ORDERING = ("lt", "lteq", "gt", "gteq")


class BlankOperand(Exception):
    """A number that is compared is blank, or a sum of which a part is: whether the rule holds cannot be said."""


class _Judging(NamedTuple):
    """How rules are judged: whether a sum without some of its parts is as good as blank."""

    without_partial_sums: bool


_judging: ContextVar[_Judging | None] = ContextVar("judging", default=None)


@contextmanager
def judging(without_partial_sums: bool) -> Iterator[None]:
    """Meanwhile a comparison with a blank raises BlankOperand; otherwise it is false."""
    token = _judging.set(_Judging(without_partial_sums))
    try:
        yield
    finally:
        _judging.reset(token)


def compare(left: Any, name: str, right: Any) -> Any:
    """Whether a comparison holds. With a blank, an order does not; a blank is equal to nothing but a blank."""
    how = _judging.get()
    if left is None or right is None:
        if how and (name in _ORDERING or is_number(left) or is_number(right)):
            raise BlankOperand
        if name in _ORDERING:
            return False
    elif how and how.without_partial_sums and (isinstance(left, Sum) or isinstance(right, Sum)):
        raise BlankOperand
    return COMPARISONS[name](left, right)


def exact(number: Any) -> Any:
    """A number with a point as a Decimal, which prints as it is written; anything else as it is."""
    return Decimal(repr(number)) if isinstance(number, float) else number


def is_number(value: Any) -> bool:
    """Whether a value is a number of any kind; yes and no are none."""
    return isinstance(value, Decimal | int | float) and not isinstance(value, bool)


def is_blank_sum(left: Any, right: Any) -> bool:
    """Whether a blank stands beside a number or another blank: what comes of them is blank."""
    return (left is None or right is None) and all(value is None or is_number(value) for value in (left, right))


def is_division_by_nothing(operator: str, right: Any) -> bool:
    """Whether the result is blank since nothing can be divided so."""
    return operator in ("/", "//", "%") and is_number(right) and right == 0


def rounded(value: Any, precision: Any = 0, method: str = "common") -> Any:
    """`率 | round(2)`: a half away from nought, as on forms; blank stays blank. `ceil` and `floor` as in Jinja.

    Raises ValueError for what is no number, another method, and too many places.
    """
    if value is None:
        return None
    if not is_number(value):
        raise ValueError("round 要一个数，这里不是数")
    if method not in _ROUNDINGS:
        raise ValueError(f"round 的取法只有 {'、'.join(_ROUNDINGS)}，没有“{method}”")
    if not isinstance(precision, int) or abs(precision) > _MOST_PLACES:
        raise ValueError(f"小数位数太多（{precision}）")
    number = value if isinstance(value, Decimal) else Decimal(str(value))
    return number.quantize(Decimal(1).scaleb(-precision), _ROUNDINGS[method])


def as_decimal(value: Any) -> Any:
    """`文字 | float`: the number that a text is; blank stays blank. Raises ValueError for what is none."""
    if value is None:
        return None
    try:
        return Decimal(str(value).strip())
    except ArithmeticError:
        raise ValueError(f"“{str(value)[:20]}”不是数") from None
