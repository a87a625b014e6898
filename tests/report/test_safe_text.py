"""Nothing that others have written is obeyed by a terminal or by the service that runs a check."""

from __future__ import annotations

import json

import pytest

from perfdocs.report.safe_text import json_text, safe_line, safe_value
from tests.support.for_each import for_each
from tests.support.hostile_text import HOSTILE, is_harmless


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("合格率100%", "合格率100%"),
        ("a::b", "a::b"),
        ("", ""),
        ("::error::a", "‹›::error::a"),
        (" ::a", " ‹›::a"),
        ("甲##[error]乙", "甲#‹›#[error]乙"),
        ("##vso[a]##vso[b]", "#‹›#vso[a]#‹›#vso[b]"),
        ("## 甲", "## 甲"),
        ("a\nb\x1b", "a‹U+000A›b‹U+001B›"),
        ("\udcff\ufffe𠮷𱍐", "‹U+DCFF›‹U+FFFE›𠮷𱍐"),
    ],
)
def test_a_line(text: str, shown: str) -> None:
    assert safe_line(text) == shown
    assert safe_line(shown) == shown


def test_a_value_of_several_lines() -> None:
    assert safe_value("甲\n::乙") == "甲↵::乙"


@for_each("text", HOSTILE)
def test_whatever_it_holds(text: str) -> None:
    assert is_harmless(safe_line(text))
    assert is_harmless(safe_value(text))
    assert is_harmless(json_text({text: [text]}, indent=1))
    assert is_harmless(json_text(text, indent=1, exact=True))


@for_each("text", HOSTILE)
def test_json_says_the_same(text: str) -> None:
    assert json.loads(json_text([text], indent=1, exact=True)) == [text]
    json_text([text], indent=1).encode()
    if "\udcff" not in text:
        assert json.loads(json_text([text], indent=1)) == [text]


def test_json_shows_names_that_are_not_utf_8() -> None:
    assert json_text(["\udcff甲\U0001f600"], indent=1) == '[\n "‹U+DCFF›甲\U0001f600"\n]\n'
