"""A new pack begun as a copy of an old one."""

from __future__ import annotations

import re
from pathlib import Path

from perfdocs.errors import PerfdocsError
from perfdocs.files import read_bounded, write_files
from perfdocs.pack.manifest import Packs
from perfdocs.workspace import PACK


def copy_pack(root: Path, source: str, name: str) -> list[str]:
    """Copies templates and schemas under a new name, which they then give as theirs; the files made.

    Raises PerfdocsError for a bad name, an unknown source, or where something would be overwritten.
    """
    packs = Packs(root)
    refuse_new_name(packs, name)
    if source not in packs.names:
        raise PerfdocsError(packs.unknown(source))
    files: dict[str, str | bytes] = {}
    for kind in ("templates", "schema"):
        for path in sorted((root / kind / source).iterdir()):
            if path.is_file() and not path.name.startswith(("~$", ".")):
                data = read_bounded(path)
                is_text = path.suffix in (".json", ".yaml")
                files[f"{kind}/{name}/{path.name}"] = _renamed(data.decode(), source, name) if is_text else data
    write_files(root, files)
    return list(files)


def refuse_new_name(packs: Packs, name: str) -> None:
    """Raises PerfdocsError for a name that no pack may have, or that some pack has already."""
    if not PACK.fullmatch(name):
        raise PerfdocsError(packs.unknown(name))
    for kind in ("templates", "schema"):
        if (packs.root / kind / name).exists():
            raise PerfdocsError(f"{kind}/{name} 已经有了，没有动它：请换一个名称，或先把它移走")


def _renamed(text: str, source: str, name: str) -> str:
    return re.sub(rf"(?<![\w-]){re.escape(source)}(?![\w-])", name, text)
