"""Random changes of printed documents whose pages differ, and which of them `verify` does not call an error."""

from __future__ import annotations

import random
import subprocess
from collections.abc import Iterable, Iterator
from pathlib import Path
from typing import NamedTuple

from perfdocs.finding import has_errors
from perfdocs.returned.verifying.verify_documents import verify_document
from perfdocs.word.incoming import open_incoming
from perfdocs.word.open_docx import NotWord
from tests.support.change_zip import members, pack_members
from tests.support.libreoffice import as_pdf
from tests.support.printed_archive import PrintedArchive
from tests.support.random_changes import change
from tests.support.random_specs import SPECS, load_specs, make_specs

AT_ONCE = 30
"""Documents that LibreOffice prints in one run; chosen by hand."""
DOTS = "50"
"""Of the pictures, an inch: enough to see a comma."""


class ChangedPage(NamedTuple):
    """A change: what it is, whether a page looks different for it, and whether `verify` has an error."""

    what: str
    is_seen: bool
    is_error: bool


def changed_pages(numbers: Iterable[int], directory: Path) -> Iterator[ChangedPage]:
    """The change of each number, made in one form of the real departments."""
    archive = PrintedArchive()
    printed = list(_printed(archive))
    whats, origins, errors = {}, {}, {}
    for at, source in enumerate(printed):
        (directory / f"printed-{at}.docx").write_bytes(source)
    for number in numbers:
        chance = random.Random(number)
        name, origins[name] = f"{number}", chance.randrange(len(printed))
        parts = members(printed[origins[name]])
        whats[name] = f"{number}: {change(parts, chance)}"
        source = pack_members(parts)
        (directory / f"{name}.docx").write_bytes(source)
        errors[name] = _is_error(source, archive)
    pictures = _pictures(sorted(directory.glob("*.docx")), directory / "pdf")
    for name, what in whats.items():
        is_seen = pictures.get(name) != pictures[f"printed-{origins[name]}"]
        yield ChangedPage(what, is_seen, errors[name])


def _printed(archive: PrintedArchive) -> Iterator[bytes]:
    """The single forms of each department; all forms in one file take long to print."""
    for pack, directory in SPECS:
        yield from archive.print(make_specs(pack, load_specs(pack, directory)), f"specs/{directory}")[:-1]


def _is_error(source: bytes, archive: PrintedArchive) -> bool:
    """Whether there is an error; what was written where the form is to be signed (N315) counts as one."""
    try:
        findings = verify_document(open_incoming("a.docx", source), archive).findings
    except NotWord:
        return True
    return has_errors(findings) or any(finding.code == "N315" for finding in findings)


def _pictures(documents: list[Path], out: Path) -> dict[str, bytes]:
    """The pages of each document as pictures; one that cannot be printed is missing."""
    for at in range(0, len(documents), AT_ONCE):
        as_pdf(documents[at : at + AT_ONCE], out, out.parent / "profile")
    command = ["pdftoppm", "-r", DOTS, "-gray"]
    return {
        pdf.stem: subprocess.run([*command, pdf], check=True, capture_output=True, timeout=60).stdout
        for pdf in sorted(out.glob("*.pdf"))
    }
