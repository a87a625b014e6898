"""Which letters are digits that somebody mistyped."""

from __future__ import annotations

import pytest

from perfdocs.prose.letters_in_numbers import numbers_with_letters


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("≥12O公里", [("12O", "O", "0")]),
        ("2O23年lO月", [("2O23", "O", "0"), ("lO", "l", "1")]),
        ("l2个", [("l2", "l", "1")]),
        ("O.5%", [("O.5", "O", "0")]),
        ("80人*8OO元", [("8OO", "O", "0")]),
        ("二〇二三年，CO2、H2O、PM2.5、O2O、O3、5G、G20、3D、Windows 10、OA系统、每桶5l、GPT-4o", []),
        ("参照ISO9001和GB/T 28001-2011", []),
        ("I10高血压、Ⅱ类、I级", []),
    ],
)
def test_numbers_with_letters(text: str, numbers: list[tuple[str, str, str]]) -> None:
    assert list(numbers_with_letters(text)) == numbers
