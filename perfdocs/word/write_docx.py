"""The writer of .docx files: the same bytes for the same contents, with their origin, and no trace of who made them.

First in the file stand the members that all documents of a template have, packed once; behind them a document's own:
the title, the text, and the custom properties, no two of which are alike, and which are not deflated. The text is
deflated in segments, so that what stands in two documents is deflated once: the template's own beginning and end, and
a form, which stands in the whole submission too.

Word puts names and dates into the properties, so they are our own. The origin says what the document was made
from, and `perfdocs.content` is a hash of all that stands before it: a file that can be written again from its
members, to the byte, and for which the hash holds, is our own work, untouched since.
"""

from __future__ import annotations

import hashlib
import io
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property, lru_cache
from typing import TYPE_CHECKING, NamedTuple

from perfdocs import __version__
from perfdocs.word.xml import OFFICE, PACKAGE
from perfdocs.word.zip_members import Member, Members, Segment, member, member_of_segments, members_of, segment

if TYPE_CHECKING:
    from docx.document import Document as WordDocument

_TYPES = "[Content_Types].xml"
_CORE = "docProps/core.xml"
_APP = "docProps/app.xml"
_CUSTOM = "docProps/custom.xml"
_OFFICE_TYPE = "application/vnd.openxmlformats-officedocument"
PROPERTIES = {
    _CORE: (
        "application/vnd.openxmlformats-package.core-properties+xml",
        f"{PACKAGE}/relationships/metadata/core-properties",
    ),
    _APP: (f"{_OFFICE_TYPE}.extended-properties+xml", f"{OFFICE}/relationships/extended-properties"),
    _CUSTOM: (f"{_OFFICE_TYPE}.custom-properties+xml", f"{OFFICE}/relationships/custom-properties"),
}
"""Members with properties: their content type and their type of relationship."""

_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_FMTID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_PROPERTIES_BEGIN = f'{_XML}<Properties xmlns="{OFFICE}/custom-properties" xmlns:vt="{OFFICE}/docPropsVTypes">'
_PROPERTY_BEGIN = f'<property fmtid="{_FMTID}" pid="'
_PROPERTY_END = "</vt:lpwstr></property>"
_BEHIND_HASH = f"{_PROPERTY_END}</Properties>".encode()
"""The hash is the last of the properties."""
_HASH = re.compile(rb'name="perfdocs\.content"><vt:lpwstr>([0-9a-f]{64})' + re.escape(_BEHIND_HASH))

BEGIN, END = b"<w:body>", b"</w:body>"
"""The tags of a body, as lxml writes them where nothing else stands in them."""
_LAST_PARAGRAPH = re.compile(
    rb"<w:p( [^<>]*?)?>(?:<w:pPr/>|<w:pPr>((?:(?!</w:pPr>).)*)</w:pPr>)?((?:(?!<w:p[ >]).)*)$", re.DOTALL
)
_SMALL = 2000
"""Bytes of the end of a body that may be the same in all documents of a template; chosen by hand."""

_small_segment = lru_cache(maxsize=256)(segment)


class CannotJoin(Exception):
    """The forms' templates do not fit into one document. The text says why, in Chinese."""


@dataclass(eq=False)
class Body:
    """The contents of a body, cut where another may follow: what stands before its last paragraph, that, its section.

    There may be no paragraph at the end, and no section.
    """

    before: bytes
    paragraph: bytes
    section: bytes

    @cached_property
    def _before(self) -> Segment:
        return segment(self.before)

    def alone(self) -> list[Segment]:
        """The contents as they stand."""
        return [self._before, _end(self.paragraph + self.section)]

    def inner(self) -> list[Segment] | None:
        """The contents where another body follows: the section ends with the last paragraph. None: not sure."""
        if not self.section:
            return None
        if not self.paragraph:
            end = b"<w:p><w:pPr>%b</w:pPr></w:p>" % self.section
            return None if self.before.endswith(b"/>") else [self._before, _end(end)]
        match = _LAST_PARAGRAPH.fullmatch(self.paragraph)
        if match is None:
            return None
        attributes, properties, rest = (group or b"" for group in match.groups())
        end = b"<w:p%b><w:pPr>%b%b</w:pPr>%b" % (attributes, properties, self.section, rest)
        return [self._before, _end(end)]

    def last(self) -> list[Segment] | None:
        """The contents where nothing follows but the end of a document with several bodies. None: not sure."""
        if not self.section or (not self.paragraph and self.before.endswith(b"/>")):
            return None
        return [self._before, _end((self.paragraph or b"<w:p/>") + self.section)]


def cut_body(xml: bytes) -> Body:
    """The contents of a `<w:body>…</w:body>`."""
    begin, end = len(BEGIN), len(xml) - len(END)
    section = xml.rfind(b"<w:sectPr", begin, end)
    if section < 0 or not xml.endswith((b"</w:sectPr>", b"<w:sectPr/>"), section, end):
        section = end
    paragraph = section
    if xml.endswith(b"</w:p>", begin, section):
        plain = xml.rfind(b"<w:p>", begin, section)
        paragraph = max(plain, xml.rfind(b"<w:p ", max(plain, begin), section))
    return Body(xml[begin:paragraph], xml[paragraph:section], xml[section:end])


