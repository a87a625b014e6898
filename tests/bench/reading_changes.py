"""Figures of how rightly two years are compared: numbers that changed, with their direction, and new names.

The pairs of `tests/examples/reading` were labelled before anything was run on them. One half, by a hash of the old
wording, was there to tune on; only the other half is measured here.
"""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from perfdocs.prose.amounts import number_text
from perfdocs.prose.quantities import Quantity
from perfdocs.prose.similarity import ENOUGH, likeness, sureness
from perfdocs.prose.text_changes import number_changes
from tests.bench.figures import Figure
from tests.support.workspaces import EXAMPLES

READING = EXAMPLES / "reading"
NOTHING = "∅"


class Labelled(NamedTuple):
    """Two wordings or two names, and what is expected of them."""

    old: str
    new: str
    expected: str


class Score(NamedTuple):
    """How many were right, of so many that were told and so many that there are."""

    right: int
    told: int
    wanted: int

    def figures(self, what: str) -> Iterator[Figure]:
        yield Figure(f"{what}：准确率", 100 * self.right / self.told, "%", f"{self.right} / {self.told}")
        yield Figure(f"{what}：召回率", 100 * self.right / self.wanted, "%", f"{self.right} / {self.wanted}")


def changes() -> Iterator[Figure]:
    """Numbers that changed between two wordings, right where both numbers and the direction are; names taken for one
    thing."""
    yield from total(pair_score, measured("prose_pairs")).figures("文字里的数的变化（连同方向）")
    yield from total(rename_score, measured("renames")).figures("改名")


def total(score: Callable[[Labelled], Score], pairs: Sequence[Labelled]) -> Score:
    scores = [score(pair) for pair in pairs]
    return Score(*map(sum, zip(*scores, strict=True)))


def measured(name: str) -> list[Labelled]:
    """The half of the pairs on which nothing was tuned."""
    return [pair for pair in labelled(name) if not for_tuning(pair.old)]


def for_tuning(text: str) -> bool:
    """Whether a labelled text is of the half that is there to tune on."""
    return int(hashlib.sha1(text.encode()).hexdigest()[-1], 16) % 2 == 0


def labelled(name: str) -> list[Labelled]:
    """The pairs of `name.tsv` and `name-2.tsv`."""
    return [pair for path in sorted(READING.glob(f"{name}*.tsv")) for pair in labelled_in(path)]


def labelled_in(path: Path) -> Iterator[Labelled]:
    for line in path.read_text("utf-8").splitlines():
        if line and not line.startswith("#"):
            yield Labelled(*line.split("\t"))


def pair_score(pair: Labelled) -> Score:
    """Against the labels that suit best, where several are accepted."""
    told = Counter(told_changes(pair))
    choices = [Counter(label for label in choice.split() if label != "0") for choice in pair.expected.split("^")]
    wanted = max(choices, key=lambda choice: ((choice & told).total(), -choice.total()))
    return Score((wanted & told).total(), told.total(), wanted.total())


def told_changes(pair: Labelled) -> Iterator[str]:
    """The changes as they are labelled: `90>85▼`."""
    for change in number_changes(pair.old, pair.new):
        yield f"{number(change.old)}>{number(change.new)}{'▼' if change.weaker else ''}"


def number(quantity: Quantity | None) -> str:
    if quantity is None:
        return NOTHING
    upper = f"~{number_text(quantity.upper)}" if quantity.upper is not None else ""
    return f"{number_text(quantity.number)}{upper}"


def rename_score(pair: Labelled) -> Score:
    same = pair.expected == "1"
    taken = sureness(likeness(pair.old, pair.new), True, 0.0) >= ENOUGH
    return Score(int(same and taken), int(taken), int(same))
