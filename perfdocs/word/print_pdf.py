"""Word documents printed as PDF by LibreOffice: for the archive (PDF/A-2b), tagged, and the same bytes every time."""

from __future__ import annotations

import hashlib
import io
import json
import re
import struct
from collections.abc import Callable, Sequence

import pikepdf

from perfdocs.word.libreoffice import Source, convert

_EXPORT = {
    "SelectPdfVersion": {"type": "long", "value": "2"},  # PDF/A-2b
    "UseTaggedPDF": {"type": "boolean", "value": "true"},
    "ExportBookmarks": {"type": "boolean", "value": "true"},
}
_OPTIONS = f"writer_pdf_Export:{json.dumps(_EXPORT, separators=(',', ':'))}"
_LANGUAGE = "zh-CN"
_DATES = re.compile(r"\s*<xmp:(CreateDate|ModifyDate|MetadataDate)>[^<]*</xmp:\1>")
_KEY = pikepdf.Name("/perfdocs")
_MADE = slice(24, 36)
"""Where in a colour profile it says when it was made (ICC.1, header)."""
_LONG_AGO = struct.pack(">6H", 1980, 1, 1, 0, 0, 0)
_UNSIGNED = "0" * 64
_SIGNED = re.compile(rb"/perfdocs \(([0-9a-f]{64}):([0-9a-f]{64})\)")
"""In a PDF of ours: the SHA-256 of what it was printed from, and that of the file with zeros in its place."""


def print_pdf(
    documents: Sequence[bytes], keys: Sequence[str], on_file: Callable[[], None] = lambda: None
) -> list[bytes | None]:
    """Each .docx as PDF, all by one run of LibreOffice; None for one that it cannot print, and for all without it.

    `keys` are SHA-256 of what each is printed from; `printed_from` reads them out of the PDF again.
    """
    sources = [Source("docx", document) for document in documents]
    pdfs = convert(sources, "pdf", _OPTIONS, on_file)
    return [pdf and _finish(pdf, key) for pdf, key in zip(pdfs, keys, strict=True)]


def printed_from(pdf: bytes) -> str:
    """The key that a PDF was printed with; empty for one that is not ours, or was changed since."""
    found = _SIGNED.findall(pdf)
    if len(found) != 1:
        return ""
    key, digest = (part.decode() for part in found[0])
    return key if digest == hashlib.sha256(_signed(pdf, key, _UNSIGNED)).hexdigest() else ""


def _finish(pdf: bytes, key: str) -> bytes:
    """The PDF without the times at which it was made, with an identifier of its contents, its language and its key."""
    with pikepdf.open(io.BytesIO(pdf)) as file:
        for date in ("/CreationDate", "/ModDate"):
            if date in file.docinfo:
                del file.docinfo[date]
        for key_of_run in ("/ID", "/DocChecksum"):
            if key_of_run in file.trailer:
                del file.trailer[key_of_run]
        file.Root.Lang = pikepdf.String(_LANGUAGE)
        if "/Metadata" in file.Root:
            metadata = file.Root.Metadata
            metadata.write(_DATES.sub("", metadata.read_bytes().decode("utf-8")).encode())
        for intent in file.Root.get("/OutputIntents", []):
            profile = intent.DestOutputProfile.read_bytes()
            intent.DestOutputProfile.write(profile[: _MADE.start] + _LONG_AGO + profile[_MADE.stop :])
        file.docinfo[_KEY] = pikepdf.String(f"{key}:{_UNSIGNED}")
        out = io.BytesIO()
        plain = pikepdf.ObjectStreamMode.disable  # the key has to stand there as text
        file.save(out, deterministic_id=True, object_stream_mode=plain)
    data = out.getvalue()
    return _signed(data, key, hashlib.sha256(data).hexdigest())


def _signed(pdf: bytes, key: str, digest: str) -> bytes:
    return _SIGNED.sub(f"/perfdocs ({key}:{digest})".encode(), pdf)
