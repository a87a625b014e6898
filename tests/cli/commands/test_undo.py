"""`perfdocs undo` puts back what a command replaced, and loses nothing itself."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from perfdocs.undo_records import recorded
from perfdocs.workspace import Workspace
from tests.support.run_command import Command

FILE = "specs/2023/demo/department.yaml"
TIME = re.compile(r"[0-9]{4}-[0-9]{2}-[0-9]{2} [0-9]{2}:[0-9]{2}:[0-9]{2}")


@pytest.fixture
def changed(tmp_path: Path) -> Path:
    """A workspace in which a command has replaced a file, and another one made a directory."""
    (tmp_path / FILE).parent.mkdir(parents=True)
    (tmp_path / FILE).write_text("甲: 1\n", "utf-8")
    workspace = Workspace(tmp_path)
    with recorded(workspace, "pull") as record:
        record.replace(FILE, "甲: 2\n".encode(), was="甲: 1\n".encode())
    with recorded(workspace, "rollover 2023 2024") as record:
        record.add_directory("specs/2024/demo", {"department.yaml": "甲: \n"})
    return tmp_path


def files(root: Path) -> dict[str, str]:
    found = sorted((root / "specs").rglob("*.yaml"))
    return {path.relative_to(root).as_posix(): path.read_text("utf-8") for path in found}


def without_time(text: str) -> list[str]:
    return TIME.sub("时间", text).splitlines()


def test_step_by_step_backwards_and_forwards_again(changed: Path, perfdocs: Command) -> None:
    before = files(changed)
    ran = perfdocs("undo", "--root", changed)
    assert (ran.status, ran.out.splitlines()) == (
        0,
        ["--- a/specs/2024/demo/department.yaml", "+++ /dev/null", "@@ -1 +0,0 @@", "-甲: "],
    )
    assert without_time(ran.err) == ["撤销了 时间 的 rollover 2023 2024（编号 2）：恢复 1 个文件"]
    assert files(changed) == {FILE: "甲: 2\n"}
    assert not (changed / "specs/2024").exists()
    ran = perfdocs("undo", "--root", changed)
    assert ran.out.splitlines() == [f"--- a/{FILE}", f"+++ b/{FILE}", "@@ -1 +1 @@", "-甲: 2", "+甲: 1"]
    assert files(changed) == {FILE: "甲: 1\n"}
    ran = perfdocs("undo", "--root", changed)
    assert (ran.status, ran.err) == (
        2,
        "perfdocs：没有可以撤销的：这里还没有命令改过填报文件，或者都撤销了（perfdocs undo --list）\n",
    )
    assert without_time(perfdocs("undo", "--list", "--root", changed).out) == [
        "4  时间  undo 1  1 个文件",
        "3  时间  undo 2  1 个文件",
        "2  时间  rollover 2023 2024  1 个文件",
        "1  时间  pull  1 个文件",
    ]
    assert perfdocs("undo", "3", "--root", changed).status == 0
    assert perfdocs("undo", "4", "--root", changed).status == 0
    assert files(changed) == before


def test_a_file_that_was_changed_since_is_left_alone_unless_forced(changed: Path, perfdocs: Command) -> None:
    (changed / FILE).write_text("甲: 3\n", "utf-8")
    ran = perfdocs("undo", "1", "--root", changed)
    assert (ran.status, ran.out) == (2, "")
    assert without_time(ran.err) == [f"{FILE} 后来又改过，没有动它：要恢复就加 --force（现在的内容也会留底）"]
    assert files(changed)[FILE] == "甲: 3\n"
    assert perfdocs("undo", "1", "--force", "--yes", "--root", changed).status == 0
    assert files(changed)[FILE] == "甲: 1\n"
    assert perfdocs("undo", "3", "--root", changed).status == 0
    assert files(changed)[FILE] == "甲: 3\n"


def test_dry_runs_and_what_there_is_not(changed: Path, perfdocs: Command) -> None:
    before = files(changed)
    ran = perfdocs("undo", "--dry-run", "--root", changed)
    assert (ran.status, without_time(ran.err)) == (0, ["可以撤销 时间 的 rollover 2023 2024（编号 2）：恢复 1 个文件"])
    assert "+++ /dev/null" in ran.out
    assert files(changed) == before
    ran = perfdocs("undo", "9", "--root", changed)
    assert (ran.status, ran.err) == (2, "perfdocs：没有编号是 9 的：perfdocs undo --list 列出可以撤销的\n")
    (changed / ".perfdocs/undo/000002/step-000001").write_bytes(b"")
    ran = perfdocs("undo", "--root", changed)
    assert (ran.status, ran.err) == (
        2,
        "perfdocs：编号 2 的留底损坏了，不能撤销：.perfdocs/undo 里的文件不能改动\n",
    )
    assert without_time(perfdocs("undo", "--list", "--root", changed).out)[0] == (
        "2  时间  rollover 2023 2024  留底损坏了，不能撤销"
    )


def test_commands_that_write_specs_can_be_undone(real: Path, perfdocs: Command) -> None:
    before = files(real)
    assert perfdocs("rollover", "2023", "2025", "--root", real).status in (0, 1)
    assert files(real) != before
    assert perfdocs("undo", "--root", real).status == 0
    assert files(real) == before
