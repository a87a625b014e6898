"""Which departments of two years are one, also where a directory was renamed or copied."""

from __future__ import annotations

import shutil
from pathlib import Path

from hypothesis import given
from hypothesis import strategies as st

from perfdocs.year_index import partners
from tests.support.run_command import Command


def next_year(small: Path, name: str) -> Path:
    """The small department in the next year, in a directory of that name."""
    directory = small / "specs/2024" / name
    shutil.copytree(small / "specs/2023/demo", directory)
    for path in directory.rglob("*.yaml"):
        path.write_text(
            path.read_text("utf-8").replace("2023", "2024").replace("shifeng-2024", "shifeng-2023"), "utf-8"
        )
    return directory


def test_a_renamed_directory_is_told_and_still_compared(small: Path, perfdocs: Command) -> None:
    directory = next_year(small, "nova")
    head = directory / "department.yaml"
    head.write_text(head.read_text("utf-8").replace("≥80%", "≥70%"), "utf-8")
    out = perfdocs("check", "2024", "--root", small).out
    message = "上年的目录是 specs/2023/demo，按名称认作同一个部门来对照：部门代号要年年一致，建议改回原来的"
    assert f"specs/2024/nova/department.yaml:1:1: 提示 W107 {message}\n" in out
    assert " C101 " in out  # 80 % became 70 %: found only where last year's file is known
    diff = perfdocs("diff", "2023", "2024", "--root", small).out
    assert diff.splitlines()[1] == "演示局（nova）2023 → 2024，原来的目录（demo）"
    assert "≥80% → ≥70%" in diff
    assert perfdocs("redline", "2023", "2024", "--root", small).status == 0
    assert len(list((small / "build/redline/2023-2024/nova").glob("*.docx"))) >= 3


def test_two_directories_of_one_department(small: Path, perfdocs: Command) -> None:
    shutil.copytree(small / "specs/2023/demo", small / "specs/2023/copy")
    ran = perfdocs("check", "--root", small)
    message = "和 specs/2023/copy 是同一个部门（名称相同）：同一个部门一年只报一份，请合并或删掉一份"
    assert ran.out == f"specs/2023/demo/department.yaml:1:1: 警告 W106 {message}\n"


def test_partners() -> None:
    assert partners({"a": "甲", "b": "乙"}, {"a": "丙", "c": "乙"}) == {"a": "a", "c": "b"}
    assert partners({"a": "甲", "b": "甲"}, {"c": "甲"}) == {}
    assert partners({"a": "甲"}, {"c": "甲", "d": "甲"}) == {}
    assert partners({"a": ""}, {"b": ""}) == {}


NAMES = st.dictionaries(st.sampled_from("abcdef"), st.sampled_from(["", "甲", "乙", "丙"]))


@given(NAMES, NAMES)
def test_nobody_has_two_partners(old: dict[str, str], new: dict[str, str]) -> None:
    pairs = partners(old, new)
    assert len(set(pairs.values())) == len(pairs)
    assert all(own == other or (own not in old and other not in new) for own, other in pairs.items())
    assert all(pairs[directory] == directory for directory in old.keys() & new.keys())
