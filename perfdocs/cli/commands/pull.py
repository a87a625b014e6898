"""`perfdocs pull`."""

from __future__ import annotations

import datetime
import difflib
from pathlib import Path

import click

from perfdocs.cli import exit_status
from perfdocs.cli.find_word_files import word_files
from perfdocs.cli.show_findings import show
from perfdocs.finding import Finding, Place, in_order
from perfdocs.returned.verifying import verify
from perfdocs.returned.verifying.as_printed import Issued
from perfdocs.returned.verifying.history import Archive, Printed
from perfdocs.returned.verifying.pull import Pulled, Puller
from perfdocs.returned.verifying.verify import Origin
from perfdocs.word.incoming import Returned
from perfdocs.workspace import Workspace, find_workspace
from perfdocs.yamlfile.encoding import decoded


def run(paths: tuple[Path, ...], dry_run: bool, style: str, today: datetime.date, root: Path | None) -> int:
    workspace = find_workspace(root)
    archive = Archive(workspace, today)
    files, findings = word_files(paths)
    pullers: dict[str, Puller] = {}
    for one in files:
        findings += _one(one, archive, pullers)
    made = [puller.pulled() for puller in pullers.values()]
    for pulled in made:
        findings += pulled.findings
        _give(pulled, dry_run, workspace)
    findings = in_order(findings)
    show(findings, style, workspace)
    taken, changed = sum(one.taken for one in made), sum(len(one.files) for one in made)
    done = f"{'可以写回' if dry_run else '写回了'} {taken} 处改动，涉及 {changed} 个文件"
    click.echo(exit_status.summary(done, findings), err=True)
    if changed and not dry_run:
        click.echo("请用 git diff 看一遍，再运行 perfdocs check", err=True)
    return exit_status.of(findings)


def _one(came: Returned, archive: Archive, pullers: dict[str, Puller]) -> list[Finding]:
    """Takes one document's edits; what cannot be done is returned."""
    said = verify.origin(came.document)
    if said is None:
        message = "不知道它是从哪里印的：不是 perfdocs 印的文件，或者来历的记号丢了；可以用 perfdocs import 读"
        return [Finding("N310", Place(came.name), message, cannot=True)]
    found = archive.found(said)
    now = archive.now(said.spec)
    if found is None or now is None:
        return [_unknown(came.name, said, now)]
    differences, _ = verify.compared(came, found[1])
    _puller(found, now, said, archive.workspace, pullers).take(came.name, differences)
    return []


def _unknown(name: str, said: Origin, now: Printed | None) -> Finding:
    if now is None:
        message = f"填报文件（{said.spec}）现在有错误或者没有了：先改好（perfdocs check），再写回"
    else:
        message = (
            f"印它的那一版填报文件（{said.spec}）找不到了，不知道哪些是 Word 里改的：用 perfdocs verify 看不同的地方"
        )
    return Finding("N310", Place(name), message, cannot=True)


def _puller(
    found: tuple[Printed, Issued], now: Printed, said: Origin, workspace: Workspace, pullers: dict[str, Puller]
) -> Puller:
    """The one of the department and version: documents printed from the same specs are taken back together."""
    then = found[0]
    key = f"{said.spec} {then.revision}"
    if key not in pullers:
        base, today = then.intake.specs, now.intake.specs
        assert base is not None
        assert today is not None
        names = [one.file for group in today.documents.values() for one in group]
        texts = {name: decoded((workspace.root / name).read_bytes(), name).text or "" for name in names}
        pullers[key] = Puller(today.pack, base.documents, today.documents, texts)
    return pullers[key]


def _give(made: Pulled, dry_run: bool, workspace: Workspace) -> None:
    """Writes the files, or shows the patch that would be written."""
    for file, text in made.files.items():
        path = workspace.root / file
        old = decoded(path.read_bytes(), file).text or ""
        if dry_run:
            lines = difflib.unified_diff(old.splitlines(True), text.splitlines(True), f"a/{file}", f"b/{file}")
            click.echo("".join(lines), nl=False)
        else:
            path.write_text(text, "utf-8", newline="")
