"""Which row of this year is which of last year: by key, then by likeness; and which have moved.

The outcome is the same whichever table is the older one: where a choice is open, a hash of the contents decides.
"""

from __future__ import annotations

import hashlib
from bisect import bisect_left
from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from operator import add
from typing import Any, NamedTuple

from perfdocs.prose.similarity import ENOUGH, likeness, sureness

_ALL_PAIRS = 10_000
"""Pairs of rows up to which all are looked at, a hundred times a hundred in under a second; more would make the time
grow with the square of the table. Chosen by hand."""

_FEW = 16
"""Rows of a longer table, in each year, with the same two characters, up to which these say that rows may be one."""

Row = Any
TextOf = Callable[[Row], str]


class Pair(NamedTuple):
    """Two rows that are one: where they stand, and how sure that is (1 where the key is the same)."""

    old: int
    new: int
    sure: float = 1.0
    moved: bool = False


class Matches(NamedTuple):
    """The rows of two tables: those that are in both, in the order of the new one; those gone, those come."""

    pairs: tuple[Pair, ...]
    gone: tuple[int, ...]
    come: tuple[int, ...]


def match_rows(old: Sequence[Row], new: Sequence[Row], identity: TextOf, name: TextOf) -> Matches:
    """The rows paired. `identity` is what makes a row the same row; `name` is what it is called."""
    pairs = list(_same(old, new, identity))
    pairs += _renamings(old, new, *_without_partner(pairs, len(old), len(new)), name)
    staying = _in_order(pairs, old, new)
    pairs = [pair._replace(moved=pair not in staying) for pair in pairs]
    gone, come = _without_partner(pairs, len(old), len(new))
    return Matches(tuple(sorted(pairs, key=lambda pair: pair.new)), tuple(gone), tuple(come))


def _without_partner(pairs: Sequence[Pair], old: int, new: int) -> tuple[list[int], list[int]]:
    """Which rows of so many old and new ones have no partner."""
    paired_old, paired_new = {pair.old for pair in pairs}, {pair.new for pair in pairs}
    return [i for i in range(old) if i not in paired_old], [j for j in range(new) if j not in paired_new]


def _same(old: Sequence[Row], new: Sequence[Row], identity: TextOf) -> Iterator[Pair]:
    """Rows of the same identity; of several with one identity those that are quite the same, then in their order."""
    by_identity: dict[str, tuple[list[int], list[int]]] = {}
    for side, rows in enumerate((old, new)):
        for index, row in enumerate(rows):
            by_identity.setdefault(identity(row), ([], []))[side].append(index)
    for key, (in_old, in_new) in by_identity.items():
        if not key or not in_new:
            continue
        if len(in_old) == len(in_new) == 1:
            yield Pair(in_old[0], in_new[0])
            continue
        twins: dict[Hashable, list[int]] = {}
        for j in reversed(in_new):
            twins.setdefault(_hashable(new[j]), []).append(j)
        left, taken = [], set()
        for i in in_old:
            twin = twins.get(_hashable(old[i]))
            if twin:
                taken.add(twin[-1])
                yield Pair(i, twin.pop())
            else:
                left.append(i)
        rest = [j for j in in_new if j not in taken]
        yield from (Pair(i, j) for i, j in zip(left, rest, strict=False))


def _hashable(value: Any) -> Hashable:
    """What is equal, and has one hash, for values that are equal."""
    if isinstance(value, dict):
        return frozenset((key, _hashable(item)) for key, item in value.items())
    return tuple(map(_hashable, value)) if isinstance(value, list) else value


def _renamings(
    old: Sequence[Row], new: Sequence[Row], gone: Sequence[int], come: Sequence[int], name: TextOf
) -> Iterator[Pair]:
    """Rows of different names that are probably one, the surest first."""
    likely = []
    for i, j in _candidates({i: name(old[i]) for i in gone}, {j: name(new[j]) for j in come}):
        sure = _row_sureness(old[i], new[j], name, i == j)
        if sure >= ENOUGH:
            likely.append((-sure, _lot(old[i], new[j]), i, j))
    waiting_old, waiting_new = set(gone), set(come)
    for sure, _, i, j in sorted(likely):
        if i in waiting_old and j in waiting_new:
            waiting_old.remove(i)
            waiting_new.remove(j)
            yield Pair(i, j, -sure)


def _candidates(gone: Mapping[int, str], come: Mapping[int, str]) -> Collection[tuple[int, int]]:
    """The pairs of rows, by their names, that are looked at: all, or where they are many, those that have two
    neighbouring characters in common which few others have."""
    if len(gone) * len(come) <= _ALL_PAIRS:
        return [(i, j) for i in gone for j in come]
    having: dict[str, tuple[list[int], list[int]]] = {}
    for side, names in enumerate((gone, come)):
        for index, name in names.items():
            for neighbours in set(map(add, name, name[1:])):
                having.setdefault(neighbours, ([], []))[side].append(index)
    few = [rows for rows in having.values() if max(map(len, rows)) <= _FEW]
    return {(i, j) for in_old, in_new in few for i in in_old for j in in_new}


def _row_sureness(old: Row, new: Row, name: TextOf, same_place: bool) -> float:
    """How sure it is, from 0 to 1, that two rows of different names are one."""
    return sureness(likeness(name(old), name(new)), same_place, _common_contents(old, new))


def _common_contents(old: Row, new: Row) -> float:
    """How much of what stands in two rows is the same; amounts count twice."""
    if not isinstance(old, dict) or not isinstance(new, dict):
        return 0.0
    common = weight = 0
    for key in {*old, *new}:
        values = old.get(key), new.get(key)
        if values != (None, None):
            counts = 2 if any(isinstance(value, Decimal) for value in values) else 1
            weight += counts
            common += counts if values[0] == values[1] else 0
    return common / weight if weight else 0.0


class _Chain(NamedTuple):
    """Pairs in order, by the last of them: where that stands in the new table, and what all of them weigh."""

    new: int
    weight: int
    last: int
    """The number of the last pair."""


def _in_order(pairs: Sequence[Pair], old: Sequence[Row], new: Sequence[Row]) -> set[Pair]:
    """The most pairs that keep their order; the others have moved."""
    by_old = sorted(pairs)
    if all(pair.new < following.new for pair, following in pairwise(by_old)):
        return set(pairs)
    chains: list[_Chain] = []
    """The heaviest chain for each place where one can end: both places and weights go up."""
    before: list[int] = []
    for number, pair in enumerate(by_old):
        at = bisect_left(chains, pair.new, key=lambda chain: chain.new)
        best = chains[at - 1] if at else _Chain(-1, 0, -1)
        before.append(best.last)
        weight = best.weight + (1 << 64) + _lot(old[pair.old], new[pair.new])
        end = at
        while end < len(chains) and chains[end].weight < weight:
            end += 1
        chains[at:end] = [_Chain(pair.new, weight, number)]
    staying = set()
    number = chains[-1].last if chains else -1
    while number >= 0:
        staying.add(by_old[number])
        number = before[number]
    return staying


def _lot(old: Row, new: Row) -> int:
    """A number below 2^32 by which ties are broken: it depends on the contents of the rows alone."""
    text = repr(sorted((repr(old), repr(new))))
    return int.from_bytes(hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:4], "big")
