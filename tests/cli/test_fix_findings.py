"""`check --fix`: what it shows, asks, writes and says, and what is never written over."""

from __future__ import annotations

import json
from pathlib import Path

import click
import pytest

from perfdocs import undo_records
from perfdocs.cli import fix_findings, show_patch
from perfdocs.fix.fix_department import FixedDepartment, fix_department
from tests.support.run_command import Command

HEAD, FUND = "specs/2023/demo/department.yaml", "specs/2023/demo/funds/promotion.yaml"
PATCH = [
    f"--- a/{HEAD}",
    f"+++ b/{HEAD}",
    "@@ -1,7 +1,7 @@",
    " # 演示数据，不是真实的单位。",
    " 版式: shifeng-2023",
    " 年度: 2023",
    "-部门名称：演示局",
    "+部门名称: 演示局",
    " 年度预算申请:",
    "   资金总额: 100",
    "   按收入性质分: {一般公共预算拨款: 100}",
]
SLIP = f"{HEAD}:4:5: 错误 Y101 “部门名称”后面是全角冒号“：”，请改成半角冒号加一个空格“: ”\n"


@pytest.fixture
def typed(small: Path) -> Path:
    """A department with a slip in its own file, and two marks in a row."""
    for file, old, new in ((HEAD, "部门名称: ", "部门名称："), (HEAD, "演示区的招商。", "演示区的招商。。")):
        text = (small / file).read_text("utf-8")
        (small / file).write_text(text.replace(old, new), "utf-8")
    return small


def test_check_says_how_many_can_be_mended(typed: Path, perfdocs: Command) -> None:
    ran = perfdocs("check", "--select", "Y", "--root", typed)
    assert (ran.status, ran.out) == (1, SLIP)
    assert ran.err == (
        "检查了 1 个部门：错误 1\n其中 1 条可以自动改好：perfdocs check --fix（加 --dry-run 先看怎样改）\n"
    )


def test_a_dry_run_shows_and_writes_nothing(typed: Path, perfdocs: Command) -> None:
    before = (typed / HEAD).read_bytes()
    ran = perfdocs("check", "--fix", "--dry-run", "--select", "Y", "--root", typed)
    assert (ran.status, ran.out) == (1, "\n".join(PATCH) + f"\n{SLIP}")
    assert ran.err == "可以改好 1 处，涉及 1 个文件\n检查了 1 个部门：错误 1\n"
    assert (typed / HEAD).read_bytes() == before
    assert not (typed / ".perfdocs").exists()


def test_what_is_mended_is_checked_again_and_can_be_undone(typed: Path, perfdocs: Command) -> None:
    before = (typed / HEAD).read_bytes()
    ran = perfdocs("check", "--fix", "--root", typed)
    assert ran.status == 0
    assert ran.out.splitlines()[:11] == PATCH
    assert ran.out.splitlines()[11:] == [
        "@@ -17,4 +17,4 @@",
        "   效益指标:",
        "     经济效益指标:",
        "       - {三级指标: 引进项目新增税收, 指标值: 200万元}",
        "-部门职责概述: 负责演示区的招商。。",
        "+部门职责概述: 负责演示区的招商。",
    ]
    assert ran.err == ("改好了 2 处，涉及 1 个文件；要退回就运行 perfdocs undo\n检查了 1 个部门：没有发现问题\n")
    assert perfdocs("undo", "--root", typed).status == 0
    assert (typed / HEAD).read_bytes() == before


def test_a_report_has_standard_output_for_itself(typed: Path, perfdocs: Command) -> None:
    ran = perfdocs("check", "--fix", "--select", "Y", "--format", "json", "--root", typed)
    assert (ran.status, json.loads(ran.out)) == (0, {"version": 1, "findings": []})
    assert ran.err.splitlines()[:11] == PATCH


