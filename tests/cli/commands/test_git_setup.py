"""git: Word files as text, the row in a hunk's header, and a check of what is staged before each commit."""

from __future__ import annotations

import subprocess
from pathlib import Path

import pytest

from tests.support.run_command import Command

SPEC = "specs/2023/demo/department.yaml"


def git(root: Path, *arguments: str) -> subprocess.CompletedProcess[str]:
    settings = ["-c", "user.name=demo", "-c", "user.email=demo@example.invalid", "-c", "commit.gpgsign=false"]
    return subprocess.run(["git", "-C", str(root), *settings, *arguments], capture_output=True, text=True, check=False)


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
    assert "不是 perfdocs 写的，没有动它" in ran.err
    assert hook.read_text("utf-8") == "#!/bin/sh\nexit 0\n"


def test_text_of_what_is_no_word_file(tmp_path: Path, perfdocs: Command) -> None:
    path = tmp_path / "a.docx"
    path.write_bytes(b"PK\x03\x04 no")
    assert perfdocs("text", path).status == 2
    assert perfdocs("text", tmp_path / "none.docx").status == 2


def test_not_in_git(small: Path, perfdocs: Command) -> None:
    assert perfdocs("check", "--staged", "--root", small).status == 2
    assert perfdocs("git-setup", "--root", small).status == 2
