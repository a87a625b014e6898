"""Opening a template of a pack for python-docx: within bounds, as a stranger's document is."""

from __future__ import annotations

import io
import zipfile

from docx import Document
from docx.document import Document as WordDocument

from perfdocs.word.open_docx import MOST_XML, UNREADABLE, NotWord, open_zip

MOST_UNPACKED = 100_000_000
"""Bytes of all parts of a template, pictures too; they are in memory together. Chosen by hand."""


def open_document(source: bytes) -> WordDocument | None:
    """The document for python-docx, or None for a file that is none, or is damaged."""
    try:
        _refuse_entities(open_zip(source))
        document = Document(io.BytesIO(source))
        return document if document.element.body is not None else None
    except (NotWord, *UNREADABLE):
        return None


def refuse_bomb(archive: zipfile.ZipFile) -> None:
    """Raises NotWord for a file whose parts are more together than those of any template."""
    if sum(info.file_size for info in archive.infolist()) > MOST_UNPACKED:
        raise NotWord("bomb", "文件解开以后太大，不是正常的模板")


def _refuse_entities(archive: zipfile.ZipFile) -> None:
    """Raises NotWord for a part that declares entities, which may name files or grow without end, or is too long."""
    refuse_bomb(archive)
    for info in archive.infolist():
        if info.filename.lower().endswith((".xml", ".rels")):
            with archive.open(info) as member:
                data = member.read(MOST_XML + 1)
            plain = data.replace(b"\0", b"")  # also where it is UTF-16
            if len(data) > MOST_XML or b"<!DOCTYPE" in plain or b"<!ENTITY" in plain:
                raise NotWord("bomb", f"文件里的 {info.filename} 声明了外部实体，或者太大")
