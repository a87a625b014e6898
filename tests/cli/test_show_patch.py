"""A unified diff of what is changed, and nobody is asked where nobody sits at the terminal."""

from __future__ import annotations

import pytest

from perfdocs.cli.show_patch import is_confirmed, patch_lines

CASES: list[tuple[bytes | None, bytes | None, list[str]]] = [
    (
        "甲: 1\n乙：2\n".encode(),
        "甲: 1\n乙: 2\n".encode(),
        ["--- a/x.yaml", "+++ b/x.yaml", "@@ -1,2 +1,2 @@", " 甲: 1", "-乙：2", "+乙: 2"],
    ),
    (None, b"a: 1\n", ["--- /dev/null", "+++ b/x.yaml", "@@ -0,0 +1 @@", "+a: 1"]),
    (b"a: 1", None, ["--- a/x.yaml", "+++ /dev/null", "@@ -1 +0,0 @@", "-a: 1", "\\ 文件末尾没有换行符"]),
    ("甲: 中文的字\n".encode("gb18030"), "甲: 中文的字\n".encode(), ["x.yaml：文字不变，只改编码或换行符"]),
    (b"a: 1\r\n", b"a: 1\n", ["x.yaml：文字不变，只改编码或换行符"]),
    (b"a: 1\n", b"a: 1\n", []),
]


@pytest.mark.parametrize(("old", "new", "lines"), CASES)
def test_patches(old: bytes | None, new: bytes | None, lines: list[str]) -> None:
    assert list(patch_lines("x.yaml", old, new)) == lines


def test_nobody_is_asked_who_is_not_there(capsys: pytest.CaptureFixture[str]) -> None:
    assert is_confirmed("好吗？", yes=False)
    assert is_confirmed("好吗？", yes=True)
    assert capsys.readouterr() == ("", "")
