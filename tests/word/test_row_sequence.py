"""The rows of two years in one sequence: as few replaced as can be, and no merged cell that loses its beginning."""

from __future__ import annotations

import random

import pytest
from lxml import etree

from perfdocs.word import row_sequence as tested
from perfdocs.word.row_sequence import RowStep, row_sequence
from perfdocs.word.xml import ROW_MARK, W
from tests.support.for_each import for_each

Element = etree._Element


def row(text: str) -> Element:
    """`a:b|^|c` is a row that was made for `a`, whose second cell goes on from the one above."""
    mark, _, cells = text.rpartition(":")
    made = etree.Element(f"{W}tr", {ROW_MARK: f"1:1/{mark}"})
    for cell in cells.split("|"):
        properties = etree.SubElement(etree.SubElement(made, f"{W}tc"), f"{W}tcPr")
        if cell == "^":
            etree.SubElement(properties, f"{W}vMerge")
    return made


def pattern(element: Element) -> list[bool]:
    return [cell.find(f"{W}tcPr/{W}vMerge") is not None for cell in element]


def steps(old: list[str], new: list[str]) -> list[RowStep]:
    return row_sequence(list(map(row, old)), list(map(row, new)), lambda a, b: pattern(a) == pattern(b))


def lines(sequence: list[RowStep]) -> str:
    return " ".join(
        f"{'-' if after is None else '+' if before is None else ''}{_name(before, after)}" for before, after in sequence
    )


def _name(*rows: Element | None) -> str:
    return "→".join(dict.fromkeys(one.get(ROW_MARK, "")[4:] or "空" for one in rows if one is not None))


@pytest.mark.parametrize(
    ("old", "new", "expected"),
    [
        pytest.param(["a:x|1", "b:y|2"], ["b:y|2", "c:z|3"], "-a b +c", id="no merges"),
        pytest.param(["a:x|1", "b:^|2", "c:^|3"], ["b:x|2", "c:^|3"], "a→b -b c", id="first row of a group gone"),
        pytest.param(["b:x|2", "c:^|3"], ["a:x|1", "b:^|2", "c:^|3"], "b→a +b c", id="another first row"),
        pytest.param(["a:x|1", "b:^|2", "c:y|3"], ["c:y|3"], "-a -b c", id="group gone"),
        pytest.param(["a:x|1", "b:^|2"], ["a:x|1", "b:y|2"], "a -b +b", id="group parted"),
        pytest.param(["a:x|1", "b:y|2", "c:^|3"], ["b:x|2", "c:^|3"], "-a b c", id="all of another group"),
        pytest.param(["a:x|1", "b:^|2", "c:^|3"], ["b:x|2|0", "c:^|3"], "-a -b -c +b +c", id="not alike"),
        pytest.param([":x|"], ["a:x|1", "b:x|2"], "空→a +b", id="blank row filled in"),
        pytest.param(["a:x|1", "b:x|2"], [":x|"], "a→空 -b", id="last rows gone"),
    ],
)
def test_rows(old: list[str], new: list[str], expected: str) -> None:
    assert lines(steps(old, new)) == expected


def test_too_many_rows_are_replaced(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(tested, "MOST_STEPS", 1)
    assert lines(steps(["a:x|1", "b:^|2", "c:^|3"], ["b:x|2", "c:^|3"])) == "-a -b -c +b +c"


def table(chance: random.Random) -> list[str]:
    """A few rows, of which some go on from those above in the first column, or in the first and the second."""
    names = chance.sample("abcdefgh", k=chance.randrange(1, 7))
    rows = [f"{names[0]}:x|x|x"]
    return rows + [f"{name}:{chance.choice(['x|x|x', '^|x|x', '^|^|x', '^|^|x'])}" for name in names[1:]]


@for_each("number", range(60))
def test_no_merge_loses_its_beginning(number: int) -> None:
    chance = random.Random(number)
    old, new = table(chance), table(chance)
    sequence = steps(old, new)
    assert [one.get(ROW_MARK) for one, _ in sequence if one is not None] == [row(text).get(ROW_MARK) for text in old]
    assert [one.get(ROW_MARK) for _, one in sequence if one is not None] == [row(text).get(ROW_MARK) for text in new]
    for column in range(3):
        first = RowStep(None, None)
        for step in sequence:
            here = step.old if step.old is not None else step.new
            assert here is not None
            if not pattern(here)[column]:
                first = step
            assert step.old is None or first.old is not None
            assert step.new is None or first.new is not None
