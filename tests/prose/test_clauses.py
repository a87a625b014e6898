"""Clauses, and which of them look back."""

from __future__ import annotations

import pytest

from perfdocs.prose.clauses import clauses, looks_back, years_ahead


def test_clauses() -> None:
    assert clauses("养护 300 公里，修补坑洞；完工。\n验收") == ["养护 300 公里", "修补坑洞", "完工", "验收"]


@pytest.mark.parametrize("clause", ["2022年未完工的", "比2022年减少", "2022年以来"])
def test_looks_back(clause: str) -> None:
    assert looks_back(clause)


def test_a_plan_does_not_look_back() -> None:
    assert not looks_back("到2022年底养护好农村公路")


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("三年内养护公路360公里", ["三年内"]),
        ("2023-2025年养护公路360公里，今年120公里", ["2023-2025年"]),
        ("到2026年建成书房15家", ["到2026年"]),
        ("“十四五”期间建成书房15家；五年建成15家", ["十四五", "五年"]),
        ("到2024年底建成书房5家", []),
        ("2024年1-12月养护公路120公里", []),
        ("比2023-2024年增长5%", []),
        ("五年级学生参加活动", []),
        ("工作满三年的教师120人", []),
        ("保修期2年", []),
    ],
)
def test_clauses_that_speak_of_several_years(text: str, words: list[str]) -> None:
    ahead = years_ahead(text, 2024)
    assert [span.words for span in ahead] == words
    assert all(span.words in text[span.start : span.stop] for span in ahead)
