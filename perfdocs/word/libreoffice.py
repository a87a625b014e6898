"""Word files converted by LibreOffice, where it is installed: old ones to .docx, and any of them to PDF."""

from __future__ import annotations

import os
import shutil
import signal
import subprocess
import sys
import tempfile
import threading
from collections.abc import Callable, Mapping, Sequence
from contextlib import suppress
from pathlib import Path, PurePath, PurePosixPath, PureWindowsPath
from typing import NamedTuple

from perfdocs.word.filetype import CONVERTIBLE
from perfdocs.word.fonts import font_settings
from perfdocs.word.open_docx import MOST_BYTES, NotWord, WordFile

LONGEST, LONGEST_EACH = 120, 10
"""Seconds that a run may take, and for each further file. Chosen by hand; a form takes 0.2."""

_ANSWERS_WITHIN = 20
"""Seconds in which it has to say its version; chosen by hand, it takes 0.1."""
_CAREFUL = """<?xml version="1.0" encoding="UTF-8"?>
<oor:items xmlns:oor="http://openoffice.org/2001/registry">
<item oor:path="/org.openoffice.Office.Common/Security/Scripting"><prop oor:name="MacroSecurityLevel">
<value>3</value></prop><prop oor:name="DisableMacrosExecution"><value>true</value></prop>
<prop oor:name="BlockUntrustedRefererLinks"><value>true</value></prop></item>
<item oor:path="/org.openoffice.Office.Writer/Content/Update"><prop oor:name="Link"><value>0</value></prop></item>
</oor:items>
"""
"""Settings by which LibreOffice runs no macro and follows no link of the document."""
_BEGUN = "convert "
"""What LibreOffice prints when it begins with a file."""
_NOWHERE = dict.fromkeys(("http_proxy", "https_proxy"), "http://127.0.0.1:9")


_SIGNED = (
    "_xmlsignatures".encode("utf-16-le"),
    "_signatures".encode("utf-16-le"),
    b"META-INF/documentsignatures.xml",
)
"""What old Word files ([MS-OFFCRYPTO]: streams) and OpenDocument files (members) hold where they are signed."""


class Source(NamedTuple):
    """A file to be converted, and its kind (`docx`), which LibreOffice takes from its name."""

    kind: str
    contents: bytes


def installed() -> str | None:
    """The program: on the path, or where LibreOffice's installers put it; None where there is none."""
    on_path = shutil.which("soffice") or shutil.which("libreoffice")
    places = map(str, usual_places(sys.platform, os.environ))
    return on_path or next((place for place in places if os.path.isfile(place)), None)  # noqa: PTH113


def usual_places(platform: str, environment: Mapping[str, str]) -> list[PurePath]:
    """Where the installers for Windows and macOS put the program: on no path. `soffice.com` is the one of the two that
    waits for its work and can be listened to (help.libreoffice.org, Starting LibreOffice with parameters)."""
    if platform == "win32":
        roots = [environment.get(name, "") for name in ("ProgramW6432", "ProgramFiles", "ProgramFiles(x86)")]
        own = environment.get("LOCALAPPDATA", "")
        homes = [PureWindowsPath(root) for root in dict.fromkeys(roots) if root]
        homes += [PureWindowsPath(own, "Programs")] if own else []
        programs = [home / "LibreOffice" / "program" for home in homes]
        return [program / f"soffice.{kind}" for program in programs for kind in ("com", "exe")]
    if platform == "darwin":
        homes_of_mac = [PurePosixPath("/"), *([PurePosixPath(home)] if (home := environment.get("HOME", "")) else [])]
        return [home / "Applications/LibreOffice.app/Contents/MacOS/soffice" for home in homes_of_mac]
    return []


def version() -> str:
    """What the program says of itself (`LibreOffice 7.4.7.2`); empty where there is none, or where it says nothing."""
    program = installed()
    if program is None:
        return ""
    try:
        run = subprocess.run([program, "--version"], capture_output=True, timeout=_ANSWERS_WITHIN, check=True)
    except (subprocess.SubprocessError, OSError):
        return ""
    return " ".join(run.stdout.decode("utf-8", "replace").split()[:2])


def identity() -> str:
    """What tells this LibreOffice from another version of it; empty where there is none."""
    program = installed()
    if program is None:
        return ""
    home = Path(program).resolve().parent
    names = [home / name for name in ("versionrc", "version.ini", "../Resources/versionrc")]
    return next((text for name in names if (text := _contents(name))), program.encode()).decode("utf-8", "replace")


class Ending:
    """Ends a conversion that another thread waits for."""

    def __init__(self) -> None:
        self._lock = threading.Lock()
        self._run: subprocess.Popen[str] | None = None
        self.is_asked = False

    def ask(self) -> None:
        """Ends the run, or the next one if none has begun."""
        with self._lock:
            self.is_asked = True
            if self._run is not None and self._run.poll() is None:
                _end(self._run)

    def follow(self, run: subprocess.Popen[str]) -> None:
        with self._lock:
            self._run = run
            if self.is_asked:
                _end(run)


def convert(
    sources: Sequence[Source],
    to: str,
    options: str = "",
    on_file: Callable[[], None] = lambda: None,
    ending: Ending | None = None,
) -> list[bytes | None]:
    """Each file in another format (`docx`, `pdf`), all by one run; None for one that LibreOffice cannot convert.

    `options` are those of the export filter (`writer_pdf_Export:{…}`); `on_file` is called for each file begun. Where
    the `ending` was asked for, the files that were not converted yet are None.
    """
    ending = ending or Ending()
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
        target = f"{to}:{options}" if options else to
        if not _run(program, files, target, directory, ending, on_file):
            for file in files:  # one that ends the program does not take the others with it
                if not _converted(file, to).exists() and not ending.is_asked:
                    _run(program, [file], target, directory, ending)
        return [_contents(_converted(file, to)) for file in files]


def _run(
    program: str,
    files: Sequence[Path],
    to: str,
    directory: Path,
    ending: Ending,
    on_file: Callable[[], None] = lambda: None,
) -> bool:
    """Whether LibreOffice came to its end."""
    profile = f"-env:UserInstallation={(directory / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", to, "--outdir", str(directory / "out"), *map(str, files)]
    seconds = LONGEST + LONGEST_EACH * (len(files) - 1)
    environment = {**os.environ, **_NOWHERE, **font_settings(directory)}
    try:
        with subprocess.Popen(
            command,
            stdout=subprocess.PIPE,
            stderr=subprocess.DEVNULL,
            env=environment,
            text=True,
            errors="replace",
            start_new_session=True,
        ) as run:
            ending.follow(run)
            limit = threading.Timer(seconds, _end, [run])
            limit.start()
            try:
                for line in run.stdout or ():
                    if line.startswith(_BEGUN):
                        on_file()
            except BaseException:
                _end(run)
                raise
            finally:
                limit.cancel()
    except OSError:
        return False
    return run.returncode == 0


def _end(run: subprocess.Popen[str]) -> None:
    """Ends LibreOffice with what it has started: `soffice` is a script that waits for the program."""
    if not hasattr(os, "killpg"):
        run.kill()
        return
    with suppress(ProcessLookupError):
        os.killpg(run.pid, signal.SIGKILL)


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
            if any(mark in source for mark in _SIGNED):
                signed = "带有电子签名，没有转换，所以没有读：请用签它的软件打开看"
                documents.append(NotWord(reason.kind, signed))
                continue
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
