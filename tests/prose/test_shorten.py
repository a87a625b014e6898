"""Long texts in messages."""

from __future__ import annotations

import pytest

from perfdocs.prose.shorten import on_one_line, shorten


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
