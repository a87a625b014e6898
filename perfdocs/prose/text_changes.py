"""Two wordings of a target: which numbers in them changed, which way, and which words."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from perfdocs.prose.amounts import percentage, without_zeros
from perfdocs.prose.quantities import Quantity, quantities
from perfdocs.prose.similarity import likeness
from perfdocs.prose.units_and_operators import comparable_units, in_plain_unit

ALIKE = 0.55
"""The least likeness of what two numbers count for them to be one number, changed; fixed on the pairs of wordings in
`tests/examples/prose-pairs.yaml`, which hold it."""

_LESS_IS_BETTER = re.compile(
    "成本|投诉|差错|事故|案件发生|发生率|发生数|违法|违规|超支|时限|逾期|损耗|能耗|排放|信访|流失|失业|死亡|天数|次品|浪费|结余"
)
_TOKEN = re.compile(r"[A-Za-z]+|\d+(?:\.\d+)?|.", re.DOTALL)


class NumberChange(NamedTuple):
    """A number of a target that changed, came (`old` is None) or went (`new` is None)."""

    subject: str
    old: Quantity | None
    new: Quantity | None
    old_text: str
    new_text: str
    """The numbers as they stand in the texts."""
    promised: bool = True

    @property
    def difference(self) -> Decimal | None:
        """New less old, in the unit of the new one; None where that makes no sense."""
        if self.old is None or self.new is None or not comparable_units(self.old.unit, self.new.unit):
            return None
        plain = self.new.in_plain_unit[0] - self.old.in_plain_unit[0]
        return without_zeros(plain / in_plain_unit(Decimal(1), self.new.unit)[0])

    @property
    def percent(self) -> Decimal | None:
        """The difference as a percentage of the old number; None for percentages and where the old one is 0."""
        if self.difference is None or self.old is None or self.new is None or self.new.unit == "%":
            return None
        base = self.old.in_plain_unit[0]
        return percentage(self.new.in_plain_unit[0] - base, base) if base else None

    @property
    def weaker(self) -> bool:
        """Less is promised than before: a lower number to reach, a higher limit, or none any more."""
        if not self.promised:
            return False
        if self.new is None:
            return True
        if self.old is None or self.difference is None:
            return False
        limit = self.new.operator in ("≤", "<") or self.old.operator in ("≤", "<")
        if limit or _LESS_IS_BETTER.search(self.subject):
            return self.difference > 0
        return self.difference < 0 or (self.difference == 0 and self.old.operator == "≥" and self.new.operator == "≈")


def number_changes(old: str, new: str, name: str = "", promised: bool = True) -> list[NumberChange]:
    """The numbers that differ between two wordings, in the order of the new one; `name` is what they count where the
    text does not say. `promised` is False for texts that are no targets: a calculation does not get weaker."""
    changes = []
    for before, after in _pairs(quantities(old), quantities(new)):
        if before is None or after is None or not _same(before, after):
            subject = (after.subject if after else "") or (before.subject if before else "") or name
            old_text, new_text = _text_of(before, old), _text_of(after, new)
            changes.append(NumberChange(subject, before, after, old_text, new_text, promised))
    return sorted(changes, key=lambda change: change.new.start if change.new else len(new))


def _pairs(old: Sequence[Quantity], new: Sequence[Quantity]) -> Iterator[tuple[Quantity | None, Quantity | None]]:
    """Numbers that count the same thing, best first; then those that have no partner."""
    alone = len(old) == len(new) == 1
    graded = sorted(
        (-_subject_likeness(before, after, alone), abs(i - j), i, j)
        for i, before in enumerate(old)
        for j, after in enumerate(new)
    )
    waiting_old, waiting_new = dict(enumerate(old)), dict(enumerate(new))
    for grade, _, i, j in graded:
        if -grade >= ALIKE and i in waiting_old and j in waiting_new:
            yield waiting_old.pop(i), waiting_new.pop(j)
    yield from ((before, None) for before in waiting_old.values())
    yield from ((None, after) for after in waiting_new.values())


def _subject_likeness(old: Quantity, new: Quantity, alone: bool) -> float:
    """How alike is what two numbers count; two that are `alone` in their texts need no more than one word in common."""
    if not comparable_units(old.unit, new.unit) and not (alone and not (old.unit and new.unit)):
        return 0.0
    if not old.subject and not new.subject:
        return 1.0
    alike = likeness(old.subject, new.subject)
    return 1.0 if alone and (alike or not old.subject or not new.subject) else alike


def _same(old: Quantity, new: Quantity) -> bool:
    return (old.in_plain_unit[0], old.operator, old.upper) == (new.in_plain_unit[0], new.operator, new.upper)


def _text_of(quantity: Quantity | None, text: str) -> str:
    return text[quantity.start : quantity.end].strip() if quantity else ""


class Piece(NamedTuple):
    """A part of two texts laid over each other: one that stayed (`=`), went (`-`) or came (`+`)."""

    kind: str
    text: str


def word_changes(old: str, new: str) -> list[Piece]:
    """The two texts as one, in reading order: without what came it is the old text, without what went the new one.

    What stayed but is a single character between two changes counts as changed.
    """
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    pieces: list[Piece] = []
    went = came = ""
    for tag, i1, i2, j1, j2 in difflib.SequenceMatcher(None, before, after, autojunk=False).get_opcodes():
        stray = i2 - i1 == 1 and i1 > 0 and i2 < len(before) and len(before[i1]) == 1
        if tag != "equal" or stray:
            went += "".join(before[i1:i2])
            came += "".join(after[j1:j2])
            continue
        pieces += [Piece("-", went), Piece("+", came), Piece("=", "".join(before[i1:i2]))]
        went = came = ""
    pieces += [Piece("-", went), Piece("+", came)]
    return [piece for piece in pieces if piece.text]
