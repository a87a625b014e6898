"""What last year's files had too is marked: the same rule at the same field, in the same row by name."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.support.notes import edit, places, read_note
from tests.support.run_command import Command

HEAD = "department.yaml"
TABLE = "《2024年部门整体支出绩效目标表》第 3 个表“指标值及单位”栏："


def two_years(root: Path) -> Path:
    """The small department with two vague targets in 2023, and the same in 2024; the directory of the years."""
    specs = root / "specs"
    edit(specs / "2023/demo" / HEAD, ("指标值: ≥80%", "指标值: 显著提高"), ("指标值: 200万元", "指标值: 明显增加"))
    shutil.copytree(specs / "2023/demo", specs / "2024/demo")
    edit(specs / "2024/demo" / HEAD, ("年度: 2023", "年度: 2024"))
    return specs


def vague(root: Path) -> set[str]:
    return {line for code, line in places(read_note(root, "2024/demo")) if code == "I107"}


@pytest.mark.slow
def test_the_same_again(small: Path) -> None:
    two_years(small)
    assert vague(small) == {f"▲{TABLE}第 3 行“项目履约率”", f"▲{TABLE}第 6 行“引进项目新增税收”"}


def test_another_row_and_what_was_mended_are_new(small: Path) -> None:
    specs = two_years(small)
    edit(specs / "2024/demo" / HEAD, ("项目履约率", "园区满意率"))
    edit(specs / "2023/demo" / HEAD, ("指标值: 明显增加", "指标值: 150万元"))
    assert vague(small) == {f"{TABLE}第 3 行“园区满意率”", f"{TABLE}第 6 行“引进项目新增税收”"}


def test_what_was_waived_last_year_was_not_sent_back(small: Path) -> None:
    specs = two_years(small)
    waiver = "豁免:\n  - {代号: I107, 位置: 年度绩效指标.产出指标, 理由: 无, 批准: 甲, 截止: 2026-12-31}\n"
    with (specs / "2023/demo" / HEAD).open("a", encoding="utf-8") as file:
        file.write(waiver)
    assert vague(small) == {f"{TABLE}第 3 行“项目履约率”", f"▲{TABLE}第 6 行“引进项目新增税收”"}


def test_a_fund_in_another_file_and_a_year_in_a_name_are_the_same(small: Path) -> None:
    specs = small / "specs"
    (fund,) = (specs / "2023/demo/funds").glob("*.yaml")
    edit(fund, ("指标值: ≥60%", "指标值: 显著提高"), ("招商信息有效率", "2023年招商信息有效率"))
    shutil.copytree(specs / "2023/demo", specs / "2024/demo")
    edit(specs / "2024/demo" / HEAD, ("年度: 2023", "年度: 2024"))
    (again,) = (specs / "2024/demo/funds").glob("*.yaml")
    edit(again, ("2023年招商信息有效率", "2024年招商信息有效率"))
    again.rename(again.with_name("other-name.yaml"))
    (line,) = vague(small)
    assert line.startswith("▲《2024年区级专项资金支出方向绩效目标表》第 2 个表")


def test_without_a_year_before_nothing_is_marked(small: Path) -> None:
    two_years(small)
    shutil.rmtree(small / "specs/2023")
    assert len(vague(small)) == 2
    assert not any(line.startswith("▲") for line in vague(small))


def test_a_field_that_stands_elsewhere_this_year_is_the_same(small: Path, perfdocs: Command) -> None:
    specs = two_years(small)
    perfdocs("packs", "new", "shifeng-2024", "--from", "shifeng-2023", "--root", small)
    schema = small / "schema/shifeng-2024/department.schema.json"
    edit(schema, ('"部门职责概述": {', '"主要职责": {"x-was": "部门职责概述", '))
    edit(
        specs / "2024/demo" / HEAD, ("shifeng-2023", "shifeng-2024"), ("部门职责概述: 负责演示区的招商。", "主要职责:")
    )
    edit(specs / "2023/demo" / HEAD, ("部门职责概述: 负责演示区的招商。", "部门职责概述:"))
    assert [line[0] for code, line in places(read_note(small, "2024/demo")) if code == "F101"] == ["▲"]
