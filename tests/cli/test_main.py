"""The command line: contracts that scripts rely on."""

from __future__ import annotations

import json
import os
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import click
import pytest

from perfdocs import __version__
from perfdocs.cli import main
from perfdocs.cli.commands import HELPS
from tests.support.form_layouts import draw
from tests.support.run_command import Command
from tests.support.workspaces import EXAMPLES, ROOT, workspace

SPEC = "specs/2023/demo/department.yaml"


def test_nothing_wrong(small: Path, perfdocs: Command) -> None:
    ran = perfdocs("check", "--root", small)
    assert (ran.status, ran.out, ran.err) == (0, "", "检查了 1 个部门：没有发现问题\n")


@pytest.mark.parametrize("path", ["2023", "2023/demo", "specs/2023", "specs/2023/demo", SPEC, "."])
def test_paths(small: Path, perfdocs: Command, path: str) -> None:
    ran = perfdocs("check", path, "--root", small)
    assert (ran.status, ran.err) == (0, "检查了 1 个部门：没有发现问题\n")


def test_json(small: Path, perfdocs: Command) -> None:
    spec = small / SPEC
    spec.write_text(spec.read_text("utf-8").replace("指标值: 10个", "指标直: 10个"), "utf-8")
    ran = perfdocs("check", "--root", small, "--format", "json")
    assert ran.status == 1
    assert json.loads(ran.out) == {
        "version": 1,
        "findings": [
            {
                "code": "S101",
                "severity": "error",
                "file": SPEC,
                "line": 14,
                "column": 23,
                "path": "年度绩效指标.产出指标.数量指标[0].指标直",
                "message": "没有“指标直”这个字段，是不是“指标值”？",
                "fix": [{"line": 14, "column": 25, "end_line": 14, "end_column": 26, "text": "值"}],
            }
        ],
    }


def test_the_nearest_parent_with_specs_is_the_workspace(
    small: Path, perfdocs: Command, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(small / "specs/2023/demo/funds")
    assert perfdocs("check").err == "检查了 1 个部门：没有发现问题\n"


def test_no_workspace(tmp_path: Path, perfdocs: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    ran = perfdocs("check")
    assert (ran.status, ran.err) == (2, "perfdocs：这里和上级目录都没有 specs/：请先进入填报目录，或用 --root 指明\n")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["chek"], "没有命令 chek，是不是 check？"),
        (["xyz"], f"没有命令 xyz：可以用 {'、'.join(HELPS)}"),
        (["check", "--formt", "json"], "没有选项 --formt，是不是 --format？"),
        (["check", "--format", "xml"], "--format 只能是 text、json、github、sarif、junit 之一"),
        (["check", "--format"], "选项 --format 后面要跟一个值，或用法不对"),
        (["check", "--root", "/nonexistent/perfdocs"], "--root 的值不对：找不到这个目录"),
        (["render", "--jobs", "x"], "--jobs 的值不对：要写整数，不小于 0"),
        (["render", "--jobs=-1"], "--jobs 的值不对：要写整数，不小于 0"),
        (["render", "--today", "x"], "--today 的值不对：要写成 2026-01-31 这样的日期"),
        (["render", "--executor", "dask://"], "--executor 不认识“dask://”：要写成 dask://主机:端口"),
        (["packs", "chck"], "没有命令 chck，是不是 check？"),
        (["version", "one"], "参数太多：one"),
    ],
)
def test_wrong_arguments(perfdocs: Command, arguments: list[str], sentence: str) -> None:
    ran = perfdocs(*arguments)
    assert (ran.status, ran.out, ran.err) == (2, "", f"perfdocs：{sentence}\n")


def test_packs(perfdocs: Command) -> None:
    ran = perfdocs("packs", "--root", ROOT)
    assert ran.status == 0
    assert "shifeng-2023  株洲市石峰区 2023 年部门预算绩效目标表\n" in ran.out
    assert "  填报 funds/*.yaml（专项资金）\n" in ran.out


