"""A document's package: first the members that all documents of a template have, packed once; behind them its own.

Its own are the title, the text, and the custom properties: the smallest, no two of which are alike, and not deflated.

Word puts names and dates into the properties, so they are our own. The origin says what the document was made
from, and `perfdocs.content` is the hash of all that stands before it in the file: a file for which it still holds
is our own work, untouched since.
"""

from __future__ import annotations

import hashlib
import io
import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import Any

from perfdocs import __version__
from perfdocs.render.archive import Member, Packed, deflated, member, member_of_pieces

TYPES = "[Content_Types].xml"
CORE = "docProps/core.xml"
APP = "docProps/app.xml"
CUSTOM = "docProps/custom.xml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_CUSTOM_NAMESPACE = f"{OFFICE}/custom-properties"

_SAID = re.compile(rb'name="perfdocs\.content"><vt:lpwstr>([0-9a-f]{64})</vt:lpwstr>')
"""The property that holds the hash of all that stands before the properties."""
_LIMIT = 50_000_000
"""Bytes that a file may unpack to and still be looked at when deciding whether it is ours."""
_VT = f"{OFFICE}/docPropsVTypes"
_FMTID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_PROPERTY = f'<property fmtid="{_FMTID}" pid="'
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PROPERTIES = f'{_XML}<Properties xmlns="{_CUSTOM_NAMESPACE}" xmlns:vt="{_VT}">'


_BEGIN, _END = b"<w:body>", b"</w:body>"


class Pieces:
    """Pieces of texts with what they are deflated to, for documents that have some in common."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[bytes, bytes]] = {}

    def deflated(self, pieces: Sequence[bytes]) -> list[bytes]:
        """Each piece deflated, and noted."""
        return [_deflated(piece) if len(piece) < _SMALL else self._noted(piece) for piece in pieces]

    def _noted(self, piece: bytes) -> bytes:
        known = self._known.get(len(piece))  # to compare two texts takes less than to look one up
        if known is None or known[0] != piece:
            known = self._known[len(piece)] = piece, deflated(piece)
        return known[1]


_deflated = lru_cache(maxsize=256)(deflated)
"""Beginnings and ends, mostly those of the template."""
_SMALL = 2000


@dataclass(frozen=True)
class Prepared:
    """The package of a template, packed but for what is each document's own. `main` is the part with the text.

    Of `main`, `head` stands before the body and `tail` behind it.
    """

    common: Packed
    main: str
    head: bytes
    tail: bytes

    def document(
        self, contents: Sequence[bytes], title: str, origin: Mapping[str, str], pieces: Pieces | None = None
    ) -> bytes:
        """The .docx file of which these are the contents of the body. `origin` becomes properties `perfdocs.<key>`.

        Of several documents that have contents in common, `pieces` are those that were packed before.
        """
        *most, last = contents
        parts = [self.head + _BEGIN, *most, last + _END + self.tail]
        text = member_of_pieces(self.main, parts, (pieces or Pieces()).deflated(parts))
        core = _core(title)
        digest = self._begun.copy()
        digest.update(core.entry)
        digest.update(text.entry)
        properties = member(CUSTOM, _custom(origin, digest.hexdigest()), deflate=False)
        return self.common.and_of(core, text, properties).archive()

    @cached_property
    def _begun(self) -> Any:
        """The hash of what all documents have in common."""
        return hashlib.sha256(self.common.entries)


def prepared(members: Mapping[str, bytes], main: str) -> Prepared:
    """The package of these members (without properties). Raises ValueError where `main` has no body."""
    text = members[main]
    head, tail = text.index(_BEGIN), text.rindex(_END) + len(_END)
    common = {name: data for name, data in members.items() if name != main} | {APP: _app()}
    order = sorted(common, key=lambda name: (name != TYPES, name))  # Word wants the types first
    return Prepared(Packed().and_of(*(member(name, common[name]) for name in order)), main, text[:head], text[tail:])


def is_ours(data: bytes) -> bool:
    """Whether the file was made by perfdocs and has not been changed since by anything."""
    import zipfile

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            properties = package.getinfo(CUSTOM)
            if sum(one.file_size for one in package.infolist()) > _LIMIT:
                return False
            said = _SAID.search(package.read(properties))
            last = max(one.header_offset for one in package.infolist())
            if properties.header_offset == last:
                found = hashlib.sha256(data[:last]).hexdigest()
            else:
                found = _hash_until_2026_11_24({name: package.read(name) for name in package.namelist()})
    except (zipfile.BadZipFile, zlib.error, ValueError, EOFError, OSError, RuntimeError, KeyError):
        return False
    return said is not None and said.group(1).decode() == found


def _hash_until_2026_11_24(members: Mapping[str, bytes]) -> str:
    """What `perfdocs.content` was in the documents of that time: over names and contents, in the names' order."""
    digest = hashlib.sha256()
    for name in sorted(members):
        if name != CUSTOM:
            digest.update(f"{name}\0{len(members[name])}\0".encode() + members[name])
    return digest.hexdigest()


@lru_cache(maxsize=64)
def _core(title: str) -> Member:
    """Many departments have forms of the same title."""
    text = (
        f'{_XML}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
        'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{_escaped(title)}</dc:title></cp:coreProperties>"
    )
    return member(CORE, text.encode())


def _app() -> bytes:
    return (
        f'{_XML}<Properties xmlns="{OFFICE}/extended-properties"><Application>perfdocs</Application></Properties>'
    ).encode()


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _custom(origin: Mapping[str, str], content: str) -> bytes:
    named = {**origin, "version": __version__, "content": content}
    properties = [
        f'{_PROPERTY}{pid}" name="perfdocs.{name}"><vt:lpwstr>{_escaped(value)}</vt:lpwstr></property>'
        for pid, (name, value) in enumerate(named.items(), start=2)
    ]
    return f"{_PROPERTIES}{''.join(properties)}</Properties>".encode()
