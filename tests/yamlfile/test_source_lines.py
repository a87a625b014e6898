"""A place in a line that is read otherwise than it is written is that in the file."""

from __future__ import annotations

import pytest

from perfdocs.yamlfile.source_lines import column_as_written


@pytest.mark.parametrize(
    ("read", "written", "places"),
    [
        ("甲: 乙", "甲：乙", {0: 0, 1: 1, 3: 2}),
        ("  - {甲: 乙, 丙: 丁}", "  － ｛甲：乙，丙：丁｝", {4: 4, 5: 5, 8: 7, 11: 9, 14: 11}),
        ("部门名称: 演示局", "部\u200b门名\u200b称: 演示\u200b局", {0: 0, 1: 2, 3: 5, 6: 8, 8: 11}),
        ("甲: '乙'", "甲: 乙", {3: 3, 4: 3}),
        ("", "粘贴的一行", {0: 0}),
        ("甲" * 3000 + ": 乙", "甲\u200b" * 3000 + ": 乙", {3000: 6000, 3002: 6002}),
    ],
)
def test_columns(read: str, written: str, places: dict[int, int]) -> None:
    assert {column: column_as_written(read, written, column) for column in places} == places
