"""`perfdocs overview`."""

from __future__ import annotations

import datetime
import re
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Any, NamedTuple

import click

from perfdocs.batch.department_job import Outcome
from perfdocs.cache import NO_CACHE, open_cache
from perfdocs.cli import exit_status
from perfdocs.cli.click_chinese import Command
from perfdocs.cli.options import format_option, root_option, run_options, today_option
from perfdocs.cli.run_departments import RunOptions, run_departments
from perfdocs.cli.say import say
from perfdocs.cli.show_findings import show
from perfdocs.errors import PerfdocsError
from perfdocs.files import write_whole
from perfdocs.finding import Finding, Tally
from perfdocs.overview.columns import HANDED_IN, in_order_of, with_states
from perfdocs.overview.figures import MOST, plain_figures
from perfdocs.overview.formats.registry import FORMATS
from perfdocs.overview.formats.text import as_text
from perfdocs.overview.read_year import read_year
from perfdocs.overview.records import LABELS, Overview
from perfdocs.pack.manifest import Packs
from perfdocs.report.registry import FORMATS as FINDINGS
from perfdocs.workspace import Department, Workspace, find_workspace
from perfdocs.year_index import YearIndex

_ASKED = re.compile(r"(?:specs/)?(?P<year>[12][0-9]{3})(?:/(?P<department>[^/]+))?/*", re.ASCII)


class Reader(NamedTuple):
    """A workspace, with how departments are gone through."""

    workspace: Workspace
    packs: Packs
    names: YearIndex
    options: RunOptions
    today: datetime.date

    @staticmethod
    def of(workspace: Workspace, options: RunOptions, today: datetime.date) -> Reader:
        """How the options say it."""
        packs = Packs(workspace.root, NO_CACHE if options.no_cache else open_cache())
        names = YearIndex(workspace, packs.keys_with_role("department-name"))
        return Reader(workspace, packs, names, options, today)

    def year(self, year: str, only: str = "") -> Overview:
        """The overview of a year, or of one department of it."""
        return read_year(self.workspace, year, self.names, self.today, self.run, only)

    def run(self, departments: Sequence[Department]) -> Iterator[Outcome]:
        job = self.options.job(self.workspace.root, self.today)._replace(figures=plain_figures)
        return run_departments(self.options, job, departments)


@click.command(cls=Command)
@click.argument("asked", required=False, default="", metavar="[年度或年度/部门]")
@format_option(FORMATS)
@click.option("--out", type=click.Path(path_type=Path, dir_okay=False), metavar="文件", help="写到文件里。")
@click.option(
    "--sort", "order", multiple=True, metavar="栏名", help="按这一栏排，前面加 - 从大到小；可以写几次，先写的为主。"
)
@click.option(
    "--state",
    "states",
    multiple=True,
    type=click.Choice([*LABELS.values(), HANDED_IN]),
    help="只列这种状态的部门，可以写几次；已报送的以清单为准。",
)
@click.option(
    "--findings",
    "most",
    type=click.IntRange(0, MOST),
    default=0,
    metavar="条数",
    help=f"text 格式里，每个部门再列出最重的几条问题（最多 {MOST}）：退回什么给谁。",
)
@today_option
@run_options
@root_option
def command(
    asked: str,
    format_name: str,
    out: Path | None,
    order: tuple[str, ...],
    states: tuple[str, ...],
    most: int,
    today: datetime.date,
    root: Path | None,
    **options: Any,
) -> int:
    reader = Reader.of(find_workspace(root), RunOptions(**options), today)
    year, department = _asked(asked)
    if department:
        return _show_department(reader, year, department, format_name, out)
    overview = reader.year(year)
    if not overview.lines and not overview.findings:
        raise PerfdocsError(f"{year} 年没有部门，{int(year) - 1} 年也没有：请核对年度")
    shown = in_order_of(with_states(overview, states), order)
    content = as_text(shown, most) if format_name == "text" else FORMATS[format_name].content(shown)
    _give(content, format_name, out)
    _show_beside(overview.findings, reader.workspace, format_name)
    return exit_status.of(overview.tally.and_of(Tally.of(overview.findings)))


def _asked(text: str) -> tuple[str, str]:
    """The year, and the department or nothing. Raises PerfdocsError."""
    match = _ASKED.fullmatch(text)
    if match is None:
        wrong = f"“{text}”不是年度：" if text else ""
        raise PerfdocsError(f"{wrong}要写年度，例如 perfdocs overview 2024；一个部门写成 2024/commerce")
    return match["year"], match["department"] or ""


def _show_department(reader: Reader, year: str, department: str, format_name: str, out: Path | None) -> int:
    from perfdocs.checks.check_department import CheckedDepartment, check_department
    from perfdocs.overview.detail import department_detail
    from perfdocs.overview.formats.detail import detail_as_json, detail_as_text

    formats = {"text": detail_as_text, "json": detail_as_json}
    if format_name not in formats:
        raise PerfdocsError(f"一个部门的详情只有 {'、'.join(formats)} 两种格式")
    overview = reader.year(year, department)
    (line,) = overview.lines
    own = Department(year, department, reader.workspace.root / "specs" / year / department)
    checked = CheckedDepartment(own, ())
    if own.directory.is_dir():
        checked = check_department(reader.workspace, reader.packs, own, reader.today, reader.names)
    detail = department_detail(overview.year, line, overview.unit, checked)
    _give(formats[format_name](detail), format_name, out)
    return exit_status.of(line.tally)


def _give(content: str | bytes, format_name: str, out: Path | None) -> None:
    if out is None and FORMATS[format_name].for_a_file:
        raise PerfdocsError(f"{format_name} 格式要用 --out 写明放到哪个文件")
    if out is None:
        click.echo(content, nl=False)
        return
    write_whole(out, content.encode() if isinstance(content, str) else content)
    say(f"写在 {out}", err=True)


def _show_beside(findings: Sequence[Finding], workspace: Workspace, format_name: str) -> None:
    """Prints the findings: behind an overview in text, and beside one that is for a program."""
    if format_name == "text":
        if findings:
            click.echo()
        show(findings, workspace)
    else:
        click.echo(FINDINGS["text"](findings), nl=False, err=True)
