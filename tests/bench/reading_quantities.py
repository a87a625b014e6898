"""How many quantities of labelled phrases are read: what counts as right, whoever reads.

`python -m tests.bench.reading_quantities` prints what is still wrong in the half for tuning; of the other only figures
are ever printed.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import NamedTuple

from perfdocs.prose.quantities import Quantity, quantities
from tests.bench.figures import Figure
from tests.bench.halves import Half, lines
from tests.support.quantity_text import quantity_text

Reader = Callable[[str], Sequence[Quantity]]

COMPOSED = "composed"
"""The source of phrases that were composed; the others are from public pages."""

_LABEL = re.compile(
    r"(?P<operator>[≥≤><=≈]?)(?P<number>\d+(?:\.\d+)?)(?:%(?=~))?(?:~(?P<upper>\d+(?:\.\d+)?))?(?P<unit>.*)"
)
_IDLE = re.compile(r"[\s的、:：]")


class Alternative(NamedTuple):
    """One way in which a quantity of a phrase may be read."""

    number: tuple[str, Decimal, Decimal | None, str]
    """Operator, number, other end and unit, in the plain unit."""
    subject: str


class Label(NamedTuple):
    """A quantity of a phrase: the ways in which it may be read, and whether it may be left out."""

    alternatives: tuple[Alternative, ...]
    optional: bool


class Phrase(NamedTuple):
    text: str
    source: str
    label: str
    """As it stands in the file."""
    labels: tuple[Label, ...]


@dataclass
class Score:
    """What came of a number of phrases."""

    read: int = 0
    wanted: int = 0
    right: int = 0
    found: int = 0
    with_subject: int = 0
    faults: list[tuple[Phrase, Sequence[Quantity]]] = field(default_factory=list)

    @property
    def precision(self) -> float:
        return 100 * self.right / self.read if self.read else 100.0

    @property
    def recall(self) -> float:
        return 100 * self.found / self.wanted

    @property
    def subjects(self) -> float:
        """The share of the wanted that are right together with what they count."""
        return 100 * self.with_subject / self.wanted


def phrases(half: Half, composed: bool | None = None) -> Iterator[Phrase]:
    """The phrases of a half; only those that were composed, or only those that were not, or all."""
    for text, source, label in lines("quantities.tsv", half):
        if composed is None or composed == (source == COMPOSED):
            yield Phrase(text, source, label, labels(label))


def labels(text: str) -> tuple[Label, ...]:
    return () if text == "-" else tuple(_label(part) for part in text.split(" ;; "))


def _label(text: str) -> Label:
    ways = text.split("^")
    read = [quantity for way in ways if (quantity := written(way))]
    return Label(tuple(map(_alternative, read)), "-" in ways)


def written(text: str) -> Quantity | None:
    """The quantity that one alternative of a label says; None for no quantity and for a number in words."""
    number, _, subject = text.partition("|")
    match = _LABEL.fullmatch(number.replace("±", ""))
    if match is None:
        return None
    upper = Decimal(match["upper"]) if match["upper"] else None
    return Quantity(Decimal(match["number"]), match["unit"], match["operator"], subject, upper)


def _alternative(quantity: Quantity) -> Alternative:
    number, unit = quantity.in_plain_unit
    upper = None if quantity.upper is None else quantity._replace(number=quantity.upper).in_plain_unit[0]
    return Alternative((quantity.operator, number, upper, unit), _IDLE.sub("", quantity.subject))


def score(among: Iterator[Phrase], read: Reader = quantities) -> Score:
    result = Score()
    for phrase in among:
        found = list(read(phrase.text))
        if not _count(result, phrase, found):
            result.faults.append((phrase, found))
    return result


def _count(result: Score, phrase: Phrase, found: Sequence[Quantity]) -> bool:
    """Add a phrase to the result; true where all of it is right.

    A quantity that may be left out counts neither as wanted nor as found.
    """
    read = list(map(_alternative, found))
    result.read += len(read)
    is_right = True
    for label in phrase.labels:
        result.wanted += not label.optional
        whole = next((one for one in read if one in label.alternatives), None)
        numbers = {way.number for way in label.alternatives}
        taken = whole or next((one for one in read if one.number in numbers), None)
        is_right = is_right and (whole is not None or (taken is None and label.optional))
        if taken is None:
            continue
        read.remove(taken)
        result.right += 1
        result.found += not label.optional
        result.with_subject += bool(whole) and not label.optional
    return is_right and not read


def figures() -> Iterator[Figure]:
    """Precision, recall and recall with subject over the half for measuring: real phrases, and composed ones."""
    for kind, composed in (("公开表格里的话", False), ("编写的话", True)):
        scored = score(phrases(Half.MEASURING, composed))
        yield Figure(f"{kind}：读出的量，对的", scored.precision, "%", f"{scored.right} / {scored.read}")
        yield Figure(f"{kind}：该读的量，读出的", scored.recall, "%", f"{scored.found} / {scored.wanted}")
        subjects = f"{scored.with_subject} / {scored.wanted}"
        yield Figure(f"{kind}：连数的是什么都对的", scored.subjects, "%", subjects)


def tuning_errors() -> Iterator[str]:
    for phrase, found in score(phrases(Half.TUNING)).faults:
        yield f"{phrase.text}｜应是 {phrase.label}｜读成 {' ;; '.join(map(quantity_text, found)) or '-'}"


if __name__ == "__main__":
    print("\n".join(tuning_errors()))
