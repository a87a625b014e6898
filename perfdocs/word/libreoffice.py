"""Word files converted by LibreOffice, where it is installed: old ones to .docx, and any of them to PDF."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

from perfdocs.word.filetype import CONVERTIBLE
from perfdocs.word.open_docx import MOST_BYTES, NotWord, WordFile

LONGEST, LONGEST_EACH = 120, 10
"""Seconds that a run may take, and for each further file. Chosen by hand; a form takes 0.2."""

_CAREFUL = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel">
<value>3</value></prop><prop oor:name="DisableMacrosExecution"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link"><value>0</value></prop></item>
</oor:items>
"""
"""Settings by which LibreOffice runs no macro and follows no link of the document."""
_NOWHERE = dict.fromkeys(("http_proxy", "https_proxy"), "http://127.0.0.1:9")


class Source(NamedTuple):
    """A file to be converted, and its kind (`docx`), which LibreOffice takes from its name."""

    kind: str
    contents: bytes


def installed() -> str | None:
    """The program; None where there is none."""
    return shutil.which("soffice") or shutil.which("libreoffice")


def convert(sources: Sequence[Source], to: str) -> list[bytes | None]:
    """Each file in another format (`docx`, `pdf`), all by one run; None for one that LibreOffice cannot convert."""
    program = installed()
    if program is None or not sources:
        return [None] * len(sources)
    with tempfile.TemporaryDirectory(prefix="perfdocs-") as name:
        directory = Path(name)
        files = [directory / f"{number}.{source.kind}" for number, source in enumerate(sources)]
        for file, source in zip(files, sources, strict=True):
            file.write_bytes(source.contents)
        settings = directory / "profile/user/registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(_CAREFUL, "utf-8")
        if not _run(program, files, to, directory):
            for file in files:  # one that ends the program does not take the others with it
                if not _converted(file, to).exists():
                    _run(program, [file], to, directory)
        return [_contents(_converted(file, to)) for file in files]


def _run(program: str, files: Sequence[Path], to: str, directory: Path) -> bool:
    """Whether LibreOffice came to its end."""
    profile = f"-env:UserInstallation={(directory / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", to, "--outdir", str(directory / "out")]
    seconds = LONGEST + LONGEST_EACH * (len(files) - 1)
    environment = {**os.environ, **_NOWHERE}
    try:
        subprocess.run([*command, *files], capture_output=True, timeout=seconds, check=True, env=environment)
    except (subprocess.SubprocessError, OSError):
        return False
    return True


def _converted(file: Path, to: str) -> Path:
    return file.parent / "out" / f"{file.stem}.{to}"


def _contents(path: Path) -> bytes | None:
    try:
        return path.read_bytes()
    except OSError:
        return None


def as_docx(sources: Sequence[bytes]) -> list[bytes | NotWord]:
    """Each file itself where it is a .docx, or converted where LibreOffice can; why not, of each other."""
    documents: list[bytes | NotWord] = []
    old: list[tuple[int, Source]] = []
    for number, source in enumerate(sources):
        try:
            WordFile(source)
            documents.append(source)
        except NotWord as reason:
            documents.append(reason)
            if reason.kind in CONVERTIBLE and len(source) <= MOST_BYTES:
                old.append((number, Source(reason.kind, source)))
                if installed() is None:
                    sentence = f"{reason}（装了 LibreOffice 的电脑可以直接读）"
                    documents[-1] = NotWord(reason.kind, sentence)
    converted = convert([source for _, source in old], "docx") if installed() else []
    for (number, (kind, _)), contents in zip(old, converted, strict=False):
        sentence = "LibreOffice 没有能转换这个文件：请用 Word 或 WPS 打开，另存为 .docx"
        documents[number] = NotWord(kind, sentence) if contents is None else contents
    return documents
