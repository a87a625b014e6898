"""`perfdocs git-setup`: what git shows of Word files and specs, and a check before each commit, in this clone only."""

from __future__ import annotations

import shlex
import sys
from pathlib import Path

import click

from perfdocs.cli.click_chinese import Command
from perfdocs.cli.options import root_option
from perfdocs.errors import PerfdocsError
from perfdocs.files import read_bounded, write_whole
from perfdocs.git import run_git
from perfdocs.workspace import find_workspace
from perfdocs.yamlfile.encoding import LIMIT

ATTRIBUTES = ("*.docx diff=perfdocs-word", "specs/**/*.yaml diff=perfdocs-spec")
ROWS = r"^[^ #].*|^ *- .*"
"""What a hunk's header shows of a spec: the nearest field at the top, or the nearest row."""

MARK = "# perfdocs：提交前检查"
HOOK = """#!/bin/sh
{mark}（perfdocs git-setup 写的，可以删掉）
git diff --cached --quiet -- specs templates schema && exit 0
exec {command} check --staged
"""


@click.command(cls=Command)
@root_option
def command(root: Path | None) -> int:
    workspace = find_workspace(root)
    program = f"{shlex.quote(sys.executable)} -m perfdocs"
    directory = workspace.root / run_git(workspace.root, "rev-parse", "--git-dir").decode().strip()
    run_git(workspace.root, "config", "--local", "diff.perfdocs-word.textconv", f"{program} text")
    run_git(workspace.root, "config", "--local", "diff.perfdocs-spec.xfuncname", ROWS)
    _attributes(directory / "info" / "attributes")
    _hook(directory / "hooks" / "pre-commit", HOOK.format(mark=MARK, command=program))
    click.echo("git diff 会把 Word 文件显示成一行行文字，提交前会检查要提交的内容（只在这一份里有效）", err=True)
    return 0


def _attributes(path: Path) -> None:
    lines = read_bounded(path, LIMIT).decode().splitlines() if path.exists() else []
    lines += [attribute for attribute in ATTRIBUTES if attribute not in lines]
    _write(path, "".join(f"{line}\n" for line in lines))


def _hook(path: Path, text: str) -> None:
    if path.exists() and MARK not in read_bounded(path, LIMIT).decode(errors="replace"):
        raise PerfdocsError(f"{path} 已经有了，不是 perfdocs 写的，没有动它：请在里面加一行 perfdocs check --staged")
    _write(path, text, 0o755)


def _write(path: Path, text: str, mode: int | None = None) -> None:
    path.parent.mkdir(exist_ok=True)
    write_whole(path, text.encode(), mode)
