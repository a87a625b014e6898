"""`perfdocs render`."""

from __future__ import annotations

import datetime
from collections import Counter
from pathlib import Path

import click

from perfdocs.cli import exit_status
from perfdocs.cli.run_departments import How
from perfdocs.finding import Finding, Place, Tally, in_order
from perfdocs.render.output_directory import Output, Written
from perfdocs.workspace import find_workspace


def run(paths: tuple[str, ...], out: Path | None, today: datetime.date, root: Path | None, how: How) -> int:
    workspace = find_workspace(root)
    departments, findings = workspace.selected(paths)
    output = Output(out or workspace.root / "build")
    others, written, slow = Tally(), Written(), Counter[str]()
    with output.open():
        for one in how.done(workspace.root, departments, today, output.root, output.staging):
            findings += one.telling
            others, written = others.and_of(one.counted), written.and_of(one.written)
            slow.update(one.slow)
        if not paths:
            output.prune([department.name for department in departments])
    written = written.and_of(output.done)
    findings = in_order([*findings, *_in_the_way(written)])
    if findings:
        from perfdocs.cli.show_findings import show

        show(findings, "text", workspace)
    more = "（perfdocs check 逐条说明）" if any(others) else ""
    click.echo(exit_status.summary(_done(output.root, written), others.and_of(Tally.of(findings))) + more, err=True)
    _tell_slow(slow)
    return exit_status.of(findings)


def _done(root: Path, written: Written) -> str:
    told = f"在 {root} 里生成 {written.written} 个文件"
    if written.unchanged:
        told += f"，{written.unchanged} 个没有变化"
    return told + (f"，删除 {written.removed} 个过时的" if written.removed else "")


def _in_the_way(written: Written) -> list[Finding]:
    message = "这个文件生成以后被改动过，或者不是 perfdocs 生成的，没有覆盖：请把它改名或移走，再生成一次"
    return [Finding("R103", Place(path), message, cannot=True) for path in written.foreign]


def _tell_slow(slow: Counter[str]) -> None:
    """Which templates docxtpl had to fill, for those who keep them; the forms are the same."""
    for reason, number in sorted(slow.items()):
        click.echo(f"有 {number} 张表生成得较慢（{reason}）；内容不受影响", err=True)
