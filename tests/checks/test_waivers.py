"""Problems that an office has accepted: shown, and not counted."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.run_command import Command

FUND = "specs/2023/demo/funds/promotion.yaml"
WAIVER = """
豁免:
  - 代号: M101
    位置: {place}
    理由: 差额由上级资金安排
    批准: 区财政局绩效股
    截止: 2023-12-31
"""
SAID = "差额由上级资金安排（区财政局绩效股批准，到 2023-12-31）"
MESSAGE = "项目金额应等于支出明细的合计（万元）：这里是 40，算出来是 42，相差 2"


@pytest.fixture
def waived_workspace(small: Path) -> Path:
    """A department whose one error is waived."""
    spec = small / FUND
    text = spec.read_text("utf-8").replace("金额: 40, 测算依据: 8次*5万元", "金额: 42, 测算依据: 据实结算")
    spec.write_text(text + WAIVER.format(place="支出方向[外出招商].金额"), "utf-8")
    return small


def test_a_waived_error_is_shown_and_does_not_count(waived_workspace: Path, perfdocs: Command) -> None:
    ran = perfdocs("check", "--today", "2023-12-31", "--root", waived_workspace)
    assert ran.status == 0
    assert ran.out == f"{FUND}:5:9: 已豁免 M101 {MESSAGE}。豁免：{SAID}\n"
    assert ran.err == "检查了 1 个部门：已豁免 1\n"
    assert perfdocs("check", "--strict", "--today", "2023-12-31", "--root", waived_workspace).status == 0


def test_a_waived_error_does_not_keep_the_forms_from_being_made(waived_workspace: Path, perfdocs: Command) -> None:
    assert perfdocs("render", "--today", "2023-06-01", "--root", waived_workspace).status == 0
    assert len(list((waived_workspace / "build").rglob("*.docx"))) == 4


def test_on_the_day_after_it_counts_again(waived_workspace: Path, perfdocs: Command) -> None:
    ran = perfdocs("check", "--today", "2024-01-01", "--root", waived_workspace)
    assert ran.status == 1
    assert [line.split(" ")[1:3] for line in ran.out.splitlines()] == [["错误", "M101"], ["警告", "V101"]]


@pytest.mark.parametrize("place", ["", "支出方向", "支出方向[0]", "支出方向[外出招商]", "支出方向[0].金额"])
def test_places(small: Path, perfdocs: Command, place: str) -> None:
    spec = small / FUND
    text = spec.read_text("utf-8").replace("金额: 40, 测算依据: 8次*5万元", "金额: 42, 测算依据: 据实结算")
    spec.write_text(text + WAIVER.format(place=place), "utf-8")
    assert perfdocs("check", "--today", "2023-06-01", "--root", small).err == "检查了 1 个部门：已豁免 1\n"


@pytest.mark.parametrize("place", ["支出方向[0].名称", "支出方向[0].支出明细", "专项名称"])
def test_a_waiver_for_another_place_does_not_help(small: Path, perfdocs: Command, place: str) -> None:
    spec = small / FUND
    text = spec.read_text("utf-8").replace("金额: 40, 测算依据: 8次*5万元", "金额: 42, 测算依据: 据实结算")
    spec.write_text(text + WAIVER.format(place=place), "utf-8")
    assert perfdocs("check", "--today", "2023-06-01", "--root", small).err == "检查了 1 个部门：错误 1，警告 1\n"


def test_every_format_shows_what_was_waived(waived_workspace: Path, perfdocs: Command) -> None:
    def told(style: str) -> str:
        return perfdocs("check", "--format", style, "--today", "2023-06-01", "--root", waived_workspace).out

    assert json.loads(told("json"))["findings"][0]["waived"] == SAID
    assert told("github").startswith("::notice ")
    result = json.loads(told("sarif"))["runs"][0]["results"][0]
    assert result["suppressions"] == [{"kind": "external", "status": "accepted", "justification": SAID}]
    assert 'failures="0"' in told("junit")
    assert SAID in told("junit")


def test_a_waiver_is_not_called_unused_while_the_file_cannot_be_read(small: Path, perfdocs: Command) -> None:
    spec = small / FUND
    text = spec.read_text("utf-8").replace("金额: 40\n", "金额: 四十\n")
    spec.write_text(text + WAIVER.format(place=""), "utf-8")
    assert "V102" not in perfdocs("check", "--today", "2023-06-01", "--root", small).out


def test_a_waiver_may_name_its_own_file(small: Path, perfdocs: Command) -> None:
    spec = small / FUND
    text = spec.read_text("utf-8").replace("金额: 40, 测算依据: 8次*5万元", "金额: 42, 测算依据: 据实结算")
    for file in (FUND, "funds/promotion.yaml", "C:\\填报\\specs\\2023\\demo\\funds\\promotion.yaml"):
        spec.write_text(text + WAIVER.format(place=f"{file}:支出方向[外出招商].金额"), "utf-8")
        assert perfdocs("check", "--today", "2023-06-01", "--root", small).err == "检查了 1 个部门：已豁免 1\n"


def test_a_waiver_for_another_file_is_told(small: Path, perfdocs: Command) -> None:
    place = "specs/2022/demo/funds/promotion.yaml:支出方向[外出招商].金额"
    (small / FUND).write_text((small / FUND).read_text("utf-8") + WAIVER.format(place=place), "utf-8")
    ran = perfdocs("check", "--today", "2023-06-01", "--root", small)
    assert ran.out == (
        f"{FUND}:22:9: 错误 V104 豁免的位置“{place}”在这个文件里不存在："
        "perfdocs check --places 报出每个问题的位置，请照着写\n"
    )


@pytest.mark.parametrize("place", ["[", ".", "支出方向[0", '""'])
def test_what_is_no_place_does_not_waive_the_whole_file(small: Path, perfdocs: Command, place: str) -> None:
    (small / FUND).write_text((small / FUND).read_text("utf-8") + WAIVER.format(place=f"'{place}'"), "utf-8")
    assert "V104" in perfdocs("check", "--today", "2023-06-01", "--root", small).out


@pytest.mark.slow
def test_what_check_says_of_a_place_is_what_a_waiver_takes(real: Path, perfdocs: Command) -> None:
    """Every finding of all the specs is waived at the place that is given for it, and at no other."""
    found = json.loads(perfdocs("check", "--format", "json", "--root", real).out)["findings"]
    assert len(found) > 80
    for file in {finding["file"] for finding in found}:
        waivers = [
            f"  - 代号: {finding['code']}\n    位置: {finding['address'].removeprefix(file + ':')}\n"
            "    理由: 试一试\n    批准: 区财政局\n    截止: 2099-12-31\n"
            for finding in found
            if finding["file"] == file
        ]
        with (real / file).open("a", encoding="utf-8") as spec:
            spec.write("豁免:\n" + "".join(dict.fromkeys(waivers)))
    again = json.loads(perfdocs("check", "--format", "json", "--root", real).out)["findings"]
    assert [finding["waived"][:3] for finding in again] == ["试一试"] * len(found)
    assert [finding["address"] for finding in again] == [finding["address"] for finding in found]
