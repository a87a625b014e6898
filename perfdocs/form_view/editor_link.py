"""Addresses by which an editor opens a place in a file."""

from __future__ import annotations

from pathlib import Path
from urllib.parse import quote

from perfdocs.finding import Place


def editor_link(root: Path, place: Place, with_line: bool = True) -> str:
    """The address by which VS Code opens a place of a workspace."""
    path = (root / place.file).as_posix().removeprefix("/")
    link = f"vscode://file/{quote(path.encode('utf-8', 'surrogateescape'), safe='/')}"
    return f"{link}:{place.line}:{place.column}" if with_line else link
