"""A Word file that came in from outside, opened and read."""

from __future__ import annotations

from dataclasses import dataclass

from perfdocs.word.grid import Row, grid
from perfdocs.word.libreoffice import as_docx
from perfdocs.word.open_docx import WordFile


@dataclass(frozen=True)
class IncomingDocument:
    """A document that can be read: its name, its parts and its rows."""

    name: str
    document: WordFile
    rows: tuple[Row, ...]


def open_incoming(name: str, source: bytes) -> IncomingDocument:
    """The document in a file's bytes. Raises NotWord."""
    document = WordFile(as_docx(source))
    rows = tuple(grid(document.body))
    document.read_all()  # a part that is broken is told now, not half-way
    return IncomingDocument(name, document, rows)
