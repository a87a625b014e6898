"""The members of a zip package changed, for tests."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Mapping


def members(package: bytes) -> dict[str, bytes]:
    with zipfile.ZipFile(io.BytesIO(package)) as opened:
        return {name: opened.read(name) for name in opened.namelist()}


def packed(parts: Mapping[str, bytes]) -> bytes:
    made = io.BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as package:
        for name, data in parts.items():
            package.writestr(name, data)
    return made.getvalue()


def with_members(package: bytes, change: Callable[[str, bytes], bytes]) -> bytes:
    return packed({name: change(name, data) for name, data in members(package).items()})


def with_document(package: bytes, change: Callable[[str], str]) -> bytes:
    """The package with another main document."""
    return with_members(
        package, lambda name, data: change(data.decode()).encode() if name == "word/document.xml" else data
    )
