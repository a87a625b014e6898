"""Every word of the tables is read as its table says, in the example that stands beside it."""

from __future__ import annotations

from typing import Any

from perfdocs.prose.quantities import quantities
from perfdocs.prose.units_and_operators import SIGN_OF, comparable_units
from perfdocs.prose.words import read_words
from tests.support.for_each import for_each

UNITS = [(unit, example) for units in read_words("units").values() for unit, example in units.items()]
OPERATORS = read_words("operators")
SIGNS = [
    (sign, word, example)
    for place in ("前", "比较", "后")
    for sign, words in OPERATORS[place].items()
    for word, example in words.items()
]


@for_each(("unit", "example"), UNITS)
def test_the_unit_of_an_example(unit: str, example: str) -> None:
    (quantity,) = quantities(example)
    scale = quantity.unit.removesuffix(unit.replace("％", "%"))
    assert scale in ("", "万", "亿")
    assert quantity.unit == scale + unit.replace("％", "%")
    assert quantity.subject


@for_each(("sign", "word", "example"), SIGNS)
def test_the_operator_of_an_example(sign: str, word: str, example: str) -> None:
    assert word in example
    assert [quantity.operator for quantity in quantities(example)] == [sign]


@for_each("word", OPERATORS["不"])
def test_what_turns_a_comparison(word: str) -> None:
    assert word in OPERATORS["不"][word]
    assert [quantity.operator for quantity in quantities(OPERATORS["不"][word])] == ["≥"]
    assert SIGN_OF[f"{word}超过"] == "≤"


@for_each("word", [word for line in OPERATORS["别的词"] for word in line.split()])
def test_words_that_end_as_an_operator_does(word: str) -> None:
    assert [(quantity.operator, quantity.subject) for quantity in quantities(f"新{word}20个")] == [("", f"新{word}")]


@for_each(("unit", "entry"), read_words("same_units").items())
def test_two_ways_of_saying_the_same(unit: str, entry: dict[str, Any]) -> None:
    (one,), (other,) = map(quantities, entry["example"])
    assert unit in entry["example"][0]
    assert one.in_plain_unit == other.in_plain_unit
    assert one.subject == other.subject
    assert comparable_units(one.unit, other.unit)


@for_each(("word", "example"), read_words("next_words").items())
def test_a_unit_before_a_word_that_begins_with_the_end_of_another(word: str, example: str) -> None:
    (quantity,) = quantities(example)
    assert example[quantity.start : quantity.end] + word in example
    others = {other for line in read_words("other_words") for other in line.split()}
    assert quantity.unit[-1] + word[0] in others


@for_each("word", [word for line in read_words("other_words") for word in line.split()])
def test_words_that_begin_as_a_unit_does(word: str) -> None:
    assert not [quantity for quantity in quantities(f"全区5{word}协同推进") if quantity.unit]
