"""A clerk's year, from last year's Word file on, by nothing but the guide; and the commands that guides name."""

from __future__ import annotations

import re
import shutil
import sys
from pathlib import Path
from typing import Any

import click
import pytest

from perfdocs.cli.main import perfdocs as program
from perfdocs.returned.verifying.redline_outcome import Decision
from tests.support import read_docx
from tests.support.change_zip import with_document
from tests.support.decided_redlines import decide_in
from tests.support.guide_steps import follow
from tests.support.libreoffice import libreoffice
from tests.support.run_command import Command
from tests.support.sheets import Page, workbook
from tests.support.workspaces import EXAMPLES, ROOT, workspace

GUIDE = (ROOT / "README.zh-CN.md").read_text("utf-8")
SHEET: list[list[Any]] = [
    ["支出内容", "金额（元）", "测算依据"],
    ["围墙维修", 60000, "2所*30000"],
    ["监控设备", 48000, "16个*3000"],
    ["合计", 108000],
]


@pytest.mark.slow
def test_a_year_of_a_clerk(tmp_path: Path, perfdocs: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    libreoffice()
    issued = workspace(tmp_path / "issued", ROOT / "specs")
    assert perfdocs("render", "2023", "--root", issued).status == 0
    (last_year,) = issued.glob("build/2023/commerce/*（整套）.docx")
    here = tmp_path / "clerk"
    program_directory(here / "program")

    def send_redlines(here: Path) -> None:
        (document,) = here.glob("build/redline/2023-2024/*/01-*.docx")
        (sent,) = collected([document], here / "修订过的")
        decide_in(sent, lambda text: Decision.REJECTED if "消费促进" in text else Decision.ACCEPTED)

    figures = (EXAMPLES / "first-hour.md").read_text("utf-8")
    arrivals = {
        "../去年的表.docx": lambda here: shutil.copy(last_year, here / "../去年的表.docx"),
        "preview": lambda here: follow(figures, here, perfdocs, monkeypatch.chdir),
        "明细.xlsx": lambda here: (here / "明细.xlsx").write_bytes(workbook(Page(SHEET))),
        "--pdf": is_last_year_s_form_made_anew,
        "交回来的": send_back,
        "修订过的": send_redlines,
    }
    assert follow(GUIDE, here, perfdocs, monkeypatch.chdir, arrivals) > 50
    assert_waived(here / "绩效/specs/2024/commerce/funds/ti-tui-ren-yuan-jing-fei.yaml", perfdocs)


def program_directory(directory: Path) -> None:
    """The program as it is handed out, with what `make` sets up in it."""
    workspace(directory, ROOT / "specs")
    for name in ("Makefile", "requirements.lock", "pyproject.toml"):
        shutil.copyfile(ROOT / name, directory / name)
    command = directory / ".venv/bin/perfdocs"
    command.parent.mkdir(parents=True)
    command.write_text(f'#!/bin/sh\nexec {sys.executable} -m perfdocs "$@"\n')
    command.chmod(0o755)
    (command.parent / "python").symlink_to(sys.executable)
    (directory / ".venv/run").touch()


def is_last_year_s_form_made_anew(here: Path) -> None:
    (whole,) = here.glob("build/2024/commerce/*（整套）.docx")
    text = read_docx.golden(read_docx.rows(whole.read_bytes()))
    for figure in ("237.15", "57.15", "36", "消费促进 | 商贸股 | 举办促消费活动6场以上。", "2024年全年"):
        assert figure in text
    assert "226.26" not in text


def assert_waived(fund: Path, perfdocs: Command) -> None:
    """What the guide writes at the end of a file is a waiver."""
    (waiver,) = re.findall(r"^豁免:\n.*?(?=^```)", GUIDE, re.DOTALL | re.MULTILINE)
    arguments = ("check", "2024/commerce", "--select", "M202", "--today", "2024-01-31")
    assert "警告 M202" in perfdocs(*arguments).out
    fund.write_text(f"{fund.read_text('utf-8')}\n{waiver}", "utf-8")
    assert "（区财政局绩效股批准，到 2024-12-31）\n" in perfdocs(*arguments).out


def send_back(here: Path) -> None:
    """The single forms come back, with another number in one of them."""
    sent = collected(sorted(here.glob("build/2024/commerce/0*.docx")), here / "交回来的")
    sent[0].write_bytes(with_document(sent[0].read_bytes(), lambda xml: xml.replace("活动6场", "活动8场")))


def collected(documents: list[Path], directory: Path) -> list[Path]:
    """Copies of documents in a directory."""
    directory.mkdir()
    return [Path(shutil.copy(document, directory)) for document in documents]


CODE = re.compile(r"^```.*?^```$|`[^`\n]+`", re.DOTALL | re.MULTILINE)
NAMED = re.compile(r"(?<![\w-])perfdocs ([a-z-]+)([^`\n]*)")
OPTION = re.compile(r"(?<![\w-])--[a-z][a-z-]*")


@pytest.mark.parametrize(
    "page", ["README.md", "README.zh-CN.md", *(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md"))]
)
def test_commands_and_options_that_a_guide_names_are_there(page: str) -> None:
    context = click.Context(program)
    for name, rest in NAMED.findall("\n".join(CODE.findall((ROOT / page).read_text("utf-8")))):
        _, command, _ = program.resolve_command(context, [name])
        if isinstance(command, click.Group) and rest:
            command = command.commands[rest.split()[0]]
        assert command is not None
        options = {option for parameter in command.params for option in parameter.opts}
        assert set(OPTION.findall(rest)) <= options, f"{name}{rest}"


def test_every_command_has_its_place_in_the_page_of_commands() -> None:
    page = (ROOT / "docs/commands.md").read_text("utf-8")
    heads = set(re.findall(r"^### `perfdocs ([a-z-]+)", page, re.MULTILINE))
    assert heads == set(program.list_commands(click.Context(program))) - {"version"}
