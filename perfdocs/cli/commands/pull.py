"""`perfdocs pull`."""

from __future__ import annotations

import datetime
import difflib
from collections.abc import Mapping
from pathlib import Path

import click

from perfdocs.cli.click_chinese import Command
from perfdocs.cli.find_word_files import word_files
from perfdocs.cli.options import format_option, root_option, today_option, word_files_argument
from perfdocs.cli.say import say
from perfdocs.cli.show_findings import show_and_sum_up
from perfdocs.files import read_bounded, write_files
from perfdocs.finding import in_order
from perfdocs.report.registry import FORMATS
from perfdocs.returned.verifying.history import Archive
from perfdocs.returned.verifying.pull_documents import pull_documents
from perfdocs.workspace import Workspace, find_workspace
from perfdocs.yamlfile.encoding import encode_like, read_text


@click.command(cls=Command)
@word_files_argument
@click.option("--dry-run", is_flag=True, help="只显示会怎样改，不写文件。")
@format_option(FORMATS)
@today_option
@root_option
def command(paths: tuple[Path, ...], dry_run: bool, format_name: str, today: datetime.date, root: Path | None) -> int:
    workspace = find_workspace(root)
    documents, findings = word_files(paths)
    versions, faults = pull_documents(documents, Archive(workspace, today))
    findings += faults
    for pulled in versions:
        findings += pulled.findings
        if dry_run:
            _show_patch(pulled.files, workspace)
        else:
            files = {file: (text, read_bounded(workspace.root / file)) for file, text in pulled.files.items()}
            write_files(workspace.root, {file: encode_like(text, raw) for file, (text, raw) in files.items()})
    taken, changed = sum(pulled.taken for pulled in versions), sum(len(pulled.files) for pulled in versions)
    work = f"{'可以写回' if dry_run else '写回了'} {taken} 处改动，涉及 {changed} 个文件"
    status = show_and_sum_up(in_order(findings), work, workspace, format_name)
    if changed and not dry_run:
        click.echo("请用 git diff 看一遍，再运行 perfdocs check", err=True)
    return status


def _show_patch(files: Mapping[str, str], workspace: Workspace) -> None:
    for file, text in files.items():
        old = read_text(workspace.root / file, file).text or ""
        lines = difflib.unified_diff(old.splitlines(True), text.splitlines(True), f"a/{file}", f"b/{file}")
        for line in lines:
            say(line.rstrip("\n"))
