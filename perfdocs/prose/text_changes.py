"""Two wordings of a target: which numbers in them changed, which way, and which words."""

from __future__ import annotations

import difflib
import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from perfdocs.prose.amounts import percentage, without_zeros
from perfdocs.prose.direction import Better, Measure, better, decided, is_weaker, measure
from perfdocs.prose.quantities import Quantity, targets
from perfdocs.prose.similarity import likeness
from perfdocs.prose.units_and_operators import comparable_units, in_plain_unit

ALIKE = 0.55
"""The least likeness of what two numbers count for them to be one number, changed; fixed on the pairs of wordings in
`tests/examples/prose-pairs.yaml`, which hold it."""

_MONTHS = 12
_STRICT = {">": "≥", "<": "≤"}
_NUMBER = re.compile(r"[\d.]+[%％]?")
_MARKS = re.compile(r"[\s，,。；;：:、]")
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
    way: Better = Better.UNKNOWN
    """Which way is better."""
    turned: bool = False
    """A growth that has become a fall, or a fall a growth: nothing is to be worked out with the two."""

    @property
    def difference(self) -> Decimal | None:
        """New less old, in the unit of the new one; None where that makes no sense."""
        if self.turned or self.old is None or self.new is None:
            return None
        units = self.old.unit, self.new.unit
        if not comparable_units(*units) and not (_is_plain(units[0]) and _is_plain(units[1]) and not all(units)):
            return None
        plain = self.new.in_plain_unit[0] - self.old.in_plain_unit[0]
        return without_zeros(plain / in_plain_unit(Decimal(1), self.new.unit)[0])

    @property
    def percent(self) -> Decimal | None:
        """The difference as a percentage of the old number; None for percentages and where the old one is 0 or less."""
        if self.difference is None or self.old is None or self.new is None or self.new.in_plain_unit[1] == "%":
            return None
        base = self.old.in_plain_unit[0]
        return percentage(self.new.in_plain_unit[0] - base, base) if base > 0 else None

    @property
    def weaker(self) -> bool:
        """Less is promised than before: a lower number to reach, a higher limit, or none any more."""
        if not self.promised or self.old is None:
            return False
        if self.new is None:
            return True
        if self.turned:
            return self.way is Better.LESS
        return self.difference is not None and is_weaker(self.old, self.new, self.way)


class _Measured(NamedTuple):
    """A number of a text, what it measures, and the text before it."""

    quantity: Quantity
    measure: Measure
    text: str
    before: str

    @property
    def written(self) -> str:
        return self.text[self.quantity.start : self.quantity.end].strip()


def number_changes(old: str, new: str, name: str = "", promised: bool = True, heading: str = "") -> list[NumberChange]:
    """The numbers that differ between two wordings, in the order of the new one; `name` is what they count where the
    text does not say, `heading` the table that the name stands in. `promised` is False for texts that are no
    targets: a calculation does not get weaker."""
    before, after = _measured(old), _measured(new)
    in_words = not after and not any(_only_dropped(number, new) for number in before)
    changes = [
        _change(earlier, later, (name, heading), promised and not (later is None and in_words))
        for earlier, later in _pairs(before, after)
        if earlier is None or later is None or not _same(earlier, later)
    ]
    return sorted(changes, key=lambda change: change.new.start if change.new else len(new))


def _only_dropped(number: _Measured, new: str) -> bool:
    """True where a text without any number is the old one but for that; other words (全部完成) may say as much."""
    rest = number.text[: number.quantity.start] + number.text[number.quantity.end :]
    return bool(new.strip()) and _MARKS.sub("", rest) == _MARKS.sub("", new)


def _measured(text: str) -> list[_Measured]:
    read = []
    end = 0
    for quantity in targets(text):
        before = text[end : quantity.start]
        read.append(_Measured(quantity, measure(quantity.subject, before), text, before))
        end = quantity.end
    return read


def _change(old: _Measured | None, new: _Measured | None, names: tuple[str, str], promised: bool) -> NumberChange:
    before, after = (number.quantity if number else None for number in (old, new))
    last = new or old
    assert last is not None
    subject = (after.subject if after else "") or (before.subject if before else "") or names[0]
    turned = old is not None and new is not None and old.measure.change * new.measure.change < 0
    measured_by = next((words for words in (subject, *names) if decided(words)), subject)
    texts = [number.written if number else "" for number in (old, new)]
    if turned and old and new:
        subject = new.measure.thing
        texts = [_with_verb(number) for number in (old, new)]
        rising = better(subject, new.quantity.unit)
        way = Better(rising.value * new.measure.change)
    else:
        way = better(measured_by, last.quantity.unit, last.before)
    return NumberChange(subject, before, after, texts[0], texts[1], promised, way, turned)


