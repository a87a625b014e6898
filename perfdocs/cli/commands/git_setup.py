"""`perfdocs git-setup`: what git shows of Word files and specs, and a check before each commit, in this clone only."""

from __future__ import annotations

import os
import re
import shlex
import sys
from pathlib import Path

import click

from perfdocs.cli.click_chinese import Command
from perfdocs.cli.options import root_option
from perfdocs.errors import PerfdocsError
from perfdocs.files import read_bounded, write_whole
from perfdocs.git import run_git, way_from_top
from perfdocs.workspace import PARTS, Workspace, find_workspace
from perfdocs.yamlfile.encoding import LIMIT

ATTRIBUTES = ("*.docx diff=perfdocs-word", "specs/**/*.yaml diff=perfdocs-spec")
ROWS = r"^[^ #].*|^ *- .*"
"""What a hunk's header shows of a spec: the nearest field at the top, or the nearest row."""

MARK = "# perfdocs：提交前检查"
BEGINNING = f"#!/bin/sh\n{MARK}（perfdocs git-setup 写的，可以删掉）\n"
CHECK = (
    "GIT_LITERAL_PATHSPECS=1 git diff --cached --quiet -- {paths} || {program} check --staged --root {root} || exit\n"
)
"""A line for each workspace of the repository; git runs a hook at the top of the work tree."""


@click.command(cls=Command)
@root_option
def command(root: Path | None) -> int:
    workspace = find_workspace(root)
    program = f"{shlex.quote(sys.executable)} -P -m perfdocs"
    run_git(workspace.root, "config", "--local", "diff.perfdocs-word.textconv", f"{program} text --for-git --")
    run_git(workspace.root, "config", "--local", "diff.perfdocs-spec.xfuncname", ROWS)
    way = way_from_top(workspace)
    _attributes(_place(workspace, "info/attributes"), way)
    _hook(workspace, _line(way, program))
    click.echo("git diff 会把 Word 文件显示成一行行文字，提交前会检查要提交的内容（只在这一份里有效）", err=True)
    return 0


def _place(workspace: Workspace, name: str) -> Path:
    """Where git looks for a file of its own: that differs in a further work tree, and where its settings say so."""
    place = run_git(workspace.root, "rev-parse", "--git-path", name).decode("utf-8", "surrogateescape").rstrip("\n")
    return workspace.root / place


def _attributes(path: Path, way: str) -> None:
    word, specs = ATTRIBUTES
    wanted = (word, _quoted(f"{way}{specs.split()[0]}") + " " + specs.split()[1])
    lines = read_bounded(path, LIMIT).decode("utf-8", "surrogateescape").splitlines() if path.exists() else []
    lines += [attribute for attribute in wanted if attribute not in lines]
    _write(path, "".join(f"{line}\n" for line in lines))


def _quoted(pattern: str) -> str:
    """A pattern as a file of attributes takes it: signs that mean something in it escaped, in quotes with a blank."""
    way, _, name = pattern.rpartition("specs/")
    escaped = re.sub(r"([*?\[\\])", r"\\\1", way) + "specs/" + name
    return '"' + escaped.replace("\\", "\\\\").replace('"', '\\"') + '"' if re.search(r'[\s"]', escaped) else escaped


def _line(way: str, program: str) -> str:
    paths = " ".join(shlex.quote(f"{way}{part}") for part in PARTS)
    return CHECK.format(paths=paths, program=program, root=shlex.quote(f"./{way}"))


def _hook(workspace: Workspace, line: str) -> None:
    """Sees to it that git runs the check before a commit. Raises PerfdocsError, with what to do, where it cannot."""
    path = _place(workspace, "hooks/pre-commit")
    there = read_bounded(path, LIMIT).decode("utf-8", "surrogateescape") if path.exists() else ""
    is_own = not there or MARK in there
    if not is_own and "check --staged" in there:
        if os.access(path, os.X_OK):
            return
        raise PerfdocsError(f"{path} 里有检查的一行，但 git 不会运行它：请运行 chmod +x {shlex.quote(str(path))}")
    if not (is_own and _is_at_home(workspace, path)):
        reason = "已经有了，不是 perfdocs 写的" if there else "不在这个仓库自己的目录里（core.hooksPath 改了地方）"
        remedy = "请在里面加这一行，并让它可以运行"
        raise PerfdocsError(f"提交前检查没有装上：{path} {reason}，没有动它。{remedy}：{line.rstrip()}")
    checks = [each for each in there.splitlines(keepends=True) if "check --staged --root" in each]
    others = [each for each in checks if each.split(" check --staged ")[-1] != line.split(" check --staged ")[-1]]
    _write(path, BEGINNING + "".join([*others, line]), 0o755)


def _is_at_home(workspace: Workspace, path: Path) -> bool:
    """Whether the hook is the repository's own: `core.hooksPath` may name one that other repositories use too."""
    common = run_git(workspace.root, "rev-parse", "--git-common-dir").decode("utf-8", "surrogateescape").rstrip("\n")
    return path.resolve() == (workspace.root / common / "hooks" / "pre-commit").resolve()


def _write(path: Path, text: str, mode: int | None = None) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    write_whole(path, text.encode("utf-8", "surrogateescape"), mode)
