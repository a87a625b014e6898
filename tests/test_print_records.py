"""What documents were printed from is kept, within a limit; what is damaged counts for nothing."""

from __future__ import annotations

import hashlib
import os
import zlib
from pathlib import Path

import pytest

from perfdocs import print_records
from perfdocs.kept_files import HOME
from perfdocs.print_records import Printed, PrintRecords, workspace_of
from perfdocs.workspace import Workspace

SPEC = "specs/2023/demo"
PRINTED = Printed("a" * 64, "b" * 64)


@pytest.fixture
def root(tmp_path: Path) -> Path:
    files = {f"{SPEC}/department.yaml": "甲: 1\n", "templates/p/pack.yaml": "title: 表\n", "schema/p/a.json": "{}"}
    for name, text in files.items():
        (tmp_path / name).parent.mkdir(parents=True)
        (tmp_path / name).write_text(text, "utf-8")
    return tmp_path


def keep(root: Path, text: str = "甲: 1\n", printed: Printed = PRINTED) -> None:
    (root / SPEC / "department.yaml").write_text(text, "utf-8")
    PrintRecords(Workspace(root)).keep(SPEC, "p", [f"{SPEC}/department.yaml"], [printed])


def texts(root: Path, printed: Printed = PRINTED) -> list[str]:
    """The department's file in each record of documents with these hashes."""
    found = PrintRecords(Workspace(root)).find(SPEC, "p", printed)
    return [record.files[f"{SPEC}/department.yaml"].decode() for record in found]


def records(root: Path, kind: str = "2023/demo") -> list[Path]:
    return sorted((root / HOME / "prints" / kind).iterdir(), key=lambda path: path.stat().st_mtime_ns)


def test_a_record_is_a_workspace_again(root: Path) -> None:
    keep(root)
    (record,) = PrintRecords(Workspace(root)).find(SPEC, "p", PRINTED)
    with workspace_of(record) as copy:
        files = {
            path.relative_to(copy.root).as_posix(): path.read_text() for path in copy.root.rglob("*") if path.is_file()
        }
    assert files == {
        f"{SPEC}/department.yaml": "甲: 1\n",
        "templates/p/pack.yaml": "title: 表\n",
        "schema/p/a.json": "{}",
    }


def test_only_what_was_made_of_it(root: Path) -> None:
    keep(root, "甲: 1\n")
    keep(root, "甲: 2\n", Printed("c" * 64, "b" * 64))
    assert texts(root) == ["甲: 1\n"]
    assert texts(root, Printed("c" * 64, "b" * 64)) == ["甲: 2\n"]
    assert texts(root, Printed("a" * 64, "c" * 64)) == []
    assert list(PrintRecords(Workspace(root)).find(SPEC, "q", PRINTED)) == []
    assert list(PrintRecords(Workspace(root)).find("specs/2024/demo", "p", PRINTED)) == []


def test_the_same_is_kept_once(root: Path) -> None:
    for _ in range(3):
        keep(root)
    assert (len(records(root)), len(records(root, "packs/p"))) == (1, 1)


def test_git_passes_it_over(root: Path) -> None:
    keep(root)
    assert (root / HOME / ".gitignore").read_text("utf-8").splitlines()[-1] == "*"


def test_the_oldest_go_and_the_newest_stays(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(print_records, "MOST_OF_DEPARTMENT", 700)
    other = root / HOME / "prints/2023/demo/note.txt"
    other.parent.mkdir(parents=True)
    other.write_text("of somebody else" * 100)
    for number in range(9):
        keep(root, f"甲: {number}\n")
        os.utime(records(root)[-1], ns=(number, number))
    left = [path for path in records(root) if path != other]
    assert sum(path.stat().st_size for path in left) <= 700
    assert texts(root) == [f"甲: {number}\n" for number in range(8, 8 - len(left), -1)]
    assert other.exists()
    monkeypatch.setattr(print_records, "MOST_OF_DEPARTMENT", 1)
    keep(root, "甲: 10\n")
    assert texts(root) == ["甲: 10\n"]


@pytest.mark.parametrize("kind", ["2023/demo", "packs/p"])
@pytest.mark.parametrize("data", [b"", b"nothing", zlib.compress(b"{}\n"), zlib.compress(b"[]\n\0")])
def test_a_damaged_record_is_none_and_is_written_again(root: Path, kind: str, data: bytes) -> None:
    keep(root)
    (record,) = records(root, kind)
    record.write_bytes(data)
    assert texts(root) == []
    keep(root)
    assert texts(root) == ["甲: 1\n"]


def test_a_link_is_no_record(root: Path) -> None:
    keep(root)
    (record,) = records(root)
    record.rename(root / "elsewhere")
    record.symlink_to(root / "elsewhere")
    assert texts(root) == []


@pytest.mark.parametrize(
    "head",
    [
        b"[]",
        b"{}",
        b'{"files": 3}',
        b'{"files": {"../../a": 1}, "pack": "p", "printed": [["%s", "%s"]]}' % (b"a" * 64, b"b" * 64),
        b'{"files": {"specs/2023/demo/../../../a": 1}, "pack": "p", "printed": [["%s", "%s"]]}'
        % (b"a" * 64, b"b" * 64),
    ],
)
def test_a_record_of_somebody_else_leads_nowhere(root: Path, head: bytes) -> None:
    """Its name is right, and it is not what is written here."""
    keep(root)
    about = head
    if b"printed" in head:
        about = head[:-1] + b', "record": "%s"}' % records(root, "packs/p")[0].name.encode()
    contents = about + b"\nx"
    name = hashlib.sha256(contents).hexdigest()
    (root / HOME / "prints/2023/demo" / name).write_bytes(zlib.compress(contents))
    assert texts(root) == ["甲: 1\n"]


def test_what_cannot_be_kept(root: Path) -> None:
    (root / HOME).write_bytes(b"")
    with pytest.raises(OSError, match="这里应是目录，不能是链接或别的东西"):
        keep(root)


@pytest.mark.parametrize("below", [HOME, f"{HOME}/prints", f"{HOME}/prints/2023", f"{HOME}/prints/2023/demo"])
def test_no_link_is_followed(root: Path, below: str) -> None:
    keep(root)
    (root / below).rename(root / "elsewhere")
    (root / below).symlink_to(root / "elsewhere")
    before = sorted((root / "elsewhere").rglob("*"))
    assert texts(root) == []
    with pytest.raises(OSError, match="不能是链接"):
        keep(root, "甲: 2\n")
    assert sorted((root / "elsewhere").rglob("*")) == before
