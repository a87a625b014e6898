"""Where the project and its examples are, and workspaces made of them."""

from __future__ import annotations

import shutil
from pathlib import Path

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "tests/examples"


def workspace(directory: Path, specs: Path) -> Path:
    """A workspace with the project's packs and the given specs."""
    for name in ("templates", "schema"):
        shutil.copytree(ROOT / name, directory / name)
    shutil.copytree(specs, directory / "specs")
    return directory
