"""Files of another kind than their place says are told once, not field by field."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.support.run_command import Command
from tests.support.workspaces import ROOT

PROJECT = ROOT / "specs/2026/construction/projects/lanxi-zhennan-underpass.yaml"
HEAD = ROOT / "specs/2026/construction/department.yaml"
FUND = "specs/2023/demo/funds/promotion.yaml"


def test_a_project_among_the_funds(small: Path, perfdocs: Command) -> None:
    shutil.copy(PROJECT, small / FUND)
    told = "放错了地方：看内容是“项目”，这里要放“专项资金”；请移到用版式 putuo-2026 的部门的 projects/*.yaml"
    assert perfdocs("check", "--root", small).out == f"{FUND}:1:1: 错误 W109 {told}\n"


def test_a_department_among_the_funds(small: Path, perfdocs: Command) -> None:
    shutil.copy(small / "specs/2023/demo/department.yaml", small / FUND)
    told = "放错了地方：看内容是“部门”，这里要放“专项资金”；请移到这个部门的 department.yaml"
    assert perfdocs("check", "--root", small).out == f"{FUND}:1:1: 错误 W109 {told}\n"


def test_a_head_with_the_name_of_another_pack(small: Path, perfdocs: Command) -> None:
    head = small / "specs/2023/demo/department.yaml"
    head.write_text(HEAD.read_text("utf-8").replace("putuo-2026", "shifeng-2023").replace("2026", "2023"), "utf-8")
    told = "“版式”写的是 shifeng-2023，内容却是 putuo-2026 的：请改成一致，或者换成对的文件"
    assert perfdocs("check", "--root", small).out == f"specs/2023/demo/department.yaml:3:5: 错误 W109 {told}\n"


@pytest.mark.parametrize("key", ["专项名称", "支出方向"])
def test_what_may_only_be_unfinished_is_held_against_the_schema(small: Path, perfdocs: Command, key: str) -> None:
    fund = small / FUND
    fund.write_text(fund.read_text("utf-8").replace(f"{key}:", f"{key[:-1]}:", 1), "utf-8")
    assert " S101 " in perfdocs("check", "--root", small).out
