"""A new pack begun as a copy of an old one."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

from perfdocs.errors import PerfdocsError
from perfdocs.pack.manifest import NAME, Packs


def copy_pack(root: Path, source: str, name: str) -> list[str]:
    """Copies templates and schemas under a new name, which they then give as theirs; the files made.

    Raises PerfdocsError for a bad name, an unknown source, or where something would be overwritten.
    """
    packs = Packs(root)
    if not NAME.fullmatch(name):
        raise PerfdocsError(packs.unknown(name))
    if source not in packs.names:
        raise PerfdocsError(packs.unknown(source))
    made: list[str] = []
    for kind in ("templates", "schema"):
        if (root / kind / name).exists():
            raise PerfdocsError(f"{kind}/{name} 已经有了，没有动它：请换一个名称，或先把它移走")
    for kind in ("templates", "schema"):
        for path in sorted((root / kind / source).iterdir()):
            if path.is_file() and not path.name.startswith(("~$", ".")):
                target = root / kind / name / path.name
                target.parent.mkdir(parents=True, exist_ok=True)
                _copy(path, target, source, name)
                made.append(target.relative_to(root).as_posix())
    return made


def _copy(path: Path, target: Path, source: str, name: str) -> None:
    if path.suffix in (".json", ".yaml"):
        text = path.read_text("utf-8")
        target.write_text(re.sub(rf"(?<![\w-]){re.escape(source)}(?![\w-])", name, text), "utf-8")
    else:
        shutil.copyfile(path, target)
