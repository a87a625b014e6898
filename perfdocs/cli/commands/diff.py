"""`perfdocs diff`."""

from __future__ import annotations

import datetime
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path

import click

from perfdocs.checks.check_department import check_department
from perfdocs.cli import exit_status
from perfdocs.cli.show_findings import show
from perfdocs.compare.formats.registry import FORMATS
from perfdocs.compare.years import Comparison, compare
from perfdocs.department.specs import Specs
from perfdocs.errors import PerfdocsError
from perfdocs.finding import Finding, Severity, in_order
from perfdocs.git import at_revision
from perfdocs.pack.manifest import Packs
from perfdocs.workspace import Department, Workspace, find_workspace


@dataclass(frozen=True)
class Wanted:
    """What to compare and how to tell it. `exit_code`: status 1 where there are changes."""

    old: str
    new: str
    rev: str
    names: tuple[str, ...]
    style: str
    out: Path | None
    exit_code: bool


def run(wanted: Wanted, today: datetime.date, root: Path | None) -> int:
    workspace = find_workspace(root)
    with _sides(workspace, wanted) as (old_side, new_side, old, new):
        before, findings = _papers(old_side, old, wanted.names, today)
        after, more = _papers(new_side, new, wanted.names, today)
        if not before and not after:
            raise PerfdocsError("两边都没有部门：请核对年度、目录或部门的名称")
        found = [compare(name, before.get(name), after.get(name)) for name in sorted({*before, *after})]
        found = [_narrowed(one, _file(old_side, old), _file(new_side, new)) for one in found]
    broken = in_order([one for one in [*findings, *more] if one.severity is Severity.ERROR and one.code[0] in "YSWP"])
    show(broken, "text", workspace)
    _give(found, wanted, workspace)
    stopped = exit_status.of(broken)
    return stopped or int(wanted.exit_code and any(not one.is_empty for one in found))


@contextmanager
def _sides(workspace: Workspace, wanted: Wanted) -> Iterator[tuple[Workspace, Workspace, str, str]]:
    """The workspaces of both sides, and what to look at in each."""
    with tempfile.TemporaryDirectory(prefix="perfdocs-") as directory:
        if ".." in wanted.old and not wanted.new:
            first, _, second = wanted.old.partition("..")
            old = at_revision(workspace, first or "HEAD", Path(directory) / "old")
            yield old, at_revision(workspace, second or "HEAD", Path(directory) / "new"), "", ""
        elif wanted.rev:
            yield at_revision(workspace, wanted.rev, Path(directory) / "old"), workspace, wanted.old, wanted.old
        elif not wanted.old or not wanted.new:
            raise PerfdocsError("要写两边，例如 perfdocs diff 2023 2024；或者 perfdocs diff main..HEAD，或 --rev main")
        else:
            yield workspace, workspace, wanted.old, wanted.new


def _file(workspace: Workspace, path: str) -> str:
    """The file that a path names, relative to the workspace; nothing for a directory or a year."""
    found = next((one for one in (Path(path), workspace.root / path) if path and one.is_file()), None)
    return workspace.relative(found.resolve()) if found else ""


def _narrowed(one: Comparison, old: str, new: str) -> Comparison:
    """The comparison of the files that were asked for, where it was files."""
    if not old and not new:
        return one
    wanted = tuple(pair for pair in one.documents if (old and pair.old_file == old) or (new and pair.new_file == new))
    return one._replace(documents=wanted, totals=())


def _papers(
    workspace: Workspace, path: str, names: tuple[str, ...], today: datetime.date
) -> tuple[dict[str, Specs], list[Finding]]:
    """What each department has written, by its id (with the year where there are several)."""
    packs = Packs(workspace.root)
    departments, findings = workspace.selected((path,) if path else ())
    years = {department.year for department in departments}
    found: dict[str, Specs] = {}
    for department in departments:
        if not names or department.directory.name in names:
            intake = check_department(workspace, packs, department, today)
            findings += intake.findings
            if intake.specs:
                found[_id(department, len(years) > 1)] = intake.specs
    return found, findings


def _id(department: Department, several_years: bool) -> str:
    return f"{department.year}/{department.directory.name}" if several_years else department.directory.name


def _give(found: list[Comparison], wanted: Wanted, workspace: Workspace) -> None:
    chosen = FORMATS[wanted.style]
    if wanted.out is None and chosen.for_a_file:
        raise PerfdocsError(f"{wanted.style} 格式要用 --out 写明放到哪个文件")
    made = chosen.content(found, workspace.root / "templates")
    if wanted.out is None:
        click.echo(made, nl=False)
        return
    wanted.out.write_bytes(made.encode() if isinstance(made, str) else made)
    click.echo(f"写在 {wanted.out}", err=True)
