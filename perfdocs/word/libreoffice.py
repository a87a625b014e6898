"""Old Word files (.doc, .rtf, .odt, .wps) as .docx, by LibreOffice where it is installed."""

from __future__ import annotations

import os
import shutil
import subprocess
import tempfile
from pathlib import Path

from perfdocs.word.filetype import CONVERTIBLE
from perfdocs.word.open_docx import MOST_BYTES, NotWord, WordFile

LONGEST = 120
"""Seconds that a conversion may take. Chosen by hand."""

_CAREFUL = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel">
<value>3</value></prop><prop oor:name="DisableMacrosExecution"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link"><value>0</value></prop></item>
</oor:items>
"""
"""Settings by which LibreOffice runs no macro and follows no link of the document."""


def as_docx(source: bytes) -> bytes:
    """The file itself where it is a .docx, or converted where LibreOffice can. Raises NotWord."""
    try:
        WordFile(source)
    except NotWord as reason:
        if reason.kind not in CONVERTIBLE or len(source) > MOST_BYTES:
            raise
        program = shutil.which("soffice") or shutil.which("libreoffice")
        if program is None:
            raise NotWord(reason.kind, f"{reason}（装了 LibreOffice 的电脑可以直接读）") from None
        return _convert(source, reason.kind, program)
    return source


def _convert(source: bytes, kind: str, program: str) -> bytes:
    with tempfile.TemporaryDirectory(prefix="perfdocs-") as name:
        directory = Path(name)
        (directory / f"document.{kind}").write_bytes(source)
        settings = directory / "profile/user/registrymodifications.xcu"
        settings.parent.mkdir(parents=True)
        settings.write_text(_CAREFUL, "utf-8")
        profile = f"-env:UserInstallation={(directory / 'profile').as_uri()}"
        command = [program, profile, "--headless", "--convert-to", "docx", "--outdir", str(directory)]
        nowhere = dict.fromkeys(("http_proxy", "https_proxy"), "http://127.0.0.1:9")
        try:
            subprocess.run(
                [*command, str(directory / f"document.{kind}")],
                capture_output=True,
                timeout=LONGEST,
                check=True,
                env={**os.environ, **nowhere},
            )
            return (directory / "document.docx").read_bytes()
        except (subprocess.SubprocessError, OSError):
            sentence = "LibreOffice 没有能转换这个文件：请用 Word 或 WPS 打开，另存为 .docx"
            raise NotWord(kind, sentence) from None
