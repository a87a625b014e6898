"""Which row of this year is which of last year: by key, then by likeness; and which have moved."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from perfdocs.prose.similarity import ENOUGH, likeness, sureness

Row = Any
Said = Callable[[Row], str]
"""What is said of a row in a few words."""


@dataclass(frozen=True)
class Pair:
    """Two rows that are one: where they stand, and how sure that is (1 where the key is the same)."""

    old: int
    new: int
    sure: float = 1.0
    moved: bool = False


@dataclass(frozen=True)
class Aligned:
    """The rows of two tables: those that are in both, in the order of the new one; those gone, those come."""

    pairs: tuple[Pair, ...]
    gone: tuple[int, ...]
    come: tuple[int, ...]


def aligned(old: Sequence[Row], new: Sequence[Row], identity: Said, name: Said) -> Aligned:
    """The rows paired, the same way whichever table is the older one.

    `identity` is what makes a row the same row; `name` is what it is called.
    """
    pairs = _same(old, new, identity)
    left = [i for i in range(len(old)) if i not in {pair.old for pair in pairs}]
    right = [j for j in range(len(new)) if j not in {pair.new for pair in pairs}]
    pairs += _renamed(old, new, left, right, name)
    staying = _staying(pairs, old, new)
    pairs = [Pair(p.old, p.new, p.sure, (p.old, p.new) not in staying) for p in pairs]
    return Aligned(
        tuple(sorted(pairs, key=lambda pair: pair.new)),
        tuple(i for i in range(len(old)) if i not in {pair.old for pair in pairs}),
        tuple(j for j in range(len(new)) if j not in {pair.new for pair in pairs}),
    )


def _same(old: Sequence[Row], new: Sequence[Row], identity: Said) -> list[Pair]:
    """Rows of the same identity; of several with one identity those that are quite the same, then in their order."""
    waiting: dict[str, list[int]] = {}
    for j, row in enumerate(new):
        waiting.setdefault(identity(row), []).append(j)
    groups: dict[str, list[int]] = {}
    for i, row in enumerate(old):
        groups.setdefault(identity(row), []).append(i)
    pairs: list[Pair] = []
    for key, ones in groups.items():
        others = list(waiting.get(key, ())) if key else []
        ones = list(ones)
        for i in [*ones]:
            twin = next((j for j in others if old[i] == new[j]), None)
            if twin is not None:
                pairs.append(Pair(i, twin))
                ones.remove(i)
                others.remove(twin)
        pairs += [Pair(i, j) for i, j in zip(ones, others, strict=False)]
    return pairs


def _renamed(
    old: Sequence[Row], new: Sequence[Row], left: Sequence[int], right: Sequence[int], name: Said
) -> list[Pair]:
    found = []
    for i in left:
        for j in right:
            sure = row_sureness(old[i], new[j], name, i == j)
            if sure >= ENOUGH:
                found.append((-sure, _tie(repr(sorted((repr(old[i]), repr(new[j]))))), i, j))
    pairs: list[Pair] = []
    for sure, _, i, j in sorted(found):
        if i not in {p.old for p in pairs} and j not in {p.new for p in pairs}:
            pairs.append(Pair(i, j, -sure))
    return pairs


def row_sureness(old: Row, new: Row, name: Said, same_place: bool) -> float:
    """How sure that two rows of different names are one."""
    return sureness(likeness(name(old), name(new)), same_place, _contents(old, new))


def _contents(old: Row, new: Row) -> float:
    """How much of what stands in two rows is the same; amounts most of all."""
    if not isinstance(old, dict) or not isinstance(new, dict):
        return 0.0
    keys = [key for key in {*old, *new} if old.get(key) is not None or new.get(key) is not None]
    same = weight = 0
    for key in keys:
        one, other = old.get(key), new.get(key)
        heavy = 2 if isinstance(one, Decimal) or isinstance(other, Decimal) else 1
        weight += heavy
        same += heavy if one == other else 0
    return same / weight if weight else 0.0


def _staying(pairs: Sequence[Pair], old: Sequence[Row], new: Sequence[Row]) -> set[Any]:
    """The most pairs that keep their order; of several such choices the same one in both directions."""
    ordered = sorted(pairs, key=lambda pair: pair.old)
    weights = [(1 << 64) + _tie(repr(sorted((repr(old[pair.old]), repr(new[pair.new]))))) for pair in ordered]
    best: list[tuple[int, int]] = []
    for at, pair in enumerate(ordered):
        before = max(
            ((best[k][0], k) for k in range(at) if ordered[k].new < pair.new), default=(0, -1), key=lambda one: one[0]
        )
        best.append((before[0] + weights[at], before[1]))
    kept: set[Any] = set()
    at = max(range(len(best)), key=lambda k: best[k][0], default=-1)
    while at >= 0:
        kept.add((ordered[at].old, ordered[at].new))
        at = best[at][1]
    return kept


def _tie(text: str) -> int:
    """A number below 2^32 that depends on the text alone."""
    return int.from_bytes(hashlib.sha256(text.encode("utf-8", "surrogatepass")).digest()[:4], "big")
