"""Whether more of what is measured is better: 信访件办结率 yes, 信访总量 no, 能耗下降 yes.

The words are in `words/directions.yaml`. What is measured is named last in Chinese, so the last word decides. Where
none does, or it may be either (室内温度), nothing is said.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Iterable, Mapping
from decimal import Decimal
from functools import cache
from typing import NamedTuple

from perfdocs.prose.quantities import Quantity
from perfdocs.prose.units_and_operators import in_plain_unit
from perfdocs.prose.words import read_words

AT_MOST = ("≤", "<")
AT_LEAST = ("≥", ">")
"""Operators of a limit, and of a number to reach."""

_TO_A_LEVEL = r"[至到为]"
"""Behind a verb of change: what follows is the level that is reached, not by how much (降至5‰)."""

_NOT = ("不", "未", "无", "非")
"""Before a word: it is the other way round (不合格率, 无投诉率)."""

_TIME_OR_MONEY = re.compile(r"[元天日月年周]|小时|分钟|秒|^[百千万亿]+$")
"""Units of which it takes a word to know whether more is better: 5天, 20万."""


class Better(enum.Enum):
    """Which way is better."""

    MORE = 1
    LESS = -1
    UNKNOWN = 0


class Measure(NamedTuple):
    """What a number measures: `thing` is that without a verb of change, `change` is -1 for a fall, 1 for a rise."""

    thing: str
    change: int = 0


def measure(subject: str, before: str = "") -> Measure:
    """What is measured, told apart from the verb that says that it falls or rises.

    `before` is the text before the number: in 失业率降至5% the number is no fall, but a level.
    """
    words = _words()
    level = words.to_a_level.search(before)
    thing, change = subject, 0
    for match in words.change.finditer(subject):
        change = -1 if match.group() in words.falls else 1
    if change:
        thing = words.change.sub("", subject)
    return Measure(thing, 0 if level else change)


def better(subject: str, unit: str = "", before: str = "") -> Better:
    """Which way is better for a number of the subject, in the unit."""
    thing, change = measure(subject, before)
    way = _way(thing)
    if way is None:
        certain = change or (thing and not _TIME_OR_MONEY.search(unit))
        return Better.MORE if certain else Better.UNKNOWN
    if way.spending:
        return Better(-change)
    return Better(-way.better.value) if change < 0 else way.better


def decided(subject: str) -> bool:
    """True where a word of the subject says which way is better, or that it may be either."""
    return _way(measure(subject).thing) is not None


def is_weaker(old: Quantity, new: Quantity, way: Better) -> bool:
    """Less is promised: a lower number to reach, a higher limit, or a limit that is none any more.

    Both numbers are in units that can be compared. What neither an operator nor `way` decides is not weaker.
    """
    limit = old.operator in AT_MOST or new.operator in AT_MOST
    floor = old.operator in AT_LEAST or new.operator in AT_LEAST
    most = limit or way is Better.LESS
    difference = _end(new, most) - _end(old, most)
    if not difference:
        return _looser_operator(old.operator, new.operator)
    if limit and floor:
        return False
    if limit:
        return difference > 0
    if floor and way is not Better.LESS:
        return difference < 0
    return difference * way.value < 0


def _end(quantity: Quantity, most: bool) -> Decimal:
    """The number in its plain unit; of a range (3至5天) the end that counts: the most of a limit, else the least."""
    number = quantity.upper if most and quantity.upper is not None else quantity.number
    return in_plain_unit(number, quantity.unit)[0]


def _looser_operator(old: str, new: str) -> bool:
    """At the same number: 5个以上 has become 5个左右."""
    return (old in AT_LEAST and (new in AT_MOST or new == "≈")) or (old in AT_MOST and (new in AT_LEAST or new == "≈"))


class _Way(NamedTuple):
    """What a word says: which way is better; whether it is something bad, what is done about that, or spending."""

    better: Better
    evil: bool = False
    act: bool = False
    spending: bool = False


def _way(thing: str) -> _Way | None:
    """What the last word says that says anything; None where none does."""
    words = _words()
    matches = [match for match in words.thing.finditer(thing) if len(match[1]) > 1 or match.end(1) == len(thing)]
    if any(words.ways[match[1]].act for match in matches):
        matches = [match for match in matches if not words.ways[match[1]].evil]
    last = max(matches, key=lambda match: (match.end(1), len(match[1])), default=None)
    ending = next((word for word in words.neutral if thing.endswith(word)), None)
    if ending and (last is None or last.end(1) < len(thing) or len(ending) >= len(last[1])):
        return _Way(Better.UNKNOWN)
    if last is None:
        return None
    way = words.ways[last[1]]
    return way._replace(better=Better(-way.better.value)) if thing[: last.start()].endswith(_NOT) else way


class _Words(NamedTuple):
    """The words of `directions.yaml`, and the patterns that look for them."""

    ways: dict[str, _Way]
    neutral: tuple[str, ...]
    falls: frozenset[str]
    thing: re.Pattern[str]
    change: re.Pattern[str]
    to_a_level: re.Pattern[str]


@cache
def _words() -> _Words:
    kinds: Mapping[str, Mapping[str, str]] = read_words("directions")
    ways = {word: _Way(Better.LESS) for word in kinds["less"]}
    ways |= {word: _Way(Better.LESS, spending=True) for word in kinds["spending"]}
    ways |= {word: _Way(Better.LESS, evil=True) for word in kinds["evils"]}
    ways |= {word: _Way(Better.MORE) for word in kinds["more"]}
    ways |= {word: _Way(Better.MORE, act=True) for word in kinds["acts"]}
    moves = [*kinds["falls"], *kinds["rises"]]
    anywhere = "|".join(word for word in sorted(moves, key=len, reverse=True) if len(word) > 1)
    at_the_end = "".join(word for word in moves if len(word) == 1)
    return _Words(
        ways,
        tuple(sorted(kinds["neutral"], key=len, reverse=True)),
        frozenset(kinds["falls"]),
        re.compile(f"(?=({_alternatives(ways)}))"),
        re.compile(f"(?:{anywhere})|[{at_the_end}]$"),
        re.compile(f"(?:{anywhere}|[{at_the_end}]){_TO_A_LEVEL}[^，,；;。\\d]{{0,6}}$"),
    )


def _alternatives(words: Iterable[str]) -> str:
    return "|".join(map(re.escape, sorted(words, key=len, reverse=True)))
