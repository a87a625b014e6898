"""What belongs under another second level: every entry of the list with its example, and what it leaves alone."""

from __future__ import annotations

from typing import Any

import pytest

from perfdocs.checks.second_levels import Misplacement
from perfdocs.prose.words import read_words
from tests.support.check_cases import findings

ENTRIES: list[dict[str, Any]] = list(read_words("second_levels"))
LEVELS = {
    "数量": "产出: {数量: [ROW]}",
    "质量": "产出: {质量: [ROW]}",
    "时效": "产出: {时效: [ROW]}",
    "成本": "成本: {成本: [ROW]}",
    "满意度": "满意: {满意: [ROW]}",
    "效益": "效益: {效益: [ROW]}",
}
OTHER = "B101"
"""The scores are none of this."""


def codes(level: str, name: str, value: str) -> set[str]:
    row = f"{{名称: '{name}', 值: '{value}', 分: 10}}"
    return {finding.code for finding in findings(f"指标: {{{LEVELS[level].replace('ROW', row)}}}")} - {OTHER}


@pytest.mark.parametrize("entry", ENTRIES, ids=[entry["name"] for entry in ENTRIES])
def test_each_entry_finds_its_example_and_leaves_the_other_alone(entry: dict[str, Any]) -> None:
    code = "I122" if entry.get("sure", True) else "I123"
    for level in entry["under"]:
        assert code in codes(level, *entry["found"]), level
    assert not Misplacement.of(entry).is_called(entry["left"][0])
