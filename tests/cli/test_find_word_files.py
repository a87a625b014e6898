"""Word files of a directory and of those below; others are named."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from perfdocs.cli.find_word_files import word_files
from perfdocs.errors import PerfdocsError
from tests.support.clerk_documents import document, paragraph, run


def test_directories_are_searched_through(tmp_path: Path) -> None:
    (tmp_path / "局").mkdir()
    (tmp_path / ".git").mkdir()
    source = document(paragraph(run("正文")))
    for name in ("甲.docx", "局/乙.DOCX", "~$甲.docx", ".git/丙.docx"):
        (tmp_path / name).write_bytes(source)
    for name in ("局/1.xlsx", "局/2.pdf", "局/3.png", "局/4.txt"):
        (tmp_path / name).write_bytes(b"")
    documents, findings = word_files([tmp_path])
    assert {each.name for each in documents} == {str(tmp_path / "甲.docx"), str(tmp_path / "局/乙.DOCX")}
    assert [(each.code, each.message) for each in findings] == [
        ("N102", "这里的 局/1.xlsx、局/2.pdf、局/3.png 等 4 个文件不是 Word 文件，没有看")
    ]


def test_a_directory_without_any(tmp_path: Path) -> None:
    with pytest.raises(PerfdocsError, match="里没有 Word 文件"):
        word_files([tmp_path])


def test_a_file_that_cannot_be_opened_does_not_hide_the_next(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "甲.docx")
    (tmp_path / "乙.docx").write_bytes(document(paragraph(run("正文"))))
    documents, findings = word_files([tmp_path])
    assert [each.name for each in documents] == [str(tmp_path / "乙.docx")]
    assert [(each.code, each.place.file, each.message, each.cannot) for each in findings] == [
        ("N101", str(tmp_path / "甲.docx"), "打不开：这不是文件。请检查文件的权限，或关闭正在使用它的程序", True)
    ]