def test_a_pack_drafted(tmp_path: Path, perfdocs: Command) -> None:
    root = workspace(tmp_path / "here", EXAMPLES / "small")
    form = tmp_path / "form.docx"
    form.write_bytes(draw("table 4\n项目名称 | ⟦甲⟧ | 资金总额 | ⟦5⟧"))
    ran = perfdocs("packs", "draft", form, "--name", "jia-2024", "--root", root)
    unit = "第 1 个表第 1 行第 4 格：“资金总额”没有写金额单位，当作万元：不对就改字段定义里的 x-unit"
    files = ("templates/jia-2024/form.docx", "schema/jia-2024/department.schema.json")
    more = ("schema/jia-2024/project.schema.json", "templates/jia-2024/pack.yaml")
    assert ran.out.splitlines() == [*files, *more, f"{form}:1:1: 提示 P301 {unit}"]
    assert ran.err == (
        "照 form.docx 起草了版式 jia-2024（1 张表），拿不准的 1 处：提示 1\n"
        "接着对照原表核对，改完运行 perfdocs packs check jia-2024\n"
    )
    assert ran.status == 0
    ran = perfdocs("packs", "draft", form, "--name", "jia-2024", "--root", root)
    assert (ran.status, ran.err) == (2, "perfdocs：templates/jia-2024 已经有了，没有动它：请换一个名称，或先把它移走\n")
    ran = perfdocs("packs", "draft", form, "--name", "../x", "--root", root)
    assert (ran.status, ran.err) == (2, "perfdocs：版式名“../x”不对：只有小写英文字母、数字和 -，例如 abc-2024\n")
    ran = perfdocs("packs", "draft", tmp_path / "no.docx", "--name", "x", "--root", root)
    assert (ran.status, ran.err) == (
        2,
        f"perfdocs：{tmp_path / 'no.docx'} 打不开：No such file or directory。请核对文件名\n",
    )


def test_help_is_chinese(perfdocs: Command) -> None:
    ran = perfdocs("--help")
    assert ran.status == 0
    assert "用法：perfdocs" in ran.out
    assert not {"Usage", "Options", "Commands", "Show this"} & set(ran.out.replace(":", " ").split())
    assert perfdocs("render", "--help").out.startswith("用法：perfdocs render [选项]")


@pytest.mark.parametrize("argument", ["version", "--version"])
def test_version(perfdocs: Command, argument: str) -> None:
    ran = perfdocs(argument)
    assert (ran.status, ran.out, ran.err) == (0, f"{__version__}\n", "")


@pytest.mark.parametrize(("error", "status"), [(RuntimeError("oops"), 3), (KeyboardInterrupt(), 130)])
def test_what_no_command_expects(perfdocs: Command, error: BaseException, status: int) -> None:
    def boom() -> None:
        raise error

    main.perfdocs.add_command(click.Command("boom", callback=boom))
    try:
        ran = perfdocs("boom")
    finally:
        del main.perfdocs.commands["boom"]
    assert ran.status == status
    if status == 3:
        assert "RuntimeError: oops" in ran.err
        assert "请把下面这些连同出错的文件一起报给维护人员" in ran.err
        assert f"perfdocs {__version__}" in ran.err


def test_an_unreadable_file_is_told_and_hides_nothing(small: Path, perfdocs: Command) -> None:
    fund = small / "specs/2023/demo/funds/promotion.yaml"
    fund.unlink()
    fund.symlink_to(fund)
    (small / "specs/2023/demo/funds/x.yaml").write_text("专项名称: 甲", "utf-8")
    ran = perfdocs("check", "--root", small)
    assert ran.status == 2
    assert [line.split(": ")[0] for line in ran.out.splitlines()] == [
        "specs/2023/demo/funds/promotion.yaml:1:1",
        "specs/2023/demo/funds/x.yaml:1:1",
        "specs/2023/demo/funds/x.yaml:1:7",
    ]


def test_a_pipe_is_no_spec(small: Path, perfdocs: Command) -> None:
    (small / "specs/2023/other").mkdir()
    os.mkfifo(small / "specs/2023/other/department.yaml")
    ran = perfdocs("check", "--root", small)
    assert ran.status == 2
    assert ran.out.startswith("specs/2023/other/department.yaml:1:1: 错误 Y100 这不是文件，不能读")


def test_a_pipe_is_no_document(small: Path, perfdocs: Command) -> None:
    form = small / "returned.docx"
    os.mkfifo(form)
    ran = perfdocs("text", form)
    assert (ran.status, ran.err) == (2, f"perfdocs：{form} 打不开：这不是文件\n")
    ran = perfdocs("verify", form, "--root", small)
    assert (ran.status, ran.out) == (
        2,
        f"{form}:1:1: 错误 N101 打不开：这不是文件。请检查文件的权限，或关闭正在使用它的程序\n",
    )


def test_an_unreadable_directory_is_told(small: Path, perfdocs: Command) -> None:
    funds = small / "specs/2023/demo/funds"
    shutil.rmtree(funds)
    funds.symlink_to(funds)
    ran = perfdocs("render", "--root", small)
    assert ran.status == 2
    assert ran.out.startswith("specs/2023/demo/funds:1:1: 错误 Y100 文件打不开：")
    assert not (small / "build").exists()


