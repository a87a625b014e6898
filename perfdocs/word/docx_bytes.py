"""A document of python-docx as bytes: the same for the same content, with its origin, and no trace of who made it.

python-docx writes today's time and the members as it meets them; so the package is written anew.
"""

from __future__ import annotations

import io
import zipfile
from collections.abc import Mapping

from docx.document import Document as WordDocument
from lxml import etree

from perfdocs.word.body_cut import BEGIN, END, cut
from perfdocs.word.write_docx import APP, CORE, CUSTOM, OFFICE, TYPES, prepared

_RELS = "_rels/.rels"
_CT = "http://schemas.openxmlformats.org/package/2006/content-types"
_REL = "http://schemas.openxmlformats.org/package/2006/relationships"

_PROPERTIES = {
    CORE: (
        "application/vnd.openxmlformats-package.core-properties+xml",
        "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
    ),
    APP: (
        "application/vnd.openxmlformats-officedocument.extended-properties+xml",
        f"{OFFICE}/relationships/extended-properties",
    ),
    CUSTOM: (
        "application/vnd.openxmlformats-officedocument.custom-properties+xml",
        f"{OFFICE}/relationships/custom-properties",
    ),
}


def packaged(document: WordDocument, title: str, origin: Mapping[str, str]) -> bytes:
    """The document as a .docx file. `origin` becomes custom properties named `perfdocs.<key>`."""
    found, main = members(document), main_part(document)
    package = prepared(found, main)
    contents = cut(b"%b%b%b" % (BEGIN, found[main][len(package.head) : len(found[main]) - len(package.tail)], END))
    return package.document(contents.alone(), title, origin)


def main_part(document: WordDocument) -> str:
    """The name of the member with the document's text."""
    return str(document.part.partname).lstrip("/")


def members(document: WordDocument) -> dict[str, bytes]:
    """The document's members without its properties, for which types and relationships are there already."""
    raw = io.BytesIO()
    document.save(raw)
    with zipfile.ZipFile(raw) as package:
        found = {name: package.read(name) for name in package.namelist()}
    found = {name: data for name, data in found.items() if not name.startswith("docProps/")}
    found[TYPES] = _content_types(found[TYPES])
    found[_RELS] = _relationships(found[_RELS])
    return found


def _content_types(data: bytes) -> bytes:
    root = etree.fromstring(data)
    for child in list(root):
        if (child.get("PartName") or "").startswith("/docProps/"):
            root.remove(child)
    for name, (content_type, _) in _PROPERTIES.items():
        etree.SubElement(root, f"{{{_CT}}}Override", PartName=f"/{name}", ContentType=content_type)
    root[:] = sorted(root, key=lambda child: (child.tag, child.get("Extension") or child.get("PartName") or ""))
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)


def _relationships(data: bytes) -> bytes:
    root = etree.fromstring(data)
    for child in list(root):
        if (child.get("Target") or "").lstrip("/").startswith("docProps/"):
            root.remove(child)
    for number, (name, (_, kind)) in enumerate(_PROPERTIES.items(), start=1):
        etree.SubElement(root, f"{{{_REL}}}Relationship", Id=f"rIdP{number}", Type=kind, Target=name)
    return etree.tostring(root, encoding="UTF-8", xml_declaration=True, standalone=True)
