"""Lines of a terminal are broken between words, never inside a number that fits into one."""

from __future__ import annotations

from perfdocs.report.display_width import display_width, wrap_text


def test_numbers_stay_whole() -> None:
    text = "一般公共预算拨款：226.26 → 240（+13.74，+6.1%）"
    for columns in range(14, 60):
        lines = list(wrap_text(text, columns, "  "))
        assert max(map(display_width, lines)) <= columns
        assert "".join(line.removeprefix("  ") for line in lines) == text
        for number in ("226.26", "240", "+13.74", "+6.1%"):
            assert any(number in line for line in lines)


def test_what_is_longer_than_a_line_is_broken() -> None:
    assert list(wrap_text("1234567890", 6, "  ")) == ["  1234", "  5678", "  90"]
    assert list(wrap_text("", 6, "  ")) == []
