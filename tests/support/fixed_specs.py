"""What `check --fix` makes of a department, in the process of the test, and what the seed's specs say."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Callable
from functools import cache
from pathlib import Path

from perfdocs.finding import Finding
from perfdocs.fix.fix_department import FixedDepartment, fix_department
from perfdocs.pack.manifest import Packs
from perfdocs.workspace import Department, Workspace
from tests.support.workspaces import EXAMPLES, ROOT, workspace

TODAY = datetime.date(2023, 5, 1)
FILES = sorted(path.relative_to(ROOT) for path in (ROOT / "specs").rglob("*.yaml"))
"""The specs of the project."""


def real_specs(directory: Path) -> Path:
    """A workspace with the project's specs and the small department."""
    root = workspace(directory, ROOT / "specs")
    shutil.copytree(EXAMPLES / "small/2023/demo", root / "specs/2023/demo")
    return root


def fixed(root: Path, file: Path, wanted: Callable[[Finding], bool] = lambda _: True) -> FixedDepartment:
    """What becomes of the department that a file belongs to."""
    year, name, *_ = file.relative_to(root / "specs").parts
    department = Department(year, name, root / "specs" / year / name)
    return fix_department(Workspace(root), _packs(root), department, TODAY, wanted)


@cache
def _packs(root: Path) -> Packs:
    return Packs(root)
