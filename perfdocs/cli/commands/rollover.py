"""`perfdocs rollover`."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from perfdocs.checks.check_department import check_department
from perfdocs.cli import exit_status
from perfdocs.cli.click_chinese import Command
from perfdocs.cli.options import department_option, root_option, today_option
from perfdocs.cli.show_findings import show
from perfdocs.errors import PerfdocsError
from perfdocs.files import write_files
from perfdocs.finding import Finding, Place, Severity, in_order
from perfdocs.pack.manifest import Packs
from perfdocs.prose.shorten import shorten
from perfdocs.rollover import Item, RolledOver, roll_over
from perfdocs.workspace import Department, Workspace, find_workspace
from perfdocs.yamlfile.encoding import read_text
from perfdocs.yamlfile.reader import read


@click.command(cls=Command)
@click.argument("old", metavar="上一年")
@click.argument("new", metavar="新的一年")
@department_option("只结转这个部门（目录名），可以写几次。")
@click.option("--keep-amounts", is_flag=True, help="金额和算式照抄，不清空。")
@today_option
@root_option
def command(
    old: str, new: str, names: tuple[str, ...], keep_amounts: bool, today: datetime.date, root: Path | None
) -> int:
    for year in (old, new):
        if not (year.isdigit() and len(year) == 4):
            raise PerfdocsError(f"“{year}”不是年度：写四位数字，例如 perfdocs rollover 2023 2024")
    if int(new) <= int(old):
        raise PerfdocsError(f"新的一年要在 {old} 以后：先写上一年，再写新的一年")
    workspace = find_workspace(root)
    packs = Packs(workspace.root)
    departments, findings = workspace.selected(tuple(f"{old}/{name}" for name in names) or (old,))
    done = 0
    for department in departments:
        more = _one(workspace, packs, department, int(new), keep_amounts, today)
        done += not any(finding.cannot for finding in more)
        findings += more
    show(in_order(findings), workspace)
    click.echo(f"结转了 {done} 个部门到 specs/{new}/。接着填上面列出的各项，再运行 perfdocs check {new}", err=True)
    return exit_status.of(findings)


def _one(
    workspace: Workspace, packs: Packs, department: Department, year: int, keep_amounts: bool, today: datetime.date
) -> list[Finding]:
    target = workspace.root / "specs" / str(year) / department.directory.name
    if target.exists():
        message = "这个目录已经有了，没有动它：要重新结转，先把它移走"
        return [Finding("W105", Place(workspace.relative(target)), message, cannot=True)]
    intake = check_department(workspace, packs, department, today)
    if intake.specs is None:
        return list(intake.findings)
    broken = [one for one in intake.findings if one.code[0] in "YS" and one.severity is Severity.ERROR]
    if broken:
        return broken
    sources = {}
    for path in department.directory.rglob("*.yaml"):
        file = workspace.relative(path)
        sources[file] = read_text(path, file).text or ""
    made = roll_over(intake.specs, sources, packs, year, keep_amounts)
    moved = {file: _renamed(file, department, target, workspace) for file in made.files}
    write_files(workspace.root, {moved[file]: text for file, text in made.files.items()})
    return list(_told(made, moved))


def _renamed(file: str, department: Department, target: Path, workspace: Workspace) -> str:
    inside = (workspace.root / file).relative_to(department.directory)
    return workspace.relative(target / inside)


def _told(made: RolledOver, moved: dict[str, str]) -> list[Finding]:
    documents = {file: read(text.encode(), moved[file]) for file, text in made.files.items()}

    def finding(code: str, item: Item, message: str) -> Finding:
        place = documents[item.file].value_place(item.path)
        return Finding(code, place, message, item.path, Severity.HINT)

    filled = [finding("W201", one, f"“{one.title}”要填（上年是 {shorten(one.old, 30)}）") for one in made.to_fill]
    said = "里有上年的数或别的年份，请核对"
    checked = [finding("W202", one, f"“{one.title}”{said}：{shorten(one.old, 30)}") for one in made.to_check]
    vanished = []
    for one, there in made.vanished:
        now = f"：现在在“{there}”下面" if there else ""
        vanished.append(finding("W203", one, f"新版式 {made.pack} 在这里没有“{one.title}”{now}"))
    return [*filled, *checked, *vanished]
