"""A year as one page: its size and the time that it takes, beside LibreOffice's HTML of the same documents."""

from __future__ import annotations

import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path

from perfdocs.word import libreoffice
from tests.bench.figures import Figure
from tests.bench.pdf import processor_time
from tests.support.workspaces import ROOT
from tests.support.year_of_departments import year_of_departments

DEPARTMENTS = 100
EXPORTED = 10
"""Departments whose documents LibreOffice exports, all in one run: every one is like the next."""
MOST = 10
"""Megabytes that the page may have."""


def site() -> Iterator[Figure]:
    """Size and processor time of the page of a hundred departments with four forms each."""
    with tempfile.TemporaryDirectory() as directory:
        root = year_of_departments(Path(directory), DEPARTMENTS)
        page = root / "2024.html"
        time = processor_time(lambda: _perfdocs(root, "site", "2024", "--no-cache", "--out", str(page)))
        size = page.stat().st_size / 1_000_000
        what = f"{DEPARTMENTS} 个部门的网页（总览、表、问题、上年的数）"
        program = libreoffice.installed()
        yield Figure(f"{what}，大小", size, "MB", "一个文件至多", MOST, at_most=1)
        if program is None:
            return
        departments = [f"2024/d{number:03}" for number in range(EXPORTED)]
        _perfdocs(root, "render", "--no-cache", *departments)
        documents = [path for path in (root / "build").rglob("*.docx") if "整套" not in path.name]
        out = root / "exported"
        profile = f"-env:UserInstallation={(root / 'profile').as_uri()}"
        export = [program, profile, "--headless", "--convert-to", "html:HTML (StarWriter)", "--outdir", str(out)]
        # One directory for all: the names of the forms are those of every department.
        copies = [path.rename(root / f"{number:03}.docx") for number, path in enumerate(documents)]
        others = processor_time(lambda: subprocess.run([*export, *map(str, copies)], check=True, capture_output=True))
        bytes_of_others = sum(path.stat().st_size for path in out.rglob("*") if path.is_file())
        share = DEPARTMENTS / EXPORTED
        peer = "LibreOffice 导出的 HTML（只有表）"
        yield Figure(f"{what}，大小", size, "MB", peer, bytes_of_others / 1_000_000 * share)
        yield Figure(f"{what}，处理器时间", time, "秒", peer, others * share)


def _perfdocs(root: Path, *arguments: str) -> None:
    command = [sys.executable, "-m", "perfdocs", *arguments, "--root", str(root)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
