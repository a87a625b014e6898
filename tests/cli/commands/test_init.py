from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.run_command import Command

NEXT = """\
接着：
  cd {0}    # 以后的命令都在这个目录里运行
  perfdocs new department 2024/部门代号 单位全称{1}    # 新建一个部门
  perfdocs import 去年的表.docx --pack {2} --out specs/2023/部门代号    # 或者从去年的 Word 表读
  perfdocs check    # 检查
  perfdocs render    # 生成 Word 表格，放在 build/
  git init    # 要用 git 管起来的话，加上这两行
  perfdocs git-setup    # git 能比较 Word 文件，提交前自动检查
"""


def test_a_new_workspace(tmp_path: Path, perfdocs: Command) -> None:
    root = tmp_path / "填报"
    ran = perfdocs("init", root, "--pack", "shifeng-2023")
    made = sorted(str(path) for path in root.rglob("*") if path.is_file())
    assert (ran.status, sorted(ran.out.splitlines())) == (0, made)
    assert ran.err == f"建好了填报目录 {root}：新建 {len(made)} 个文件\n" + NEXT.format(root, "", "shifeng-2023")
    assert not [name for name in made if "putuo" in name]
    assert perfdocs("packs", "check", "--root", root).status == 0
    assert perfdocs("check", "--root", root).status == 0


def test_nothing_is_overwritten(tmp_path: Path, perfdocs: Command) -> None:
    mine = tmp_path / "templates/shifeng-2023/pack.yaml"
    mine.parent.mkdir(parents=True)
    mine.write_text("mine\n", "utf-8")
    (tmp_path / "Makefile").write_text("mine\n", "utf-8")
    ran = perfdocs("init", tmp_path)
    kept = [f"{tmp_path / name} 已经有了，没有动它" for name in ("templates/shifeng-2023/pack.yaml", "Makefile")]
    assert ran.status == 0
    assert [line for line in ran.err.splitlines() if line in kept] == kept
    assert (mine.read_text("utf-8"), (tmp_path / "Makefile").read_text("utf-8")) == ("mine\n", "mine\n")
    assert [path.name for path in mine.parent.iterdir()] == ["pack.yaml"]
    several = "  perfdocs packs    # 列出版式的名称\n  perfdocs new"
    assert NEXT.format(tmp_path, " --pack 版式名", "版式名").replace("  perfdocs new", several) in ran.err
    again = perfdocs("init", tmp_path)
    assert (again.status, again.out) == (0, "")
    assert "新建 0 个文件" in again.err


def test_whoever_is_there_need_not_go_there(tmp_path: Path, perfdocs: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    ran = perfdocs("init", ".", "--pack", "shifeng-2023")
    assert ran.err.splitlines()[1:3] == [
        "接着：",
        "  perfdocs new department 2024/部门代号 单位全称    # 新建一个部门",
    ]


def test_wrong_arguments(tmp_path: Path, perfdocs: Command) -> None:
    ran = perfdocs("init", tmp_path / "a", "--pack", "shifeng-2032")
    assert (ran.status, ran.out, list(tmp_path.iterdir())) == (2, "", [])
    assert ran.err == "perfdocs：没有“shifeng-2032”这个版式，是不是“shifeng-2023”？\n"
    (tmp_path / "a").write_text("", "utf-8")
    ran = perfdocs("init", tmp_path / "a")
    assert (ran.status, ran.err) == (2, f"perfdocs：{tmp_path / 'a'} 是一个文件，没有动它：请写一个目录的名称\n")
    assert perfdocs("init").err == "perfdocs：缺少 目录\n"
