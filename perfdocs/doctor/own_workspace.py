"""The workspace and what it needs: packs, fonts of the forms, git."""

from __future__ import annotations

import os
import tempfile
from collections import Counter
from collections.abc import Iterator
from contextlib import suppress
from pathlib import Path

from perfdocs.department.load import load_department
from perfdocs.doctor.machine import git_version
from perfdocs.doctor.records import Item, State
from perfdocs.errors import PerfdocsError
from perfdocs.files import read_bounded
from perfdocs.finding import Severity
from perfdocs.git import run_git
from perfdocs.pack.manifest import Packs
from perfdocs.packlint.lint_pack import check_pack
from perfdocs.render.pdf_files import NAMING_FONTS
from perfdocs.word.fonts import can_ask_for_fonts, fonts_asked_for, missing_fonts
from perfdocs.word.open_docx import NotWord, open_zip
from perfdocs.workspace import Workspace, find_workspace

_CHECKS = "check --staged"
"""What the hook of `git-setup` runs."""


def workspace_items(given: Path | None) -> Iterator[Item]:
    """The workspace that the command line means, its packs, their fonts, and git."""
    try:
        workspace = find_workspace(given)
    except PerfdocsError as error:
        remedy = f"{error}；还没有填报目录，就运行 perfdocs init 目录 建一个"
        yield Item("workspace", "填报目录", "没有找到", State.MISSING, remedy)
        yield _git(None)
        return
    packs = Packs(workspace.root)
    yield _workspace(workspace, "用 --root 指明" if given else "从当前目录找到")
    yield from _packs(workspace, packs)
    yield _fonts(packs)
    yield _git(workspace)


def _workspace(workspace: Workspace, how: str) -> Item:
    departments, _ = workspace.departments()
    years = Counter(department.year for department in departments)
    shown = "、".join(f"{year} 年 {number} 个部门" for year, number in sorted(years.items())) or "还没有部门"
    text = f"{workspace.root}（{how}）：{shown}"
    if not os.access(workspace.root, os.W_OK):
        remedy = "不能生成表格：请检查这个目录的权限，或用 render --out 写到别处"
        return Item("workspace", "填报目录", f"{text}；写不进去", State.MISSING, remedy)
    return Item("workspace", "填报目录", text)


def _packs(workspace: Workspace, packs: Packs) -> Iterator[Item]:
    """One item for each pack; what is wrong with one that no department uses is only noted."""
    departments, _ = workspace.departments()
    loaded = (load_department(workspace, packs, department).specs for department in departments)
    used = {specs.pack.name for specs in loaded if specs}
    if not packs.names:
        remedy = "不能生成任何表：请把版式放到 templates/ 和 schema/，或者运行 perfdocs init 新建一个填报目录，里面有"
        yield Item("packs", "表的版式", "一套也没有", State.MISSING, remedy)
    for name in packs.names:
        findings = check_pack(workspace.root, packs, name)
        faults = [finding for finding in findings if finding.severity is Severity.ERROR]
        text = name + ("，有部门在用" if name in used else "，没有部门在用")
        if faults:
            state = State.MISSING if name in used else State.NOTE
            remedy = f"用它的部门可能生成不了：请运行 perfdocs packs check {name}"
            yield Item("packs", "表的版式", f"{text}，有 {len(faults)} 个错误", state, remedy)
        else:
            yield Item("packs", "表的版式", f"{text}，没有问题")


def _fonts(packs: Packs) -> Item:
    """The fonts that the templates of all packs name, as far as the machine can be asked."""
    names: set[str] = set()
    for path in sorted((packs.root / "templates").glob("*/*.docx")):
        with suppress(NotWord, OSError, KeyError), open_zip(read_bounded(path)) as package:
            names |= fonts_asked_for(package.read(name) for name in NAMING_FONTS)
    asked = "、".join(sorted(names))
    if not can_ask_for_fonts():
        text = f"表上用 {asked}；这里查不出装了哪些"
        return Item("fonts", "字体", text, State.NOTE, "在 Word 里打开一张表，看字体一栏是不是这些")
    with tempfile.TemporaryDirectory(prefix="perfdocs-") as directory:
        missing = missing_fonts(names, Path(directory))
    if missing:
        pairs = "，".join(f"{name} 用 {instead} 代替" for name, instead in missing.items())
        there = "、".join(sorted(names - set(missing)))
        text = (f"有 {there}；" if there else "") + f"没有 {'、'.join(missing)}"
        remedy = f"只在这台电脑上印 PDF、看页面时：{pairs}，换行、分页会和 Word 里的略有不同"
        return Item("fonts", "字体", text, State.NOTE, remedy)
    return Item("fonts", "字体", f"{asked} 都有")


def _git(workspace: Workspace | None) -> Item:
    version = git_version()
    if not version:
        remedy = "不能和以前的版本比（diff 版本）、提交前不检查；别的都不用它。改错了用 perfdocs undo 退回"
        return Item("git", "git", "没有找到", State.NOTE, remedy)
    if workspace is None:
        return Item("git", "git", version)
    try:
        inside = run_git(workspace.root, "rev-parse", "--git-path", "hooks/pre-commit")
    except PerfdocsError:
        remedy = "不能和以前的版本比、提交前不检查：要用 git 管，在这里运行 git init，再运行 perfdocs git-setup"
        return Item("git", "git", f"{version}，填报目录不在 git 里", State.NOTE, remedy)
    hook = workspace.root / inside.decode("utf-8", "surrogateescape").rstrip("\n")
    if not _checks(hook):
        remedy = "提交前不检查，git diff 看不了 Word 文件：请运行 perfdocs git-setup"
        return Item("git", "git", f"{version}，没有装提交前检查", State.NOTE, remedy)
    return Item("git", "git", f"{version}，提交前检查装好了")


def _checks(hook: Path) -> bool:
    with suppress(OSError):
        return _CHECKS in read_bounded(hook).decode("utf-8", "replace") and os.access(hook, os.X_OK)
    return False
