"""Forms of random specs as six programs and ways save them again, unaltered, and what `verify` says of each."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path
from typing import NamedTuple

from docx import Document

from perfdocs.department.specs import Specs
from perfdocs.returned.verifying.verify_documents import verify_document
from perfdocs.word.incoming import open_incoming
from tests.support.change_zip import members, pack_members
from tests.support.libreoffice import convert
from tests.support.printed_archive import PrintedArchive
from tests.support.random_specs import SPECS, load_specs, make_specs, random_specs

WAYS = ("docx", "odt", "rtf", "doc", "python-docx", "zip")
"""LibreOffice in its four formats and back; python-docx; the members packed anew, in another order."""


REAL = 2
"""Departments that are as they are: one of each pack."""


class Copy(NamedTuple):
    """A way, the specs, the document, the codes of what is said of it, and whether that is “as it was printed”."""

    way: str
    specs: Specs
    file: Path
    codes: str
    is_as_printed: bool


def unaltered_copies(documents: int, directory: Path) -> Iterator[Copy]:
    """At least so many documents, each once in every way: the real departments' forms first, then random ones.

    Not the file with all forms as .rtf: where sections have footers, LibreOffice puts a form's break below the next
    one's title, which is another page.
    """
    archive, originals = PrintedArchive(), directory / "printed"
    originals.mkdir()
    files = list[Path]()
    while len(files) < documents:
        files += _print(len(archive.versions), archive, originals)
    for way in WAYS:
        chosen = [file for file in files if way != "rtf" or "whole" not in file.name]
        for file in _saved(chosen, way, directory / way):
            returned = open_incoming(file.name, file.read_bytes())
            verified = verify_document(returned, archive)
            codes = " ".join(finding.code for finding in verified.findings)
            yield Copy(way, archive.versions[_spec(file)].specs, file, codes, verified.is_as_printed)


def _print(number: int, archive: PrintedArchive, out: Path) -> list[Path]:
    specs = make_specs(SPECS[number][0], load_specs(*SPECS[number])) if number < REAL else random_specs(number)
    whole = out / f"{number}-whole.docx"
    sources = archive.print(specs, _spec(whole))
    files = [*(out / f"{number}-{at}.docx" for at in range(len(sources) - 1)), whole]
    for file, source in zip(files, sources, strict=True):
        file.write_bytes(source)
    return files


def _spec(file: Path) -> str:
    """The directory of the specs that a file is of."""
    return f"specs/2023/d{file.name.partition('-')[0]}"


def _saved(files: list[Path], way: str, out: Path) -> list[Path]:
    out.mkdir()
    for file in files if way in ("python-docx", "zip") else ():
        if way == "zip":
            parts = members(file.read_bytes())
            (out / file.name).write_bytes(pack_members(dict(reversed(parts.items()))))
        else:
            Document(str(file)).save(str(out / file.name))
    if way == "docx":
        convert(files, way, out)
    elif way not in ("python-docx", "zip"):
        other = out.with_name(f"{way}-files")
        convert(files, way, other)
        convert(sorted(other.iterdir()), "docx", out)
    return [out / file.name for file in files]
