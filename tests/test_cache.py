"""The cache reads, writes and removes nothing but its own files in its own directories."""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path

import pytest

from perfdocs import cache
from perfdocs.cache import DAYS, CacheDirectory
from tests.support.run_command import Command

OLD = (0, 0)
KEY = b"k" * 32


def filled(root: Path) -> Path:
    """A cache with one entry; its file."""
    CacheDirectory(root, KEY).put("kind", "name", b"data")
    (entry,) = root.glob("kind/??/*")
    return entry


def get(root: Path) -> bytes | None:
    return CacheDirectory(root, KEY).get("kind", "name")


def a_link_to(target: str | Path) -> Callable[[Path], None]:
    return lambda path: path.symlink_to(target)


@pytest.mark.parametrize(
    "put", [os.mkfifo, Path.mkdir, a_link_to("/dev/zero"), a_link_to("/dev/null"), a_link_to("none")]
)
def test_what_is_no_entry_counts_for_nothing(tmp_path: Path, put: Callable[[Path], None]) -> None:
    entry = filled(tmp_path)
    assert get(tmp_path) == b"data"
    entry.unlink()
    put(entry)
    assert get(tmp_path) is None
    if not entry.is_dir():
        assert filled(tmp_path) == entry
        assert get(tmp_path) == b"data"


@pytest.mark.parametrize("above", [0, 1])
def test_a_link_in_the_place_of_a_directory_is_not_followed(tmp_path: Path, above: int) -> None:
    root = tmp_path / "cache"
    directory = filled(root).parents[above]
    directory.rename(tmp_path / "elsewhere")
    directory.symlink_to(tmp_path / "elsewhere")
    before = sorted((tmp_path / "elsewhere").rglob("*"))
    assert get(root) is None
    CacheDirectory(root, KEY).put("kind", "name", b"other")
    assert sorted((tmp_path / "elsewhere").rglob("*")) == before


def test_the_cache_itself_may_be_a_link(tmp_path: Path) -> None:
    (tmp_path / "disk").mkdir()
    (tmp_path / "cache").symlink_to(tmp_path / "disk")
    filled(tmp_path / "cache")
    assert get(tmp_path / "cache") == b"data"


def test_old_entries_are_removed_and_nothing_else(tmp_path: Path) -> None:
    root, documents = tmp_path / "cache", tmp_path / "documents"
    old = filled(root)
    documents.mkdir()
    (documents / ("a" * 62)).write_bytes(b"precious")
    (root / "kind/zz").symlink_to(documents)
    (root / "kind/ff").symlink_to(documents)
    (root / "link").symlink_to(tmp_path)
    (root / "photos/ab").mkdir(parents=True)
    kept = [documents / ("a" * 62), root / "photos/ab/first.jpg", root / "photos/first.jpg", old.parent / "note.txt"]
    for path in kept:
        path.write_bytes(b"precious")
    (old.parent / ("b" * 62)).symlink_to(documents / "none")
    left = old.parent / ".perfdocs-00000000-1-00000000-0"
    left.write_bytes(b"unfinished")
    for path in (*kept, old, left, root / "swept"):
        os.utime(path, OLD)
    CacheDirectory(root, KEY).put("other", "name", b"data")
    assert [path for path in (old, left) if path.exists()] == []
    assert all(path.read_bytes() == b"precious" for path in kept)
    assert (old.parent / ("b" * 62)).is_symlink()


def test_old_entries_are_looked_for_once_a_day(tmp_path: Path) -> None:
    old = filled(tmp_path)
    os.utime(old, OLD)
    CacheDirectory(tmp_path, KEY).put("kind", "other", b"data")
    assert old.exists()
    assert DAYS == 60


@pytest.mark.parametrize("put", [a_link_to("../elsewhere"), os.mkfifo])
def test_the_mark_of_that_day_is_no_link(tmp_path: Path, put: Callable[[Path], None]) -> None:
    root = tmp_path / "cache"
    root.mkdir()
    (tmp_path / "elsewhere").write_bytes(b"x")
    os.utime(tmp_path / "elsewhere", OLD)
    put(root / "swept")
    os.utime(root / "swept", OLD, follow_symlinks=False)
    filled(root)
    assert (tmp_path / "elsewhere").stat().st_mtime == 0
    assert (root / "swept").is_file()
    assert not (root / "swept").is_symlink()


@pytest.mark.parametrize("put", [os.mkfifo, a_link_to("/dev/zero"), Path.mkdir])
def test_where_there_is_no_key_there_is_no_cache(
    tmp_path: Path, put: Callable[[Path], None], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv(cache.VARIABLE, str(tmp_path / "cache"))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path))
    (tmp_path / "perfdocs").mkdir()
    put(tmp_path / "perfdocs/cache.key")
    assert cache.open_cache() is cache.NO_CACHE


def test_pipes_in_the_place_of_all_entries_change_nothing(
    small: Path, tmp_path_factory: pytest.TempPathFactory, perfdocs: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    root = tmp_path_factory.mktemp("cache")
    monkeypatch.setenv(cache.VARIABLE, str(root))
    monkeypatch.setenv("XDG_STATE_HOME", str(tmp_path_factory.mktemp("state")))
    first = perfdocs("check", "--root", small)
    entries = [path for path in root.glob("*/??/*") if path.is_file()]
    for path in entries:
        path.unlink()
        os.mkfifo(path)
    assert perfdocs("check", "--root", small) == first
    assert len(entries) >= 3
