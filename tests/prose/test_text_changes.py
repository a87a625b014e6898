"""Numbers that changed between two wordings of a target, and whether less is promised: a table of our own."""

from __future__ import annotations

from decimal import Decimal

import pytest

from perfdocs.prose.amounts import number_text
from perfdocs.prose.quantities import Quantity
from perfdocs.prose.text_changes import Piece, number_changes, word_changes
from tests.support.for_each import for_each
from tests.support.workspaces import EXAMPLES

LINES = (EXAMPLES / "directions.tsv").read_text("utf-8").splitlines()
PAIRS = [tuple(line.split("\t")) for line in LINES if not line.startswith("#")]


@for_each(("old", "new", "expected"), PAIRS)
def test_numbers_and_their_direction(old: str, new: str, expected: str) -> None:
    changes = number_changes(old, new)
    told = [f"{number(each.old)}>{number(each.new)}{'▼' if each.weaker else ''}" for each in changes]
    assert told == [each for each in expected.split() if each != "0"]


def number(quantity: Quantity | None) -> str:
    if quantity is None:
        return "∅"
    upper = f"~{number_text(quantity.upper)}" if quantity.upper is not None else ""
    return f"{number_text(quantity.number)}{upper}"


@pytest.mark.parametrize(
    ("name", "heading", "weaker"),
    [
        ("投诉率", "质量", True),
        ("办结率", "质量", False),
        ("人均水平", "成本控制", True),
        ("人均水平", "数量", False),
    ],
)
def test_what_is_measured_is_said_by_the_name_or_the_table(name: str, heading: str, weaker: bool) -> None:
    (change,) = number_changes("5%", "8%", name, heading=heading)
    assert change.weaker is weaker
    assert change.subject == name


def test_a_growth_that_is_a_fall_now() -> None:
    (change,) = number_changes("财政收入同比增长4%", "财政收入同比下降2%")
    assert (change.old_text, change.new_text, change.difference) == ("增长4%", "下降2%", None)


def test_what_was_below_nothing_has_no_percentage() -> None:
    (change,) = number_changes("净利润≥-4万元", "净利润≥-2万元")
    assert (change.difference, change.percent) == (Decimal(2), None)


def test_a_calculation_does_not_get_weaker() -> None:
    (change,) = number_changes("补助300万元", "补助200万元", promised=False)
    assert not change.weaker


def test_long_texts_whose_words_recur_meet_where_they_are_alike() -> None:
    old, new = ("".join(f"第{i}类事项完成{i + year}件；" for i in range(200)) for year in (3, 4))
    pieces = word_changes(old, new)
    assert "".join(piece.text for piece in pieces if piece.kind != "+") == old
    assert "".join(piece.text for piece in pieces if piece.kind != "-") == new
    assert pieces[0] == Piece("=", "第0类事项完成")
