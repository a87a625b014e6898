"""Puts the packs into the wheel, as `perfdocs/shipped`, and what a workspace of its own needs besides.

In the repository itself all that is read where it stands.
"""

from __future__ import annotations

from pathlib import Path
from typing import Any

from hatchling.builders.hooks.plugin.interface import BuildHookInterface

SHIPPED = (
    "templates",
    "schema",
    "make.cmd",
    ".ci/make.py",
    ".ci/bootstrap.py",
    ".ci/no-python.txt",
    "requirements.lock",
)


class BuildHook(BuildHookInterface):  # type: ignore[type-arg]
    """Called by hatchling before it builds."""

    def initialize(self, version: str, build_data: dict[str, Any]) -> None:
        if version != "editable":
            there = [name for name in SHIPPED if (Path(self.root) / name).exists()]
            build_data["force_include"] |= {name: f"perfdocs/shipped/{name}" for name in there}
