"""Compound files (.doc, .xls and what Office locks), as small as they can be: [MS-CFB], version 3."""

from __future__ import annotations

import struct
from collections.abc import Mapping

SECTOR = 512
FREE, END, FAT = 0xFFFFFFFF, 0xFFFFFFFE, 0xFFFFFFFD
SMALL = 4096
"""Bytes below which a stream would stand among the small ones."""


def compound_file(streams: Mapping[str, bytes]) -> bytes:
    """A file with these streams, up to three, each filled up with zeros to the size of no small one."""
    filled = {name: data.ljust(-(-max(len(data), SMALL) // SECTOR) * SECTOR, b"\0") for name, data in streams.items()}
    fat = [FAT, END]  # of the sectors: the table itself, the directory, then the streams
    entries = [_entry("Root Entry", 5, END, 0, child=1)]
    for number, (name, data) in enumerate(filled.items(), start=1):
        sibling = number + 1 if number < len(filled) else FREE
        entries.append(_entry(name, 2, len(fat), len(data), sibling))
        fat += [*range(len(fat) + 1, len(fat) + len(data) // SECTOR), END]
    header = struct.pack("<8s16x5H6x", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 0x3E, 3, 0xFFFE, 9, 6)
    header += struct.pack("<9I", 0, 1, 1, 0, SMALL, END, 0, END, 0) + struct.pack("<109I", 0, *[FREE] * 108)
    table = struct.pack("<128I", *fat, *[FREE] * (128 - len(fat)))
    return header + table + b"".join(entries).ljust(SECTOR, b"\0") + b"".join(filled.values())


def _entry(name: str, kind: int, start: int, size: int, sibling: int = FREE, child: int = FREE) -> bytes:
    text = name.encode("utf-16-le") + b"\0\0"
    return struct.pack("<64sHBBIII36xIQ", text, len(text), kind, 1, FREE, sibling, child, start, size)
