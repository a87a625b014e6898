"""`perfdocs packs`, `perfdocs packs check`, `perfdocs packs new`."""

from __future__ import annotations

from pathlib import Path

import click

from perfdocs.cli import exit_status
from perfdocs.errors import PerfdocsError
from perfdocs.finding import Finding, has_errors, in_order
from perfdocs.pack.manifest import Packs
from perfdocs.report import text
from perfdocs.workspace import find_workspace


def run(root: Path | None) -> int:
    packs = Packs(find_workspace(root).root)
    findings: list[Finding] = []
    for name in packs.names:
        pack, faults = packs.get(name)
        findings += faults
        if pack is None:
            continue
        click.echo(f"{pack.name}  {pack.title}")
        for kind in pack.kinds:
            click.echo(f"  填报 {kind.path}（{kind.name}）")
        for form in pack.forms:
            click.echo(f"  生成 {form.title}（{form.template}）")
    click.echo(text.report(findings), nl=False)
    return exit_status.of(findings)


def run_check(names: tuple[str, ...], root: Path | None) -> int:
    from perfdocs.packlint.lint_pack import check_pack

    workspace = find_workspace(root)
    packs = Packs(workspace.root)
    for name in names:
        if name not in packs.names:
            raise PerfdocsError(packs.unknown(name))
    chosen = names or packs.names
    findings = in_order(f for name in chosen for f in check_pack(workspace.root, packs, name))
    click.echo(text.report(findings), nl=False)
    click.echo(exit_status.summary(f"检查了 {len(chosen)} 套版式", findings), err=True)
    return 1 if has_errors(findings) else 0


def run_new(name: str, source: str, root: Path | None) -> int:
    from perfdocs.pack.copy_pack import copy_pack

    workspace = find_workspace(root)
    for file in copy_pack(workspace.root, source, name):
        click.echo(file)
    click.echo(f"新版式 {name} 已建好：接着改上面的文件，改完运行 perfdocs packs check {name}", err=True)
    return 0
