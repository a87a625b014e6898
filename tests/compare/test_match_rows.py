"""Rows of two years paired: which are one, which have moved, and that long tables take no more than their share."""

from __future__ import annotations

import random
from collections.abc import Sequence
from typing import Any

import pytest

from perfdocs.compare import match_rows as module
from perfdocs.compare.match_rows import Matches, match_rows
from perfdocs.prose import similarity
from perfdocs.prose.quantities import Quantity, quantities
from tests.support.for_each import for_each
from tests.support.steps import steps


def identity(row: str) -> str:
    return row.partition(":")[0]


def matches(old: Sequence[str], new: Sequence[str]) -> Matches:
    return match_rows(old, new, identity, identity)


@pytest.mark.parametrize(
    ("old", "new", "pairs", "moved", "gone", "come"),
    [
        ("a b c", "a b c", [(0, 0), (1, 1), (2, 2)], [], [], []),
        ("a b c", "c a b", [(2, 0), (0, 1), (1, 2)], [(2, 0)], [], []),
        ("a b", "b x", [(1, 0)], [], [0], [1]),
        ("a:1 a:2 a:3", "a:3 a:1 a:9", [(2, 0), (0, 1), (1, 2)], [(2, 0)], [], []),
        ("a a", "a", [(0, 0)], [], [1], []),
        ("引进项目数 b", "b 引进的项目数", [(1, 0), (0, 1)], None, [], []),
    ],
)
def test_which_rows_are_one(old: str, new: str, pairs: Any, moved: Any, gone: Any, come: Any) -> None:
    found = matches(old.split(), new.split())
    assert [(pair.old, pair.new) for pair in found.pairs] == pairs
    assert (list(found.gone), list(found.come)) == (gone, come)
    if moved is not None:
        assert [(pair.old, pair.new) for pair in found.pairs if pair.moved] == moved


def test_what_is_not_sure_is_gone_and_come() -> None:
    found = matches(["公交车更新数量"], ["新能源公交车购置数量"])
    assert (found.pairs, found.gone, found.come) == ((), (0,), (0,))
    assert [(pair.old, pair.new) for pair in found.unsure] == [(0, 0)]
    assert matches(["公交车更新数量"], ["社区矫正对象监管率"]).unsure == ()


def test_place_value_unit_and_neighbours_speak_too() -> None:
    """With nothing else to say so, the two names would not be sure enough."""
    names = "公交车更新数量", "新能源公交车购置数量"
    old, new = ({"名称": name, "值": "1208辆"} for name in names)
    assert sure(old, new) > sure(old, {**new, "值": "1300辆"}) > sure(old, {**new, "值": "95%"})
    other = {"名称": "办结率", "值": "98%"}
    in_order = match_rows([other, old], [other, new | {"值": "1300辆"}], name_of, name_of, worth_of).unsure[0].sure
    elsewhere = match_rows([other, old], [new | {"值": "1300辆"}, other], name_of, name_of, worth_of).unsure[0].sure
    assert in_order > elsewhere


def sure(old: dict[str, str], new: dict[str, str]) -> float:
    found = match_rows([old], [new], name_of, name_of, worth_of)
    return max((pair.sure for pair in (*found.pairs, *found.unsure)), default=0.0)


def name_of(row: dict[str, str]) -> str:
    return row["名称"]


def worth_of(row: dict[str, str]) -> Quantity | None:
    return next(iter(quantities(row["值"])), None)


@for_each("number", range(40))
def test_as_many_rows_as_can_be_stay(number: int) -> None:
    """Against a search through all choices of rows that keep their order."""
    chance = random.Random(number)
    old = [str(row) for row in range(9)]
    new = chance.sample(old, len(old))
    found = matches(old, new)
    staying = [pair.new for pair in sorted(found.pairs) if not pair.moved]
    assert staying == sorted(staying)
    order = [pair.new for pair in sorted(found.pairs)]
    assert len(staying) == longest_increasing(order)


def longest_increasing(numbers: Sequence[int]) -> int:
    lengths: list[int] = []
    for at, number in enumerate(numbers):
        lengths.append(1 + max((lengths[k] for k in range(at) if numbers[k] < number), default=0))
    return max(lengths, default=0)


def rows(count: int) -> tuple[list[str], list[str]]:
    """A table of names of which some come several times, and the same with the rows in disorder."""
    old = [f"{number % (count // 4)}:{number % 3}" for number in range(count)]
    return old, random.Random(1).sample(old, len(old))


def test_a_table_four_times_as_long_takes_about_four_times_the_work() -> None:
    def work(count: int) -> int:
        old, new = rows(count)
        return steps(lambda: matches(old, new), module.__file__)

    assert work(400) < 6 * work(100)


def test_the_same_name_in_every_row() -> None:
    def work(count: int) -> int:
        old = [f"a:{number}" for number in range(count)]
        return steps(lambda: matches(old, old[::-1]), module.__file__)

    assert work(400) < 6 * work(100)


def test_new_names_of_a_long_table_are_found_without_looking_at_all_pairs(monkeypatch: pytest.MonkeyPatch) -> None:
    """400 rows, each with a place of its own in its old and new name."""
    looked_at = 0

    def counted(old: str, new: str) -> float:
        nonlocal looked_at
        looked_at += 1
        return similarity.likeness(old, new)

    monkeypatch.setattr(module, "likeness", counted)
    places = [chr(0x4E00 + number) + chr(0x5E00 + number) for number in range(400)]
    old = [f"{place}镇道路养护里程" for place in places]
    new = [f"{place}镇公路养护总里程" for place in places]
    found = matches(old, new)
    assert [(pair.old, pair.new) for pair in found.pairs] == [(number, number) for number in range(400)]
    assert looked_at <= 4 * 400
