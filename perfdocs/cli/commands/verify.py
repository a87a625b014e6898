"""`perfdocs verify`."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from perfdocs.cli.click_chinese import Command
from perfdocs.cli.find_word_files import word_files
from perfdocs.cli.options import format_option, root_option, today_option, word_files_argument
from perfdocs.cli.show_findings import show_and_sum_up
from perfdocs.finding import in_order
from perfdocs.report.registry import FORMATS
from perfdocs.returned.verifying.history import Archive
from perfdocs.returned.verifying.verify_documents import verify_document
from perfdocs.workspace import find_workspace


@click.command(cls=Command)
@word_files_argument
@format_option(FORMATS)
@today_option
@root_option
def command(paths: tuple[Path, ...], format_name: str, today: datetime.date, root: Path | None) -> int:
    workspace = find_workspace(root)
    archive = Archive(workspace, today)
    documents, findings = word_files(paths)
    same = 0
    for document in documents:
        verified = verify_document(document, archive)
        findings += verified.findings
        same += verified.is_as_printed
        if verified.verdict:
            click.echo(verified.verdict, err=True)
    work = f"核对了 {len(documents)} 个文件，{same} 个和印出的一样"
    return show_and_sum_up(in_order(findings), work, workspace, format_name)
