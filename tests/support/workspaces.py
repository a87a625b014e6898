"""Where the project and its examples are, and workspaces made of them."""

from __future__ import annotations

import shutil
import tempfile
from functools import cache
from pathlib import Path

ROOT = Path(__file__).parents[2]
EXAMPLES = ROOT / "tests/examples"


@cache
def every_form() -> Path:
    """A workspace in which every form of every pack is printed: the real specs, with the later steps beside them."""
    root = workspace(Path(tempfile.mkdtemp(prefix="every-form-")) / "workspace", ROOT / "specs")
    shutil.copytree(EXAMPLES / "cycle", root / "specs/2023/commerce", dirs_exist_ok=True)
    shutil.copytree(EXAMPLES / "cycle-forms", root / "specs", dirs_exist_ok=True)
    return root


def workspace(directory: Path, specs: Path) -> Path:
    """A workspace with the project's packs and the given specs."""
    for name in ("templates", "schema"):
        shutil.copytree(ROOT / name, directory / name)
    shutil.copytree(specs, directory / "specs")
    return directory
