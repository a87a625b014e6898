"""Characters that nobody sees are left out where they do nothing, and stay where they have their use."""

from __future__ import annotations

import pytest

from perfdocs.yamlfile.encoding import Text
from perfdocs.yamlfile.invisible_characters import without_invisible
from perfdocs.yamlfile.reader import read
from tests.support.for_each import for_each


@pytest.mark.parametrize(
    "text",
    [
        "👩\u200d👩\u200d👧",
        "❤\ufe0f",
        "1\ufe0f\u20e3",
        "葛\U000e0100",
        "🏴\U000e0067\U000e0062\U000e0065\U000e006e\U000e0067\U000e007f",
        "ᠮᠣᠩᠭᠣᠯ\u180eᠠ",
        "می\u200cخواهم",
        "क्\u200dष",
        "甲\u3000乙\u00a0丙",
    ],
)
def test_what_has_its_use_stays(text: str) -> None:
    assert without_invisible(Text(text), "a.yaml") == Text(text)


@for_each(
    "character",
    [
        *("\u200b", "\u200c", "\u200d", "\u200e", "\u202e", "\u2066", "\u061c", "\u2060", "\ufeff", "\xad", "\u034f"),
        *("\u180e", "\u3164", "\u2800", "\ufe0f", "\U000e0041", "\u2028", "\u2029", "\x85", "\ufff9"),
    ],
)
def test_what_does_nothing_is_left_out_and_told(character: str) -> None:
    for text, line in ((f"甲: a{character}b\n", "甲: ab\n"), (f"甲{character}: 1\n", "甲: 1\n")):
        source = without_invisible(Text(text), "a.yaml")
        assert source.text == line
        assert [(f.code, f.place.line, f.place.column) for f in source.findings] == [
            ("Y113", 1, text.index(character) + 1)
        ]


def test_the_places_behind_are_those_of_the_file() -> None:
    document = read("甲: 一\u2028二\n乙\u200b丙: {丁: \u200b2, 丁: 3}\n".encode(), "a.yaml")
    assert document.data == {"甲": "一二", "乙丙": {"丁": 2}}
    assert [(f.code, f.place.line, f.place.column) for f in document.findings] == [
        ("Y113", 1, 5),
        ("Y113", 2, 2),
        ("Y102", 2, 14),
    ]


def test_the_name_of_a_file_is_looked_at_too() -> None:
    document = read("甲: 1\n".encode(), "specs/2023/a/funds/招\u200b商.yaml")
    assert [finding.message for finding in document.findings] == [
        "文件名里“ds/招”和“商.ya”之间有看不见的零宽空格（U+200B）：请改名，重新打一遍"
    ]
    assert document.data == {"甲": 1}


def test_one_that_is_escaped_is_printed_and_told() -> None:
    document = read('甲: "乙\\u200b丙"\n'.encode(), "a.yaml")
    assert document.data == {"甲": "乙\u200b丙"}
    assert [(f.severity.label, f.message) for f in document.findings] == [
        ("警告", "“乙”和“丙”之间有看不见的零宽空格（U+200B）：请删掉")
    ]
