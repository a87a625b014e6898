"""Two wordings of a target: which numbers in them changed, which way, and which words."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from decimal import ROUND_HALF_UP, Decimal

from perfdocs.prose.quantities import Quantity, comparable, quantities
from perfdocs.prose.similarity import likeness

ALIKE = 0.55
"""The least likeness of what two numbers count for them to be one number, changed."""

_LESS_IS_BETTER = re.compile(
    "成本|投诉|差错|事故|案件发生|发生率|发生数|违法|违规|超支|时限|逾期|损耗|能耗|排放|信访|流失|失业|死亡|天数|次品|浪费|结余"
)
_TOKEN = re.compile(r"[A-Za-z]+|\d+(?:\.\d+)?|.", re.DOTALL)


@dataclass(frozen=True)
class Step:
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
        if self.old is None or self.new is None or not comparable(self.old, self.new):
            return None
        return _plain((self.new.folded[0] - self.old.folded[0]) / Quantity(Decimal(1), self.new.unit).folded[0])

    @property
    def percent(self) -> Decimal | None:
        """The difference as a percentage of the old number; None for percentages and where the old one is 0."""
        if self.difference is None or self.old is None or self.new is None or self.new.unit == "%":
            return None
        base = self.old.folded[0]
        return None if not base else percentage(self.new.folded[0] - base, base)

    @property
    def weaker(self) -> bool:
        """Whether less is promised than before: a lower number to reach, a higher limit, or none any more."""
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


def percentage(part: Decimal, whole: Decimal) -> Decimal:
    """To one place, a half away from nought."""
    return _plain((part / whole * 100).quantize(Decimal("0.1"), ROUND_HALF_UP))


def steps(old: str, new: str, name: str = "", promised: bool = True) -> list[Step]:
    """The numbers that differ between two wordings; `name` is what they count where the text does not say.

    `promised` is whether the texts are targets: a calculation does not get weaker.
    """
    left, right = quantities(old), quantities(new)
    pairs = list(_pairs(left, right))
    found = [
        _step(one, other, old, new, name, promised)
        for one, other in pairs
        if one is None or other is None or not _same(one, other)
    ]
    return sorted(found, key=lambda step: step.new.start if step.new else len(new))


def _pairs(left: Sequence[Quantity], right: Sequence[Quantity]) -> Iterator[tuple[Quantity | None, Quantity | None]]:
    """Numbers that count the same thing, best first; then those that have no partner."""
    graded = sorted(
        (-_alike(one, other, len(left) == len(right) == 1), abs(i - j), i, j)
        for i, one in enumerate(left)
        for j, other in enumerate(right)
    )
    used_left: set[int] = set()
    used_right: set[int] = set()
    for grade, _, i, j in graded:
        if -grade >= ALIKE and i not in used_left and j not in used_right:
            used_left.add(i)
            used_right.add(j)
            yield left[i], right[j]
    yield from ((one, None) for i, one in enumerate(left) if i not in used_left)
    yield from ((None, one) for j, one in enumerate(right) if j not in used_right)


def _alike(one: Quantity, other: Quantity, alone: bool) -> float:
    if not comparable(one, other) and not (alone and not (one.unit and other.unit)):
        return 0.0
    if not one.subject and not other.subject:
        return 1.0
    alike = likeness(one.subject, other.subject)
    return 1.0 if alone and (alike or not one.subject or not other.subject) else alike


def _same(one: Quantity, other: Quantity) -> bool:
    return (one.folded[0], one.operator, one.upper) == (other.folded[0], other.operator, other.upper)


def _step(one: Quantity | None, other: Quantity | None, old: str, new: str, name: str, promised: bool) -> Step:
    subject = (other.subject if other else "") or (one.subject if one else "") or name
    shown_old = old[one.start : one.end] if one else ""
    shown_new = new[other.start : other.end] if other else ""
    return Step(subject, one, other, shown_old.strip(), shown_new.strip(), promised)


def words(old: str, new: str) -> list[tuple[str, str]]:
    """The two texts as one: pieces that stayed (`=`), went (`-`) and came (`+`), in reading order.

    Pieces that stayed but are a single character between two changes are told as changed.
    """
    one, other = _TOKEN.findall(old), _TOKEN.findall(new)
    pieces: list[tuple[str, str]] = []
    for tag, i1, i2, j1, j2 in difflib.SequenceMatcher(None, one, other, autojunk=False).get_opcodes():
        if tag == "equal" and i2 - i1 == 1 and i1 > 0 and i2 < len(one) and len(one[i1]) == 1:
            pieces += [("-", one[i1]), ("+", one[i1])]
        elif tag == "equal":
            pieces.append(("=", "".join(one[i1:i2])))
        else:
            pieces += [("-", "".join(one[i1:i2])), ("+", "".join(other[j1:j2]))]
    return list(_joined(pieces))


def _joined(pieces: Sequence[tuple[str, str]]) -> Iterator[tuple[str, str]]:
    """Neighbouring changes as one piece that went and one that came."""
    went = came = ""
    for kind, text in [*pieces, ("=", "")]:
        if kind == "=":
            yield from (piece for piece in (("-", went), ("+", came)) if piece[1])
            went = came = ""
            if text:
                yield kind, text
        elif kind == "-":
            went += text
        else:
            came += text


def _plain(number: Decimal) -> Decimal:
    return number.quantize(Decimal(1)) if number == number.to_integral_value() else number.normalize()
