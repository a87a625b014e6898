"""A document's package: first the members that all documents of a template have, packed once; behind them its own.

Its own are the title, the text, and the custom properties: the smallest, no two of which are alike, and not deflated.

Word puts names and dates into the properties, so they are our own. The origin says what the document was made
from, and `perfdocs.content` is a hash of all that stands before it: a file that can be written again from its
parts, to the byte, and for which the hash holds, is our own work, untouched since.
"""

from __future__ import annotations

import hashlib
import io
import re
import zlib
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, Any

from perfdocs import __version__
from perfdocs.word.body_cut import BEGIN, END
from perfdocs.word.zip_members import Member, Packed, deflated, member, member_of_pieces, packed_again

if TYPE_CHECKING:
    from zipfile import ZipFile, ZipInfo

TYPES = "[Content_Types].xml"
CORE = "docProps/core.xml"
APP = "docProps/app.xml"
CUSTOM = "docProps/custom.xml"
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_CUSTOM_NAMESPACE = f"{OFFICE}/custom-properties"

_VT = f"{OFFICE}/docPropsVTypes"
_FMTID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_PROPERTIES = f'{_XML}<Properties xmlns="{_CUSTOM_NAMESPACE}" xmlns:vt="{_VT}">'
_PROPERTY = f'<property fmtid="{_FMTID}" pid="'
_PROPERTY_END = "</vt:lpwstr></property>"
_CLOSING = f"{_PROPERTY_END}</Properties>".encode()
"""What follows the hash, the last of the properties."""

_SAID = re.compile(rb'name="perfdocs\.content"><vt:lpwstr>([0-9a-f]{64})</vt:lpwstr>')
_LIMIT = 50_000_000
"""Bytes that a file may unpack to and still be looked at when deciding whether it is ours."""
_METHODS = (0, 8)
"""How members of a document may be packed: not at all, or deflated."""
_SMALL = 2000
"""Bytes of a piece that may be the same in all documents of a template: their beginning, their end."""

_packed_small = lru_cache(maxsize=256)(deflated)


class Pieces:
    """Pieces of texts with what they are deflated to, for documents that have some in common."""

    def __init__(self) -> None:
        self._known: dict[int, tuple[bytes, bytes]] = {}
        """By length: to compare two texts takes less than to look one up. Of two as long as each other one is known."""

    def packed(self, pieces: Sequence[bytes]) -> list[bytes]:
        """Each piece deflated, and noted."""
        return [_packed_small(piece) if len(piece) < _SMALL else self._noted(piece) for piece in pieces]

    def _noted(self, piece: bytes) -> bytes:
        known = self._known.get(len(piece))
        if known is None or known[0] != piece:
            known = self._known[len(piece)] = piece, deflated(piece)
        return known[1]


@dataclass(frozen=True)
class Prepared:
    """The package of a template, packed but for what is each document's own. `main` is the part with the text.

    `head` and `tail` are what stands in it before and behind the contents of the body.
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
        parts = [self.head, *most, last + self.tail]
        core, text = _core(title), member_of_pieces(self.main, parts, (pieces or Pieces()).packed(parts))
        properties = _properties(origin)
        digest = self._begun.copy()
        for part in (core.entry, text.entry, properties):
            digest.update(part)
        custom = member(CUSTOM, b"%b%b%b" % (properties, digest.hexdigest().encode(), _CLOSING), deflate=False)
        return self.common.and_of(core, text, custom).archive()

    @cached_property
    def _begun(self) -> Any:
        """The hash of what all documents have in common."""
        return hashlib.sha256(self.common.entries)


def prepared(members: Mapping[str, bytes], main: str) -> Prepared:
    """The package of these members (without properties). Where `main` has no plain body, all of it is `head`."""
    text = members[main]
    begin, end = text.find(BEGIN), text.rfind(END)
    whole = begin < 0 or end < 0
    head, tail = (text, b"") if whole else (text[: begin + len(BEGIN)], text[end:])
    common = {name: data for name, data in members.items() if name != main} | {APP: _app()}
    order = sorted(common, key=lambda name: (name != TYPES, name))  # Word wants the types first
    return Prepared(Packed().and_of(*(member(name, common[name]) for name in order)), main, head, tail)


def is_ours(data: bytes) -> bool:
    """Whether the file was made by perfdocs and has not been changed since by anything."""
    import zipfile

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            listed = package.infolist()
            if sum(one.file_size for one in listed) > _LIMIT or any(
                one.compress_type not in _METHODS for one in listed
            ):
                return False
            properties = _read(package, package.getinfo(CUSTOM))
            said = _SAID.search(properties)
            if said is None:
                return False
            entries = data[: package.getinfo(CUSTOM).header_offset]
            found = hashlib.sha256(entries + properties[: said.start(1)]).hexdigest()
            if said[1].decode() == found and properties[said.end(1) :] == _CLOSING:
                return _written(entries, properties) == data
            members = {one.filename: _read(package, one) for one in listed}
            return said[1].decode() == _hash_until_2026_11_24(members) and len(members) == len(listed)
    except (zipfile.BadZipFile, zlib.error, ValueError, OverflowError, EOFError, OSError, RuntimeError, KeyError):
        return False


def _read(package: ZipFile, one: ZipInfo) -> bytes:
    """A member, and no more of it than it is said to have."""
    with package.open(one) as file:
        return file.read(one.file_size)


def _written(entries: bytes, properties: bytes) -> bytes:
    """The file of these members and the properties, as we write it; nothing where they are not of our making."""
    try:
        return packed_again(entries).and_of(member(CUSTOM, properties, deflate=False)).archive()
    except ValueError:
        return b""


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
    return text if text.isalnum() else text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _properties(origin: Mapping[str, str]) -> bytes:
    """The properties as far as the hash, which comes last."""
    named = {**origin, "version": __version__, "content": ""}
    properties = [
        f'{_PROPERTY}{pid}" name="perfdocs.{name}"><vt:lpwstr>{_escaped(value)}{_PROPERTY_END}'
        for pid, (name, value) in enumerate(named.items(), start=2)
    ]
    return f"{_PROPERTIES}{''.join(properties)}".removesuffix(_PROPERTY_END).encode()
