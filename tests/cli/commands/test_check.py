"""`check --places`: where a waiver for a finding would be, behind every finding that can be waived."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.run_command import Command

FUND = "specs/2023/demo/funds/promotion.yaml"


@pytest.fixture
def faulty(small: Path) -> Path:
    """A wrong calculation, which can be waived, and a field that nobody knows, which cannot."""
    text = (small / FUND).read_text("utf-8").replace("测算依据: 8次*5万元", "测算依据: 8次*6万元")
    (small / FUND).write_text(text + "备注: 无\n", "utf-8")
    return small


CALCULATION = "“支出测算依据及过程说明”和金额不一致：算出来是 8*6万=48 万元，金额填的是 40 万元，请核对"
ADDRESS = "支出方向[外出招商].支出明细.项目[差旅费].测算依据"


def test_places_are_told_of_what_can_be_waived(faulty: Path, perfdocs: Command) -> None:
    told = perfdocs("check", "--places", "--root", faulty).out.splitlines()
    assert told[0] == f"{FUND}:15:37: 警告 M201 {CALCULATION}（位置：{ADDRESS}）"
    assert [line.split()[2] for line in told] == ["M201", "S101"]
    assert "位置：" not in told[1]


def test_without_the_option_they_are_not(faulty: Path, perfdocs: Command) -> None:
    told = perfdocs("check", "--root", faulty).out.splitlines()
    assert told[0] == f"{FUND}:15:37: 警告 M201 {CALCULATION}"


@pytest.mark.parametrize("options", [[], ["--places"]])
def test_json_has_them_with_their_file(faulty: Path, perfdocs: Command, options: list[str]) -> None:
    found = json.loads(perfdocs("check", *options, "--format", "json", "--root", faulty).out)["findings"]
    assert found[0]["address"] == f"{FUND}:{ADDRESS}"
    assert found[0]["message"] == CALCULATION
    assert found[0]["path"] == "支出方向[0].支出明细.项目[0].测算依据"
    assert "address" not in found[1]


def test_a_finding_about_the_whole_file_needs_none(small: Path, perfdocs: Command) -> None:
    """A fund of last year that is gone is told of at the department's file."""
    last = small / "specs/2022/demo"
    last.mkdir(parents=True)
    for path in (small / "specs/2023/demo").rglob("*.yaml"):
        target = last / path.relative_to(small / "specs/2023/demo")
        target.parent.mkdir(exist_ok=True)
        target.write_text(path.read_text("utf-8").replace("年度: 2023", "年度: 2022"), "utf-8")
    gone = (last / "funds/promotion.yaml").read_text("utf-8").replace("招商", "商贸")
    (last / "funds/fair.yaml").write_text(gone, "utf-8")
    told = perfdocs("check", "2023", "--places", "--select", "C104", "--root", small).out
    assert told == (
        "specs/2023/demo/department.yaml:2:1: 警告 C104 上年的“商贸经费”（specs/2022/demo/funds/fair.yaml）今年没有了："
        "不再安排的说明原因，漏了的补上（位置：不用写）\n"
    )
