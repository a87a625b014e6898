"""PDFs: one run of LibreOffice for all documents, beside a call for each, and unoserver, which keeps one running.

Processor time of all processes: on two cores the clock says as much of the machine's other work.
"""

from __future__ import annotations

import os
import resource
import shutil
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from perfdocs.word import libreoffice
from perfdocs.word.print_pdf import print_pdf
from tests.bench import corpus
from tests.bench.figures import Figure
from tests.support.workspaces import ROOT

DOCUMENTS = 40
FEW = 5
"""Documents that are printed by a call each: every call is like the next."""
SERVER = "unoserver==3.2"
SYSTEM_PYTHON = "/usr/bin/python3"
"""Debian's, which alone has LibreOffice's own module."""
PATIENCE = 60
"""Seconds for the server to answer."""


def pdf() -> Iterator[Figure]:
    """Processor time for a document's PDF, of forty."""
    program = libreoffice.installed()
    if program is None:
        yield Figure("一份文件印成 PDF", None, "秒", "这里没有 LibreOffice")
        return
    with tempfile.TemporaryDirectory() as directory:
        documents = _documents(Path(directory))
        contents = [path.read_bytes() for path in documents]
        ours = processor_time(lambda: print_pdf(contents, ["0" * 64] * len(contents))) / len(contents)
        alone = processor_time(lambda: _call_for_each(program, documents[:FEW], Path(directory))) / FEW
        what = f"{DOCUMENTS} 份文件一次印成 PDF，每份"
        yield Figure(what, ours, "秒（处理器）", "一份叫一次 LibreOffice", alone, at_most=0.5)
        server = _unoserver(documents, Path(directory))
    if isinstance(server, str):
        yield Figure(what, ours, "秒（处理器）", server)
    else:
        yield Figure(what, ours, "秒（处理器）", "unoserver", server)


def _documents(directory: Path) -> list[Path]:
    """So many documents of ours, of departments that are made up."""
    for name in ("templates", "schema"):
        shutil.copytree(ROOT / name, directory / name)
    corpus.departments(directory, DOCUMENTS // 4)
    command = [sys.executable, "-m", "perfdocs", "render", "--no-cache", "--root", str(directory)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    return sorted((directory / "build").rglob("*.docx"))[:DOCUMENTS]


def processor_time(work: Callable[[], object]) -> float:
    """Seconds of this process and of those that it waited for."""
    before = _spent()
    work()
    return _spent() - before


def _spent() -> float:
    both = (resource.getrusage(who) for who in (resource.RUSAGE_SELF, resource.RUSAGE_CHILDREN))
    return sum(usage.ru_utime + usage.ru_stime for usage in both)


def _call_for_each(program: str, documents: list[Path], directory: Path) -> None:
    profile = f"-env:UserInstallation={(directory / 'profile').as_uri()}"
    command = [program, profile, "--headless", "--convert-to", "pdf", "--outdir", str(directory)]
    for document in documents:
        subprocess.run([*command, document], check=True, capture_output=True)


def _unoserver(documents: list[Path], directory: Path) -> float | str:
    """Its processor time for a document, with that of the LibreOffice that it keeps; or why there is none."""
    has_uno = subprocess.run([SYSTEM_PYTHON, "-c", "import uno"], capture_output=True).returncode == 0
    if not has_uno:
        return "unoserver 要 Debian 的 python3-uno，这里没有"
    home = directory / "server"
    try:
        subprocess.run([SYSTEM_PYTHON, "-m", "venv", "--system-site-packages", home], check=True, capture_output=True)
        subprocess.run([home / "bin/pip", "install", "-q", SERVER], check=True, capture_output=True)
    except (subprocess.CalledProcessError, OSError):
        return f"{SERVER} 在这里装不上"

    def serve() -> None:
        server = subprocess.Popen([home / "bin/unoserver"], stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL)
        try:
            for document in documents:
                _ask(home / "bin/unoconvert", document, directory / "server.pdf")
        finally:
            server.terminate()
            server.wait()

    return processor_time(serve) / len(documents)


def _ask(client: Path, document: Path, pdf: Path) -> None:
    begun = time.monotonic()
    command: list[str | os.PathLike[str]] = [client, document, pdf]
    while subprocess.run(command, capture_output=True).returncode != 0:
        if time.monotonic() - begun > PATIENCE:
            raise TimeoutError("unoserver")
        time.sleep(1)
