"""The amounts that a pack says must be equal."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import ROUND_HALF_UP, Decimal
from typing import Any

from perfdocs.department.forms import Context, Submission
from perfdocs.finding import Finding
from perfdocs.pack.expressions import evaluate
from perfdocs.pack.manifest import Equality
from perfdocs.prose.amounts import EXACT, written

_TIMES = {Decimal(10_000), 1 / Decimal(10_000)}


def unequal(submission: Submission) -> Iterator[Finding]:
    """M101: two amounts of the manifest's `equalities` that differ by as much as they must not.

    M102: by less, and not because one is the other rounded. Blanks and words are not compared.
    """
    for one, scope, left, right in compared(submission):
        if not isinstance(left, Decimal) or not isinstance(right, Decimal) or left == right:
            continue
        place, path = submission.place(scope, one.at)
        difference = abs(EXACT.subtract(left, right))
        told = f"{one.say}：这里是 {written(left)}，算出来是 {written(right)}，相差 {written(difference)}"
        if difference >= one.within:
            yield Finding("M101", place, told + _unit_slip(left, right), path)
        elif right.quantize(Decimal(1).scaleb(_places(left)), ROUND_HALF_UP) != left:
            yield Finding("M102", place, f"{told}，不到 {written(one.within)}，但不是四舍五入：请核对", path)


def compared(submission: Submission) -> Iterator[tuple[Equality, Context, Any, Any]]:
    """Each equality with each scope in which it must hold, and its two sides. Raises BadExpression."""
    for one in submission.pack.equalities:
        for scope in submission.scopes(one.loops):
            if one.when is None or evaluate(one.when, scope):
                yield one, scope, evaluate(one.left, scope), evaluate(one.right, scope)


def _unit_slip(left: Decimal, right: Decimal) -> str:
    return "，正好一万倍：是不是单位（元、万元）弄错了？" if right and left / right in _TIMES else ""


def _places(number: Decimal) -> int:
    return min(0, int(number.as_tuple().exponent))
