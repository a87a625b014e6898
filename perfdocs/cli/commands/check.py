"""`perfdocs check`."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Mapping, Sequence
from contextlib import AbstractContextManager, nullcontext
from pathlib import Path
from typing import Any, NamedTuple

import click

from perfdocs.cli.click_chinese import Command
from perfdocs.cli.options import format_option, root_option, run_options, today_option
from perfdocs.cli.run_departments import RunOptions, run_departments
from perfdocs.cli.say import say
from perfdocs.cli.select_findings import Selection
from perfdocs.cli.show_findings import show_and_sum_up
from perfdocs.cli.show_todo import show_todo
from perfdocs.errors import PerfdocsError
from perfdocs.files import read_bounded, write_whole
from perfdocs.finding import Finding, in_order
from perfdocs.report.baseline import (
    BadBaseline,
    Known,
    baseline_text,
    compare_with_baseline,
    known_elsewhere,
    read_baseline,
)
from perfdocs.report.registry import FORMATS, HAVING_ADDRESSES
from perfdocs.workspace import DEPARTMENT_LIST, Workspace, find_workspace

MOST = 20
"""Findings that are gone, told one by one; chosen by hand, a screen holds them."""


class _Chosen(NamedTuple):
    """The findings that are shown, what is said of those that the baseline hides, and which of it are gone."""

    findings: list[Finding]
    hidden: str = ""
    gone: Known = Known()


@click.command(cls=Command)
@click.argument("paths", nargs=-1, metavar="[年度、部门目录或文件]…")
@format_option(FORMATS)
@click.option("--select", default="", metavar="代号,…", help="只看这些代号，或以此开头的，例如 S,M101。")
@click.option("--ignore", default="", metavar="代号,…", help="不看这些代号，或以此开头的。")
@click.option("--strict", is_flag=True, help="警告也算错误。")
@click.option(
    "--baseline",
    type=click.Path(path_type=Path, dir_okay=False),
    metavar="文件",
    help="不看这个文件里已经记下的问题，只看新的；记下的已经没有了也会说。",
)
@click.option("--update-baseline", "update", is_flag=True, help="把现在的问题记到 --baseline 的文件里。")
@click.option("--staged", is_flag=True, help="检查 git 里已经暂存、将要提交的内容。")
@click.option("--places", "with_places", is_flag=True, help="在每个可以豁免的问题后面写出它的位置，登记豁免时照着写。")
@click.option("--todo", is_flag=True, help="列出还要填写的：表上要填而空着的，上年有而今年没有的。")
@click.option("--fix", is_flag=True, help="改好只有一种可能的笔误：先显示怎样改，再写进文件；perfdocs undo 可以退回。")
@click.option("--dry-run", is_flag=True, help="和 --fix 一起用：只显示会怎样改，不写文件。")
@click.option("--yes", is_flag=True, help="和 --fix 一起用：不问，直接改。")
@today_option
@run_options
@root_option
def command(
    paths: tuple[str, ...],
    format_name: str,
    select: str,
    ignore: str,
    strict: bool,
    baseline: Path | None,
    update: bool,
    staged: bool,
    with_places: bool,
    todo: bool,
    fix: bool,
    dry_run: bool,
    yes: bool,
    today: datetime.date,
    root: Path | None,
    **options: Any,
) -> int:
    selection = Selection(_codes(select), _codes(ignore), strict)
    if update and baseline is None:
        raise PerfdocsError("--update-baseline 要和 --baseline 文件 一起用")
    _refuse_beside_fix(fix, {"--staged": staged, "--todo": todo, "--update-baseline": update})
    if not fix and (dry_run or yes):
        raise PerfdocsError(f"{'--dry-run' if dry_run else '--yes'} 要和 --fix 一起用")
    how = RunOptions(**options)
    with _staged_workspace(find_workspace(root)) if staged else nullcontext(find_workspace(root)) as workspace:
        departments, of_directories = workspace.select(paths, with_steps=True)
        of_directories += _of_lists(workspace, paths, today)
        if todo:
            return show_todo(workspace, departments, format_name)
        job = how.job(workspace.root, today, with_places or format_name in HAVING_ADDRESSES)
        known = _KnownFindings(baseline, [f"{workspace.relative(each.directory)}/" for each in departments if paths])

        def find() -> list[Finding]:
            outcomes = run_departments(how, job, departments)
            of_departments = [finding for outcome in outcomes for finding in (*outcome.findings, *outcome.remarks)]
            return in_order([*of_directories, *of_departments])

        every = find()
        if update:
            known.update(every)
        chosen = _chosen(every, selection, known)
        if fix:
            from perfdocs.cli.fix_findings import FixOptions, fix_findings

            how_to_fix = FixOptions(selection, today, dry_run, yes, quiet=format_name != "text")
            if fix_findings(workspace, departments, every, chosen.findings, how_to_fix):
                chosen = _chosen(find(), selection, known)
        _tell_gone(chosen.gone)
        findings = chosen.findings
        if with_places and format_name not in HAVING_ADDRESSES:
            findings = _with_addresses(findings)
        status = show_and_sum_up(findings, f"检查了 {len(departments)} 个部门{chosen.hidden}", workspace, format_name)
        if not fix:
            _hint_at_fixes(findings)
        return status


def _refuse_beside_fix(fix: bool, others: Mapping[str, bool]) -> None:
    for option, is_given in others.items():
        if fix and is_given:
            raise PerfdocsError(f"--fix 改的是目录里的文件，不能和 {option} 一起用")


def _hint_at_fixes(findings: Sequence[Finding]) -> None:
    """How many of the findings `--fix` mends."""
    number = sum(1 for finding in findings if finding.fix and not finding.waived)
    if number:
        say(f"其中 {number} 条可以自动改好：perfdocs check --fix（加 --dry-run 先看怎样改）", err=True)


def _staged_workspace(workspace: Workspace) -> AbstractContextManager[Workspace]:
    from perfdocs.git import staged_workspace

    return staged_workspace(workspace)


def _of_lists(workspace: Workspace, paths: Sequence[str], today: datetime.date) -> Iterator[Finding]:
    """What is wrong with the lists of departments of the years that are looked at as a whole."""
    chosen = [workspace.resolve(path) for path in paths]
    for file in sorted(workspace.root.glob(f"specs/*/{DEPARTMENT_LIST}")):
        year = file.parent.resolve()
        if not chosen or any(path == year or path in year.parents for path in chosen):
            from perfdocs.overview.department_list import read_list

            listed = read_list(workspace, year.name, today)
            yield from listed.findings if listed else ()


def _with_addresses(findings: Sequence[Finding]) -> list[Finding]:
    """The findings, those that can be waived with the place that a waiver gives in their sentence."""
    from perfdocs.checks.registry import CHECKS

    return [
        finding._replace(message=f"{finding.message}（位置：{finding.address or '不用写'}）")
        if finding.code in CHECKS
        else finding
        for finding in findings
    ]


def _codes(text: str) -> tuple[str, ...]:
    return tuple(code.strip().upper() for code in text.split(",") if code.strip())


class _KnownFindings(NamedTuple):
    """A baseline, if there is one, and the directories that are looked at (none: all)."""

    path: Path | None
    directories: Sequence[str]

    def update(self, findings: Sequence[Finding]) -> None:
        """Notes the findings down, beside what is known of directories that are not looked at."""
        if self.path:
            old = _known(self.path) if self.path.exists() else Known()
            elsewhere = known_elsewhere(old, self.directories or [""])
            write_whole(self.path, baseline_text(findings, elsewhere).encode())


def _chosen(findings: Sequence[Finding], selection: Selection, known: _KnownFindings) -> _Chosen:
    if known.path is None:
        return _Chosen(selection.of(findings))
    outcome = compare_with_baseline(findings, _known(known.path), known.directories or [""])
    hidden = f"（另有 {outcome.hidden} 条是已知的，记在 {known.path}）" if outcome.hidden else ""
    return _Chosen(selection.of(outcome.new), hidden, outcome.gone)


def _known(path: Path) -> Known:
    try:
        return read_baseline(read_bounded(path).decode())
    except FileNotFoundError:
        raise PerfdocsError(f"没有基线文件 {path}：先加 --update-baseline 运行一次，把现在的问题记下来") from None
    except (OSError, UnicodeDecodeError, BadBaseline) as error:
        raise PerfdocsError(f"基线文件 {path} 读不了：{error}") from None


def _tell_gone(gone: Known) -> None:
    if not gone:
        return
    for code, file, message in sorted(gone)[:MOST]:
        say(f"已经没有了：{file} {code} {message}", err=True)
    more = f"（只列出 {MOST} 条）" if len(gone) > MOST else ""
    say(f"基线里有 {gone.total()} 条已经没有了{more}：加 --update-baseline 运行一次，从基线里去掉", err=True)
