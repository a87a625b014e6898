"""Word files that come in from outside, as the commands get them."""

from __future__ import annotations

import os
from collections.abc import Sequence
from pathlib import Path

from perfdocs.errors import PerfdocsError
from perfdocs.files import read_beginning
from perfdocs.finding import Finding, Place, Severity
from perfdocs.word.incoming import IncomingDocument, open_all
from perfdocs.word.open_docx import MOST_BYTES, NotWord

QUOTED = 3
"""Files of other kinds that a message names."""
_ENDINGS = (".docx", ".doc", ".wps", ".rtf", ".odt", ".docm")


def word_files(paths: Sequence[Path]) -> tuple[list[IncomingDocument], list[Finding]]:
    """Each file that can be read, and why others cannot. A directory stands for its Word files,
    and those in directories below; others are named as not looked at.

    Raises PerfdocsError for one that is not there.
    """
    sources: dict[str, bytes] = {}
    findings: list[Finding] = []
    for path in paths:
        files, others = _files(path)
        if others:
            names = "、".join(str(other.relative_to(path)) for other in others[:QUOTED])
            more = f" 等 {len(others)} 个文件" if len(others) > QUOTED else ""
            message = f"这里的 {names}{more}不是 Word 文件，没有看"
            findings.append(Finding("N102", Place(str(path)), message, severity=Severity.HINT))
        for file in files:
            try:
                sources[str(file)] = read_beginning(file, MOST_BYTES + 1)
            except OSError as error:
                if not os.path.lexists(file):
                    raise PerfdocsError(f"{file} 打不开：{error.strerror or error}") from None
                message = f"打不开：{error.strerror or error}。请检查文件的权限，或关闭正在使用它的程序"
                findings.append(Finding("N101", Place(str(file)), message, cannot=True))
    documents = open_all(sources)
    for name, document in documents.items():
        if isinstance(document, NotWord):
            findings.append(Finding("N101", Place(name), str(document), cannot=True))
    return [document for document in documents.values() if isinstance(document, IncomingDocument)], findings


def _files(path: Path) -> tuple[list[Path], list[Path]]:
    """The file; of a directory its Word files and its other files, also those in directories below.

    A PDF beside the Word file that it was printed from is none of the others."""
    if not path.is_dir():
        return [path], []
    inside = [file for file in sorted(path.rglob("*")) if not file.is_dir() and not _is_hidden(file.relative_to(path))]
    words = [file for file in inside if file.suffix.lower() in _ENDINGS]
    if not words:
        raise PerfdocsError(f"{path} 里没有 Word 文件")
    printed = {file.with_suffix(".pdf") for file in words}
    return words, [file for file in inside if file not in words and file not in printed]


def _is_hidden(path: Path) -> bool:
    """Files of the system, and those that Word leaves beside an open document."""
    return any(part[0] in ".~" for part in path.parts)
