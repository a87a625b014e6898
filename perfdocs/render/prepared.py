"""A document's package: the members of its template as they are, and those that every document has its own of.

The custom properties are the smallest of these and no two are alike: they are not deflated.

Word puts names and dates into the properties, so they are our own. The origin says what the document was made
from, and `perfdocs.content` is the hash of all other members: a file for which it still holds is our own work,
untouched since.
"""

from __future__ import annotations

import hashlib
import io
import re
import zlib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cached_property, lru_cache

from perfdocs import __version__
from perfdocs.render.archive import Member, archive, member

TYPES = "[Content_Types].xml"
CORE = "docProps/core.xml"
APP = "docProps/app.xml"
CUSTOM = "docProps/custom.xml"
CONTENT = "perfdocs.content"
"""The property that holds the hash of all other members."""
OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_CUSTOM_NAMESPACE = f"{OFFICE}/custom-properties"

_SAID = re.compile(rb'name="perfdocs\.content"><vt:lpwstr>([0-9a-f]{64})</vt:lpwstr>')
_LIMIT = 50_000_000
"""Bytes that a file may unpack to and still be looked at when deciding whether it is ours."""
_VT = f"{OFFICE}/docPropsVTypes"
_FMTID = "{D5CDD505-2E9C-101B-9397-08002B2CF9AE}"
_XML = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


@dataclass(frozen=True)
class Prepared:
    """The members of a template, without properties. `main` is the part that holds the text.

    Of `main`, `head` stands before the body and `tail` behind it.
    """

    members: tuple[tuple[str, bytes, Member], ...]
    main: str
    head: bytes
    tail: bytes

    def document(self, body: bytes, title: str, origin: Mapping[str, str]) -> bytes:
        """The .docx file with this body (`<w:body>…</w:body>`)."""
        own = {self.main: self.head + body + self.tail, CORE: _core(title)}
        digest = hashlib.sha256()
        for known, name in self._counted:
            digest.update(known)
            if name:
                digest.update(_counted(name, own[name]))
        custom = _custom({**_named(origin), CONTENT: digest.hexdigest()})
        made = {
            self.main: member(self.main, own[self.main]),
            CORE: _core_member(title),
            CUSTOM: member(CUSTOM, custom, deflate=False),
        }
        kept = self._kept
        return archive(kept.get(name) or made[name] for name in self._order)

    @cached_property
    def _kept(self) -> dict[str, Member]:
        return {**{name: one for name, _, one in self.members}, APP: member(APP, _app())}

    @cached_property
    def _order(self) -> list[str]:
        return _in_order({*self._kept, self.main, CORE, CUSTOM})

    @cached_property
    def _counted(self) -> list[tuple[bytes, str]]:
        """What the hash of the content goes over, in order: bytes, and behind them a member that is each one's own."""
        known = {**{name: data for name, data, _ in self.members}, APP: _app()}
        runs, run = [], b""
        for name in sorted({*known, self.main, CORE}):
            if name in known:
                run += _counted(name, known[name])
            else:
                runs.append((run, name))
                run = b""
        return [*runs, (run, "")]


def prepared(members: Mapping[str, bytes], main: str) -> Prepared:
    """The package of which `main` is the part with the text. Raises ValueError where that has no body."""
    text = members[main]
    head, tail = text.index(b"<w:body>"), text.rindex(b"</w:body>") + len(b"</w:body>")
    kept = tuple((name, data, member(name, data)) for name, data in sorted(members.items()) if name != main)
    return Prepared(kept, main, text[:head], text[tail:])


def written(members: Mapping[str, bytes], title: str, origin: Mapping[str, str]) -> bytes:
    """The .docx file with these members (without properties). `origin` becomes properties `perfdocs.<key>`."""
    full = {**members, CORE: _core(title), APP: _app()}
    full[CUSTOM] = _custom({**_named(origin), CONTENT: content_hash(full)})
    return archive(member(name, full[name], deflate=name != CUSTOM) for name in _in_order(full))


def content_hash(members: Mapping[str, bytes]) -> str:
    """SHA-256 over names and contents of all members but the custom properties."""
    digest = hashlib.sha256()
    for name in sorted(members):
        if name != CUSTOM:
            digest.update(_counted(name, members[name]))
    return digest.hexdigest()


def is_ours(data: bytes) -> bool:
    """Whether the file was made by perfdocs and has not been changed since by anything."""
    import zipfile

    try:
        with zipfile.ZipFile(io.BytesIO(data)) as package:
            if sum(one.file_size for one in package.infolist()) > _LIMIT:
                return False
            members = {name: package.read(name) for name in package.namelist()}
    except (zipfile.BadZipFile, zlib.error, ValueError, EOFError, OSError, RuntimeError):
        return False
    said = _SAID.search(members.get(CUSTOM, b""))
    return said is not None and said.group(1).decode() == content_hash(members)


def _counted(name: str, data: bytes) -> bytes:
    return f"{name}\0{len(data)}\0".encode() + data


def _in_order(names: set[str] | Mapping[str, bytes]) -> list[str]:
    """Word wants the types first."""
    return sorted(names, key=lambda name: (name != TYPES, name))


def _named(origin: Mapping[str, str]) -> dict[str, str]:
    return {**{f"perfdocs.{key}": value for key, value in origin.items()}, "perfdocs.version": __version__}


@lru_cache(maxsize=64)
def _core_member(title: str) -> Member:
    """Many departments have forms of the same title."""
    return member(CORE, _core(title))


def _core(title: str) -> bytes:
    return (
        f'{_XML}<cp:coreProperties xmlns:cp="http://schemas.openxmlformats.org/package/2006/metadata/'
        'core-properties" xmlns:dc="http://purl.org/dc/elements/1.1/">'
        f"<dc:title>{_escaped(title)}</dc:title></cp:coreProperties>"
    ).encode()


def _app() -> bytes:
    return (
        f'{_XML}<Properties xmlns="{OFFICE}/extended-properties"><Application>perfdocs</Application></Properties>'
    ).encode()


def _escaped(text: str) -> str:
    return text.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")


def _custom(properties: Mapping[str, str]) -> bytes:
    body = "".join(
        f'<property fmtid="{_FMTID}" pid="{pid}" name="{_escaped(name)}">'
        f"<vt:lpwstr>{_escaped(value)}</vt:lpwstr></property>"
        for pid, (name, value) in enumerate(properties.items(), start=2)
    )
    return f'{_XML}<Properties xmlns="{_CUSTOM_NAMESPACE}" xmlns:vt="{_VT}">{body}</Properties>'.encode()
