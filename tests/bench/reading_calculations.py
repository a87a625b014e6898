"""How many calculations of labelled texts are worked out, or rightly left alone.

`python -m tests.bench.reading_calculations` prints what is still wrong in the half for tuning; of the other only
figures are ever printed.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Callable, Iterator
from decimal import Decimal
from typing import NamedTuple

from perfdocs.prose.calculations import calculate
from tests.bench.figures import Figure
from tests.bench.halves import Half, lines

NOTHING = "-"
_LABEL = re.compile(r"(?P<wrong>WRONG)?(?P<total>-?\d+(?:\.\d+)?)")

RIGHT, MISSED, WRONG = "right", "missed", "wrong"


class Answer(NamedTuple):
    """What a text comes to, and whether it states something else."""

    total: Decimal
    states_wrong: bool


Reader = Callable[[str], Answer | None]


def perfdocs(text: str) -> Answer | None:
    found = calculate(text)
    return found and Answer(found.total.value, bool(found.wrong))


def outcome(label: str, answer: Answer | None) -> str:
    """RIGHT, MISSED where nothing was worked out that should have been, or WRONG."""
    wanted = _LABEL.fullmatch(label)
    if wanted is None:
        return WRONG if answer else RIGHT
    if answer is None:
        return MISSED
    return RIGHT if answer == (Decimal(wanted["total"]), bool(wanted["wrong"])) else WRONG


def score(half: Half, read: Reader = perfdocs) -> Counter[str]:
    return Counter(outcome(label, read(text)) for text, label in lines("calculations.tsv", half))


def figures() -> Iterator[Figure]:
    """Calculations of the half for measuring: how many are right, and how many wrong."""
    scored = score(Half.MEASURING)
    total = scored.total()
    yield Figure("算式：算对的，和该不算就不算的", 100 * scored[RIGHT] / total, "%", f"{scored[RIGHT]} / {total}")
    yield Figure("算式：算错的", scored[WRONG], "条", f"{total} 条里")


def tuning_errors() -> Iterator[str]:
    for text, label in lines("calculations.tsv", Half.TUNING):
        answer = perfdocs(text)
        if outcome(label, answer) is not RIGHT:
            yield f"{text}｜应是 {label}｜算成 {answer}"


if __name__ == "__main__":
    print("\n".join(tuning_errors()))
