"""`perfdocs render` to the letter: what it says besides the findings of `check`."""

from __future__ import annotations

from pathlib import Path

from tests.support.run_command import Command

FORM = "build/2023/demo/01-2023年部门整体支出绩效目标表.docx"


def test_what_was_printed_cannot_be_kept(small: Path, perfdocs: Command) -> None:
    (small / ".perfdocs").write_bytes(b"")
    ran = perfdocs("render", "--root", small)
    assert (small / FORM).exists()
    assert ran.status == 0
    assert ran.out.splitlines() == [
        ".perfdocs:1:1: 警告 R105 1 个部门印出的内容没有留底（这里应是目录，不能是链接或别的东西）：填报文件再改以后，"
        "收回来的表可能核对不了，请检查磁盘空间和这个目录的权限"
    ]
