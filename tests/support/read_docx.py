"""Finished documents taken apart: tables, rows and cells as a person reads them."""

from __future__ import annotations

import io
import os
import shutil
import subprocess
import zipfile
from pathlib import Path

import pytest
from lxml import etree

W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
Grid = list[list[str]]


def body(document: bytes) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(document)) as package:
        found = etree.fromstring(package.read("word/document.xml")).find(f"{W}body")
    assert found is not None
    return found


def tables(document: bytes) -> list[Grid]:
    """Each table as rows of texts; a cell that is merged with the one above is empty."""
    return [[row_texts(row) for row in table.iterfind(f"{W}tr")] for table in body(document).iterfind(f"{W}tbl")]


def rows(document: bytes) -> Grid:
    """All rows of all tables: a form may be made of several tables that touch."""
    return [row for table in tables(document) for row in table]


def row_texts(row: etree._Element) -> list[str]:
    return ["" if is_continued(cell) else text(cell) for cell in row.iterfind(f"{W}tc")]


def is_continued(cell: etree._Element) -> bool:
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    return merge is not None and merge.get(f"{W}val") != "restart"


def text(cell: etree._Element) -> str:
    """Paragraphs and line breaks as `\\n`, tabs as `\\t`."""
    return "\n".join(paragraph_text(paragraph) for paragraph in cell.iterfind(f"{W}p"))


def paragraph_text(paragraph: etree._Element) -> str:
    marks = {f"{W}br": "\n", f"{W}tab": "\t"}
    runs = (part for run in paragraph.iter(f"{W}r") for part in run)
    return "".join(part.text or "" if part.tag == f"{W}t" else marks.get(str(part.tag), "") for part in runs)


def golden(grid: Grid) -> str:
    """One line a row with `|` between cells, so that a change shows in a diff."""
    return "".join(" | ".join(cell.replace("\n", "↵") for cell in row).rstrip() + "\n" for row in grid)


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
