"""`perfdocs packs`."""

from __future__ import annotations

from pathlib import Path

import click

from perfdocs.cli import status
from perfdocs.finding import Finding
from perfdocs.packs.pack import Packs
from perfdocs.report import text
from perfdocs.spec.workspace import find_workspace


def run(root: Path | None) -> int:
    packs = Packs(find_workspace(root).root)
    findings: list[Finding] = []
    for name in packs.names():
        pack, faults = packs.get(name)
        findings += faults
        if pack is None:
            continue
        click.echo(f"{pack.name}  {pack.title}")
        for kind in pack.kinds:
            click.echo(f"  填报 {kind.path}（{kind.name}）")
        for form in pack.forms:
            click.echo(f"  生成 {form.title}（{form.template}）")
    click.echo(text(findings), nl=False)
    return status.of(findings)
