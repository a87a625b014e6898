"""`perfdocs pull`."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from perfdocs.cli.click_chinese import Command
from perfdocs.cli.find_word_files import word_files
from perfdocs.cli.options import format_option, root_option, today_option, word_files_argument
from perfdocs.cli.show_findings import show_and_sum_up
from perfdocs.cli.show_patch import show_patch
from perfdocs.files import read_bounded
from perfdocs.finding import in_order
from perfdocs.report.registry import FORMATS
from perfdocs.returned.verifying.history import Archive
from perfdocs.returned.verifying.pull_documents import pull_documents
from perfdocs.undo_records import recorded
from perfdocs.workspace import find_workspace
from perfdocs.yamlfile.encoding import encode_like


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
    findings += [finding for pulled in versions for finding in pulled.findings]
    with recorded(workspace, "pull") as record:
        for file, text in ((file, text) for pulled in versions for file, text in pulled.files.items()):
            raw = read_bounded(workspace.root / file)
            data = encode_like(text, raw)
            if dry_run:
                show_patch(file, raw, data)
            else:
                record.replace(file, data, was=raw)
    taken, changed = sum(pulled.taken for pulled in versions), sum(len(pulled.files) for pulled in versions)
    work = f"{'可以写回' if dry_run else '写回了'} {taken} 处改动，涉及 {changed} 个文件"
    status = show_and_sum_up(in_order(findings), work, workspace, format_name)
    if changed and not dry_run:
        click.echo("请看一遍（git diff），再运行 perfdocs check；要退回就运行 perfdocs undo", err=True)
    return status
