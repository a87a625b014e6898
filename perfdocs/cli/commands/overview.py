"""`perfdocs overview`."""

from __future__ import annotations

import datetime
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any, TypeVar

import click

from perfdocs.checks.check_department import CheckedDepartment
from perfdocs.cli import exit_status
from perfdocs.cli.click_chinese import Command
from perfdocs.cli.options import format_option, root_option, run_options, today_option
from perfdocs.cli.read_overview import Asked, asked_for, version_of
from perfdocs.cli.run_departments import RunOptions
from perfdocs.cli.say import say
from perfdocs.cli.show_findings import show
from perfdocs.errors import PerfdocsError
from perfdocs.files import write_whole
from perfdocs.finding import Finding, Tally
from perfdocs.overview.columns import HANDED_IN, in_order_of, with_states
from perfdocs.overview.expected import expected_year
from perfdocs.overview.figures import MOST
from perfdocs.overview.formats.registry import FORMATS
from perfdocs.overview.formats.text import as_text
from perfdocs.overview.read_branch import Version, read_branch
from perfdocs.overview.records import LABELS, sum_of_tallies
from perfdocs.prose.did_you_mean import did_you_mean
from perfdocs.report.registry import FORMATS as FINDINGS
from perfdocs.workspace import Department, Workspace, find_workspace


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
@click.option("--faults", is_flag=True, help="text 格式里，再列出哪种问题（代号）有几个部门、几条。")
@click.option(
    "--since",
    default="",
    metavar="版本",
    help="只看这个分支动过的部门：和它从这个版本（例如 main）分出来的地方比，新出现、消失的问题，金额，变弱的目标。",
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
    faults: bool,
    since: str,
    today: datetime.date,
    root: Path | None,
    **options: Any,
) -> int:
    how = RunOptions(**options)
    version = version_of(find_workspace(root), how, today)
    if out is None and FORMATS[format_name].for_a_file:
        raise PerfdocsError(f"{format_name} 格式要用 --out 写明放到哪个文件")
    year, department = asked_for(asked, "overview") if asked or not since else Asked()
    _refuse_beside(
        bool(since or department),
        format_name,
        {"--sort": order, "--state": states},
        {"--findings": most, "--faults": faults},
    )
    if since:
        return _show_branch(version, how, since, Asked(year, department), format_name, out)
    if department:
        return _show_department(version, year, department, format_name, out)
    overview = version.year(year)
    if not overview.lines and not overview.findings:
        raise PerfdocsError(f"{year} 年没有部门，{int(year) - 1} 年也没有：请核对年度")
    shown = in_order_of(with_states(overview, states), order)
    content = as_text(shown, most, faults) if format_name == "text" else FORMATS[format_name].content(shown)
    _give(content, out)
    _show_beside(overview.findings, version.workspace, format_name)
    return exit_status.of(overview.tally.and_of(Tally.of(overview.findings)))


def _refuse_beside(
    is_no_year: bool, format_name: str, of_years: Mapping[str, object], of_text: Mapping[str, object]
) -> None:
    """Raises PerfdocsError for options that would do nothing."""
    given = [name for name, value in {**of_years, **of_text}.items() if value]
    if given and is_no_year:
        raise PerfdocsError(f"{'、'.join(given)} 用在一年的总览上，不能用在一个部门或 --since 上")
    if format_name != "text" and any(of_text.values()):
        raise PerfdocsError(f"{'、'.join(of_text)} 用在 text 格式里；html、xlsx、json 里本来就有")


def _show_department(version: Version, year: str, department: str, format_name: str, out: Path | None) -> int:
    from perfdocs.overview.detail import department_detail
    from perfdocs.overview.formats.detail import detail_as_json, detail_as_text

    content = _only({"text": detail_as_text, "json": detail_as_json}, format_name, "一个部门的详情")
    overview = version.year(year, frozenset([department]))
    if not overview.lines:
        every = expected_year(version.workspace, year, version.names, version.today).departments
        called = [one.id for one in every if one.name == department]
        if len(called) == 1:
            return _show_department(version, year, called[0], format_name, out)
        known = [name for one in every for name in (one.id, one.name)]
        guess = did_you_mean(department, known) or f"：perfdocs overview {year} 列出全部"
        raise PerfdocsError(f"{year} 年没有“{department}”这个部门{guess}")
    own = Department(year, department, version.workspace.root / "specs" / year / department)
    checked = version.checked(own) if own.directory.is_dir() else CheckedDepartment(own, ())
    detail = department_detail(overview.year, overview.lines[0], overview.unit, checked)
    _give(content(detail), out)
    return exit_status.of(overview.tally)


def _show_branch(
    after: Version, options: RunOptions, since: str, asked: Asked, format_name: str, out: Path | None
) -> int:
    from perfdocs.git import changed_paths, merge_base, workspace_at
    from perfdocs.overview.formats.branch import branch_as_json, branch_as_markdown

    formats = {"text": branch_as_markdown, "markdown": branch_as_markdown, "json": branch_as_json}
    content = _only(formats, format_name, "用 --since 时")
    base = merge_base(after.workspace, since)
    paths = changed_paths(after.workspace, base)
    with workspace_at(after.workspace, base) as earlier:
        before = version_of(earlier, options, after.today)
        branch = read_branch(before, after, since, base, paths, asked.__contains__)
    _give(content(branch), out)
    return exit_status.of(sum_of_tallies(one.after.tally_of_all for one in branch.departments if one.after))


Content = TypeVar("Content")


def _only(formats: Mapping[str, Content], name: str, what: str) -> Content:
    """The format of that name. Raises PerfdocsError for one that this does not have."""
    if name not in formats:
        raise PerfdocsError(f"{what}没有 {name} 格式：只有 {'、'.join(formats)}")
    return formats[name]


def _give(content: str | bytes, out: Path | None) -> None:
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
