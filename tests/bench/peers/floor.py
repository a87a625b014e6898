"""What no way of making a document can do without: deflating its main part and writing the file."""

from __future__ import annotations

import io
import struct
import zipfile
import zlib
from collections.abc import Callable

from tests.bench.peers.forms import DOCUMENT

LOCAL = struct.Struct("<4s5H3I2H")
CENTRAL = struct.Struct("<4s6H3I5H2I")
END = struct.Struct("<4s4H2IH")
DATE_1980 = 0x21


def floor(document: bytes) -> Callable[[], bytes]:
    """Makes a finished document's package, for which all but its main part was deflated before."""
    with zipfile.ZipFile(io.BytesIO(document)) as package:
        members = {name: package.read(name) for name in package.namelist()}
    main = members.pop(DOCUMENT)
    local, central = b"", b""
    for name, data in members.items():
        entry, listed = member(name, data, len(local))
        local, central = local + entry, central + listed

    def make() -> bytes:
        entry, listed = member(DOCUMENT, main, len(local))
        directory = central + listed
        number, start = len(members) + 1, len(local) + len(entry)
        end = END.pack(b"PK\5\6", 0, 0, number, number, len(directory), start, 0)
        return b"".join((local, entry, directory, end))

    return make


def member(name: str, data: bytes, offset: int) -> tuple[bytes, bytes]:
    """A file of the package with its deflated bytes, and its line in the package's directory."""
    packer = zlib.compressobj(6, zlib.DEFLATED, -zlib.MAX_WBITS)
    packed = packer.compress(data) + packer.flush()
    told = (20, 0, zipfile.ZIP_DEFLATED, 0, DATE_1980, zlib.crc32(data), len(packed), len(data), len(name), 0)
    listed = CENTRAL.pack(b"PK\1\2", 20, *told, 0, 0, 0, 0, offset)
    return LOCAL.pack(b"PK\3\4", *told) + name.encode() + packed, listed + name.encode()
