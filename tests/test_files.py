"""Files read within bounds, and written whole or not at all."""

from __future__ import annotations

import os
import signal
import stat
import subprocess
import sys
from pathlib import Path

import pytest

from perfdocs.errors import PerfdocsError
from perfdocs.files import (
    NotAFile,
    TooLarge,
    clear_abandoned,
    make_directories,
    read_beginning,
    read_bounded,
    refuse_links,
    remedy_on_windows,
    unfinished_name,
    write_files,
    write_new_directory,
    write_whole,
)
from tests.support.run_command import Command

KILLED = """
import os, pathlib, signal, sys
from perfdocs import files
os.replace = lambda *_: os.kill(os.getpid(), signal.SIGKILL)
files.write_whole(pathlib.Path(sys.argv[1]), b"new" * 100_000)
"""
FULL = """
import pathlib, resource, sys
from perfdocs import files
from perfdocs.errors import PerfdocsError
resource.setrlimit(resource.RLIMIT_FSIZE, (1000, 1000))
try:
    files.write_whole(pathlib.Path(sys.argv[1]), b"new" * 100_000)
except PerfdocsError as error:
    print(error)
"""


def run(program: str, path: Path) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", program, path], capture_output=True, text=True, check=False)


@pytest.mark.parametrize("size", [0, 1, 9, 10])
def test_a_file_within_the_limit_is_read_whole(tmp_path: Path, size: int) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"x" * size)
    assert read_bounded(path, 10) == b"x" * size


def test_a_larger_file_is_refused_or_read_in_part(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"x" * 2_000_001)
    with pytest.raises(TooLarge) as error:
        read_bounded(path, 2_000_000)
    assert error.value.strerror == "文件超过 2 MB"
    assert read_beginning(path, 10) == b"x" * 10


