"""Opening a .docx, whatever the file turns out to be."""

from __future__ import annotations

import io
import zipfile
import zlib

from docx import Document
from docx.document import Document as WordDocument
from docx.opc.exceptions import OpcError
from lxml import etree

UNREADABLE = (
    zipfile.BadZipFile,
    zlib.error,
    etree.XMLSyntaxError,
    OpcError,
    KeyError,
    ValueError,
    TypeError,
    AttributeError,
    EOFError,
    OSError,
    RuntimeError,
)
"""What opening a file raises that is no Word document, or a damaged one."""


def opened(source: bytes) -> WordDocument | None:
    """The Word document, or None for a file that is none, or is damaged."""
    try:
        document = Document(io.BytesIO(source))
        return document if document.element.body is not None else None
    except UNREADABLE:
        return None
