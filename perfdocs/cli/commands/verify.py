"""`perfdocs verify`."""

from __future__ import annotations

import datetime
from pathlib import Path

import click

from perfdocs.cli.click_chinese import Command
from perfdocs.cli.find_word_files import word_files
from perfdocs.cli.options import format_option, root_option, today_option, word_files_argument
from perfdocs.cli.say import say
from perfdocs.cli.show_findings import show_and_sum_up
from perfdocs.errors import PerfdocsError
from perfdocs.finding import in_order
from perfdocs.report.registry import FORMATS
from perfdocs.returned.verifying.history import Archive
from perfdocs.returned.verifying.verify_documents import verify_document, verify_pages
from perfdocs.word.libreoffice import installed
from perfdocs.workspace import find_workspace


@click.command(cls=Command)
@word_files_argument
@click.option("--pages", is_flag=True, help="再用 LibreOffice 把两份都印出来，一页一页对着看。")
@format_option(FORMATS)
@today_option
@root_option
def command(paths: tuple[Path, ...], pages: bool, format_name: str, today: datetime.date, root: Path | None) -> int:
    workspace = find_workspace(root)
    if pages and not installed():
        raise PerfdocsError("--pages 要用 LibreOffice 把表印出来，这台电脑上没有：请装上，或者不写 --pages")
    archive = Archive(workspace, today)
    documents, findings = word_files(paths)
    verified = [verify_document(document, archive) for document in documents]
    if pages:
        verified = verify_pages(documents, verified)
    for each in verified:
        findings += each.findings
        if each.verdict:
            say(each.verdict, err=True)
    same = sum(each.is_as_printed for each in verified)
    work = f"核对了 {len(documents)} 个文件，{same} 个和印出的一样"
    return show_and_sum_up(in_order(findings), work, workspace, format_name)
