"""What a command replaces is kept before it is replaced, within a limit, and never guessed."""

from __future__ import annotations

import datetime
import zlib
from pathlib import Path

import pytest

from perfdocs import undo_records
from perfdocs.errors import PerfdocsError
from perfdocs.kept_files import Damaged
from perfdocs.undo_records import (
    Change,
    ChangedMeanwhile,
    Entry,
    changes,
    contents,
    entries,
    is_as_left,
    last_in_effect,
    recorded,
)
from perfdocs.workspace import Workspace

FILE = "specs/2023/demo/department.yaml"
NOW = datetime.datetime(2026, 11, 26, tzinfo=datetime.UTC)


@pytest.fixture
def workspace(tmp_path: Path) -> Workspace:
    (tmp_path / FILE).parent.mkdir(parents=True)
    (tmp_path / FILE).write_bytes(b"old\r\n")
    return Workspace(tmp_path)


def of_last(workspace: Workspace) -> list[Change]:
    return changes(workspace, entries(workspace)[-1])


def test_a_run_is_one_entry_with_what_it_replaced(workspace: Workspace) -> None:
    with recorded(workspace, "pull") as record:
        assert record.number == 0
        record.replace(FILE, b"new", was=b"old\r\n")
        record.replace("specs/2023/demo/funds/a.yaml", b"first", was=None)
        record.replace(FILE, b"newer", was=b"new")
        record.add_directory("specs/2024/demo", {"department.yaml": "新\n", "funds/a.yaml": b"x"})
        assert record.number == 1
    (entry,) = entries(workspace)
    assert (entry.number, entry.command, entry.undoes) == (1, "pull", 0)
    assert [(change.file, change.before) for change in of_last(workspace)] == [
        (FILE, b"old\r\n"),
        ("specs/2023/demo/funds/a.yaml", None),
        ("specs/2024/demo/department.yaml", None),
        ("specs/2024/demo/funds/a.yaml", None),
    ]
    for change in of_last(workspace):
        now = contents(workspace, change.file)
        assert is_as_left(change, now)
        assert not is_as_left(change, (now or b"") + b" ")
        assert not is_as_left(change, None)
    assert contents(workspace, "specs/2024/demo/department.yaml") == "新\n".encode()


def test_nothing_changed_is_no_entry(workspace: Workspace) -> None:
    with recorded(workspace, "pull"):
        pass
    assert entries(workspace) == []
    assert not (workspace.root / ".perfdocs").exists()


def test_a_file_changed_meanwhile_is_left_alone(workspace: Workspace) -> None:
    with recorded(workspace, "pull") as record, pytest.raises(ChangedMeanwhile) as raised:
        record.replace(FILE, b"new", was=b"what was read")
    assert str(raised.value) == f"{FILE} 在这期间被别的程序改过，没有动它：请保存好、关上它，再运行一次"
    assert contents(workspace, FILE) == b"old\r\n"
    assert entries(workspace) == []


def test_what_is_removed_is_kept_and_empty_directories_go(workspace: Workspace) -> None:
    with recorded(workspace, "undo 1", 1) as record:
        record.remove(FILE, was=b"old\r\n")
    assert of_last(workspace) == [Change(FILE, b"old\r\n", None)]
    assert [path.name for path in (workspace.root / "specs").iterdir()] == []


def test_a_run_that_is_killed_can_be_undone(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    """What is kept is kept before the file is replaced: at whatever point the run ends, nothing is lost."""

    def killed(*_: object) -> None:
        raise KeyboardInterrupt

    def run() -> None:
        with recorded(workspace, "check --fix") as record:
            record.replace("specs/2023/demo/a.yaml", b"a", was=None)
            monkeypatch.setattr(undo_records, "write_whole", killed)
            record.replace(FILE, b"new", was=b"old\r\n")

    with pytest.raises(KeyboardInterrupt):
        run()
    assert [(change.file, change.before) for change in of_last(workspace)] == [
        ("specs/2023/demo/a.yaml", None),
        (FILE, b"old\r\n"),
    ]
    assert contents(workspace, FILE) == b"old\r\n"


def test_where_nothing_can_be_kept_nothing_is_replaced(workspace: Workspace) -> None:
    (workspace.root / ".perfdocs").write_text("a file")
    with recorded(workspace, "pull") as record, pytest.raises(PerfdocsError, match="写不进"):
        record.replace(FILE, b"new", was=b"old\r\n")
    assert contents(workspace, FILE) == b"old\r\n"


def test_the_oldest_go_and_the_newest_stays(workspace: Workspace, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(undo_records, "MOST_ENTRIES", 3)
    for number in range(5):
        with recorded(workspace, f"run {number}") as record:
            record.replace(FILE, b"%d" % number, was=contents(workspace, FILE))
    assert [entry.command for entry in entries(workspace)] == ["run 2", "run 3", "run 4"]
    monkeypatch.setattr(undo_records, "MOST_BYTES", 1)
    with recorded(workspace, "large") as record:
        record.replace(FILE, b"last", was=b"4")
    assert [(entry.number, entry.command) for entry in entries(workspace)] == [(6, "large")]


def test_which_is_the_last() -> None:
    def kept(*undoes: int) -> list[Entry]:
        return [Entry(number, NOW, "", undone) for number, undone in enumerate(undoes, 1)]

    cases: dict[tuple[int, ...], int] = {
        (): 0,
        (0, 0): 2,
        (0, 0, 2): 1,
        (0, 0, 2, 1): 0,
        (0, 0, 2, 3): 2,
        (0, 0, 2, 3, 4): 1,
        (0, 0, 2, 0): 4,
    }
    for undoes, number in cases.items():
        last = last_in_effect(kept(*undoes))
        assert (last.number if last else 0) == number, undoes


def test_what_is_damaged_or_foreign_is_not_guessed(workspace: Workspace) -> None:
    with recorded(workspace, "pull") as record:
        record.replace(FILE, b"new", was=b"old\r\n")
    (entry,) = entries(workspace)
    directory = workspace.root / ".perfdocs/undo/000001"
    step = (directory / "step-000001").read_bytes()
    for data in (b"", step[:-9], b"nothing", zlib.compress(b'{"after": {"../a": null}, "files": {}}\n')):
        (directory / "step-000001").write_bytes(data)
        with pytest.raises(Damaged):
            changes(workspace, entry)
    (directory / "head").write_bytes(b"")
    assert entries(workspace) == []


def test_nothing_is_reached_through_a_link(workspace: Workspace, tmp_path: Path) -> None:
    with recorded(workspace, "pull") as record:
        record.replace(FILE, b"new", was=b"old\r\n")
    undo = workspace.root / ".perfdocs/undo"
    undo.rename(tmp_path / "elsewhere")
    undo.symlink_to(tmp_path / "elsewhere")
    assert entries(workspace) == []
    (workspace.root / "specs/2023").rename(tmp_path / "years")
    (workspace.root / "specs/2023").symlink_to(tmp_path / "years")
    with pytest.raises(NotADirectoryError):
        contents(workspace, FILE)
