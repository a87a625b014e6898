"""`perfdocs render`."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from perfdocs.checks import CHECKS
from perfdocs.cli import status
from perfdocs.cli.progress import watched
from perfdocs.cli.show import show
from perfdocs.finding import Finding, Place, Severity, in_order
from perfdocs.intake import take_in
from perfdocs.packs.pack import Packs
from perfdocs.render import Templates, render
from perfdocs.render.output import Output
from perfdocs.spec.workspace import find_workspace


def run(paths: tuple[str, ...], out: Path | None, today: datetime.date, root: Path | None) -> int:
    workspace = find_workspace(root)
    packs, templates = Packs(workspace.root), Templates()
    departments, findings = workspace.selected(paths)
    output = Output(out or workspace.root / "build")
    with output.open():
        for department in watched(departments, "生成"):
            intake = take_in(workspace, packs, department, today)
            findings += intake.findings
            files: dict[str, bytes] = {}
            if intake.submission:
                spec = workspace.relative(department.directory)
                rendered = render(intake.submission, templates, spec)
                files = dict(rendered.files)
                findings += rendered.findings
            output.replace(department.name, files)
        if not paths:
            output.prune([department.name for department in departments])
    findings = in_order([*findings, *_in_the_way(output)])
    stopping = [one for one in findings if one.severity is Severity.ERROR or one.code not in CHECKS]
    show(stopping, "text", workspace)
    more = "（perfdocs check 逐条说明）" if len(stopping) < len(findings) else ""
    click.echo(status.summary(_done(output), findings) + more, err=True)
    return status.of(findings)


def _done(output: Output) -> str:
    told = f"在 {output.root} 里生成 {len(output.written)} 个文件"
    if output.unchanged:
        told += f"，{len(output.unchanged)} 个没有变化"
    return told + (f"，删除 {len(output.removed)} 个过时的" if output.removed else "")


def _in_the_way(output: Output) -> list[Finding]:
    message = "这个文件生成以后被改动过，或者不是 perfdocs 生成的，没有覆盖：请把它改名或移走，再生成一次"
    return [Finding("R103", Place(str(path)), message, cannot=True) for path in output.foreign]
