"""Records below `.perfdocs` in a workspace: files packed one behind the other, after a line that tells which."""

from __future__ import annotations

import json
import os
import re
import zlib
from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from perfdocs.files import make_directories, replace_file

HOME = ".perfdocs"
"""The directory in a workspace, beside `specs/`."""
MOST_UNPACKED = 100_000_000
"""Bytes that a record may unpack to; chosen by hand."""

_IGNORED = b"# perfdocs: what was printed, for verify and pull; what was replaced, for undo\n*\n"


class Kept(NamedTuple):
    """What a record says, and its files by their path in the workspace."""

    about: Mapping[str, Any]
    files: Mapping[str, bytes]


class Damaged(ValueError):
    """What is none of the records that this module packs."""


def make_home(root: str) -> None:
    """Makes the directory of records, which git passes over. Raises OSError."""
    home = f"{root}/{HOME}"
    make_directories(root, HOME)
    if not os.path.lexists(f"{home}/.gitignore"):
        replace_file(f"{home}/.gitignore", _IGNORED, home)


def pack_up(about: Mapping[str, object], files: Mapping[str, bytes]) -> bytes:
    """A line of JSON that says what follows, and the files one after the other."""
    lengths = {name: len(data) for name, data in files.items()}
    head = json.dumps({**about, "files": lengths}, ensure_ascii=False, sort_keys=True)
    return b"".join([head.encode("utf-8", "surrogateescape"), b"\n", *files.values()])


def unpack(contents: bytes) -> Kept:
    """What `pack_up` has packed. Raises Damaged."""
    head, _, rest = contents.partition(b"\n")
    try:
        about = json.loads(head.decode("utf-8", "surrogateescape"))
        files, at = {}, 0
        for file, length in about["files"].items():
            files[file] = rest[at : at + length]
            at += length
    except (ValueError, LookupError, TypeError, AttributeError, RecursionError):
        raise Damaged from None  # also one that somebody else has written
    return Kept(about, files)


def decompress(data: bytes) -> bytes:
    """The contents of a record that is kept deflated, within bounds. Raises Damaged."""
    inflater = zlib.decompressobj()
    try:
        contents = inflater.decompress(data, MOST_UNPACKED)
    except zlib.error:
        raise Damaged from None
    if not inflater.eof:
        raise Damaged
    return contents


def are_below(files: Iterable[str], *roots: str) -> bool:
    """Whether files stand in directories where they may stand (`specs/`), and nowhere else."""
    return all(name.startswith(roots) and ".." not in re.split(r"[/\\]", name) and "\0" not in name for name in files)
