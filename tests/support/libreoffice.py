"""Documents as LibreOffice prints them and saves them again."""

from __future__ import annotations

import os
import shutil
import subprocess
from pathlib import Path

import pytest


def libreoffice() -> str:
    """The program; without it the test is skipped, or fails where PERFDOCS_REQUIRE_LIBREOFFICE is set."""
    program = shutil.which("soffice")
    if program is None:
        if os.environ.get("PERFDOCS_REQUIRE_LIBREOFFICE"):
            pytest.fail("LibreOffice is required here (PERFDOCS_REQUIRE_LIBREOFFICE) and is not installed")
        pytest.skip("LibreOffice is not installed")
    return program


def as_pdf(documents: list[Path], out: Path, profile: Path) -> list[Path]:
    """The documents as LibreOffice prints them."""
    command = [libreoffice(), f"-env:UserInstallation={profile.as_uri()}", "--headless", "--convert-to", "pdf"]
    subprocess.run([*command, "--outdir", out, *documents], check=True, capture_output=True, timeout=150)
    return [out / f"{document.stem}.pdf" for document in documents]


def pages(pdf: Path) -> list[str]:
    """The text of each page."""
    done = subprocess.run(["pdftotext", "-layout", pdf, "-"], check=True, capture_output=True, timeout=60)
    return done.stdout.decode().split("\f")[:-1]


def convert(files: list[Path], kind: str, out: Path) -> None:
    profile = f"-env:UserInstallation={(out.parent / 'profile').as_uri()}"
    command = [libreoffice(), profile, "--headless", "--convert-to", kind, "--outdir", str(out)]
    subprocess.run([*command, *map(str, files)], check=True, capture_output=True, timeout=150)
