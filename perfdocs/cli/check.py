"""`perfdocs check`."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from perfdocs.cli import status
from perfdocs.cli.choice import Choice
from perfdocs.cli.progress import watched
from perfdocs.cli.show import show
from perfdocs.finding import in_order
from perfdocs.intake import take_in
from perfdocs.packs.pack import Packs
from perfdocs.spec.workspace import find_workspace


def run(paths: tuple[str, ...], style: str, choice: Choice, today: datetime.date, root: Path | None) -> int:
    workspace = find_workspace(root)
    packs = Packs(workspace.root)
    departments, findings = workspace.selected(paths)
    for department in watched(departments, "检查"):
        findings += take_in(workspace, packs, department, today).findings
    findings = choice.of(in_order(findings))
    show(findings, style, workspace)
    click.echo(status.summary(f"检查了 {len(departments)} 个部门", findings), err=True)
    return status.of(findings)
