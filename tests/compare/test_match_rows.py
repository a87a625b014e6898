"""Rows of two years paired: which are one, which have moved, and that long tables take no more than their share."""

from __future__ import annotations

import random
import sys
from collections.abc import Callable, Sequence
from types import FrameType
from typing import Any

import pytest

from perfdocs.compare import match_rows as module
from perfdocs.compare.match_rows import Matches, match_rows


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


@pytest.mark.parametrize("number", range(40))
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
        return steps(lambda: matches(old, new))

    assert work(400) < 6 * work(100)


def test_the_same_name_in_every_row() -> None:
    def work(count: int) -> int:
        old = [f"a:{number}" for number in range(count)]
        return steps(lambda: matches(old, old[::-1]))

    assert work(400) < 6 * work(100)


def steps(work: Callable[[], object]) -> int:
    """How many instructions of the module are executed: these do not depend on the machine."""
    count = 0

    def trace(frame: FrameType, event: str, _: object) -> Any:
        nonlocal count
        if frame.f_code.co_filename != module.__file__:
            return None
        frame.f_trace_opcodes = True
        count += event == "opcode"
        return trace

    sys.settrace(trace)
    try:
        work()
    finally:
        sys.settrace(None)
    return count
