"""Word files that came in from outside, opened and read."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from perfdocs.word.grid import Row, grid
from perfdocs.word.libreoffice import as_docx
from perfdocs.word.open_docx import NotWord, WordFile


@dataclass(frozen=True)
class IncomingDocument:
    """A document that can be read: its name, its parts and its rows."""

    name: str
    document: WordFile
    rows: tuple[Row, ...]


def open_incoming(name: str, source: bytes) -> IncomingDocument:
    """The document in a file's bytes. Raises NotWord."""
    document = open_all({name: source})[name]
    if isinstance(document, NotWord):
        raise document
    return document


def open_all(sources: Mapping[str, bytes]) -> dict[str, IncomingDocument | NotWord]:
    """The documents in some files' bytes, by their names, and why others cannot be read.

    Those that LibreOffice has to convert are converted by one run.
    """
    documents = zip(sources, as_docx(list(sources.values())), strict=True)
    return {name: document if isinstance(document, NotWord) else _read(name, document) for name, document in documents}


def _read(name: str, source: bytes) -> IncomingDocument | NotWord:
    try:
        document = WordFile(source)
        rows = tuple(grid(document.body))
        document.read_all()  # a part that is broken is told now, not half-way
    except NotWord as reason:
        return reason
    return IncomingDocument(name, document, rows)
