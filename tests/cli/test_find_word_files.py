"""Word files of a directory and of those below; others are named."""

from __future__ import annotations

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
