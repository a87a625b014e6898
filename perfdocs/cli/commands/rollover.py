"""`perfdocs rollover`."""

from __future__ import annotations

import datetime
from collections.abc import Mapping
from pathlib import Path
from typing import NamedTuple

import click

from perfdocs.checks.check_department import CheckedDepartment, check_department
from perfdocs.cli import exit_status
from perfdocs.cli.click_chinese import Command
from perfdocs.cli.options import department_option, root_option, today_option
from perfdocs.cli.say import say
from perfdocs.cli.show_findings import show
from perfdocs.department.results import Result, RowPlace, results
from perfdocs.errors import PerfdocsError
from perfdocs.files import read_bounded
from perfdocs.finding import Finding, Place, Severity, in_order
from perfdocs.pack.manifest import Packs
from perfdocs.rollover.new_year import NewYear, roll_over
from perfdocs.undo_records import Record, recorded
from perfdocs.workspace import Workspace, find_workspace


class _Rolled(NamedTuple):
    """Whether a department's files of the new year were written, and what there is to say."""

    is_written: bool
    findings: list[Finding]


@click.command(cls=Command)
@click.argument("old", metavar="上一年")
@click.argument("new", metavar="新的一年")
@department_option("只结转这个部门（目录名），可以写几次。")
@click.option("--keep-amounts", is_flag=True, help="金额和算式照抄，不清空。")
@click.option("--with-results", is_flag=True, help="在每条指标上面注上上年完成了多少（绩效自评、监控里填的）。")
@today_option
@root_option
def command(
    old: str,
    new: str,
    names: tuple[str, ...],
    keep_amounts: bool,
    with_results: bool,
    today: datetime.date,
    root: Path | None,
) -> int:
    for given in (old, new):
        if not (given.isdigit() and len(given) == 4):
            raise PerfdocsError(f"“{given}”不是年度：写四位数字，例如 perfdocs rollover 2023 2024")
    if int(new) <= int(old):
        raise PerfdocsError(f"新的一年要在 {old} 以后：先写上一年，再写新的一年")
    workspace = find_workspace(root)
    packs = Packs(workspace.root)
    departments, findings = workspace.select(tuple(f"{old}/{name}" for name in names) or (old,))
    left = []
    with recorded(workspace, f"rollover {old} {new}") as record:
        for department in departments:
            year = NewYear(int(new), keep_amounts, f"specs/{department.name}", f"specs/{new}/{department.id}")
            reached = results(workspace, packs, department) if with_results else {}
            checked = check_department(workspace, packs, department, today)
            rolled = _roll_over(workspace, packs, checked, year, record, reached)
            left += [] if rolled.is_written else [department.name]
            findings += rolled.findings
    show(in_order(findings), workspace)
    if left:
        say(f"没有结转 {len(left)} 个部门：{'、'.join(left)}，原因写在上面", err=True)
    if len(left) < len(departments):
        number = len(departments) - len(left)
        say(f"结转了 {number} 个部门到 specs/{new}/。接着填上面列出的各项，再运行 perfdocs check {new}", err=True)
    return exit_status.of(findings)


def _roll_over(
    workspace: Workspace,
    packs: Packs,
    checked: CheckedDepartment,
    year: NewYear,
    record: Record,
    reached: Mapping[RowPlace, Result],
) -> _Rolled:
    """Writes the department's new files, where nothing of the new year is there and the old can be read."""
    if (workspace.root / year.new_directory).exists():
        message = "这个目录已经有了，没有动它：要重新结转，先把它移走"
        return _Rolled(False, [Finding("W105", Place(year.new_directory), message, cannot=True)])
    if checked.specs is None:
        return _Rolled(False, list(checked.findings))
    faults = [fault for fault in checked.findings if fault.code[0] in "YS" and fault.severity is Severity.ERROR]
    if faults:
        return _Rolled(False, faults)
    sources = {file: read_bounded(workspace.root / file) for file in checked.specs.files}
    rolled = roll_over(checked.specs, sources, packs, year, reached)
    begin = f"{year.new_directory}/"
    inside = {file.removeprefix(begin): data for file, data in rolled.files.items()}
    record.add_directory(year.new_directory, inside)
    waivers = (finding for finding in checked.findings if finding.code.startswith("W"))
    return _Rolled(True, [*rolled.findings, *waivers])
