"""`perfdocs render`."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from perfdocs.cli import exit_status
from perfdocs.cli.click_chinese import Command
from perfdocs.cli.options import root_option, run_options, today_option
from perfdocs.cli.progress import Progress
from perfdocs.cli.run_departments import RunOptions, run_departments
from perfdocs.cli.say import say
from perfdocs.cli.unrecorded import unrecorded_findings
from perfdocs.finding import Finding, Tally, has_errors, in_order
from perfdocs.render.output_directory import DRAFTS, FileCounts, OutputDirectory, output_root
from perfdocs.workspace import Workspace, find_workspace

if TYPE_CHECKING:
    from perfdocs.preview.drafts import Drafter


@click.command(cls=Command)
@click.argument("paths", nargs=-1, metavar="[年度、部门目录或文件]…")
@click.option(
    "--out", type=click.Path(path_type=Path, file_okay=False), metavar="目录", help="放到哪里；不写就放 build/。"
)
@click.option("--draft", is_flag=True, help="有错误、交不了的部门，也印成每页都标着“草稿”的表，放到它的“草稿”目录里。")
@click.option("--pdf", is_flag=True, help="再印成 PDF，放在每份 Word 文件旁边；要装有 LibreOffice。")
@today_option
@run_options
@root_option
def command(
    paths: tuple[str, ...],
    out: Path | None,
    draft: bool,
    pdf: bool,
    today: datetime.date,
    root: Path | None,
    **options: Any,
) -> int:
    workspace = find_workspace(root)
    departments, findings = workspace.select(paths, with_steps=True)
    output = OutputDirectory(output_root(out, workspace.root))
    remarks, written, slow, unrecorded = Tally(), FileCounts(), Counter[str](), Counter[str]()
    how = RunOptions(**options)
    drafter = _drafter(workspace, today) if draft else None
    by_name = {department.name: department for department in departments}
    with output.open():
        job = how.job(workspace.root, today)._replace(output=output.root, staging=output.staging)
        for outcome in run_departments(how, job, departments):
            findings += outcome.findings
            drafts: dict[str, bytes] = {}
            if drafter and has_errors(outcome.findings):
                drafts = drafter.drafts(by_name[outcome.department])
            output.replace(f"{outcome.department}/{DRAFTS}", drafts)
            remarks, written = remarks.and_of(outcome.remark_tally), written.and_of(outcome.written)
            slow.update(outcome.slow)
            unrecorded.update(filter(None, (outcome.unrecorded,)))
        if not paths:
            output.prune([department.name for department in departments])
        if pdf:
            findings += _print(output, [department.name for department in departments])
    written = written.and_of(output.counts)
    findings = in_order([*findings, *written.findings(), *unrecorded_findings(unrecorded)])
    if findings:
        from perfdocs.cli.show_findings import show

        show(findings, workspace)
    more = "（perfdocs check 逐条说明）" if any(remarks) else ""
    tally = remarks.and_of(Tally.of(findings))
    say(exit_status.summary(_work(output.root, written), tally) + more, err=True)
    _tell_slow(slow)
    return exit_status.of(findings)


def _print(output: OutputDirectory, departments: Sequence[str]) -> list[Finding]:
    from perfdocs.render.pdf_files import print_pdfs

    progress = Progress("印成 PDF")
    findings = print_pdfs(output, departments, progress.count)
    progress.clear()
    return findings


def _drafter(workspace: Workspace, today: datetime.date) -> Drafter:
    from perfdocs.preview.drafts import Drafter

    return Drafter(workspace, today)


def _work(root: Path, written: FileCounts) -> str:
    work = f"在 {root} 里生成 {written.written} 个文件"
    if written.unchanged:
        work += f"，{written.unchanged} 个没有变化"
    return work + (f"，删除 {written.removed} 个过时的" if written.removed else "")


def _tell_slow(slow: Counter[str]) -> None:
    """Which templates docxtpl had to fill, for those who keep them; the forms are the same."""
    for reason, number in sorted(slow.items()):
        say(f"有 {number} 张表生成得较慢（{reason}）；内容不受影响", err=True)
