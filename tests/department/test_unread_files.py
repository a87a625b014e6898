"""Files that nobody reads: each is told, with where it belongs; what is nobody's business stays silent."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.support.run_command import Command

START = "这个文件没有读，里面的内容不会印到表上："
FUND = "看内容是“专项资金”，应放在 funds/{}"
HEAD = "看内容是“部门”，只读 department.yaml：要用它就换掉那一个，不用就移出 demo/"
UNKNOWN = "版式要的文件是 department.yaml（部门）、funds/*.yaml（专项资金），请改名、移到那里，或移出 demo/"


@pytest.mark.parametrize(
    ("name", "source", "remedy"),
    [
        ("fund/b.yaml", "funds/promotion.yaml", FUND.format("b.yaml")),
        ("Funds/b.yaml", "funds/promotion.yaml", FUND.format("b.yaml")),
        ("funds/2023/b.yaml", "funds/promotion.yaml", FUND.format("b.yaml")),
        ("b.yaml", "funds/promotion.yaml", FUND.format("b.yaml")),
        ("funds/b.yaml.txt", "funds/promotion.yaml", FUND.format("b.yaml")),
        ("funds/b.YAML", "funds/promotion.yaml", FUND.format("b.yaml")),
        ("funds/b.yml", "funds/promotion.yaml", FUND.format("b.yaml")),
        ("funds/b.yaml (2)", "funds/promotion.yaml", FUND.format("b.yaml")),
        ("funds/b.yaml\u200b", "funds/promotion.yaml", FUND.format("b.yaml")),
        ("funds/b．yaml", "funds/promotion.yaml", FUND.format("b.yaml")),
        ("funds/b", "funds/promotion.yaml", FUND.format("b.yaml")),
        ("funds/b.txt", "funds/promotion.yaml", FUND.format("b.yaml")),
        ("funds/.b.yaml", "funds/promotion.yaml", FUND.format("b.yaml")),
        (
            "funds/promotion.yaml.txt",
            "funds/promotion.yaml",
            FUND.format("promotion.yaml（那里已有一份，请核对用哪一份）"),
        ),
        ("department - 副本.yaml", "department.yaml", HEAD),
        ("funds/Department.yml", "department.yaml", HEAD),
    ],
)
def test_a_spec_in_the_wrong_place(small: Path, perfdocs: Command, name: str, source: str, remedy: str) -> None:
    directory = small / "specs/2023/demo"
    (directory / name).parent.mkdir(exist_ok=True)
    shutil.copy(directory / source, directory / name)
    ran = perfdocs("check", "--root", small)
    shown = name.replace("\u200b", "‹U+200B›")
    assert ran.out == f"specs/2023/demo/{shown}:1:1: 错误 W104 {START}{remedy}\n"
    assert ran.status == 1


def test_what_is_named_like_a_spec_and_is_none(small: Path, perfdocs: Command) -> None:
    (small / "specs/2023/demo/notes.yaml").write_text("甲: 1\n", "utf-8")
    ran = perfdocs("check", "--root", small)
    assert ran.out == f"specs/2023/demo/notes.yaml:1:1: 错误 W104 {START}{UNKNOWN}\n"


def test_a_copy_that_an_editor_has_left_is_a_warning(small: Path, perfdocs: Command) -> None:
    funds = small / "specs/2023/demo/funds"
    shutil.copy(funds / "promotion.yaml", funds / "promotion.yaml.bak")
    ran = perfdocs("check", "--root", small)
    remedy = FUND.format("promotion.yaml（那里已有一份，请核对用哪一份）")
    assert ran.out == f"specs/2023/demo/funds/promotion.yaml.bak:1:1: 警告 W104 {START}{remedy}\n"
    assert ran.status == 0


def test_silence_where_nothing_is_lost(small: Path, perfdocs: Command) -> None:
    directory = small / "specs/2023/demo"
    (directory / "README.md").write_text("说明：放填报文件。\n", "utf-8")
    (directory / "~$表.docx").write_bytes(b"\0")
    (directory / "funds/.~lock.promotion.yaml#").write_text("", "utf-8")
    (directory / "旧表.docx").write_bytes(b"PK")
    ran = perfdocs("check", "--root", small)
    assert (ran.out, ran.status) == ("", 0)


def test_amounts_are_not_compared_while_a_fund_is_not_read(small: Path, perfdocs: Command) -> None:
    """One cause, one finding: that the sum lacks the fund is only its consequence."""
    funds = small / "specs/2023/demo/funds"
    (funds / "promotion.yaml").rename(funds / "promotion.yml")
    ran = perfdocs("check", "--root", small)
    assert [line.split(" ")[2] for line in ran.out.splitlines()] == ["W104"]


@pytest.mark.parametrize("name", ["specs/2023/fund.yaml", "specs/department.yaml.txt"])
def test_a_file_beside_the_departments(small: Path, perfdocs: Command, name: str) -> None:
    (small / name).write_text("专项名称: 甲\n", "utf-8")
    ran = perfdocs("check", "--root", small)
    remedy = "填报文件放在 specs/<年度>/<部门代号>/ 里，请移到那里"
    assert ran.out == f"{name}:1:1: 错误 W104 {START}{remedy}\n"
    assert ran.status == 1


def test_the_department_s_own_file_under_another_name(small: Path, perfdocs: Command) -> None:
    directory = small / "specs/2023/demo"
    (directory / "department.yaml").rename(directory / "Department.yml")
    ran = perfdocs("check", "--root", small)
    message = "部门目录里没有 department.yaml：有一个 Department.yml，如果就是它，请改名为 department.yaml"
    assert ran.out == f"specs/2023/demo:1:1: 错误 W103 {message}\n"
