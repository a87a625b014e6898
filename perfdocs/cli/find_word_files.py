"""Word files that come in from outside, as the commands get them."""

from __future__ import annotations

from collections.abc import Sequence
from itertools import chain
from pathlib import Path

from perfdocs.errors import PerfdocsError
from perfdocs.files import read_beginning
from perfdocs.finding import Finding, Place
from perfdocs.word.incoming import IncomingDocument, open_incoming
from perfdocs.word.open_docx import MOST_BYTES, NotWord

_ENDINGS = (".docx", ".doc", ".wps", ".rtf", ".odt", ".docm")


def word_files(paths: Sequence[Path]) -> tuple[list[IncomingDocument], list[Finding]]:
    """Each file that can be read, and why others cannot. A directory stands for its Word files.

    Raises PerfdocsError for one that is not there.
    """
    documents: list[IncomingDocument] = []
    findings: list[Finding] = []
    for path in chain.from_iterable(map(_files, paths)):
        try:
            documents.append(open_incoming(str(path), read_beginning(path, MOST_BYTES + 1)))
        except OSError as error:
            raise PerfdocsError(f"{path} 打不开：{error.strerror or error}") from None
        except NotWord as reason:
            findings.append(Finding("N101", Place(str(path)), str(reason), cannot=True))
    return documents, findings


def _files(path: Path) -> list[Path]:
    if not path.is_dir():
        return [path]
    inside = [file for file in sorted(path.iterdir()) if file.suffix.lower() in _ENDINGS and file.name[0] not in ".~"]
    if not inside:
        raise PerfdocsError(f"{path} 里没有 Word 文件")
    return inside