def test_python_m(small: Path) -> None:
    command = [sys.executable, "-m", "perfdocs", "check", "--root", str(small)]
    done = subprocess.run(command, capture_output=True, check=True)
    assert "没有发现问题" in done.stderr.decode()


def test_the_project_is_sound(perfdocs: Command) -> None:
    assert perfdocs("check", "--root", ROOT).status == 0


def program(root: Path, redirection: str, *arguments: str) -> subprocess.CompletedProcess[str]:
    """The command as a shell runs it, with its streams led elsewhere; the status is the command's, also in a pipe."""
    command = shlex.join([sys.executable, "-m", "perfdocs", *arguments, "--root", str(root)])
    left, bar, right = redirection.partition("|")
    line = f"{{ {command} {left}; echo $? >&3; }} {bar}{right}"
    script = f"{{ {line}; }} 3>{shlex.quote(str(root / 'status'))}"
    return subprocess.run(["sh", "-c", script], capture_output=True, text=True, check=False)


REDIRECTIONS = [(">/dev/full", 2), (">&-", 2), ("2>/dev/full >/dev/full", 2), (">&- 2>&-", 2), ("| true", 141)]
COMMANDS = [("check",), ("check", "--format", "json"), ("diff", "2023", "2023"), ("packs",)]


@pytest.mark.slow
@pytest.mark.parametrize(
    ("arguments", "redirection", "status"),
    [
        (command, *redirection)
        for at, redirection in enumerate(REDIRECTIONS)
        for command in COMMANDS[at % 2 :: 2]  # each way with two commands, each command with two ways or more
    ],
)
def test_where_nothing_can_be_printed(small: Path, arguments: tuple[str, ...], redirection: str, status: int) -> None:
    spec = small / SPEC
    spec.write_text(spec.read_text("utf-8") + "坏: 1\n", "utf-8")
    for _ in range(2):
        ran = program(small, redirection, *arguments)
        assert (small / "status").read_text() == f"{status}\n"
        assert "Traceback" not in ran.stderr
        assert "Exception ignored" not in ran.stderr


@pytest.mark.parametrize(
    "arguments",
    [
        ("check", "{0}"),
        ("check", "--baseline", "{0}"),
        ("check", "--baseline", "{0}", "--update-baseline"),
        ("render", "--out", "{0}"),
        ("verify", "{0}"),
        ("pull", "{0}"),
        ("text", "{0}"),
        ("diff", "{0}", "2023"),
        ("diff", "2023", "2023", "--out", "{0}"),
        ("diff", "2023", "2023", "--out", "/dev/full"),
        ("redline", "2023", "2023", "--out", "{0}"),
        ("import", "{0}", "--pack", "shifeng-2023", "--out", "{0}"),
        ("packs", "check", "{0}"),
    ],
)
def test_a_name_that_is_too_long(small: Path, perfdocs: Command, arguments: tuple[str, ...]) -> None:
    ran = perfdocs(*(each.format("名" * 2000) for each in arguments), "--root", small)
    assert ran.status == 2
    assert "Traceback" not in ran.err


def test_what_is_said_where_something_cannot_be_read(small: Path, perfdocs: Command) -> None:
    name = "a" * 5000
    ran = perfdocs("check", name, "--root", small)
    assert ran.err == (
        f"perfdocs：读不出或写不进（{name}）：File name too long。请检查磁盘空间、目录的权限，以及文件还在不在\n"
    )


@pytest.mark.slow
@pytest.mark.parametrize(
    ("wanted", "encoding", "sign"),
    [
        ("", "utf-8", "😀"),
        ("cp936", "cp936", "\\U0001f600"),
        ("gb18030:strict", "gb18030", "😀"),
        ("utf-8", "utf-8", "😀"),
    ],
)
def test_what_is_printed_into_a_file(small: Path, wanted: str, encoding: str, sign: str) -> None:
    """UTF-8 whatever the locale is, unless PYTHONIOENCODING says otherwise; nothing that it cannot say ends the run."""
    spec = small / SPEC
    spec.write_text(spec.read_text("utf-8").replace("\n", "\r\n") + "坏😀: 1\r\n", "utf-8", newline="")
    locale = {"LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PYTHONIOENCODING": wanted}
    command = [sys.executable, "-m", "perfdocs", "check", "--root", str(small)]
    ran = subprocess.run(command, env={**os.environ, **locale}, capture_output=True)
    (line,) = ran.stdout.decode(encoding).splitlines()
    sentence = line.partition("错误 ")[2].partition("：")[0]
    assert (ran.returncode, sentence) == (1, f"S101 没有“坏{sign}”这个字段")
    assert ran.stderr.decode(encoding).splitlines() == ["检查了 1 个部门：错误 1"]
