"""A Word file as lines, for a person and for git; it reads what `import` reads."""

from __future__ import annotations

import hashlib
import os
from pathlib import Path

import pytest

from perfdocs.cli.commands import text
from tests.support.clerk_documents import document, paragraph, run
from tests.support.compound_file import compound_file
from tests.support.libreoffice import convert, libreoffice
from tests.support.run_command import Command

DAMAGED = b"PK\x03\x04 no"
SENTENCE = "文件不完整或已经损坏，多半没有传完：请重新要一份"


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


def test_lines_with_visible_marks(tmp_path: Path, perfdocs: Command) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(document(paragraph(run("甲\u202e乙\u009b31m")) + paragraph(run("丙"))))
    assert perfdocs("text", path).out == "甲‹U+202E›乙‹U+009B›31m\n丙\n"


def test_what_cannot_be_read_ends_with_2(tmp_path: Path, perfdocs: Command) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(DAMAGED)
    ran = perfdocs("text", path)
    assert (ran.status, ran.out, ran.err) == (2, "", f"perfdocs：{path}：{SENTENCE}\n")
    ran = perfdocs("text", tmp_path / "none.docx")
    assert (ran.status, ran.err) == (2, f"perfdocs：{tmp_path}/none.docx 打不开：No such file or directory\n")


def test_for_git_it_is_text_too(tmp_path: Path, perfdocs: Command) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(DAMAGED)
    ran = perfdocs("text", "--for-git", "--", path)
    digest = hashlib.sha256(DAMAGED).hexdigest()
    assert (ran.status, ran.out, ran.err) == (0, f"（读不出来：{SENTENCE}）\n（SHA-256 {digest}）\n", "")
    ran = perfdocs("text", "--for-git", tmp_path / "none.docx")
    assert (ran.status, ran.out) == (0, "（打不开：No such file or directory）\n")
    os.mkfifo(tmp_path / "pipe")
    assert perfdocs("text", "--for-git", tmp_path / "pipe").out == "（打不开：这不是文件）\n"


def test_for_git_a_fault_of_ours_is_a_line(tmp_path: Path, perfdocs: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    def fail(_: object) -> None:
        raise RecursionError

    monkeypatch.setattr(text, "document_lines", fail)
    path = tmp_path / "a.docx"
    path.write_bytes(document(paragraph(run("甲"))))
    ran = perfdocs("text", "--for-git", path)
    assert ran.status == 0
    assert ran.out.splitlines()[0] == "（读不出来：perfdocs 自己出了错（RecursionError））"