def test_a_pipe_is_refused_at_once(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    with pytest.raises(NotAFile):
        read_bounded(tmp_path / "pipe")


def test_a_device_is_refused() -> None:
    with pytest.raises(NotAFile):
        read_bounded("/dev/zero")


def test_a_directory_is_none(tmp_path: Path) -> None:
    with pytest.raises(IsADirectoryError):
        read_bounded(tmp_path)


def test_a_link_is_followed_unless_others_may_write(tmp_path: Path) -> None:
    (tmp_path / "file").write_bytes(b"x")
    (tmp_path / "link").symlink_to("file")
    assert read_bounded(tmp_path / "link") == b"x"
    with pytest.raises(OSError, match="symbolic links"):
        read_bounded(tmp_path / "link", follow_links=False)


def test_a_file_is_written_and_replaced(tmp_path: Path) -> None:
    path = tmp_path / "a"
    write_whole(path, b"old")
    path.chmod(0o640)
    write_whole(path, b"new")
    assert (path.read_bytes(), stat.S_IMODE(path.stat().st_mode)) == (b"new", 0o640)
    write_whole(path, b"hook", 0o755)
    assert stat.S_IMODE(path.stat().st_mode) == 0o755
    assert [*tmp_path.iterdir()] == [path]


def test_a_link_stays_a_link(tmp_path: Path) -> None:
    (tmp_path / "below").mkdir()
    (tmp_path / "below/file").write_bytes(b"old")
    (tmp_path / "link").symlink_to("below/file")
    write_whole(tmp_path / "link", b"new")
    assert (tmp_path / "link").is_symlink()
    assert (tmp_path / "below/file").read_bytes() == b"new"


def test_a_device_is_written_to_as_it_is() -> None:
    write_whole(Path("/dev/null"), b"new")
    assert stat.S_ISCHR(Path("/dev/null").stat().st_mode)


def test_a_full_disk_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")
    ran = run(FULL, path)
    assert ran.stdout.startswith(f"写不进 {path}："), ran.stderr
    assert path.read_bytes() == b"old"
    assert [*tmp_path.iterdir()] == [path]


def test_a_process_that_is_killed_leaves_the_old_file(tmp_path: Path) -> None:
    path = tmp_path / "a"
    path.write_bytes(b"old")
    assert run(KILLED, path).returncode == -signal.SIGKILL
    assert path.read_bytes() == b"old"


def test_an_interruption_leaves_nothing_behind(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupt(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr(os, "replace", interrupt)
    with pytest.raises(KeyboardInterrupt):
        write_whole(tmp_path / "a", b"new")
    assert [*tmp_path.iterdir()] == []


def test_files_are_written_with_their_directories(tmp_path: Path) -> None:
    write_files(tmp_path / "new", {"a.yaml": "甲\r\n", "below/b": b"\0"})
    assert (tmp_path / "new/a.yaml").read_bytes() == "甲\r\n".encode()
    assert (tmp_path / "new/below/b").read_bytes() == b"\0"


def test_a_directory_in_the_way_is_told(tmp_path: Path) -> None:
    with pytest.raises(PerfdocsError, match="写不进"):
        write_whole(tmp_path, b"new")


def test_a_directory_that_is_missing_is_told(small: Path, perfdocs: Command) -> None:
    baseline = small / "没有" / "known.json"
    ran = perfdocs("check", "--root", small, "--baseline", baseline, "--update-baseline")
    assert ran.status == 2
    assert ran.err.startswith(f"perfdocs：写不进 {baseline}：")


def test_directories_are_made_and_no_link_among_them_is_followed(tmp_path: Path) -> None:
    root = str(tmp_path / "new")
    make_directories(root, "a/b")
    make_directories(root, "a/b")
    refuse_links(root, "a/b")
    (tmp_path / "elsewhere").mkdir()
    (tmp_path / "new/a/link").symlink_to(tmp_path / "elsewhere")
    (tmp_path / "new/a/pipe").write_bytes(b"")
    for below in ("a/link", "a/link/c", "a/pipe"):
        for step in (make_directories, refuse_links):
            with pytest.raises(NotADirectoryError, match="这里应是目录，不能是链接或别的东西"):
                step(root, below)
    assert [*(tmp_path / "elsewhere").iterdir()] == []
    with pytest.raises(FileNotFoundError):
        refuse_links(root, "a/none")


def test_a_link_to_the_root_is_followed(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    (tmp_path / "root").symlink_to(tmp_path / "disk")
    make_directories(str(tmp_path / "root"), "a")
    refuse_links(str(tmp_path / "root"), "a")
    assert (tmp_path / "disk/a").is_dir()


def test_a_new_directory_appears_whole(tmp_path: Path) -> None:
    write_new_directory(tmp_path / "below/new", {"a.yaml": "甲\r\n", "funds/b": b"\0"})
    assert (tmp_path / "below/new/a.yaml").read_bytes() == "甲\r\n".encode()
    assert (tmp_path / "below/new/funds/b").read_bytes() == b"\0"
    assert [path.name for path in (tmp_path / "below").iterdir()] == ["new"]


def test_an_empty_directory_is_filled_and_another_stays(tmp_path: Path) -> None:
    directory = tmp_path / "new"
    directory.mkdir()
    write_new_directory(directory, {"a": b"1"})
    with pytest.raises(PerfdocsError, match="写不进"):
        write_new_directory(directory, {"a": b"2", "b": b"2"})
    assert {path.name: path.read_bytes() for path in directory.iterdir()} == {"a": b"1"}
    assert [*tmp_path.iterdir()] == [directory]


def test_a_new_directory_on_a_full_disk_is_none(tmp_path: Path) -> None:
    ran = run(
        FULL.replace("write_whole(", "write_new_directory(").replace('b"new" * 100_000', '{"a": "new" * 1000}'),
        tmp_path / "new",
    )
    assert ran.stdout.startswith(f"写不进 {tmp_path / 'new'}："), ran.stderr
    assert [*tmp_path.iterdir()] == []


@pytest.mark.parametrize("rename", ["os.replace", "pathlib.Path.rename"])
def test_the_next_run_removes_what_a_killed_one_left(tmp_path: Path, rename: str) -> None:
    path = tmp_path / "a"
    killed = KILLED.replace("os.replace", rename)
    if rename != "os.replace":
        killed = killed.replace("write_whole(", "write_new_directory(").replace('b"new" * 100_000', '{"b": ""}')
    assert run(killed, path).returncode == -signal.SIGKILL
    assert [each.name[:10] for each in tmp_path.iterdir()] == [".perfdocs-"]
    write_whole(path, b"new")
    assert [*tmp_path.iterdir()] == [path]


def test_only_what_is_abandoned_is_removed(tmp_path: Path) -> None:
    own = unfinished_name()
    elsewhere = ".perfdocs-00000000-1-00000000-0"
    kept = [own, elsewhere, ".perfdocs-notes", ".perfdocs", "perfdocs-1", f"{elsewhere}x"]
    for name in kept:
        (tmp_path / name).write_bytes(b"x")
    clear_abandoned(str(tmp_path))
    assert {path.name for path in tmp_path.iterdir()} == {*kept}
    for name in kept:
        os.utime(tmp_path / name, (0, 0))
    (tmp_path / ".perfdocs-00000000-2-00000000-0").symlink_to(tmp_path)
    os.utime(tmp_path / ".perfdocs-00000000-2-00000000-0", (0, 0), follow_symlinks=False)
    clear_abandoned(str(tmp_path))
    assert {path.name for path in tmp_path.iterdir()} == {*kept} - {own, elsewhere}


@pytest.mark.parametrize(
    ("error", "path", "remedy"),
    [
        (
            PermissionError(13, "Permission denied"),
            "D:\\填报\\a.docx",
            "文件多半正在 Word、WPS、Excel 或别的窗口里开着：请关上再试；不是的话，检查目录的权限",
        ),
        (
            FileNotFoundError(2, "No such file or directory"),
            "D:\\" + "填" * 257,
            "路径有 260 个字符，Windows 一般只到 259 个：请把填报目录移到短一些的地方，例如 D:\\填报",
        ),
        (FileNotFoundError(2, "No such file or directory"), "D:\\" + "填" * 256, ""),
        (OSError(28, "No space left on device"), "D:\\填报", ""),
    ],
)
def test_errors_that_only_windows_gives(error: OSError, path: str, remedy: str) -> None:
    assert remedy_on_windows(error, path) == remedy
