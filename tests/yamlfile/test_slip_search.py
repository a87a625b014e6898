"""Each slip of tests/examples/slips.yaml is told once, where it was made and in these words, and nothing else is."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import pytest
import yaml

from perfdocs.yamlfile.reader import read
from tests.support.check_specs import check_file, sentence
from tests.support.some_fast import some_fast
from tests.support.workspaces import EXAMPLES

TABLE = yaml.safe_load((EXAMPLES / "slips.yaml").read_text("utf-8"))


def change(small: Path, row: dict[str, str]) -> Path:
    file = small / "specs/2023/demo" / row["file"]
    text = file.read_text("utf-8")
    assert row["from"] in text
    file.write_text(text.replace(row["from"], row["to"], 1), "utf-8", newline="")
    return file


@pytest.mark.parametrize("slip", some_fast(TABLE["slips"], every=6), ids=lambda slip: slip["what"])
def test_a_slip_is_told_once(slip: dict[str, Any], small: Path) -> None:
    file = change(small, slip)
    findings = check_file(small, file)
    assert [(finding.place.file, sentence(finding)) for finding in findings] == [
        (file.relative_to(small).as_posix(), slip["finds"])
    ]


@pytest.mark.parametrize("text", some_fast(TABLE["silent"], every=6), ids=lambda text: text["what"])
def test_nothing_is_told(text: dict[str, Any], small: Path) -> None:
    assert [sentence(finding) for finding in check_file(small, change(small, text))] == []


def test_several_slips_are_told_in_one_run() -> None:
    text = "甲：1\n乙:\u30002\n丙:\n  － 丁: 1\n    戊: 2\n己 3\n"
    document = read(text.encode(), "a.yaml")
    assert [(finding.place.line, finding.place.column) for finding in document.findings] == [
        (1, 2),
        (2, 3),
        (4, 3),
        (6, 2),
    ]
    assert document.data is not None
    assert list(document.data) == ["甲", "乙", "丙", "己"]


@pytest.mark.slow
@pytest.mark.parametrize(
    "text",
    [
        "键: 1\n" * 100_000,
        "{甲: " + "乙, " * 200_000 + "}",
        '甲: "' + "丙\u200b" * 200_000 + '"\n乙：2\n',
        "甲: 乙 #3\n" * 50_000,
        "<<<<<<< a\n=======\n>>>>>>> b\n" * 30_000,
    ],
    ids=["repeated", "commas", "invisible", "cut off", "conflicts"],
)
def test_a_file_of_nothing_but_slips_is_told_in_few_findings(text: str) -> None:
    """The search gives up, and what is told is no longer than somebody reads."""
    assert 0 < len(read(text.encode(), "a.yaml").findings) <= 61
