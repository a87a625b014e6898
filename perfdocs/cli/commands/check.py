"""`perfdocs check`."""

from __future__ import annotations

import datetime
import tempfile
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import click

from perfdocs.cli import exit_status
from perfdocs.cli.run_departments import How
from perfdocs.cli.select_findings import Choice
from perfdocs.cli.show_findings import show
from perfdocs.errors import PerfdocsError
from perfdocs.finding import Finding, in_order
from perfdocs.git import staged
from perfdocs.report.baseline import BadBaseline, Known, compared, elsewhere, read_baseline, written_down
from perfdocs.workspace import find_workspace

MOST = 20
"""Findings that are gone, told one by one."""


@dataclass(frozen=True)
class Baseline:
    """The file of known findings, and whether to write it anew."""

    path: Path | None = None
    update: bool = False

    def __post_init__(self) -> None:
        if self.update and self.path is None:
            raise PerfdocsError("--update-baseline 要和 --baseline 文件 一起用")


def run_staged(
    paths: tuple[str, ...],
    style: str,
    choice: Choice,
    baseline: Baseline,
    today: datetime.date,
    root: Path | None,
    how: How,
) -> int:
    """As `run`, on what git would commit now."""
    with tempfile.TemporaryDirectory(prefix="perfdocs-") as directory:
        workspace = staged(find_workspace(root), Path(directory))
        return run(paths, style, choice, baseline, today, workspace.root, how)


def run(
    paths: tuple[str, ...],
    style: str,
    choice: Choice,
    baseline: Baseline,
    today: datetime.date,
    root: Path | None,
    how: How,
) -> int:
    workspace = find_workspace(root)
    departments, findings = workspace.selected(paths)
    for one in how.done(workspace.root, departments, today):
        findings += [*one.telling, *one.others]
    done = f"检查了 {len(departments)} 个部门"
    findings = in_order(findings)
    if baseline.path is not None:
        checked = [f"{workspace.relative(one.directory)}/" for one in departments] if paths else [""]
        findings, more = _against(baseline.path, baseline.update, findings, checked)
        done += more
    findings = choice.of(findings)
    show(findings, style, workspace)
    click.echo(exit_status.summary(done, findings), err=True)
    return exit_status.of(findings)


def _against(path: Path, update: bool, findings: list[Finding], checked: Sequence[str]) -> tuple[list[Finding], str]:
    """The findings that are new, and what to say of the others."""
    if update:
        old = _known(path) if path.exists() else Known()
        path.write_text(written_down(findings, elsewhere(old, checked)), "utf-8")
    outcome = compared(findings, _known(path), checked)
    _tell_gone(outcome.gone)
    return outcome.new, f"（另有 {outcome.hidden} 条是已知的，记在 {path}）" if outcome.hidden else ""


def _known(path: Path) -> Known:
    try:
        return read_baseline(path.read_text("utf-8"))
    except FileNotFoundError:
        raise PerfdocsError(f"没有基线文件 {path}：先加 --update-baseline 运行一次，把现在的问题记下来") from None
    except (OSError, UnicodeDecodeError, BadBaseline) as error:
        raise PerfdocsError(f"基线文件 {path} 读不了：{error}") from None


def _tell_gone(gone: Known) -> None:
    if not gone:
        return
    for code, file, message in sorted(gone)[:MOST]:
        click.echo(f"已经没有了：{file} {code} {message}", err=True)
    more = f"（只列出 {MOST} 条）" if len(gone) > MOST else ""
    click.echo(f"基线里有 {gone.total()} 条已经没有了{more}：加 --update-baseline 运行一次，从基线里去掉", err=True)
