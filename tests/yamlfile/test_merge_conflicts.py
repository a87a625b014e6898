"""Each conflict that nobody has resolved is one finding with its lines, and what it stands in is not read."""

from __future__ import annotations

import pytest

from perfdocs.yamlfile.reader import read


@pytest.mark.parametrize(
    ("text", "lines"),
    [
        ("<<<<<<< HEAD\n甲: 1\n=======\n甲: 2\n>>>>>>> b\n乙: 3\n", ["第 1 行到第 5 行"]),
        ("甲:\n<<<<<<< HEAD\n  乙: 1\n||||||| a\n  乙: 0\n=======\n  乙: 2\n>>>>>>> b\n", ["第 2 行到第 8 行"]),
        (
            "<<<<<<< a\n甲: 1\n=======\n甲: 2\n>>>>>>> b\n乙: 3\n<<<<<<< a\n丙: 1\n=======\n>>>>>>> b\n",
            ["第 1 行到第 5 行", "第 7 行到第 10 行"],
        ),
        ("<<<<<<< a\n甲: 1\n<<<<<<< a\n乙: 1\n=======\n>>>>>>> b\n", ["第 1 行", "第 3 行到第 6 行"]),
        ("甲: 1\n>>>>>>> b\n", ["第 2 行"]),
        ("甲: 1\r\n=======\r\n乙: 2\r\n", ["第 2 行"]),
    ],
)
def test_conflicts(text: str, lines: list[str]) -> None:
    document = read(text.encode(), "a.yaml")
    assert document.data is None
    assert [finding.code for finding in document.findings] == ["Y112"] * len(lines)
    assert [finding.message.split("的合并冲突")[0] for finding in document.findings] == lines


@pytest.mark.parametrize(
    "text", ["甲: |\n  =======\n  >>>>>>> b\n", "甲: 1 # =======\n", "# =======\n甲: 1\n", "甲: '======='\n"]
)
def test_what_only_looks_like_one(text: str) -> None:
    assert read(text.encode(), "a.yaml").findings == ()
