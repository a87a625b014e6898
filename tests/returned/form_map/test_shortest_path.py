"""The cheapest path, beside what is found by trying every one."""

from __future__ import annotations

import random
from collections.abc import Iterator

import pytest

from perfdocs.returned.form_map.shortest_path import Network, Reading, Step, shortest_path
from tests.support.for_each import for_each


def test_an_item_is_read_where_that_costs_least() -> None:
    """From home (2) to 0, over 1 and back; `a` is read in front of 0, `b` in front of 1, either anywhere for 3."""
    network = Network(2, [Step(2, 0), Step(0, 1, 5.0), Step(1, 2, 5.0)])
    costs = {(0, "a"): Reading(1, 0.0), (1, "b"): Reading(2, 0.5)}

    def path(items: str) -> list[Step]:
        def readings(item: int, position: int) -> Iterator[Reading]:
            yield Reading(position, 3.0)
            if (position, items[item]) in costs:
                yield costs[position, items[item]]

        return shortest_path(network, len(items), readings)

    assert path("ab") == [Step(2, 0), Step(0, 1, 0.0, 0), Step(1, 2, 0.5, 1)]
    assert path("acb") == [Step(2, 0), Step(0, 1, 0.0, 0), Step(1, 1, 3.0, 1), Step(1, 2, 0.5, 2)]
    assert path("b") == [Step(2, 2, 3.0, 0)]
    assert path("") == []


def test_a_beam_gives_up_what_is_much_worse_so_far() -> None:
    network = Network(1, [Step(1, 0, 4.0), Step(0, 1)])
    costs = {0: 0.0, 1: 9.0}

    def readings(_: int, position: int) -> Iterator[Reading]:
        yield Reading(position, costs[position])

    assert [step.end for step in shortest_path(network, 1, readings)] == [0, 0, 1]
    assert [step.end for step in shortest_path(network, 1, readings, beam=3.0)] == [1]


def test_without_a_way_home_nothing_is_found() -> None:
    with pytest.raises(ValueError, match="no path"):
        shortest_path(Network(1, [Step(1, 0)]), 1, lambda _, position: [Reading(0, 1.0)] if position == 0 else [])


@for_each("number", range(200))
def test_no_path_is_cheaper(number: int) -> None:
    chance = random.Random(number)
    home = chance.randrange(1, 5)
    positions = range(home + 1)
    moves = [Step(a, b, chance.choice([0.0, 0.5, 1.0])) for a in positions for b in positions if chance.random() < 0.3]
    network = Network(home, moves)
    items = chance.randrange(4)
    costs = {
        (item, position): [Reading(chance.choice(positions), chance.choice([0.0, 1.0])), Reading(home, 3.0)]
        for item in range(items)
        for position in positions
    }
    path = shortest_path(network, items, lambda item, position: costs[item, position])
    assert [step.item for step in path if step.item is not None] == list(range(items))
    assert [step.start for step in path] == [home, *(step.end for step in path)][: len(path)]
    assert not path or path[-1].end == home
    assert all(Reading(step.end, step.cost) in costs[step.item, step.start] for step in path if step.item is not None)
    assert all(step in moves for step in path if step.item is None)
    assert sum(step.cost for step in path) == cheapest(network, items, costs)


def cheapest(network: Network, items: int, costs: dict[tuple[int, int], list[Reading]]) -> float:
    """The cost of the best path, by lowering all costs of (items read, position) until none falls any more."""
    best = {(0, network.home): 0.0}
    for _ in range((items + 1) * (network.home + 1)):
        for (read, position), cost in list(best.items()):
            steps = [((read, move.end), cost + move.cost) for move in network.moves if move.start == position]
            if read < items:
                steps += [((read + 1, one.end), cost + one.cost) for one in costs[read, position]]
            for place, more in steps:
                best[place] = min(best.get(place, more), more)
    return best[items, network.home]
