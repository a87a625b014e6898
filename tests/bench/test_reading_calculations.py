"""The scorer of calculations counts as the labels say; few are missed, and next to none wrong."""

from __future__ import annotations

from decimal import Decimal

import pytest

from tests.bench.halves import Half
from tests.bench.reading_calculations import MISSED, RIGHT, WRONG, Answer, outcome, score


@pytest.mark.parametrize(
    ("label", "answer", "comes_to"),
    [
        ("-", None, RIGHT),
        ("-", Answer(Decimal(5), False), WRONG),
        ("500", None, MISSED),
        ("500", Answer(Decimal("500.0"), False), RIGHT),
        ("500", Answer(Decimal(500), True), WRONG),
        ("500", Answer(Decimal(5), False), WRONG),
        ("WRONG500", Answer(Decimal(500), True), RIGHT),
        ("WRONG500", Answer(Decimal(500), False), WRONG),
    ],
)
def test_what_counts_as_right(label: str, answer: Answer | None, comes_to: str) -> None:
    assert outcome(label, answer) == comes_to


def test_calculations_that_were_not_looked_at() -> None:
    scored = score(Half.MEASURING)
    assert scored[RIGHT] >= 0.88 * scored.total()
    assert scored[WRONG] <= 1
