"""A finished document as bytes: the same for the same content, with its origin, and no trace of who made it.

python-docx writes today's time and the members as it meets them; Word puts names and dates into the
properties. So the package is written anew: sorted members, fixed dates, our own properties. The origin
says what the document was made from, and `perfdocs.content` is the hash of all other members: a file
for which it still holds is our own work, untouched since.
"""

from __future__ import annotations

import hashlib
import io
import zipfile
from collections.abc import Mapping
from xml.sax.saxutils import escape

from docx.document import Document as WordDocument
from lxml import etree

from perfdocs import __version__
from perfdocs.wordfile import UNREADABLE

CUSTOM = "docProps/custom.xml"
CONTENT = "perfdocs.content"
"""The property that holds the hash of all other members."""

_TYPES = "[Content_Types].xml"
_RELS = "_rels/.rels"
_CT = "http://schemas.openxmlformats.org/package/2006/content-types"
_REL = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_CUSTOM_NS = f"{_OFFICE}/custom-properties"
_VT = f"{_OFFICE}/docPropsVTypes"
_FMTID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_LIMIT = 50_000_000
"""Bytes that a file may unpack to and still be looked at when deciding whether it is ours."""

_PROPERTIES = {
    "docProps/core.xml": (
        "application/vnd.openxmlformats-package.core-properties+xml",
        "http://schemas.openxmlformats.org/package/2006/relationships/metadata/core-properties",
    ),
    "docProps/app.xml": (
        "application/vnd.openxmlformats-officedocument.extended-properties+xml",
        f"{_OFFICE}/relationships/extended-properties",
    ),
    CUSTOM: (
        "application/vnd.openxmlformats-officedocument.custom-properties+xml",
        f"{_OFFICE}/relationships/custom-properties",
    ),
}


def packaged(document: WordDocument, title: str, origin: Mapping[str, str]) -> bytes:
    """The document as a .docx file. `origin` becomes custom properties named `perfdocs.<key>`."""
    raw = io.BytesIO()
    document.save(raw)
    with zipfile.ZipFile(raw) as package:
        members = {name: package.read(name) for name in package.namelist()}
    members = {name: data for name, data in members.items() if not name.startswith("docProps/")}
    members[_TYPES] = _content_types(members[_TYPES])
    members[_RELS] = _relationships(members[_RELS])
    members["docProps/core.xml"] = _core(title)
    members["docProps/app.xml"] = _app()
    properties = {f"perfdocs.{key}": value for key, value in origin.items()}
    members[CUSTOM] = _custom({**properties, "perfdocs.version": __version__, CONTENT: content_hash(members)})
    return _zipped(members)


def content_hash(members: Mapping[str, bytes]) -> str:
    """SHA-256 over names and contents of all members but the custom properties."""
    digest = hashlib.sha256()
    for name in sorted(members):
        if name != CUSTOM:
            digest.update(f"{name}\0{len(members[name])}\0".encode() + members[name])
    return digest.hexdigest()


def is_ours(data: bytes) -> bool:
    """Whether the file was made by perfdocs and has not been changed since by anything."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            if sum(member.file_size for member in package.infolist()) > _LIMIT:
                return False
            members = {name: package.read(name) for name in package.namelist()}
        properties = etree.fromstring(members[CUSTOM], etree.XMLParser(resolve_entities=False))
    except UNREADABLE:
        return False
    for one in properties.iterfind(f"{{{_CUSTOM_NS}}}property[@name='{CONTENT}']"):
        return "".join(str(text) for text in one.itertext()) == content_hash(members)
    return False


def _zipped(members: Mapping[str, bytes]) -> bytes:
    result = io.BytesIO()
    with zipfile.ZipFile(result, "w", zipfile.ZIP_DEFLATED, compresslevel=6) as package:
        for name in sorted(members, key=lambda name: (name != _TYPES, name)):
            info = zipfile.ZipInfo(name, (1980, 1, 1, 0, 0, 0))
            info.compress_type = zipfile.ZIP_DEFLATED
            info.create_system = 3
            info.external_attr = 0o600 << 16
            package.writestr(info, members[name])
    return result.getvalue()


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


def _core(title: str) -> bytes:
    return (
        f'{_XML}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
        'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{escape(title)}</dc:title></cp:coreProperties>"
    ).encode()


def _app() -> bytes:
    return (
        f'{_XML}<Properties xmlns="{_OFFICE}/extended-properties"><Application>perfdocs</Application></Properties>'
    ).encode()


def _custom(properties: Mapping[str, str]) -> bytes:
    body = "".join(
        f'<property fmtid="{_FMTID}" pid="{pid}" name="{escape(name)}">'
        f"<vt:lpwstr>{escape(value)}</vt:lpwstr></property>"
        for pid, (name, value) in enumerate(properties.items(), start=2)
    )
    return f'{_XML}<Properties xmlns="{_CUSTOM_NS}" xmlns:vt="{_VT}">{body}</Properties>'.encode()
