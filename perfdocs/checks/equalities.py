"""The amounts that a pack says must be equal."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, NamedTuple

from perfdocs.checks.check import Remarks
from perfdocs.department.forms import Context, Submission
from perfdocs.finding import Keys, Place
from perfdocs.pack.expressions import evaluate
from perfdocs.pack.manifest import Equality
from perfdocs.prose.amounts import EXACT, number_text

_TIMES = {Decimal(10_000), 1 / Decimal(10_000)}
"""元 in the place of 万元, and the reverse."""


class Sides(NamedTuple):
    """An equality of the manifest in one of the scopes in which it must hold, worked out."""

    equality: Equality
    scope: Context
    left: Any
    right: Any


def sides(submission: Submission) -> Iterator[Sides]:
    """The two sides of every equality. Raises BadExpression."""
    for equality in submission.pack.equalities:
        for scope in submission.scopes(equality.loops):
            if equality.when is None or evaluate(equality.when, scope):
                yield Sides(equality, scope, evaluate(equality.left, scope), evaluate(equality.right, scope))


class Disagreement(NamedTuple):
    """Two amounts that must be equal and are not: what stands in a field, and what it must be."""

    place: Place
    path: Keys
    equality: Equality
    amount: Decimal
    computed: Decimal

    @property
    def difference(self) -> Decimal:
        return abs(EXACT.subtract(self.amount, self.computed))

    @property
    def sentence(self) -> str:
        amount, computed, difference = map(number_text, (self.amount, self.computed, self.difference))
        return f"{self.equality.say}：这里是 {amount}，算出来是 {computed}，相差 {difference}"


def disagreements(submission: Submission) -> list[Disagreement]:
    """The amounts that differ; blanks and words are not compared. Raises BadExpression."""
    return [
        Disagreement(*submission.place(scope, equality.at), equality, left, right)
        for equality, scope, left, right in sides(submission)
        if isinstance(left, Decimal) and isinstance(right, Decimal) and left != right
    ]


def amounts_disagree(disagreements: Sequence[Disagreement]) -> Remarks:
    """Two amounts that must be equal differ by as much as they must not."""
    for unequal in disagreements:
        if unequal.difference >= unequal.equality.within:
            times = bool(unequal.computed) and unequal.amount / unequal.computed in _TIMES
            slip = "，正好一万倍：是不是单位（元、万元）弄错了？" if times else ""
            yield unequal, unequal.sentence + slip


def badly_rounded(disagreements: Sequence[Disagreement]) -> Remarks:
    """Two amounts that must be equal differ by less, and not because one is the other rounded."""
    for unequal in disagreements:
        within = unequal.equality.within
        places = min(0, int(unequal.amount.as_tuple().exponent))
        rounded = unequal.computed.quantize(Decimal(1).scaleb(places), ROUND_HALF_UP)
        if unequal.difference < within and rounded != unequal.amount:
            yield unequal, f"{unequal.sentence}，不到 {number_text(within)}，但不是四舍五入：请核对"
