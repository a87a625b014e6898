"""Clauses, and which of them look back."""

from __future__ import annotations

import pytest

from perfdocs.prose.clauses import clauses, looks_back


def test_clauses() -> None:
    assert clauses("养护 300 公里，修补坑洞；完工。\n验收") == ["养护 300 公里", "修补坑洞", "完工", "验收"]


@pytest.mark.parametrize("clause", ["2022年未完工的", "比2022年减少", "2022年以来"])
def test_looks_back(clause: str) -> None:
    assert looks_back(clause)


def test_a_plan_does_not_look_back() -> None:
    assert not looks_back("到2022年底养护好农村公路")
