"""The documents of an output directory as PDF beside them: those that have changed, by one run of LibreOffice."""

from __future__ import annotations

import hashlib
import io
import tempfile
import zipfile
from collections.abc import Callable, Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from perfdocs.files import read_bounded
from perfdocs.finding import Finding, Place, Severity
from perfdocs.render.output_directory import DRAFTS, OutputDirectory, contents_of, pdf_name
from perfdocs.word import libreoffice
from perfdocs.word.fonts import fonts_asked_for, fonts_of_machine, missing_fonts
from perfdocs.word.print_pdf import print_pdf, printed_from
from perfdocs.word.write_docx import is_ours

NAMING_FONTS = ("word/document.xml", "word/styles.xml")
"""Where a document names its fonts."""


AT_ONCE = 500
"""Documents that one run of LibreOffice prints: they and their PDFs are in memory together. Chosen by hand."""


class _Document(NamedTuple):
    """A document of ours that is to be printed, and the SHA-256 of all that its PDF depends on."""

    path: Path
    key: str


def print_pdfs(
    output: OutputDirectory, departments: Iterable[str], on_file: Callable[[int], None] = lambda _: None
) -> list[Finding]:
    """Prints the documents and drafts of the departments (`2023/commerce`) whose PDF is not there or is another's.

    R106 where there is no LibreOffice, R107 for a document that it cannot print, R108 for fonts that others stand in
    for. `on_file` is told how many there are to print, for each that is begun. Raises PerfdocsError where a PDF cannot
    be written.
    """
    if libreoffice.installed() is None:
        message = (
            "要印成 PDF 得先装 LibreOffice（从 libreoffice.org 下载，或者运行 apt install libreoffice-writer），"
            "再运行一次；Word 表格已经生成"
        )
        return [Finding("R106", Place(str(output.root)), message, cannot=True)]
    pending, asked = _outdated(output, departments)
    findings = list(_font_findings(output.root, asked))
    for first in range(0, len(pending), AT_ONCE):
        some = pending[first : first + AT_ONCE]
        contents = [read_bounded(document.path, follow_links=False) for document in some]
        pdfs = print_pdf(contents, [document.key for document in some], lambda: on_file(len(pending)))
        for document, pdf in zip(some, pdfs, strict=True):
            if pdf is None:
                message = "LibreOffice 没有能把它印成 PDF：请用 Word 或 WPS 打开看看，从那里另存为 PDF"
                findings.append(Finding("R107", Place(str(document.path)), message, cannot=True))
            else:
                output.write_pdf(document.path, pdf)
    return findings


def _outdated(output: OutputDirectory, departments: Iterable[str]) -> tuple[list[_Document], frozenset[str]]:
    """The documents of which there is no PDF, or not of these contents or this machine; and the fonts of all."""
    machine = f"{libreoffice.identity()}{fonts_of_machine()}".encode()
    pending: list[_Document] = []
    asked: set[str] = set()
    for department in departments:
        directory = output.root / department
        for path in sorted([*directory.glob("*.docx"), *(directory / DRAFTS).glob("*.docx")]):
            contents = contents_of(str(path)) or b""
            if not is_ours(contents):
                continue
            asked |= fonts_asked_for(_parts(contents))
            key = hashlib.sha256(hashlib.sha256(contents).digest() + machine).hexdigest()
            if printed_from(contents_of(pdf_name(str(path))) or b"") != key:
                pending.append(_Document(path, key))
            else:
                output.count_unchanged()
    return pending, frozenset(asked)


def _parts(document: bytes) -> Iterator[bytes]:
    """The parts of a document of ours that name fonts."""
    with zipfile.ZipFile(io.BytesIO(document)) as package:
        for name in NAMING_FONTS:
            yield package.read(name)


def _font_findings(root: Path, asked: Iterable[str]) -> Iterator[Finding]:
    """R108: which fonts other ones stand in for."""
    with tempfile.TemporaryDirectory(prefix="perfdocs-") as directory:
        missing = missing_fonts(asked, Path(directory))
    if missing:
        pairs = "，".join(f"{name} 用 {instead} 代替" for name, instead in missing.items())
        message = f"表上的字体这台电脑没有，PDF 里{pairs}：换行、分页会和 Word 里的略有不同，要一样请先装好字体"
        yield Finding("R108", Place(str(root)), message, severity=Severity.HINT)
