"""The amounts that a pack says must be equal."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import ROUND_HALF_UP, Decimal
from typing import Any, NamedTuple

from perfdocs.checks.check import Remarks
from perfdocs.department.forms import Context, Submission
from perfdocs.finding import Keys, Place
from perfdocs.pack.expressions import evaluate
from perfdocs.pack.manifest_rules import Equality
from perfdocs.pack.values import Rows, Sum
from perfdocs.prose.amounts import EXACT, number_text

_QUOTED = re.compile(r"'[^']*'|\"[^\"]*\"")
_PATH = re.compile(r"[^\W\d]\w*(?:\.\w+)*")
"""A name in an expression, such as `甲.乙`."""
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
    """Two amounts that must be equal and are not: what stands in a field, and what it must be (None: all blank)."""

    place: Place
    path: Keys
    equality: Equality
    amount: Decimal
    computed: Decimal | None

    @property
    def difference(self) -> Decimal:
        return abs(EXACT.subtract(self.amount, self.computed or Decimal(0)))

    @property
    def sentence(self) -> str:
        amount, computed, difference = map(number_text, (self.amount, self.computed or Decimal(0), self.difference))
        blanks = ""
        if isinstance(self.computed, Sum):
            blanks = f"（{self.computed.parts} 项里有 {self.computed.blanks} 项没有填）"
        return f"{self.equality.say}：这里是 {amount}，算出来是 {computed}{blanks}，相差 {difference}"


def disagreements(submission: Submission) -> list[Disagreement]:
    """The amounts that differ, and those that nothing can be held against. Raises BadExpression.

    An amount that is not given, and words, are not compared.
    """
    found = []
    for side in sides(submission):
        amount, computed = exact_number(side.left), exact_number(side.right)
        if amount is None or amount == computed:
            continue
        if side.equality.is_limit:
            is_wrong = computed is not None and amount > computed and not isinstance(computed, Sum)
        elif computed is None:
            is_wrong = bool(amount) and side.right is None and not _is_of_rows(submission, side)
        else:
            is_wrong = True
        if is_wrong:
            place, path = submission.place(side.scope, side.equality.at)
            found.append(Disagreement(place, path, side.equality, amount, computed))
    return found


def _is_of_rows(submission: Submission, side: Sides) -> bool:
    """Whether the computed side is the sum of a table: whether that may be left out, the schema says."""
    documents = [submission.data[kind.name] for kind in submission.pack.kinds if kind.many]
    sources = dict(value for derivation in submission.pack.derivations for value in derivation.values)
    waiting, seen = [side.equality.right], set[str]()
    while waiting:
        for name in _PATH.findall(_QUOTED.sub("", waiting.pop())):
            if name in seen:
                continue
            seen.add(name)
            if name in sources:
                waiting.append(sources[name])
            value = _look_up(side.scope, name)
            if isinstance(value, Rows) and not any(value is group for group in documents):
                return True
    return False


def _look_up(scope: Context, path: str) -> Any:
    value: Any = scope
    for step in path.split("."):
        value = value.get(step) if isinstance(value, dict) else None
    return value


def exact_number(value: Any) -> Decimal | None:
    """The number, whatever kind the expression gave; None for anything else."""
    if isinstance(value, Decimal):
        return value
    if isinstance(value, int | float) and not isinstance(value, bool):
        return Decimal(str(value))
    return None


def amounts_disagree(disagreements: Sequence[Disagreement]) -> Remarks:
    """Two amounts that must be equal differ by as much as they must not.

    An amount that two others agree about is what is wrong: that is one remark.
    """
    together: dict[tuple[Place, Decimal, Decimal], list[Disagreement]] = {}
    for unequal in disagreements:
        is_equality = unequal.computed is not None and not unequal.equality.is_limit
        if is_equality and unequal.difference >= unequal.equality.within:
            key = unequal.place, unequal.amount, unequal.computed or Decimal(0)
            together.setdefault(key, []).append(unequal)
    for (_, amount, computed), (first, *others) in together.items():
        also = "".join(f"，也{_without_the_same(other.equality.say, first.equality.say)}" for other in others)
        slip = "，正好一万倍：是不是单位（元、万元）弄错了？" if computed and amount / computed in _TIMES else ""
        yield first, first.sentence.replace(first.equality.say, first.equality.say + also, 1) + slip


def _without_the_same(say: str, first: str) -> str:
    """A sentence without the words up to 应 that it begins with like the first one."""
    subject = first.partition("应")[0]
    return say.removeprefix(subject) if subject != first else say


def limit_exceeded(disagreements: Sequence[Disagreement]) -> Remarks:
    """An amount is more than another that it is a part of."""
    for unequal in disagreements:
        if unequal.equality.is_limit and unequal.computed is not None:
            amount, limit, difference = map(number_text, (unequal.amount, unequal.computed, unequal.difference))
            yield unequal, f"{unequal.equality.say}：这里是 {amount}，比 {limit} 多 {difference}，请核对"


def badly_rounded(disagreements: Sequence[Disagreement]) -> Remarks:
    """Two amounts that must be equal differ by less, and not because one is the other rounded."""
    for unequal in disagreements:
        within = unequal.equality.within
        if unequal.computed is not None and unequal.difference < within:
            places = min(0, int(unequal.amount.as_tuple().exponent))
            if unequal.computed.quantize(Decimal(1).scaleb(places), ROUND_HALF_UP) != unequal.amount:
                yield unequal, f"{unequal.sentence}，不到 {number_text(within)}，但不是四舍五入：请核对"


def nothing_to_compare(disagreements: Sequence[Disagreement]) -> Remarks:
    """An amount is given, and nothing of what it must be equal to."""
    for unequal in disagreements:
        if unequal.computed is None:
            what = f"这里是 {number_text(unequal.amount)}，而要和它相等的各项都没有填"
            yield unequal, f"{unequal.equality.say}：{what}：请补上，或核对这个数"
