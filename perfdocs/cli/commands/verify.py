"""`perfdocs verify`."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from perfdocs import __version__
from perfdocs.cli import exit_status
from perfdocs.cli.find_word_files import word_files
from perfdocs.cli.show_findings import show
from perfdocs.finding import Finding, Place, Severity, has_errors, in_order
from perfdocs.returned.importing import problems
from perfdocs.returned.verifying import verify
from perfdocs.returned.verifying.as_printed import Issued
from perfdocs.returned.verifying.history import Archive
from perfdocs.returned.verifying.verify import Origin
from perfdocs.word.incoming import Returned
from perfdocs.workspace import find_workspace


def run(paths: tuple[Path, ...], style: str, today: datetime.date, root: Path | None) -> int:
    workspace = find_workspace(root)
    archive = Archive(workspace, today)
    files, findings = word_files(paths)
    same = 0
    for one in files:
        found, line = _one(one, archive)
        same += not has_errors(found)
        findings += found
        if line:
            click.echo(line, err=True)
    findings = in_order(findings)
    show(findings, style, workspace)
    click.echo(exit_status.summary(f"核对了 {len(files)} 个文件，{same} 个和印出的一样", findings), err=True)
    return exit_status.of(findings)


def _one(came: Returned, archive: Archive) -> tuple[list[Finding], str]:
    """What is to be said of a file, and the line for one that is as it was printed."""
    name = came.name
    findings = list(problems.dangers(came))
    said = verify.origin(came.document)
    if said is None:
        message = (
            "不知道它是从哪里印的：不是 perfdocs 印的文件，或者来历的记号（文件属性）丢了；可以用 perfdocs import 读"
        )
        return [*findings, Finding("N310", Place(name), message, cannot=True)], ""
    version, printed = _source(said, archive, len(came.rows))
    if printed is None:
        message = f"它说是从 {said.spec} 印的，这里没有，或者现在印不出这张表：不能核对"
        return [*findings, Finding("N310", Place(name), message, cannot=True)], ""
    if version is None:
        message = f"印它的那一版填报文件（{said.spec}）找不到了，下面是和现在的比：不同的地方也可能是填报文件后来改的"
        findings.append(Finding("N314", Place(name), message, severity=Severity.WARNING))
    differences, more = verify.compared(came, printed)
    findings += more
    if version is not None:
        now = archive.now(said.spec)
        by_key = {one.key: one for one in now.documents} if now else None
        findings += verify.moved_on(name, said, printed, by_key, __version__)
    at = f"，版本 {version[:12]}" if version else ""
    line = f"{name}：和印出的一样（{said.spec}{at}）" if not differences and version is not None else ""
    return findings, line


def _source(said: Origin, archive: Archive, rows: int) -> tuple[str | None, Issued | None]:
    """The commit that the document was printed from (empty: the work tree) and the document as it was printed.

    Where no version has its hashes, None and the document that would be printed today.
    """
    found = archive.found(said)
    if found:
        return found[0].revision, found[1]
    now = archive.now(said.spec)
    return None, verify.nearest_in(said, now.documents, rows) if now else None
