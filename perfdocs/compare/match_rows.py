"""Which row of this year is which of last year: by key, then by likeness; and which have moved.

The outcome is the same whichever table is the older one: where a choice is open, a hash of the contents decides.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_left
from collections.abc import Callable, Collection, Hashable, Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import pairwise
from operator import add
from typing import Any, NamedTuple

from perfdocs.compare.find_splits import NamedRow, Split, find_splits
from perfdocs.prose.quantities import Quantity
from perfdocs.prose.similarity import ENOUGH, MAYBE, likeness, sureness
from perfdocs.prose.units_and_operators import comparable_units

_ALL_PAIRS = 10_000
"""Pairs of rows up to which all are looked at, a hundred times a hundred in under a second; more would make the time
grow with the square of the table. Chosen by hand."""

_OTHER_UNIT = 0.15
"""What it costs how sure a renaming is if the numbers are of units that cannot be compared (人, %). Chosen by hand."""

_RARE = re.compile(r"\d{3}|\d\.\d")
_COMMON = 0.3
"""What it counts if two rows have a value in common that many others have too, of 1. Chosen by hand."""

_FEW = 16
"""Rows of a longer table, in each year, with the same two characters, up to which these say that rows may be one."""

Row = Any
TextOf = Callable[[Row], str]
WorthOf = Callable[[Row], Quantity | None]


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
    unsure: tuple[Pair, ...] = ()
    """Of these, the rows that may be one under a new name."""
    splits: tuple[Split, ...] = ()
    mergers: tuple[Split, ...] = ()


def match_rows(
    old: Sequence[Row], new: Sequence[Row], identity: TextOf, name: TextOf, worth: WorthOf = lambda _: None
) -> Matches:
    """The rows paired. `identity` is what makes a row the same row; `name` is what it is called, `worth` its number."""
    pairs = list(_same(old, new, identity))
    gone, come = _without_partner(pairs, len(old), len(new))
    went = {i: NamedRow(name(old[i]), worth(old[i])) for i in gone}
    came = {j: NamedRow(name(new[j]), worth(new[j])) for j in come}
    splits, mergers = find_splits(went, came)
    taken_old = {row for split in splits for row in [split.whole]} | {row for one in mergers for row in one.parts}
    taken_new = {row for split in splits for row in split.parts} | {one.whole for one in mergers}
    gone, come = [i for i in gone if i not in taken_old], [j for j in come if j not in taken_new]
    likely = _likely_renamings(
        old, new, {i: went[i] for i in gone}, {j: came[j] for j in come}, {pair.old: pair.new for pair in pairs}
    )
    pairs += [pair for pair in likely if pair.sure >= ENOUGH]
    staying = _in_order(pairs, old, new)
    pairs = [pair._replace(moved=pair not in staying) for pair in pairs]
    unsure = tuple(pair for pair in likely if pair.sure < ENOUGH)
    paired_old, paired_new = {pair.old for pair in pairs}, {pair.new for pair in pairs}
    return Matches(
        tuple(sorted(pairs, key=lambda pair: pair.new)),
        tuple(i for i in gone if i not in paired_old),
        tuple(j for j in come if j not in paired_new),
        unsure,
        splits,
        mergers,
    )


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


def _likely_renamings(
    old: Sequence[Row],
    new: Sequence[Row],
    gone: Mapping[int, NamedRow],
    come: Mapping[int, NamedRow],
    partners: Mapping[int, int],
) -> list[Pair]:
    """Rows of different names that may be one, the surest first; from ENOUGH on they are."""
    likely = []
    names = ({index: row.name for index, row in rows.items()} for rows in (gone, come))
    for i, j in _candidates(*names):
        place = i == j or partners.get(i - 1) == j - 1 or partners.get(i + 1) == j + 1
        sure = _row_sureness(gone[i], come[j], place, _common_contents(old[i], new[j]))
        if sure >= MAYBE:
            likely.append((-sure, _lot(old[i], new[j]), i, j))
    waiting_old, waiting_new = set(gone), set(come)
    pairs = []
    for sure, _, i, j in sorted(likely):
        if i in waiting_old and j in waiting_new:
            waiting_old.remove(i)
            waiting_new.remove(j)
            pairs.append(Pair(i, j, -sure))
    return pairs


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


def _row_sureness(old: NamedRow, new: NamedRow, same_place: bool, contents: float) -> float:
    """How sure it is, from 0 to 1, that two rows of different names are one."""
    sure = sureness(likeness(old.name, new.name), same_place, contents)
    units = [row.worth.unit for row in (old, new) if row.worth is not None and row.worth.unit]
    apart = len(units) == 2 and not comparable_units(*units)
    return max(round(sure - _OTHER_UNIT * apart, 4), 0.0)


def _common_contents(old: Row, new: Row) -> float:
    """How much of what stands in two rows is the same; amounts count twice, what many rows have in common
    (合格, ≥90%, 10) a third."""
    if not isinstance(old, dict) or not isinstance(new, dict):
        return 0.0
    common, weight = 0.0, 0
    for key in {*old, *new}:
        values = old.get(key), new.get(key)
        if values != (None, None):
            counts = 2 if any(isinstance(value, Decimal) for value in values) else 1
            weight += counts
            common += counts * _share_of(values[0]) if values[0] == values[1] else 0
    return common / weight if weight else 0.0


def _share_of(value: Any) -> float:
    return 1.0 if _RARE.search(str(value)) else _COMMON


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
