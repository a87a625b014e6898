"""The amounts that a pack says must be equal."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

from perfdocs.finding import Finding
from perfdocs.packs.pack import Equality
from perfdocs.packs.submission import Context, Submission, evaluated
from perfdocs.values import EXACT, written


def unequal(submission: Submission) -> Iterator[Finding]:
    """M101: two amounts of the manifest's `equalities` that differ. Blanks and words are not compared."""
    for one, scope, left, right in compared(submission):
        if isinstance(left, Decimal) and isinstance(right, Decimal) and left != right:
            place, path = submission.place(scope, one.at)
            difference = written(abs(EXACT.subtract(left, right)))
            message = f"{one.say}：这里是 {written(left)}，算出来是 {written(right)}，相差 {difference}"
            yield Finding("M101", place, message, path)


def compared(submission: Submission) -> Iterator[tuple[Equality, Context, Any, Any]]:
    """Each equality with each scope in which it must hold, and its two sides. Raises BadExpression."""
    for one in submission.pack.equalities:
        for scope in submission.scopes(one.loops):
            if one.when is None or evaluated(one.when, scope):
                yield one, scope, evaluated(one.left, scope), evaluated(one.right, scope)
