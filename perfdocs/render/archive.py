"""A zip file from members that are deflated already: what `zipfile` would write, without doing it all again.

Most members of a form are those of its template, the same in every document. They are deflated once.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Iterable
from typing import NamedTuple

LEVEL = 6
_DEFLATED = 8
_VERSION = 20
_UNIX = 3
_NAME_IN_UTF8 = 0x800
_DATE = 1 << 5 | 1
"""1980-01-01, the first day that the format knows."""
_ATTRIBUTES = 0o600 << 16
_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s2B5H3L5H2L")
_END = struct.Struct("<4s4H2LH")


class Member(NamedTuple):
    """One file of the archive: its name, its contents deflated, and what the headers say of it."""

    name: str
    deflated: bytes
    crc: int
    size: int


def member(name: str, data: bytes) -> Member:
    """The member that holds the data."""
    deflater = zlib.compressobj(LEVEL, zlib.DEFLATED, -15)
    return Member(name, deflater.compress(data) + deflater.flush(), zlib.crc32(data), len(data))


def archive(members: Iterable[Member]) -> bytes:
    """The zip file with the members in this order, all of the same date and readable by their owner alone."""
    body: list[bytes] = []
    directory: list[bytes] = []
    offset = 0
    for one in members:
        name, flags = _encoded(one.name)
        about = (flags, _DEFLATED, 0, _DATE, one.crc, len(one.deflated), one.size, len(name), 0)
        body += [_LOCAL.pack(b"PK\3\4", _VERSION, *about), name, one.deflated]
        directory += [_CENTRAL.pack(b"PK\1\2", _VERSION, _UNIX, _VERSION, *about, 0, 0, 0, _ATTRIBUTES, offset), name]
        offset += _LOCAL.size + len(name) + len(one.deflated)
    listing = b"".join(directory)
    number = len(directory) // 2
    end = _END.pack(b"PK\5\6", 0, 0, number, number, len(listing), offset, 0)
    return b"".join([*body, listing, end])


def _encoded(name: str) -> tuple[bytes, int]:
    try:
        return name.encode("ascii"), 0
    except UnicodeEncodeError:
        return name.encode(), _NAME_IN_UTF8
