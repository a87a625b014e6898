"""Stories of two years, told as a reader would: the exact text, JSON and HTML, and that they can be undone."""

from __future__ import annotations

import json
import os
import shutil
from pathlib import Path
from typing import Any

import pytest

from perfdocs.compare.change import FOLDED
from perfdocs.compare.find_changes import find_changes, without_blank_fields
from perfdocs.pack.manifest import Packs
from perfdocs.yamlfile.reader import read
from tests.support.apply_changes import apply_changes, mirror_change
from tests.support.for_each import for_each
from tests.support.run_command import Command
from tests.support.some_fast import some_fast
from tests.support.workspaces import EXAMPLES, ROOT

STORIES = sorted(path.parent for path in (EXAMPLES / "stories").glob("*/specs"))
NAMES = {"text": "expected.txt", "json": "expected.json", "html": "expected.html"}


@pytest.fixture
def place(tmp_path: Path) -> Path:
    for name in ("templates/shifeng-2023", "schema/shifeng-2023", "schema/common"):
        shutil.copytree(ROOT / name, tmp_path / name)
    return tmp_path


@pytest.mark.parametrize("story", some_fast(STORIES, every=5), ids=lambda story: story.name)
def test_stories(story: Path, place: Path, perfdocs: Command) -> None:
    shutil.copytree(story / "specs", place / "specs")
    for style, name in NAMES.items():
        ran = perfdocs("diff", "2023", "2024", "--format", style, "--root", place)
        if os.environ.get("PERFDOCS_WRITE_GOLDEN"):
            (story / name).write_text(ran.out, "utf-8")
        assert ran.out == (story / name).read_text("utf-8")


def test_there_are_enough_stories() -> None:
    assert len(STORIES) >= 15


@for_each("story", STORIES)
def test_the_year_that_moves_along_is_no_change(story: Path) -> None:
    told = json.loads((story / "expected.json").read_text("utf-8"))["changes"]
    moved = [change for change in told if "2023年" in str(change["old"]) and "2024年" in str(change["new"])]
    assert {change["kind"] for change in moved if not isinstance(change["old"], dict)} <= {"year-moved"}
    assert len([line for line in (story / "expected.txt").read_text("utf-8").splitlines() if "年份顺移" in line]) <= 1


@for_each("story", STORIES)
def test_stories_can_be_undone(story: Path) -> None:
    pack, _ = Packs(ROOT).get("shifeng-2023")
    assert pack is not None
    for kind in pack.kinds:
        for path in (story / "specs/2023").glob(f"*/{kind.path}"):
            other = story / "specs/2024" / path.relative_to(story / "specs/2023")
            old, new = data_of(path), data_of(other) if other.is_file() else None
            if new is not None:
                forth = find_changes(old, new, kind.schema, kind.schema, 1).changes
                back = find_changes(new, old, kind.schema, kind.schema, -1).changes
                assert apply_changes(old, forth) == without_blank_fields(new)
                assert apply_changes(new, back) == without_blank_fields(old)
                assert {*map(essence, map(mirror_change, forth))} == {*map(essence, back)}


def data_of(path: Path) -> Any:
    return read(path.read_bytes(), path.name).data


def essence(change: Any) -> str:
    return repr((change.kind, change.old_path, change.new_path, change.old, change.new, change.parts))


def test_weaker_alone(place: Path, perfdocs: Command) -> None:
    shutil.copytree(EXAMPLES / "stories/27-weaker/specs", place / "specs")
    told = perfdocs("diff", "2023", "2024", "--weaker", "--root", place).out
    assert told.splitlines()[0] == "合计：新增 0，取消 0，变弱 4，其他变化 3；金额 130 万元，没有变化"
    assert told.count("▼变弱") == 4
    shutil.rmtree(place / "specs")
    shutil.copytree(EXAMPLES / "stories/28-direction-renamed/specs", place / "specs")
    assert "  没有变弱的\n" in perfdocs("diff", "2023", "2024", "--weaker", "--root", place).out


def test_largest_change_first(place: Path, perfdocs: Command) -> None:
    shutil.copytree(EXAMPLES / "stories/28-direction-renamed/specs", place / "specs")
    told = perfdocs("diff", "2023", "2024", "--sort", "change", "--format", "json", "--root", place).out
    changes = [change for change in json.loads(told)["changes"] if change["kind"] not in FOLDED]
    percents = [float(change["percent"]) for change in changes if change.get("percent")]
    assert percents == [25.0, 16.7, 16.7, -5.0]


@pytest.mark.parametrize("style", ["json", "html"])
def test_nothing_else_on_standard_output(style: str, place: Path, perfdocs: Command) -> None:
    shutil.copytree(EXAMPLES / "stories/25-four-ways-of-nothing/specs", place / "specs")
    ran = perfdocs("diff", "2023", "2024", "--format", style, "--root", place)
    assert ran.status == 1
    assert ran.out.startswith({"json": "{", "html": "<!DOCTYPE html>"}[style])
    assert ran.err.startswith("specs/2024/wjj/funds/qt.yaml:")
    if style == "json":
        json.loads(ran.out)
