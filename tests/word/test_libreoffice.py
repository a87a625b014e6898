"""Files that LibreOffice has to convert: all by one run, and one that cannot be converted stops no other."""

from __future__ import annotations

import subprocess
from pathlib import Path, PureWindowsPath
from typing import Any

import pytest

from perfdocs.word import libreoffice
from perfdocs.word.incoming import IncomingDocument, open_all
from perfdocs.word.libreoffice import Ending, Source, convert, usual_places
from tests.support.clerk_documents import document, paragraph, run
from tests.support.libreoffice import libreoffice as required

RTF = rb"{\rtf1\ansi number %d\par}"


@pytest.mark.slow
def test_old_files_are_converted_by_one_run(monkeypatch: pytest.MonkeyPatch) -> None:
    required()
    runs: list[Any] = []
    real = subprocess.Popen

    def counted(command: Any, **options: Any) -> Any:
        runs.append(command)
        return real(command, **options)

    monkeypatch.setattr(subprocess, "Popen", counted)
    files = {f"{number}.doc": RTF % number for number in range(3)}
    opened = open_all({**files, "a.docx": document(paragraph(run("甲"))), "b.docx": b"%PDF"})
    texts = {name: each.rows[0].texts for name, each in opened.items() if isinstance(each, IncomingDocument)}
    assert texts == {**{f"{number}.doc": (f"number {number}",) for number in range(3)}, "a.docx": ("甲",)}
    assert len(runs) == 1


@pytest.mark.slow
def test_a_file_that_ends_the_program_takes_no_other_with_it(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    program = tmp_path / "soffice"
    program.write_text(
        """#!/bin/sh
while [ "$1" != --outdir ]; do shift; done
out=$2; shift 2; mkdir -p "$out"
for file; do
  grep -q bad "$file" && exit 1
  cp "$file" "$out/$(basename "$file" .rtf).docx"
done
""",
        "utf-8",
    )
    program.chmod(0o755)
    monkeypatch.setattr(libreoffice, "installed", lambda: str(program))
    sources = [Source("rtf", text) for text in (b"one", b"bad", b"three")]
    assert convert(sources, "docx") == [b"one", None, b"three"]


def test_a_run_that_is_given_up_ends_at_once(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Also one that was given up before it began; what it had not converted is not tried again."""
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\necho convert a\nexec sleep 60\n", "utf-8")
    program.chmod(0o755)
    monkeypatch.setattr(libreoffice, "installed", lambda: str(program))
    ending = Ending()
    sources = [Source("rtf", b"one"), Source("rtf", b"two")]
    assert convert(sources, "docx", on_file=ending.ask, ending=ending) == [None, None]
    assert convert(sources, "docx", ending=ending) == [None, None]


def test_without_the_program(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    assert [str(each) for each in open_all({"a.doc": RTF % 1}).values()] == [
        "这是 RTF 格式：请用 Word 或 WPS 打开，另存为 .docx（装了 LibreOffice 的电脑可以直接读）"
    ]


def test_a_program_that_hangs_is_ended_with_what_it_started(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """`soffice` is a script: what it waits for holds its output open, and would be waited for."""
    program = tmp_path / "soffice"
    program.write_text("#!/bin/sh\nsleep 600 &\nwait\n")
    program.chmod(0o755)
    monkeypatch.setattr(libreoffice, "installed", lambda: str(program))
    monkeypatch.setattr(libreoffice, "LONGEST", 0.2)
    assert convert([Source("doc", b"")], "docx") == [None]


def test_where_installers_put_it() -> None:
    windows = {
        "ProgramFiles": r"C:\Program Files",
        "ProgramW6432": r"C:\Program Files",
        "ProgramFiles(x86)": r"C:\Program Files (x86)",
        "LOCALAPPDATA": r"C:\Users\甲\AppData\Local",
    }
    assert [str(place) for place in usual_places("win32", windows)] == [
        r"C:\Program Files\LibreOffice\program\soffice.com",
        r"C:\Program Files\LibreOffice\program\soffice.exe",
        r"C:\Program Files (x86)\LibreOffice\program\soffice.com",
        r"C:\Program Files (x86)\LibreOffice\program\soffice.exe",
        r"C:\Users\甲\AppData\Local\Programs\LibreOffice\program\soffice.com",
        r"C:\Users\甲\AppData\Local\Programs\LibreOffice\program\soffice.exe",
    ]
    assert all(isinstance(place, PureWindowsPath) for place in usual_places("win32", windows))
    assert [str(place) for place in usual_places("darwin", {"HOME": "/Users/a"})] == [
        "/Applications/LibreOffice.app/Contents/MacOS/soffice",
        "/Users/a/Applications/LibreOffice.app/Contents/MacOS/soffice",
    ]
    assert usual_places("linux", {"HOME": "/root"}) == usual_places("win32", {}) == []


def test_it_is_found_there(monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> None:
    program = tmp_path / "Applications/LibreOffice.app/Contents/MacOS/soffice"
    program.parent.mkdir(parents=True)
    program.write_text("#!/bin/sh\necho LibreOffice 24.8.1 1234\n")
    program.chmod(0o755)
    monkeypatch.setattr("shutil.which", lambda _: None)
    assert libreoffice.installed() is None
    assert libreoffice.version() == ""
    monkeypatch.setattr("sys.platform", "darwin")
    monkeypatch.setenv("HOME", str(tmp_path))
    assert libreoffice.installed() == str(program)
    assert libreoffice.version() == "LibreOffice 24.8.1"
    program.write_text("#!/bin/sh\nexit 1\n")
    assert libreoffice.version() == ""
