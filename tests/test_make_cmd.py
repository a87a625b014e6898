"""`make.cmd` and `.ci/make.py` do on Windows what `make` does elsewhere, from the same Makefile."""

from __future__ import annotations

import importlib.util
import io
import os
import re
import shutil
import subprocess
import sys
from pathlib import Path, PurePosixPath
from types import ModuleType

import pytest

from perfdocs.sheet.open_sheets import NotSheets, open_sheets
from tests.support.run_command import Command
from tests.support.sheets import Page, workbook
from tests.support.workspaces import ROOT

BATCH = (ROOT / "make.cmd").read_bytes()
WORKSPACE = ROOT / "perfdocs/skeleton/workspace/Makefile"


def loaded() -> ModuleType:
    spec = importlib.util.spec_from_file_location("make_py", ROOT / ".ci/make.py")
    assert spec is not None
    assert spec.loader is not None
    module = importlib.util.module_from_spec(spec)
    sys.modules["make_py"] = module  # dataclasses look for it there
    spec.loader.exec_module(module)
    return module


make_py = loaded()


@pytest.fixture
def project(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The repository as far as `make` knows it, in which programs write down how they are called."""
    for name in ("Makefile", "pyproject.toml", "requirements.lock", "requirements-dev.lock"):
        shutil.copy(ROOT / name, tmp_path / name)
    shutil.copytree(ROOT / ".ci", tmp_path / ".ci", ignore=shutil.ignore_patterns("npm", "__pycache__"))
    (tmp_path / ".venv/bin").mkdir(parents=True)
    for name in ("python", "perfdocs", "ruff", "mypy"):
        program = tmp_path / ".venv/bin" / name
        program.write_text(f'#!/bin/sh\necho "{name} $*" >> log\ntest "$*" != "packs check"\n')
        program.chmod(0o755)
    for name in ("run", "dev"):
        (tmp_path / ".venv" / name).touch()
    monkeypatch.chdir(tmp_path)
    return tmp_path


def targets(makefile: Path) -> list[str]:
    """The targets that are named on the command line."""
    names = re.findall(r"^([a-z][\w-]*):", makefile.read_text("utf-8"), re.MULTILINE)
    return [name for name in names if name != "help"]


def of_make(*words: str) -> list[str]:
    ran = subprocess.run(["make", "-n", "--no-print-directory", *words], capture_output=True, text=True, check=True)
    return [line for line in ran.stdout.splitlines() if line != ":"]


def of_make_py(*words: str) -> list[str]:
    ran = subprocess.run([sys.executable, ".ci/make.py", "-n", *words], capture_output=True, text=True, check=True)
    return ran.stdout.splitlines()


@pytest.mark.slow
def test_every_target_has_the_same_commands(project: Path) -> None:
    """What `make -n` prints; in a new directory too, where everything has to be set up first."""
    calls: list[tuple[str, ...]] = [(name,) for name in targets(ROOT / "Makefile")]
    calls += [("diff", "OLD=2023", "NEW=2024"), ("bench", "reading", "speed"), ("fuzz", "300", "7"), ("check", "pdf")]
    for call in calls:
        assert of_make_py(*call) == of_make(*call), call
    assert len(calls) > 18
    shutil.rmtree(project / ".venv")
    first = [f"{sys.executable} .ci/bootstrap.py .venv", *of_make("types", f"PYTHON={sys.executable}")[1:]]
    assert of_make_py("types") == first
    assert first[1].startswith("echo ")
    shutil.copy(WORKSPACE, project / "Makefile")
    for name in targets(WORKSPACE):
        assert of_make_py(name) == of_make(name), name


def test_commands_run_and_a_status_comes_back(project: Path) -> None:
    """Both are checked, and the first fault is not lost; a test is not begun where the code is at fault."""
    assert make_py.run(["check"]) == 1
    assert make_py.run(["render", "packs"]) == 0
    (project / ".venv/bin/ruff").write_text("#!/bin/sh\necho ruff >> log\nexit 7\n")
    assert make_py.run(["test"]) == 7
    assert (project / "log").read_text().splitlines() == [
        "perfdocs packs check",
        "perfdocs check",
        "perfdocs render",
        "perfdocs packs",
        "ruff",
    ]


@pytest.mark.parametrize(
    ("line", "status", "out"),
    [
        ("echo 一; echo 二 >&2; echo 三", 0, "一\n三\n"),
        ("A=1; echo $A", 0, "1\n"),
        ("false; a=$?; true && exit $a", 1, ""),
        ("true; a=$?; true && exit $a", 0, ""),
        ("true; a=$?; false && exit $a", 1, ""),
        ("false && echo 一; echo 二", 0, "二\n"),
        ("'没有 的' 参数", 127, ""),
        ("true && : && exit", 0, ""),
    ],
)
def test_the_shell(line: str, status: int, out: str, capsys: pytest.CaptureFixture[str]) -> None:
    assert make_py.shell(line) == status
    assert capsys.readouterr().out == out


def test_without_a_target_all_are_listed(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    assert make_py.run([]) == 0
    ran = subprocess.run(
        ["make", "--no-print-directory", "help"], cwd=project, capture_output=True, text=True, check=True
    )
    assert capsys.readouterr().out == ran.stdout
    assert make_py.run(["没有的"]) == 2
    assert capsys.readouterr().err == "没有“没有的”这个命令：不写命令运行一次，就列出可以用的\n"


def test_the_menu(project: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> None:
    monkeypatch.setattr(sys, "stdin", io.StringIO("1\ndiff\n2023\n2024\n没有的\n\n"))
    assert make_py.show_menu() == 0
    printed = capsys.readouterr()
    assert printed.out.startswith("\n   1  render     生成 Word 表格，放到 build/\n   2  pdf  ")
    asked = "\n要做哪一项？写号码或名称，再按回车（什么也不写就关闭窗口）："
    assert printed.out.count(asked) == 4
    assert "上一年（例如 2023）：新的一年（例如 2024）：\n做完了。\n" in printed.out
    assert "\n没有做完，或者有错误要改（2）：请看上面。\n" in printed.out
    assert "test-fast" not in printed.out
    assert (project / "log").read_text().splitlines() == ["perfdocs render", "perfdocs diff 2023 2024"]


@pytest.mark.parametrize(
    ("command_line", "words", "is_one"),
    [
        (r'C:\WINDOWS\system32\cmd.exe /c ""D:\填报\make.cmd" "', [], True),
        (r'C:\WINDOWS\system32\cmd.exe /c ""D:\a & b\MAKE.CMD" "', [], True),
        (r'"C:\WINDOWS\system32\cmd.exe" /c ""D:\填报\make.cmd" render"', ["render"], False),
        (r'"C:\WINDOWS\system32\cmd.exe"', [], False),
        (r'cmd /c "make.cmd"', [], False),
        ("", [], False),
    ],
)
def test_a_double_click_is_told_from_a_call(command_line: str, words: list[str], is_one: bool) -> None:
    assert make_py.is_double_clicked(command_line, words) is is_one


def test_packages_that_were_carried_over(project: Path, capsys: pytest.CaptureFixture[str]) -> None:
    """Those for another Python are told before anything is installed; a workspace gets the program from them."""
    shutil.rmtree(project / ".venv")
    wheels = project / "wheels"
    wheels.mkdir()
    (wheels / "lxml-6-cp39-cp39-win_amd64.whl").touch()
    (wheels / "watchfiles-1-cp310-abi3-win_amd64.whl").touch()
    here = f"3.{sys.version_info[1]}"
    assert make_py.run(["render"]) == 2
    assert capsys.readouterr().err == (
        f"wheels 里的软件包是给 Python 3.9 的，这台电脑上是 {here}：请装 Python 3.9，再运行一次\n"
    )
    (wheels / "lxml-6-cp39-cp39-win_amd64.whl").unlink()
    (project / "pyproject.toml").unlink()
    if shutil.which("perfdocs") is None:
        assert make_py.run(["render"]) == 2
        sentence = "这台电脑上没有 perfdocs：把 perfdocs wheels 做的 wheels 目录拷到这个目录里，再运行一次\n"
        assert capsys.readouterr().err == sentence
    (wheels / "perfdocs-0.1.0-py3-none-any.whl").touch()
    (wheels / "requirements.lock").touch()
    install = ["-m", "pip", "install", "--quiet"]
    assert list(make_py.install_steps(Path("wheels/perfdocs-0.1.0-py3-none-any.whl"))) == [
        (sys.executable, [".ci/bootstrap.py", ".venv"]),
        (f"{make_py.BIN}/python", [*install, "--require-hashes", "-r", str(Path("wheels/requirements.lock"))]),
        (f"{make_py.BIN}/python", [*install, "--no-deps", str(Path("wheels/perfdocs-0.1.0-py3-none-any.whl"))]),
    ]


def test_a_virtual_environment_of_windows() -> None:
    """Its programs lie elsewhere and end in .exe."""
    windows = loaded()
    vars(windows).update(IS_WINDOWS=True, BIN=".venv/Scripts")
    assert windows.place_of(".venv/bin/python") == Path(".venv/Scripts/python.exe")
    assert windows.place_of(".venv/run") == Path(".venv/run")
    run = windows.Run(windows.Makefile((ROOT / "Makefile").read_text("utf-8")), ["render"], {}, only_show=True)
    assert run.expanded("@$(BIN)/perfdocs render") == "@.venv/Scripts/perfdocs render"


def test_the_batch_file_is_what_cmd_reads() -> None:
    """ASCII, with line ends of Windows; each label is there once and behind what leads to it; nothing is left open."""
    text = BATCH.decode("ascii")
    assert text.count("\n") == text.count("\r\n") == len(text.splitlines())
    lines = text.splitlines()
    labels = {line[1:]: number for number, line in enumerate(lines) if line.startswith(":")}
    jumps = {match[1]: number for number, line in enumerate(lines) if (match := re.search(r"goto (\w+)", line))}
    assert list(labels) == list(jumps) == ["no_python"]
    assert jumps["no_python"] < labels["no_python"]
    assert all(line.count('"') % 2 == 0 for line in lines if not line.startswith("rem "))
    assert all(line.count("(") == line.count(")") for line in lines if not line.startswith("rem "))
    assert lines.count("popd") == sum(line.startswith("exit /b") for line in lines) == 2
    files = {PurePosixPath(name.replace("\\", "/")) for name in re.findall(r"\.ci\\[\w.-]+", text)}
    assert all((ROOT / file).is_file() for file in files)
    assert "*.cmd text eol=crlf" in (ROOT / ".gitattributes").read_text("utf-8").splitlines()


def test_what_stands_there_where_python_is_missing() -> None:
    text = (ROOT / ".ci/no-python.txt").read_text("utf-8")
    assert text.splitlines()[1] == "这台电脑上没有 Python 3.11 或更新的版本，perfdocs 要用它才能运行。"
    assert "python.org" in text
    assert max(map(len, text.splitlines())) < 80


@pytest.mark.slow
def test_the_program_itself_by_make_py(small: Path) -> None:
    """From another directory, in a locale without Chinese, into a file: UTF-8 throughout."""
    for name in ("make.py", "bootstrap.py"):
        (small / ".ci").mkdir(exist_ok=True)
        shutil.copy(ROOT / ".ci" / name, small / ".ci" / name)
    shutil.copy(WORKSPACE, small / "Makefile")
    programs = str(Path(sys.executable).parent)
    environment = {**os.environ, "LC_ALL": "C", "PYTHONUTF8": "0", "PYTHONCOERCECLOCALE": "0", "PATH": programs}
    command = [sys.executable, str(small / ".ci/make.py"), "check"]
    ran = subprocess.run(command, cwd="/", env=environment, capture_output=True)
    assert (ran.returncode, ran.stderr.decode().splitlines()[-1]) == (0, "检查了 1 个部门：没有发现问题")


GUIDE = (ROOT / "README.zh-CN.md").read_text("utf-8").partition("## 七、在 Windows 上")[2].partition("\n## ")[0]
CALLS = [
    line
    for block in re.findall(r"^```(?:bat|powershell)\n(.*?)^```$", GUIDE, re.M | re.S)
    for line in block.splitlines()
]


def test_every_command_of_the_guide_for_windows(real: Path, perfdocs: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    """As far as it can be run elsewhere: the targets are known, and the program does what it is told."""
    monkeypatch.chdir(real)
    shutil.copy(ROOT / "Makefile", "Makefile")
    table = "支出内容\t金额\n车补\t1\n"
    Path("明细.xlsx").write_bytes(workbook(Page([row.split("\t") for row in table.splitlines()])))
    monkeypatch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(table.encode("utf-8-sig"))))
    makefile = make_py.Makefile(Path("Makefile").read_text("utf-8"))
    assert len(CALLS) > 12
    for line in CALLS:
        program, *arguments = line.removeprefix("Get-Clipboard | ").replace("\\", "/").split()
        if program == "make":
            goals = [argument for argument in arguments if "=" not in argument]
            assert set(goals) <= set(makefile.menu), line
        elif program == "$OutputEncoding":
            assert line in open_sheets_says(b"????\t?\r\n")
        else:
            assert program == ".venv/Scripts/perfdocs", line
            if arguments[0] != "wheels":  # which asks the network
                ran = perfdocs(*arguments)
                assert (ran.status, "Traceback" in ran.err) == (0, False), (line, ran.err)
    assert [word for word in ("export ", "./", "~/", "sudo", "chmod") if word in GUIDE] == []


def open_sheets_says(contents: bytes) -> str:
    with pytest.raises(NotSheets) as raised:
        open_sheets(contents)
    return str(raised.value)