def joined_bodies(bodies: Sequence[Body]) -> list[Segment] | None:
    """The contents of one body with all of these, each on pages of its own. None: not sure."""
    *others, last = bodies
    parts = [*(body.inner() for body in others), last.last()]
    return [each for part in parts if part for each in part] if all(parts) else None


def _end(data: bytes) -> Segment:
    return _small_segment(data) if len(data) < _SMALL else segment(data)


class Package(NamedTuple):
    """The package of a template, packed but for what is each document's own. `main` is the member with the text.

    `head` and `tail` are what stands in it before and behind the contents of the body.
    """

    common: Members
    main: str
    head: Segment
    tail: Segment

    def document(self, contents: Sequence[Segment], title: str, origin: Mapping[str, str]) -> bytes:
        """The .docx file with these contents of the body. `origin` becomes properties `perfdocs.<key>`."""
        core, text = _core(title), member_of_segments(self.main, [self.head, *contents, self.tail])
        properties = _properties(origin)
        digest = hashlib.sha256()
        for part in (self.common.entries, core.entry, text.entry, properties):
            digest.update(part)
        custom = member(_CUSTOM, b"%b%b%b" % (properties, digest.hexdigest().encode(), _BEHIND_HASH), deflate=False)
        return self.common.followed_by(core, text, custom).archive()


def package(members: Mapping[str, bytes], main: str) -> Package:
    """The package of these members (without properties). Where `main` has no plain body, all of it is `head`."""
    text = members[main]
    begin, end = text.find(BEGIN) + len(BEGIN), text.rfind(END)
    if begin < len(BEGIN) or end < 0:
        begin = end = len(text)
    common = {name: data for name, data in members.items() if name != main} | {_APP: _app()}
    order = sorted(common, key=lambda name: (name != _TYPES, name))  # Word wants the types first
    packed = Members().followed_by(*(member(name, common[name]) for name in order))
    return Package(packed, main, segment(text[:begin]), segment(text[end:]))


def docx_bytes(document: WordDocument, title: str, origin: Mapping[str, str]) -> bytes:
    """The document of python-docx as a .docx file. `origin` becomes custom properties named `perfdocs.<key>`."""
    members, main = document_members(document)
    whole = package(members, main)
    contents = members[main][len(whole.head.data) : len(members[main]) - len(whole.tail.data)]
    return whole.document(cut_body(b"%b%b%b" % (BEGIN, contents, END)).alone(), title, origin)


def document_members(document: WordDocument) -> tuple[dict[str, bytes], str]:
    """The document's members without its properties, and the name of the one with the text.

    The document's own properties are taken out, and ours entered. python-docx writes the members as it meets them and
    today's time, so its file is taken apart.
    """
    import zipfile

    from docx.opc.packuri import PackURI
    from docx.opc.part import Part

    whole = document.part.package
    for key, relation in list(whole.rels.items()):
        if relation.target_ref.lstrip("/").startswith("docProps/"):
            del whole.rels[key]
    for name, (content_type, kind) in PROPERTIES.items():
        whole.relate_to(Part(PackURI(f"/{name}"), content_type, b"", whole), kind)
    raw = io.BytesIO()
    document.save(raw)
    with zipfile.ZipFile(raw) as saved:
        members = {name: saved.read(name) for name in saved.namelist() if name not in PROPERTIES}
    return members, str(document.part.partname).lstrip("/")


def is_ours(data: bytes) -> bool:
    """True for a file that was made by perfdocs and has not been changed since by anything."""
    try:
        *others, custom = members_of(data)
    except ValueError:
        return False
    match = _HASH.search(custom.stored)
    if match is None or custom != member(_CUSTOM, custom.stored, deflate=False):
        return False
    digest = hashlib.sha256(b"".join(each.entry for each in others) + custom.stored[: match.start(1)])
    return match[1].decode() == digest.hexdigest() and match.end() == len(custom.stored)


@lru_cache(maxsize=64)
def _core(title: str) -> Member:
    """Many departments have forms of the same title."""
    text = (
        f'{_XML}<cp:coreProperties xmlns:cp="{PACKAGE}/metadata/core-properties" '
        f'xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{_escape(title)}</dc:title></cp:coreProperties>'
    )
    return member(_CORE, text.encode())


def _app() -> bytes:
    return (
        f'{_XML}<Properties xmlns="{OFFICE}/extended-properties"><Application>perfdocs</Application></Properties>'
    ).encode()


def _escape(text: str) -> str:
    return text if text.isalnum() else text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _properties(origin: Mapping[str, str]) -> bytes:
    """The properties as far as the hash, which comes last."""
    named = {**origin, "version": __version__, "content": ""}
    properties = [
        f'{_PROPERTY_BEGIN}{pid}" name="perfdocs.{name}"><vt:lpwstr>{_escape(value)}{_PROPERTY_END}'
        for pid, (name, value) in enumerate(named.items(), start=2)
    ]
    return f"{_PROPERTIES_BEGIN}{''.join(properties)}".removesuffix(_PROPERTY_END).encode()
