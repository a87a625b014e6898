"""git: Word files as text, the row in a hunk's header, and a check of what is staged before each commit."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.support.git import git
from tests.support.run_command import Command

SPEC = "specs/2023/demo/department.yaml"


@pytest.fixture
def clone(small: Path, perfdocs: Command) -> Path:
    """A workspace in git, set up."""
    git(small, "init", "-q", "-b", "main")
    assert perfdocs("git-setup", "--root", small).status == 0
    git(small, "add", ".")
    assert git(small, "commit", "-qm", "one").returncode == 0
    return small


def change(root: Path, old: str, new: str) -> None:
    path = root / SPEC
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


@pytest.mark.slow
def test_what_is_staged_is_checked(clone: Path) -> None:
    change(clone, "资金总额: 100", "资金总额: 101")
    git(clone, "add", ".")
    change(clone, "资金总额: 101", "资金总额: 100")
    refused = git(clone, "commit", "-qm", "two")
    assert refused.returncode == 1
    assert "M101 资金总额应等于按收入性质分的合计" in refused.stdout + refused.stderr
    git(clone, "add", ".")
    change(clone, "资金总额: 100", "资金总额: 一百")
    assert git(clone, "commit", "--allow-empty", "-qm", "two").returncode == 0


@pytest.mark.slow
def test_a_commit_without_specs_is_not_checked(clone: Path) -> None:
    (clone / "notes.txt").write_text("a\n", "utf-8")
    git(clone, "add", "notes.txt")
    assert git(clone, "commit", "-qm", "two").stderr == ""


@pytest.mark.slow
def test_word_files_show_as_rows(clone: Path, perfdocs: Command) -> None:
    perfdocs("render", "--root", clone)
    made = next((clone / "build/2023/demo").glob("*部门整体*"))
    (clone / "form.docx").write_bytes(made.read_bytes())
    git(clone, "add", "form.docx")
    git(clone, "commit", "-qm", "two")
    change(clone, "工作目标: 引进项目10个", "工作目标: 引进项目12个")
    perfdocs("render", "--root", clone)
    (clone / "form.docx").write_bytes(made.read_bytes())
    shown = git(clone, "diff", "form.docx").stdout
    assert "-年度重点 工作计划" not in shown
    changed = [line for line in shown.splitlines() if line[:1] in "+-" and line[:3] not in ("+++", "---")]
    assert len(changed) == 2
    assert "引进项目10个" in changed[0]
    assert "引进项目12个" in changed[1]


@pytest.mark.slow
def test_a_hunk_names_its_row(clone: Path) -> None:
    text = (clone / SPEC).read_text("utf-8")
    rows = "".join(f"  - 事项: 第{n}项\n    责任单位: 综合股\n    工作目标: 做好第{n}项\n" for n in range(6))
    (clone / SPEC).write_text(text.replace("年度绩效指标:", f"{rows}年度绩效指标:"), "utf-8")
    git(clone, "commit", "-qam", "two")
    change(clone, "工作目标: 做好第4项", "工作目标: 做好第4项并验收")
    header = next(line for line in git(clone, "diff", "-U0").stdout.splitlines() if line.startswith("@@"))
    assert header.endswith("@@   - 事项: 第4项")


@pytest.mark.slow
def test_setting_up_twice_changes_nothing(clone: Path, perfdocs: Command) -> None:
    files = [clone / ".git/info/attributes", clone / ".git/config", clone / ".git/hooks/pre-commit"]
    before = [path.read_text("utf-8") for path in files]
    assert perfdocs("git-setup", "--root", clone).status == 0
    assert [path.read_text("utf-8") for path in files] == before


@pytest.mark.slow
def test_a_hook_of_somebody_else_stays(clone: Path, perfdocs: Command) -> None:
    hook = clone / ".git/hooks/pre-commit"
    hook.write_text("#!/bin/sh\nexit 0\n", "utf-8")
    ran = perfdocs("git-setup", "--root", clone)
    assert ran.status == 2
    assert "已经有了，不是 perfdocs 写的，没有动它" in ran.err
    assert hook.read_text("utf-8") == "#!/bin/sh\nexit 0\n"


@pytest.mark.slow
@pytest.mark.parametrize("way", ["inner", "甲 [1]/乙"])
def test_a_workspace_in_a_subdirectory(small: Path, perfdocs: Command, way: str) -> None:
    inner = small / way
    inner.mkdir(parents=True)
    for name in ("specs", "templates", "schema"):
        (small / name).rename(inner / name)
    git(small, "init", "-q")
    assert perfdocs("git-setup", "--root", inner).status == 0
    git(small, "add", ".")
    assert git(small, "commit", "-qm", "one").returncode == 0
    change(inner, "资金总额: 100", "资金总额: 101")
    refused = git(inner, "commit", "-qam", "two")
    assert refused.returncode == 1
    assert "M101 资金总额应等于按收入性质分的合计" in refused.stdout + refused.stderr
    driver = git(inner, "check-attr", "diff", "--", SPEC, "a.docx").stdout.splitlines()
    assert driver == [f"{SPEC}: diff: perfdocs-spec", "a.docx: diff: perfdocs-word"]


@pytest.mark.slow
def test_two_workspaces_in_one_repository(clone: Path, perfdocs: Command) -> None:
    for name in ("specs", "templates", "schema"):
        shutil.copytree(clone / name, clone / "other" / name)
    assert perfdocs("git-setup", "--root", clone / "other").status == 0
    git(clone, "add", ".")
    assert git(clone, "commit", "-qm", "two").returncode == 0
    for root in (clone, clone / "other"):
        change(root, "资金总额: 100", "资金总额: 101")
        assert git(root, "commit", "-qam", "three").returncode == 1
        git(clone, "checkout", "-q", "-f", "HEAD")


@pytest.mark.slow
def test_a_further_work_tree(clone: Path, perfdocs: Command, tmp_path_factory: pytest.TempPathFactory) -> None:
    (clone / ".git/hooks/pre-commit").unlink()
    there = tmp_path_factory.mktemp("further") / "tree"
    git(clone, "worktree", "add", "-q", str(there))
    assert perfdocs("git-setup", "--root", there).status == 0
    change(there, "资金总额: 100", "资金总额: 101")
    assert git(there, "commit", "-qam", "two").returncode == 1
    git(there, "checkout", "-q", "-f", "HEAD")
    change(there, "工作目标: 引进项目10个", "工作目标: 引进项目12个")
    assert git(there, "commit", "-qam", "two").returncode == 0


@pytest.mark.slow
def test_hooks_in_another_place(small: Path, perfdocs: Command) -> None:
    git(small, "init", "-q")
    git(small, "config", "core.hooksPath", str(small / "hooks"))
    ran = perfdocs("git-setup", "--root", small)
    assert ran.status == 2
    sentence, sign, line = ran.err.partition("可以运行：")
    assert sentence + sign == (
        f"perfdocs：提交前检查没有装上：{small}/hooks/pre-commit 不在这个仓库自己的目录里（core.hooksPath 改了地方），"
        "没有动它。请在里面加这一行，并让它可以运行："
    )
    assert not (small / "hooks").exists()
    (small / "hooks").mkdir()
    hook = small / "hooks/pre-commit"
    hook.write_text(f"#!/bin/sh\n{line}", "utf-8")
    ran = perfdocs("git-setup", "--root", small)
    assert (ran.status, ran.err) == (
        2,
        f"perfdocs：{hook} 里有检查的一行，但 git 不会运行它：请运行 chmod +x {hook}\n",
    )
    hook.chmod(0o755)
    assert perfdocs("git-setup", "--root", small).status == 0
    git(small, "add", ".")
    assert git(small, "commit", "-qm", "one").returncode == 0
    change(small, "资金总额: 100", "资金总额: 101")
    assert git(small, "commit", "-qam", "two").returncode == 1


@pytest.mark.slow
def test_a_module_in_the_repository_is_not_taken_for_one_of_ours(clone: Path) -> None:
    (clone / "click.py").write_text("raise SystemExit(0)\n", "utf-8")
    (clone / "perfdocs").mkdir()
    (clone / "perfdocs/__init__.py").write_text("raise SystemExit(0)\n", "utf-8")
    change(clone, "资金总额: 100", "资金总额: 101")
    assert git(clone, "commit", "-qam", "two").returncode == 1


@pytest.mark.slow
def test_a_word_file_that_cannot_be_read_does_not_end_a_diff(clone: Path) -> None:
    files = [clone / name for name in ("-a.docx", "b.docx")]
    for number, path in enumerate(files):
        path.write_bytes(b"PK\x03\x04 no")
        git(clone, "add", "--", path.name)
        path.write_bytes(b"PK\x03\x04 no %d" % number)
    change(clone, "工作目标: 引进项目10个", "工作目标: 引进项目12个")
    shown = git(clone, "diff")
    assert shown.returncode == 0
    changed = [line for line in shown.stdout.splitlines() if line[:1] in "+-" and line[:3] not in ("+++", "---")]
    assert [line[:3] for line in changed] == ["-（S", "+（S", "-（S", "+（S", "-  ", "+  "]
    assert "引进项目12个" in shown.stdout


def test_not_in_git(small: Path, perfdocs: Command) -> None:
    assert perfdocs("check", "--staged", "--root", small).status == 2
    assert perfdocs("git-setup", "--root", small).status == 2
