"""`perfdocs diff`."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
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
from perfdocs.compare.pair_departments import pair_departments
from perfdocs.compare.selection import largest_first, only_weaker
from perfdocs.compare.years import Comparison, Unread, compare_sides
from perfdocs.compare.years import Side as YearOfDepartment
from perfdocs.department.results import results
from perfdocs.department.specs import Specs
from perfdocs.errors import PerfdocsError
from perfdocs.files import write_whole
from perfdocs.finding import Finding, Severity, in_order
from perfdocs.git import workspace_at
from perfdocs.pack.manifest import Packs
from perfdocs.report.registry import FORMATS as FINDINGS
from perfdocs.workspace import Department, Workspace, find_workspace


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
@click.option("--weaker", is_flag=True, help="只列变弱的。")
@click.option(
    "--sort",
    type=click.Choice(["form", "change"]),
    default="form",
    help="按表上的次序（form），或变化大的在前（change）。",
)
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
    weaker: bool,
    sort: str,
    exit_code: bool,
    today: datetime.date,
    root: Path | None,
) -> int:
    workspace = find_workspace(root)
    with _sides(workspace, old, new, rev) as (before, after):
        old_year, new_year = (_read_year(side, names, today) for side in (before, after))
        if not old_year.sides and not new_year.sides:
            raise PerfdocsError("两边都没有部门：请核对年度、目录或部门的名称")
        pairs = pair_departments(old_year.specs, new_year.specs)
        new_keys = {old_key: key for key, old_key in pairs.items()}
        comparisons = [
            _narrow(_compare(key, pairs.get(key, key), old_year, new_year), before.file, after.file)
            for key in sorted({*(new_keys.get(old_key, old_key) for old_key in old_year.sides), *new_year.sides})
        ]
    broken = in_order([*old_year.broken, *new_year.broken])
    shown = map(only_weaker, comparisons) if weaker else comparisons
    _give([*(map(largest_first, shown) if sort == "change" else shown)], format_name, out, workspace)
    _show_beside(broken, workspace, format_name)
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
    return comparison._replace(documents=tuple(asked), totals=(), own=())


class Year(NamedTuple):
    """The departments of one side by id (with the year where there are several), and what is wrong with them."""

    sides: dict[str, YearOfDepartment]
    broken: list[Finding]

    @property
    def specs(self) -> dict[str, Specs]:
        return {key: side.specs for key, side in self.sides.items() if side.specs}


def _read_year(side: Side, names: tuple[str, ...], today: datetime.date) -> Year:
    """What each department has written, as far as it could be read."""
    workspace = side.workspace
    packs = Packs(workspace.root)
    departments, findings = workspace.select((side.path,) if side.path else (), with_steps=bool(side.path))
    if any(department.targets is None for department in departments):
        departments = [department for department in departments if department.targets is None]
    several_years = len({department.year for department in departments}) > 1
    sides: dict[str, YearOfDepartment] = {}
    for department in departments:
        if not names or department.id in names:
            checked = check_department(workspace, packs, department, today)
            broken = [finding for finding in checked.findings if _is_broken(finding)]
            unread = frozenset(Unread(finding.place.file, finding.path) for finding in broken)
            key = _key(department, several_years)
            findings += broken
            if checked.specs or unread:
                sides[key] = YearOfDepartment(checked.specs, key, unread, results(workspace, packs, department))
    return Year(sides, [finding for finding in findings if _is_broken(finding)])


def _is_broken(finding: Finding) -> bool:
    """True for what keeps something from being read."""
    return finding.severity is Severity.ERROR and finding.code[0] in "YSWP"


def _compare(key: str, old_key: str, old: Year, new: Year) -> Comparison:
    nothing = YearOfDepartment(None, key)
    return compare_sides(key, old.sides.get(old_key, nothing), new.sides.get(key, nothing))


def _show_beside(findings: Sequence[Finding], workspace: Workspace, format_name: str) -> None:
    """Prints the findings: behind a comparison in text, and beside one that is for a program."""
    if format_name == "text":
        show(findings, workspace)
    else:
        click.echo(FINDINGS["text"](findings), nl=False, err=True)


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
