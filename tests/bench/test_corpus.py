"""The departments that `make bench` measures with are as the seed's, and no two are the same."""

from __future__ import annotations

import json
from collections import Counter
from pathlib import Path

import pytest

from tests.bench.corpus import YEAR, departments
from tests.support.run_command import Command
from tests.support.workspaces import EXAMPLES, ROOT, workspace

NUMBER = 12


def codes(perfdocs: Command, root: Path, department: str) -> Counter[str]:
    ran = perfdocs("check", f"specs/{YEAR}/{department}", "--format", "json", "--root", root)
    return Counter(finding["code"] for finding in json.loads(ran.out)["findings"])


@pytest.mark.slow
def test_the_checks_find_what_they_find_in_the_seed_and_no_error(tmp_path: Path, perfdocs: Command) -> None:
    seed = codes(perfdocs, ROOT, "commerce")
    workspace(tmp_path, EXAMPLES / "small")
    for name in departments(tmp_path, NUMBER):
        assert codes(perfdocs, tmp_path, name) == seed
    assert perfdocs("check", "--root", tmp_path).status == 0


def test_no_two_departments_are_the_same(tmp_path: Path) -> None:
    departments(tmp_path, NUMBER)
    texts = [path.read_text("utf-8") for path in tmp_path.rglob("*.yaml")]
    assert len(set(texts)) == len(texts) == 3 * NUMBER
    assert all(text.startswith("# 为测量速度生成的") for text in texts)


def test_they_are_the_same_whenever_they_are_made(tmp_path: Path) -> None:
    departments(tmp_path / "few", 2)
    departments(tmp_path / "more", 3)
    for path in (tmp_path / "few").rglob("*.yaml"):
        assert (tmp_path / "more" / path.relative_to(tmp_path / "few")).read_bytes() == path.read_bytes()
