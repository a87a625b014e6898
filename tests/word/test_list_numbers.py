"""Numbers that Word counts, as it shows them."""

from __future__ import annotations

import pytest

from perfdocs.word.list_numbers import ListNumbers
from perfdocs.word.open_docx import WordFile
from perfdocs.word.xml import MAIN, W
from tests.support.change_zip import members, pack_members
from tests.support.clerk_documents import document, paragraph, run


def level(number: int, text: str, kind: str = "decimal", start: str = "1") -> str:
    inside = f'<w:start w:val="{start}"/><w:numFmt w:val="{kind}"/><w:lvlText w:val="{text}"/>'
    return f'<w:lvl w:ilvl="{number}">{inside}</w:lvl>'


def numbers(levels: str, paragraphs: str, lists: str = "") -> list[str]:
    """The numbers of paragraphs (`1` of list 1, `1:2` at level 2) where the lists have these levels."""
    lists = lists or '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num>'
    shared = f'<w:abstractNum w:abstractNumId="7">{levels}</w:abstractNum>'
    numbering = f'<w:numbering xmlns:w="{MAIN}">{shared}{lists}</w:numbering>'
    body = ""
    for each in paragraphs.split():
        number, _, at = each.partition(":")
        properties = f'<w:numPr><w:ilvl w:val="{at or 0}"/><w:numId w:val="{number}"/></w:numPr>'
        body += paragraph(run("甲"), properties if number != "-" else "")
    parts = {**members(document(body)), "word/numbering.xml": numbering.encode()}
    opened = WordFile(pack_members(parts))
    counted = ListNumbers(opened)
    return [counted.of(each) for each in opened.body.iter(f"{W}p")]


def test_paragraphs_are_counted() -> None:
    assert numbers(level(0, "%1."), "1 - 1 1 0") == ["1.", "", "2.", "3.", ""]


def test_levels_are_counted_within_each_other() -> None:
    levels = level(0, "%1、", "chineseCounting") + level(1, "（%2）", "chineseCountingThousand") + level(2, "%1.%2.%3")
    found = numbers(levels, "1 1:1 1:1 1:2 1 1:1 1:2 1:2")
    assert found == ["一、", "（一）", "（二）", "一.二.1", "二、", "（一）", "二.一.1", "二.一.2"]


def test_a_level_that_was_left_out_begins_at_its_start() -> None:
    assert numbers(level(0, "%1.", start="3") + level(1, "%1.%2"), "1:1 1 1") == ["3.1", "3.", "4."]


def test_two_lists_of_one_kind_go_on_with_each_other_unless_one_begins_anew() -> None:
    lists = (
        '<w:num w:numId="1"><w:abstractNumId w:val="7"/></w:num><w:num w:numId="2"><w:abstractNumId w:val="7"/></w:num>'
        '<w:num w:numId="3"><w:abstractNumId w:val="7"/>'
        '<w:lvlOverride w:ilvl="0"><w:startOverride w:val="1"/></w:lvlOverride></w:num>'
    )
    assert numbers(level(0, "%1."), "1 1 2 3 3", lists) == ["1.", "2.", "3.", "1.", "2."]


def test_a_list_may_have_a_level_of_its_own() -> None:
    own = f'<w:lvlOverride w:ilvl="0">{level(0, "第%1条")}</w:lvlOverride>'
    lists = f'<w:num w:numId="1"><w:abstractNumId w:val="7"/>{own}</w:num>'
    assert numbers(level(0, "%1."), "1 1", lists) == ["第1条", "第2条"]


@pytest.mark.parametrize(
    ("kind", "shown"),
    [
        ("decimal", "4"),
        ("decimalZero", "04"),
        ("lowerLetter", "d"),
        ("upperLetter", "D"),
        ("lowerRoman", "iv"),
        ("upperRoman", "IV"),
        ("chineseCounting", "四"),
        ("ideographTraditional", "丁"),
        ("decimalEnclosedCircle", "④"),
        ("none", ""),
        ("koreanDigital", "4（koreanDigital）"),
    ],
)
def test_formats(kind: str, shown: str) -> None:
    assert numbers(level(0, "%1", kind, "4"), "1") == [shown]


def test_a_bullet_is_shown_as_it_is() -> None:
    assert numbers(level(0, "●", "bullet"), "1 1") == ["●", "●"]


@pytest.mark.parametrize(("at", "shown"), [("9", "1"), ("x", "0."), ("-1", "0."), ("123456", "0.")])
def test_what_makes_no_sense_is_counted_somehow(at: str, shown: str) -> None:
    assert numbers(level(0, "%1.", start="x") + level(8, "%9"), f"1:{at} 5") == [shown, "（numId 5）"]
