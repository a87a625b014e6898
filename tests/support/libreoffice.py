"""Documents as LibreOffice prints them and saves them again."""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Sequence
from pathlib import Path
from typing import NamedTuple

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
    subprocess.run([*command, "--outdir", out, *documents], check=True, capture_output=True, timeout=600)
    return [out / f"{document.stem}.pdf" for document in documents]


def pages(pdf: Path) -> list[str]:
    """The text of each page."""
    done = subprocess.run(["pdftotext", "-layout", pdf, "-"], check=True, capture_output=True, timeout=60)
    return done.stdout.decode().split("\f")[:-1]


def convert(files: list[Path], kind: str, out: Path) -> None:
    profile = f"-env:UserInstallation={(out.parent / 'profile').as_uri()}"
    command = [libreoffice(), profile, "--headless", "--convert-to", kind, "--outdir", str(out)]
    subprocess.run([*command, *map(str, files)], check=True, capture_output=True, timeout=150)


class Settling(NamedTuple):
    """A document whose tracked changes are all accepted or all rejected (`Accept`, `Reject`), and where that goes."""

    verb: str
    source: Path
    out: Path


def settle_changes(settlings: Sequence[Settling], directory: Path) -> None:
    """LibreOffice itself settles the tracked changes of each document and saves it, all in one run."""
    profile = f"-env:UserInstallation={(directory / 'profile').as_uri()}"
    command = [libreoffice(), profile, "--headless", "--norestore"]
    subprocess.run([*command, "--terminate_after_init"], check=True, capture_output=True, timeout=150)
    jobs = "".join(f"{each.verb}|{each.source.as_uri()}|{each.out.as_uri()}\n" for each in settlings)
    (directory / "jobs.txt").write_text(jobs, "utf-8")
    module = directory / "profile/user/basic/Standard/Module1.xba"
    module.write_text(_MODULE.replace("JOBS", f"{directory}/jobs.txt"), "utf-8")
    subprocess.run([*command, "macro:///Standard.Module1.Settle"], check=True, capture_output=True, timeout=600)


_MODULE = """<?xml version="1.0" encoding="UTF-8"?>
<!DOCTYPE script:module PUBLIC "-//OpenOffice.org//DTD OfficeDocument 1.0//EN" "module.dtd">
<script:module xmlns:script="http://openoffice.org/2000/script" script:name="Module1" script:language="StarBasic">
Sub Settle
  Dim unseen(0) As New com.sun.star.beans.PropertyValue
  Dim docx(0) As New com.sun.star.beans.PropertyValue
  unseen(0).Name = "Hidden"
  unseen(0).Value = True
  docx(0).Name = "FilterName"
  docx(0).Value = "MS Word 2007 XML"
  helper = createUnoService("com.sun.star.frame.DispatchHelper")
  jobs = FreeFile
  Open "JOBS" For Input As #jobs
  Do While Not Eof(jobs)
    Line Input #jobs, job
    parts = Split(job, "|")
    opened = StarDesktop.loadComponentFromURL(parts(1), "_blank", 0, unseen())
    frame = opened.CurrentController.Frame
    helper.executeDispatch(frame, ".uno:" &amp; parts(0) &amp; "AllTrackedChanges", "", 0, Array())
    opened.storeToURL(parts(2), docx())
    opened.close(True)
  Loop
  Close #jobs
  StarDesktop.terminate()
End Sub
</script:module>
"""
"""A module of LibreOffice's Basic; it is read when the profile is there already."""
