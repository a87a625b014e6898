"""`perfdocs diff`."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import NamedTuple

import click

from perfdocs.checks.check_department import check_department
from perfdocs.cli import exit_status
from perfdocs.cli.click_chinese import Command
from perfdocs.cli.options import department_option, format_option, root_option, today_option
from perfdocs.cli.say import say
from perfdocs.cli.show_findings import show
from perfdocs.compare.formats.registry import FORMATS
from perfdocs.compare.years import Comparison, compare
from perfdocs.department.specs import Specs
from perfdocs.errors import PerfdocsError
from perfdocs.files import write_whole
from perfdocs.finding import Finding, Severity, in_order
from perfdocs.git import workspace_at
from perfdocs.pack.manifest import Packs
from perfdocs.workspace import Department, Workspace, find_workspace
from perfdocs.year_index import partners


class Side(NamedTuple):
    """One of two versions: a workspace, and the year, directory or file in it (all, where it is empty)."""

    workspace: Workspace
    path: str

    @property
    def file(self) -> str:
        """The file that the path names, relative to the workspace; nothing for a directory or a year."""
        candidates = (Path(self.path), self.workspace.root / self.path) if self.path else ()
        return next((self.workspace.relative(path.resolve()) for path in candidates if path.is_file()), "")


@click.command(cls=Command)
@click.argument("old", required=False, default="", metavar="[旧的]")
@click.argument("new", required=False, default="", metavar="[新的]")
@click.option("--rev", default="", metavar="版本", help="和 git 里的这个版本比较，例如 main。")
@department_option("只比较这个部门（目录名），可以写几次。")
@format_option(FORMATS)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), metavar="文件", help="写到文件里。")
@click.option("--exit-code", is_flag=True, help="有变化时退出状态是 1。")
@today_option
@root_option
def command(
    old: str,
    new: str,
    rev: str,
    names: tuple[str, ...],
    format_name: str,
    out: Path | None,
    exit_code: bool,
    today: datetime.date,
    root: Path | None,
) -> int:
    workspace = find_workspace(root)
    with _sides(workspace, old, new, rev) as (before, after):
        old_specs, findings = _specs(before, names, today)
        new_specs, more = _specs(after, names, today)
        if not old_specs and not new_specs:
            raise PerfdocsError("两边都没有部门：请核对年度、目录或部门的名称")
        pairs = partners(*({key: specs.name for key, specs in side.items()} for side in (old_specs, new_specs)))
        new_keys = {old_key: key for key, old_key in pairs.items()}
        comparisons = [
            _narrow(compare(key, old_specs.get(pairs.get(key, key)), new_specs.get(key)), before.file, after.file)
            for key in sorted({*(new_keys.get(old_key, old_key) for old_key in old_specs), *new_specs})
        ]
    errors = [finding for finding in [*findings, *more] if finding.severity is Severity.ERROR]
    broken = in_order(error for error in errors if error.code[0] in "YSWP")
    show(broken, workspace)
    _give(comparisons, format_name, out, workspace)
    return exit_status.of(broken) or int(exit_code and not all(comparison.is_empty for comparison in comparisons))


@contextmanager
def _sides(workspace: Workspace, old: str, new: str, rev: str) -> Iterator[tuple[Side, Side]]:
    """Both versions that the arguments ask for. Raises PerfdocsError where they ask for none."""
    if ".." in old and not new:
        first, _, second = old.partition("..")
        with workspace_at(workspace, first or "HEAD") as before, workspace_at(workspace, second or "HEAD") as after:
            yield Side(before, ""), Side(after, "")
    elif rev:
        with workspace_at(workspace, rev) as before:
            yield Side(before, old), Side(workspace, old)
    elif not old or not new:
        raise PerfdocsError("要写两边，例如 perfdocs diff 2023 2024；或者 perfdocs diff main..HEAD，或 --rev main")
    else:
        yield Side(workspace, old), Side(workspace, new)


def _narrow(comparison: Comparison, old: str, new: str) -> Comparison:
    """The comparison of the files that were asked for, where it was files."""
    if not old and not new:
        return comparison
    asked = [pair for pair in comparison.documents if (old and pair.old_file == old) or (new and pair.new_file == new)]
    return comparison._replace(documents=tuple(asked), totals=())


def _specs(side: Side, names: tuple[str, ...], today: datetime.date) -> tuple[dict[str, Specs], list[Finding]]:
    """What each department has written, by its id (with the year where there are several)."""
    workspace = side.workspace
    packs = Packs(workspace.root)
    departments, findings = workspace.select((side.path,) if side.path else ())
    several_years = len({department.year for department in departments}) > 1
    specs: dict[str, Specs] = {}
    for department in departments:
        if not names or department.id in names:
            checked = check_department(workspace, packs, department, today)
            findings += checked.findings
            if checked.specs:
                specs[_key(department, several_years)] = checked.specs
    return specs, findings


def _key(department: Department, several_years: bool) -> str:
    return department.name if several_years else department.id


def _give(comparisons: list[Comparison], format_name: str, out: Path | None, workspace: Workspace) -> None:
    chosen = FORMATS[format_name]
    if out is None and chosen.for_a_file:
        raise PerfdocsError(f"{format_name} 格式要用 --out 写明放到哪个文件")
    content = chosen.content(comparisons, workspace.root / "templates")
    if out is None:
        click.echo(content, nl=False)
        return
    write_whole(out, content.encode() if isinstance(content, str) else content)
    say(f"写在 {out}", err=True)
