"""Where the packs lie that came with the program: in its package, or at the root of its repository."""

from __future__ import annotations

from importlib import resources
from pathlib import Path


def shipped() -> Path:
    """The directory that holds `templates/` and `schema/`, and whatever else a workspace is made of."""
    package = Path(str(resources.files("perfdocs")))
    inside = package / "shipped"
    return inside if inside.is_dir() else package.parent
