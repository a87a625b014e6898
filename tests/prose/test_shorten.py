"""Long texts in messages."""

from __future__ import annotations

import pytest

from perfdocs.prose.shorten import on_one_line, shorten, with_visible_marks


@pytest.mark.parametrize(
    ("text", "limit", "tail", "short"),
    [
        ("", 4, 0, ""),
        ("一二三四", 4, 0, "一二三四"),
        ("一二三四五", 4, 0, "一二三…"),
        ("'一二三四五'", 5, 1, "'一二…'"),
    ],
)
def test_a_text_is_cut_to_the_limit(text: str, limit: int, tail: int, short: str) -> None:
    assert shorten(text, limit, tail) == short


def test_line_breaks_are_shown() -> None:
    assert on_one_line("一\n二\n") == "一↵二↵"


def test_what_is_not_seen_is_shown_by_its_number() -> None:
    assert with_visible_marks("金额\u202e12\u200b\x1b[31m\n") == "金额‹U+202E›12‹U+200B›‹U+001B›[31m‹U+000A›"
    assert with_visible_marks("全角　空格，≥90％") == "全角　空格，≥90％"
