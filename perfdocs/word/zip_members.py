"""A zip file from members that are deflated already: what `zipfile` would write, without doing it all again.

Most members of a form are those of its template, the same in every document. They are deflated once.
"""

from __future__ import annotations

import struct
import zlib
from collections.abc import Sequence
from typing import NamedTuple

LEVEL = 6
_DEFLATED = 8
_END_OF_STREAM = b"\x03\x00"
"""A last block with nothing in it."""
_VERSION = 20
_UNIX = 3
_NAME_IN_UTF8 = 0x800
_DATE = 1 << 5 | 1
"""1980-01-01, the first day that the format knows."""
_ATTRIBUTES = 0o600 << 16
_LOCAL = struct.Struct("<4s5H3L2H")
_CENTRAL = struct.Struct("<4s2B5H3L5HL")
_OFFSET = struct.Struct("<L")
_END = struct.Struct("<4s4H2LH")


class Member(NamedTuple):
    """One file of the archive as it stands there, and its line in the directory but for the place."""

    entry: bytes
    listed: bytes
    name: bytes


class Packed(NamedTuple):
    """Members one behind the other, their lines in the directory, and how many they are."""

    entries: bytes = b""
    directory: bytes = b""
    number: int = 0

    def and_of(self, *members: Member) -> Packed:
        """With these members behind."""
        entries, lines = [self.entries], [self.directory]
        offset = len(self.entries)
        for entry, listed, name in members:
            entries.append(entry)
            lines += (listed, _OFFSET.pack(offset), name)
            offset += len(entry)
        return Packed(b"".join(entries), b"".join(lines), self.number + len(members))

    def archive(self) -> bytes:
        """The zip file."""
        size, offset = len(self.directory), len(self.entries)
        end = _END.pack(b"PK\5\6", 0, 0, self.number, self.number, size, offset, 0)
        return b"".join((self.entries, self.directory, end))


def packed_again(entries: bytes) -> Packed:
    """Members that stand one behind the other, as they were packed. Raises ValueError where anything else does."""
    members: list[Member] = []
    at = 0
    while at < len(entries):
        try:
            _, _, flags, method, time, date, check, held, size, name, extra = _LOCAL.unpack_from(entries, at)
        except struct.error:
            raise ValueError(at) from None
        end = at + _LOCAL.size + name + extra + held
        about = (flags, method, time, date, check, held, size, name, extra)
        members.append(_member(about, entries[at + _LOCAL.size : end], name))
        at = end
    packed = Packed().and_of(*members)
    if packed.entries != entries:
        raise ValueError(at)
    return packed


def member(name: str, data: bytes, deflate: bool = True) -> Member:
    """The member that holds the data, deflated or as they are."""
    held = _packed(data, zlib.Z_FINISH) if deflate else data
    return _new(name, held, len(data), zlib.crc32(data), _DEFLATED if deflate else 0)


def member_of_pieces(name: str, pieces: Sequence[bytes], held: Sequence[bytes]) -> Member:
    """The member that holds the pieces one behind the other, of which each was deflated before."""
    check = 0
    for piece in pieces:
        check = zlib.crc32(piece, check)
    return _new(name, b"".join([*held, _END_OF_STREAM]), sum(map(len, pieces)), check, _DEFLATED)


def deflated(data: bytes) -> bytes:
    """The data deflated so that others, deflated likewise, may stand behind them: nothing in them refers to others."""
    return _packed(data, zlib.Z_SYNC_FLUSH)


def _packed(data: bytes, end: int) -> bytes:
    """As `zlib.compress`, which takes longer."""
    packer = zlib.compressobj(LEVEL, zlib.DEFLATED, -zlib.MAX_WBITS)
    return packer.compress(data) + packer.flush(end)


def _new(name: str, held: bytes, size: int, check: int, method: int) -> Member:
    """A member of the format's first day, its owner's alone."""
    encoded, flags = _encoded(name)
    about = (flags, method, 0, _DATE, check, len(held), size, len(encoded), 0)
    return _member(about, encoded + held, len(encoded))


def _member(about: tuple[int, ...], contents: bytes, name: int) -> Member:
    """The member of which this is told; of its contents so many bytes are the name."""
    entry = _LOCAL.pack(b"PK\3\4", _VERSION, *about) + contents
    listed = _CENTRAL.pack(b"PK\1\2", _VERSION, _UNIX, _VERSION, *about, 0, 0, 0, _ATTRIBUTES)
    return Member(entry, listed, contents[:name])


def _encoded(name: str) -> tuple[bytes, int]:
    try:
        return name.encode("ascii"), 0
    except UnicodeEncodeError:
        return name.encode(), _NAME_IN_UTF8
