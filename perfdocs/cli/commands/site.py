"""`perfdocs site`."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import click

from perfdocs.batch.executors import cores
from perfdocs.cli import exit_status
from perfdocs.cli.click_chinese import Command
from perfdocs.cli.options import root_option, run_options, today_option
from perfdocs.cli.progress import count_on_stderr
from perfdocs.cli.read_overview import asked_for, version_of
from perfdocs.cli.run_departments import RunOptions
from perfdocs.cli.say import say
from perfdocs.cli.show_findings import show
from perfdocs.errors import PerfdocsError
from perfdocs.files import write_files, write_whole
from perfdocs.workspace import Department, find_workspace

MOST_BYTES = 10_000_000
"""Of one file: a phone takes some seconds to open that much. Chosen by hand; a hundred departments have less."""
_PAGE = (".html", ".htm")


@click.command(cls=Command)
@click.argument("asked", required=False, default="", metavar="[年度或年度/部门]")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="文件或目录",
    help="写成一个 .html 文件；写目录名（不带 .html）就一个部门一页。",
)
@today_option
@run_options
@root_option
def command(asked: str, out: Path | None, today: datetime.date, root: Path | None, **options: Any) -> int:
    from perfdocs.site.pages import directory_pages, remove_outdated, single_page
    from perfdocs.site.read_sections import read_sections

    workspace, how = find_workspace(root), RunOptions(**options)
    year, only = asked_for(asked, "site")
    if out is None:
        raise PerfdocsError(f"要用 --out 写明放到哪里：--out {year}.html 是一个文件，写目录名就一个部门一页")
    overview = version_of(workspace, how, today).year(year, frozenset([only]) if only else None)
    if not overview.lines:
        if only:
            raise PerfdocsError(f"{year} 年没有“{only}”这个部门，上年也没有：请核对它的目录")
        raise PerfdocsError(f"{year} 年没有部门，{int(year) - 1} 年也没有：请核对年度")
    own = (
        Department(year, line.department, workspace.root / "specs" / year / line.department) for line in overview.lines
    )
    departments = [department for department in own if department.directory.is_dir()]
    with_steps = [each for department in departments for each in (department, *workspace.steps(department))]
    made = read_sections(workspace, with_steps, today, how.jobs or cores())
    sections = [*count_on_stderr(made, len(with_steps), "做网页")]
    if out.suffix.lower() in _PAGE:
        page = single_page(overview, sections, workspace.root).encode()
        if len(page) > MOST_BYTES:
            raise PerfdocsError(
                f"做成一个文件有 {len(page) / 1_000_000:.0f} MB，手机上打不开："
                "--out 请改写一个目录名（不带 .html），一个部门一页"
            )
        write_whole(out, page)
        say(f"{len(departments)} 个部门写在 {out}（{len(page) / 1_000_000:.1f} MB），用浏览器打开", err=True)
    else:
        pages = directory_pages(overview, sections, workspace.root)
        write_files(out, pages)
        if not only:
            remove_outdated(out, pages)
        say(f"{len(departments)} 个部门写在 {out}，用浏览器打开里面的 {next(iter(pages))}", err=True)
    show(overview.findings, workspace)
    return exit_status.of(overview.findings)
