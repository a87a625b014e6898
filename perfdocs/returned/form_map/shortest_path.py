"""The cheapest path through a network of positions that reads a sequence of items, one after another."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterable, Sequence
from typing import NamedTuple

_NOISE = 1e-9
"""What sums of the same costs in another order may differ by."""


class Step(NamedTuple):
    """One step of a path, from position to position. `item` is the number of what it reads; None for nothing."""

    start: int
    end: int
    cost: float = 0.0
    item: int | None = None


class Network(NamedTuple):
    """Positions from 0 to `home`, where a path begins and ends, and the steps between them that read nothing."""

    home: int
    moves: Sequence[Step]


class Reading(NamedTuple):
    """One way to read an item from a position: where it leads and what it costs."""

    end: int
    cost: float


def shortest_path(
    network: Network, items: int, readings: Callable[[int, int], Iterable[Reading]], beam: float = math.inf
) -> list[Step]:
    """The steps of the cheapest path from home to home that reads all items; of several, the first that was found.

    `readings(item, position)` are the ways to read an item there; costs are not negative. A path that is worse than
    the best one so far by `beam` is given up. Raises ValueError where no path leads home.
    """
    costs = [math.inf] * (network.home + 1)
    costs[network.home] = 0.0
    arrivals = [_move(costs, network.moves)]
    for item in range(items):
        costs, read = _read(costs, item, readings, min(costs) + beam)
        arrivals += [read, _move(costs, network.moves)]
    if costs[network.home] == math.inf:
        raise ValueError("no path leads home")
    return _trace(arrivals, network.home)


def _move(costs: list[float], moves: Sequence[Step]) -> dict[int, Step]:
    """The last step of the cheapest way to each position that moves lead to; `costs` are lowered to what it costs."""
    arrivals: dict[int, Step] = {}
    is_settled = False
    while not is_settled:
        is_settled = True
        for move in moves:
            cost = costs[move.start] + move.cost
            if cost < costs[move.end] - _NOISE:
                costs[move.end], arrivals[move.end], is_settled = cost, move, False
    return arrivals


def _read(
    costs: list[float], item: int, readings: Callable[[int, int], Iterable[Reading]], most: float
) -> tuple[list[float], dict[int, Step]]:
    """The costs of each position once the item is read, and the step by which it was."""
    after = [math.inf] * len(costs)
    arrivals: dict[int, Step] = {}
    for position, cost in enumerate(costs):
        if cost < most:
            for end, more in readings(item, position):
                if cost + more < after[end]:
                    after[end], arrivals[end] = cost + more, Step(position, end, more, item)
    return after, arrivals


def _trace(arrivals: Sequence[dict[int, Step]], home: int) -> list[Step]:
    """The path home, of the moves before the first item, its reading, the moves behind it, and so on."""
    steps: list[Step] = []
    position = home
    for number in range(len(arrivals) - 1, -1, -1):
        is_reading = number % 2 == 1
        while position in arrivals[number]:
            steps.append(arrivals[number][position])
            position = steps[-1].start
            if is_reading:
                break
    return steps[::-1]
