"""What is packed comes out the same; whatever else is in a record's place is told from one."""

from __future__ import annotations

import zlib
from pathlib import Path

import pytest

from perfdocs.kept_files import Damaged, are_below, decompress, make_home, pack_up, unpack


def test_what_is_packed_comes_out_the_same() -> None:
    files = {"specs/甲.yaml": b"\n\0\xff", "specs/b.yaml": b"", "specs/\udcff.yaml": b"x"}
    assert unpack(decompress(zlib.compress(pack_up({"pack": "版式"}, files)))) == (
        {"pack": "版式", "files": {name: len(data) for name, data in files.items()}},
        files,
    )


@pytest.mark.parametrize(
    "contents", [b"", b"\n", b"[]\n", b"{}\n", b'{"files": {"a": "1"}}\nx', b"[" * 100_000, b"\xff\n"]
)
def test_anything_else_is_damaged(contents: bytes) -> None:
    with pytest.raises(Damaged):
        unpack(contents)


def test_what_is_not_deflated_is_damaged() -> None:
    with pytest.raises(Damaged):
        decompress(b"nothing")


def test_the_home_tells_git_to_pass_it_over(tmp_path: Path) -> None:
    make_home(str(tmp_path))
    make_home(str(tmp_path))
    assert (tmp_path / ".perfdocs/.gitignore").read_text("utf-8") == (
        "# perfdocs: what was printed, for verify and pull; what was replaced, for undo\n*\n"
    )


@pytest.mark.parametrize("name", ["templates/a", "specs/../a", "specs\\..\\a", "/specs/a", "specs/a\0", "specs"])
def test_no_file_outside_of_the_directories(name: str) -> None:
    assert are_below(["specs/2023/a.yaml"], "specs/")
    assert not are_below(["specs/2023/a.yaml", name], "specs/")