def _with_verb(number: _Measured) -> str:
    """The number with the verb of change before it: 下降2%."""
    verb = number.quantity.subject.removeprefix(number.measure.thing)
    return f"{verb}{number.written}"


def _pairs(old: Sequence[_Measured], new: Sequence[_Measured]) -> Iterator[tuple[_Measured | None, _Measured | None]]:
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


def _subject_likeness(old: _Measured, new: _Measured, alone: bool) -> float:
    """How alike is what two numbers count; two that are `alone` in their texts need no more than one word in common."""
    units = old.quantity.unit, new.quantity.unit
    before, after = (_NUMBER.sub("", number.measure.thing) for number in (old, new))
    if not comparable_units(*units) and not (alone and (not all(units) or (before and before == after))):
        return 0.0
    if bool(old.measure.change) != bool(new.measure.change) and not alone:
        return 0.0
    if not before and not after:
        return 1.0
    alike = likeness(before, after)
    return 1.0 if alone and (alike or not before or not after) else alike


def _is_plain(unit: str) -> bool:
    """True for no unit, or one that is no multiple of another: 0 and 1起 can be compared, 22 and 22万元 cannot."""
    return not unit or in_plain_unit(Decimal(1), unit)[0] == 1


def _same(old: _Measured, new: _Measured) -> bool:
    """The same number, in other words or in another unit."""
    if old.measure.change * new.measure.change < 0:
        return False
    return same_amount(old.quantity, new.quantity) or (
        _alone_with_unit(old) == _alone_with_unit(new) and not comparable_units(old.quantity.unit, new.quantity.unit)
    )


def same_amount(old: Quantity, new: Quantity) -> bool:
    """True for two ways of writing one number: 1.2万人 and 12000人, ≥90% and 90%以上."""
    return _value(old) == _value(new)


def _value(quantity: Quantity) -> tuple[Decimal, Decimal | None, str]:
    """A number as it is compared: 超过 and 以上 say the same of a target, 低于 and 以下 too; 元/月 is 12 元/年."""
    number, unit = quantity.in_plain_unit
    upper = in_plain_unit(quantity.upper, quantity.unit)[0] if quantity.upper is not None else None
    times = _MONTHS if unit.endswith("/个月") else 1
    return number * times, upper, _STRICT.get(quantity.operator, quantity.operator)


def _alone_with_unit(number: _Measured) -> tuple[object, ...]:
    """Of units that nobody knows to convert: the number as it stands."""
    quantity = number.quantity
    return quantity.number, quantity.upper, _STRICT.get(quantity.operator, quantity.operator)


class Piece(NamedTuple):
    """A part of two texts laid over each other: one that stayed (`=`), went (`-`) or came (`+`)."""

    kind: str
    text: str


_MANY_WORDS = 1000
"""Of a text, above which words that recur are no place where two texts may meet: with them, the time grows with the
cube of the length (11 s for 4,700 characters)."""


def word_changes(old: str, new: str) -> list[Piece]:
    """The two texts as one, in reading order: without what came it is the old text, without what went the new one.

    What stayed but is a single character between two changes counts as changed.
    """
    before, after = _TOKEN.findall(old), _TOKEN.findall(new)
    pieces: list[Piece] = []
    went = came = ""
    is_long = max(len(before), len(after)) > _MANY_WORDS
    for tag, i1, i2, j1, j2 in difflib.SequenceMatcher(None, before, after, autojunk=is_long).get_opcodes():
        stray = i2 - i1 == 1 and i1 > 0 and i2 < len(before) and len(before[i1]) == 1
        if tag != "equal" or stray:
            went += "".join(before[i1:i2])
            came += "".join(after[j1:j2])
            continue
        pieces += [Piece("-", went), Piece("+", came), Piece("=", "".join(before[i1:i2]))]
        went = came = ""
    pieces += [Piece("-", went), Piece("+", came)]
    return [piece for piece in pieces if piece.text]