def test_only_what_is_chosen(typed: Path, perfdocs: Command) -> None:
    known = typed / "known.json"
    perfdocs("check", "--baseline", known, "--update-baseline", "--root", typed)
    ran = perfdocs("check", "--fix", "--baseline", known, "--root", typed)
    assert ran.err == f"没有能自动改的\n检查了 1 个部门（另有 1 条是已知的，记在 {known}）：没有发现问题\n"
    assert "部门名称：" in (typed / HEAD).read_text("utf-8")
    ran = perfdocs("check", "--fix", "--ignore", "L", "--root", typed)
    assert ran.err.splitlines() == [
        "改好了 1 处，涉及 1 个文件；要退回就运行 perfdocs undo",
        "检查了 1 个部门：没有发现问题",
    ]
    assert "部门名称: 演示局" in (typed / HEAD).read_text("utf-8")
    assert "招商。。" in (typed / HEAD).read_text("utf-8")


def test_somebody_at_the_terminal_is_asked_once(
    typed: Path, perfdocs: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    asked: list[str] = []

    def no(question: str, **_: object) -> bool:
        asked.append(question)
        return False

    monkeypatch.setattr(show_patch, "is_at_terminal", lambda: True)
    monkeypatch.setattr(click, "confirm", no)
    ran = perfdocs("check", "--fix", "--select", "Y", "--root", typed)
    assert (ran.status, asked) == (1, ["改好 1 处，涉及 1 个文件？"])
    assert ran.err == "没有改\n检查了 1 个部门：错误 1\n"
    assert perfdocs("check", "--fix", "--yes", "--select", "Y", "--root", typed).status == 0
    assert len(asked) == 1


def test_a_file_that_is_saved_meanwhile_is_not_written_over(
    typed: Path, perfdocs: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    (typed / FUND).write_text((typed / FUND).read_text("utf-8").replace("专项名称: ", "专项名称："), "utf-8")

    def and_saved(*arguments: object) -> FixedDepartment:
        result = fix_department(*arguments)  # type: ignore[arg-type]
        (typed / HEAD).write_text("版式: shifeng-2023\n", "utf-8")
        return result

    monkeypatch.setattr(fix_findings, "fix_department", and_saved)
    ran = perfdocs("check", "--fix", "--select", "Y", "--root", typed)
    assert ran.err.splitlines()[:2] == [
        f"{HEAD} 在这期间被别的程序改过，没有动它：请保存好、关上它，再运行一次",
        "写了 1 个文件，还有 1 个没有写；要退回就运行 perfdocs undo",
    ]
    assert (typed / HEAD).read_text("utf-8") == "版式: shifeng-2023\n"
    assert "专项名称: " in (typed / FUND).read_text("utf-8")


def test_a_run_that_ends_in_the_middle_loses_nothing(
    typed: Path, perfdocs: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    before = (typed / HEAD).read_bytes()

    def ended(*_: object) -> None:
        raise KeyboardInterrupt

    with monkeypatch.context() as patched:
        patched.setattr(undo_records, "write_whole", ended)
        assert perfdocs("check", "--fix", "--root", typed).status == 130
    assert (typed / HEAD).read_bytes() == before
    ran = perfdocs("undo", "--root", typed)
    assert (ran.status, ran.out, (typed / HEAD).read_bytes()) == (0, "", before)
    assert ran.err.endswith(" 的 check --fix（编号 1） 没有要撤销的：文件已经是以前的样子\n")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--fix", "--staged"], "--fix 改的是目录里的文件，不能和 --staged 一起用"),
        (["--fix", "--todo"], "--fix 改的是目录里的文件，不能和 --todo 一起用"),
        (
            ["--fix", "--baseline", "known.json", "--update-baseline"],
            "--fix 改的是目录里的文件，不能和 --update-baseline 一起用",
        ),
        (["--dry-run"], "--dry-run 要和 --fix 一起用"),
        (["--yes"], "--yes 要和 --fix 一起用"),
    ],
)
def test_options_that_do_not_go_together(perfdocs: Command, arguments: list[str], sentence: str) -> None:
    ran = perfdocs("check", *arguments)
    assert (ran.status, ran.out, ran.err) == (2, "", f"perfdocs：{sentence}\n")
