"""`perfdocs text` reads what `import` reads."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.clerk_documents import document, paragraph, run
from tests.support.compound_file import compound_file
from tests.support.libreoffice import convert, libreoffice
from tests.support.run_command import Command


def test_lines_of_a_document(tmp_path: Path, perfdocs: Command) -> None:
    (tmp_path / "a.docx").write_bytes(document(paragraph(run("甲")) + paragraph(run("乙  丙"))))
    ran = perfdocs("text", tmp_path / "a.docx")
    assert (ran.status, ran.out) == (0, "甲\n乙 丙\n")


@pytest.mark.slow
def test_lines_of_an_old_document(tmp_path: Path, perfdocs: Command) -> None:
    libreoffice()
    (tmp_path / "a.docx").write_bytes(document(paragraph(run("甲"))))
    convert([tmp_path / "a.docx"], "doc", tmp_path / "doc")
    ran = perfdocs("text", tmp_path / "doc/a.doc")
    assert (ran.status, ran.out) == (0, "甲\n")


def test_what_cannot_be_read(tmp_path: Path, perfdocs: Command) -> None:
    path = tmp_path / "a.doc"
    path.write_bytes(compound_file({"EncryptedPackage": b""}))
    ran = perfdocs("text", path)
    sentence = "这个文件加了打开密码，读不了：请在 Word 或 WPS 里取消密码（文件－信息－保护文档）再存一次"
    assert (ran.status, ran.out, ran.err) == (2, "", f"perfdocs：{path}：{sentence}\n")
