"""`perfdocs render`."""

from __future__ import annotations

import datetime
from collections import Counter
from pathlib import Path
from typing import Any

import click

from perfdocs.cli import exit_status
from perfdocs.cli.click_chinese import Command
from perfdocs.cli.options import root_option, run_options, today_option
from perfdocs.cli.run_departments import RunOptions, run_departments
from perfdocs.finding import Tally, in_order
from perfdocs.render.output_directory import FileCounts, OutputDirectory
from perfdocs.workspace import find_workspace


@click.command(cls=Command)
@click.argument("paths", nargs=-1, metavar="[年度、部门目录或文件]…")
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), metavar="目录", help="放到哪里；不写就放 build/。"
)
@today_option
@run_options
@root_option
def command(paths: tuple[str, ...], out: Path | None, today: datetime.date, root: Path | None, **options: Any) -> int:
    workspace = find_workspace(root)
    departments, findings = workspace.select(paths)
    output = OutputDirectory(out or workspace.root / "build")
    remarks, written, slow = Tally(), FileCounts(), Counter[str]()
    how = RunOptions(**options)
    with output.open():
        job = how.job(workspace.root, today)._replace(output=output.root, staging=output.staging)
        for outcome in run_departments(how, job, departments):
            findings += outcome.findings
            remarks, written = remarks.and_of(outcome.remark_tally), written.and_of(outcome.written)
            slow.update(outcome.slow)
        if not paths:
            output.prune([department.name for department in departments])
    written = written.and_of(output.counts)
    findings = in_order([*findings, *written.foreign_findings()])
    if findings:
        from perfdocs.cli.show_findings import show

        show(findings, workspace)
    more = "（perfdocs check 逐条说明）" if any(remarks) else ""
    tally = remarks.and_of(Tally.of(findings))
    click.echo(exit_status.summary(_work(output.root, written), tally) + more, err=True)
    _tell_slow(slow)
    return exit_status.of(findings)


def _work(root: Path, written: FileCounts) -> str:
    work = f"在 {root} 里生成 {written.written} 个文件"
    if written.unchanged:
        work += f"，{written.unchanged} 个没有变化"
    return work + (f"，删除 {written.removed} 个过时的" if written.removed else "")


def _tell_slow(slow: Counter[str]) -> None:
    """Which templates docxtpl had to fill, for those who keep them; the forms are the same."""
    for reason, number in sorted(slow.items()):
        click.echo(f"有 {number} 张表生成得较慢（{reason}）；内容不受影响", err=True)
