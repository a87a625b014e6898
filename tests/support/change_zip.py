"""The members of a zip package changed, for tests."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping


def members(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def pack_members(parts: Mapping[str, bytes]) -> bytes:
    file = io.BytesIO()
    with zipfile.ZipFile(file, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return file.getvalue()


def with_members(package: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    return pack_members({name: change(name, data) for name, data in members(package).items()})


def with_document(package: bytes, change: Callable[[str], str]) -> bytes:
    """The package with another main document."""
    return with_members(
        package, lambda name, data: change(data.decode()).encode() if name == "word/document.xml" else data
    )
