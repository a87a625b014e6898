from __future__ import annotations

import shutil
import subprocess
from pathlib import Path

import pytest

from perfdocs.doctor import own_workspace
from perfdocs.doctor.own_workspace import workspace_items
from perfdocs.doctor.records import Item, State
from tests.support.run_command import Command


def items(root: Path) -> dict[str, Item]:
    return {each.name + each.text.partition("，")[0] * (each.name == "packs"): each for each in workspace_items(root)}


@pytest.mark.slow
def test_a_workspace_and_its_packs(small: Path, perfdocs: Command) -> None:
    found = items(small)
    assert found["workspace"].text == f"{small}（用 --root 指明）：2023 年 1 个部门"
    assert found["packsshifeng-2023"].text == "shifeng-2023，有部门在用，没有问题"
    assert found["git"].text.endswith("填报目录不在 git 里")
    subprocess.run(["git", "init", "-q"], cwd=small, check=True)
    remedy = "提交前不检查，git diff 看不了 Word 文件：请运行 perfdocs git-setup"
    assert items(small)["git"][3:] == (State.NOTE, remedy)
    perfdocs("git-setup", "--root", small)
    assert items(small)["git"].text.endswith("，提交前检查装好了")
    for pack in ("putuo-2026", "shifeng-2023"):
        (small / "templates" / pack / "pack.yaml").write_text("title: 坏的\n", "utf-8")
    shutil.rmtree(small / "specs/2023/demo")
    found = items(small)
    assert found["packsputuo-2026"][2:] == (
        "putuo-2026，没有部门在用，有 3 个错误",
        State.NOTE,
        "用它的部门可能生成不了：请运行 perfdocs packs check putuo-2026",
    )
    shutil.rmtree(small / "templates")
    assert items(small)["packs一套也没有"][3:] == (
        State.MISSING,
        "不能生成任何表：请把版式放到 templates/ 和 schema/，或者运行 perfdocs init 新建一个填报目录，里面有",
    )


@pytest.mark.slow
def test_a_pack_at_fault_that_a_department_uses(small: Path) -> None:
    template = small / "templates/shifeng-2023/summary.docx"
    template.write_bytes(b"not Word")
    assert items(small)["packsshifeng-2023"].state is State.MISSING


def test_no_workspace_no_git_no_fonts(tmp_path: Path, small: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    monkeypatch.setattr(own_workspace, "git_version", lambda: "")
    monkeypatch.setattr(own_workspace, "check_pack", lambda *_: [])
    workspace, git = workspace_items(empty)
    assert workspace == Item(
        "workspace",
        "填报目录",
        "没有找到",
        State.MISSING,
        f"“{empty}”里没有 specs/ 目录：--root 要指向放 specs/ 的目录；还没有填报目录，就运行 perfdocs init 目录 建一个",
    )
    assert git[2:] == (
        "没有找到",
        State.NOTE,
        "不能和以前的版本比（diff 版本）、提交前不检查；别的都不用它。改错了用 perfdocs undo 退回",
    )
    monkeypatch.setattr(own_workspace, "can_ask_for_fonts", lambda: False)
    asked = "仿宋_GB2312、方正小标宋简体、黑体"
    assert items(small)["fonts"][2:] == (
        f"表上用 {asked}；这里查不出装了哪些",
        State.NOTE,
        "在 Word 里打开一张表，看字体一栏是不是这些",
    )
    monkeypatch.setattr(own_workspace, "can_ask_for_fonts", lambda: True)
    monkeypatch.setattr(own_workspace, "missing_fonts", lambda *_: {"黑体": "甲体"})
    assert items(small)["fonts"][2:] == (
        "有 仿宋_GB2312、方正小标宋简体；没有 黑体",
        State.NOTE,
        "只在这台电脑上印 PDF、看页面时：黑体 用 甲体 代替，换行、分页会和 Word 里的略有不同",
    )
    monkeypatch.setattr(own_workspace, "missing_fonts", lambda *_: {})
    assert items(small)["fonts"][2:] == (f"{asked} 都有", State.OK, "")
    monkeypatch.setattr("os.access", lambda *_: False)
    assert items(small)["workspace"].remedy == "不能生成表格：请检查这个目录的权限，或用 render --out 写到别处"
