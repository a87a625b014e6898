"""The findings of a department as it is checked, in the process of the test."""

from __future__ import annotations

import datetime
from functools import cache
from pathlib import Path

from perfdocs.checks.check_department import check_department
from perfdocs.finding import Finding
from perfdocs.pack.manifest import Packs
from perfdocs.workspace import Department, Workspace

TODAY = datetime.date(2023, 5, 1)


@cache
def _packs(root: Path) -> Packs:
    return Packs(root)


def check_file(root: Path, file: Path) -> tuple[Finding, ...]:
    """The findings of the department that a file belongs to."""
    year, name, *_ = file.relative_to(root / "specs").parts
    department = Department(year, name, root / "specs" / year / name)
    return check_department(Workspace(root), _packs(root), department, TODAY).findings


def sentence(finding: Finding) -> str:
    """A finding as `check` prints it, without its file."""
    place = finding.place
    return f"{place.line}:{place.column}: {finding.severity.label} {finding.code} {finding.message}"
