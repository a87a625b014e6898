"""`perfdocs rollover`: last year's specs as the beginning of this year's."""

from __future__ import annotations

from pathlib import Path

import pytest

from perfdocs.rollover import move_years
from tests.support.run_command import Command

OLD = "specs/2023/commerce"


@pytest.fixture
def year(real: Path) -> Path:
    """A workspace without a year after 2023 of the department."""
    for path in sorted((real / "specs/2024").rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    (real / "specs/2024").rmdir()
    return real


@pytest.mark.parametrize(
    ("text", "moved"),
    [
        ("2023年全年", "2024年全年"),
        ("2023年12月前", "2024年12月前"),
        ("2023.1-2023.12", "2024.1-2024.12"),
        (
            "2023年新签约项目履约数20个，2022年引进未履约项目14个",
            "2024年新签约项目履约数20个，2022年引进未履约项目14个",
        ),
        ("比2023年增长5%", "比2023年增长5%"),
        ("2023年未完成的路段", "2023年未完成的路段"),
        ("面积12023亩", "面积12023亩"),
    ],
)
def test_years_move_on_where_that_is_certain(text: str, moved: str) -> None:
    assert move_years(text, 2023, 2024) == moved


def test_rollover_and_render(year: Path, perfdocs: Command) -> None:
    ran = perfdocs("rollover", "2023", "2024", "--department", "commerce", "--root", year)
    assert ran.status == 0
    assert "specs/2024/commerce/department.yaml:8:8: 提示 W201 “资金总额”要填（上年是 226.26）\n" in ran.out
    told = "“指标值及单位”里有上年的数或别的年份，请核对：2022年引进未履约重点招商项目需实现履约数14个"
    assert f"specs/2024/commerce/department.yaml:31:14: 提示 W202 {told}\n" in ran.out
    text = (year / "specs/2024/commerce/funds/retiree-staff.yaml").read_text("utf-8")
    assert "项目实施期: 2024年全年" in text
    assert "测算依据: （职务工资+级别工资+津补贴）*12+绩效奖金" in text
    assert "车补1040*12" not in text
    assert "# 原报送的汇总表在这里写成 21.25" in text
    checked = perfdocs("check", "2024", "--root", year)
    assert checked.status == 0
    assert perfdocs("render", "2024", "--root", year).status == 0
    assert len(list((year / "build/2024/commerce").glob("*.docx"))) == 5


def test_only_what_has_to_change_is_changed(year: Path, perfdocs: Command) -> None:
    perfdocs("rollover", "2023", "2024", "--department", "commerce", "--keep-amounts", "--root", year)
    changed = []
    for path in sorted((year / OLD).rglob("*.yaml")):
        new = year / "specs/2024/commerce" / path.relative_to(year / OLD)
        pairs = zip(path.read_text("utf-8").splitlines(), new.read_text("utf-8").splitlines(), strict=True)
        changed += [(old, fresh) for old, fresh in pairs if old != fresh]
    assert len(changed) == 9
    assert all(old.replace("2023", "2024") == fresh for old, fresh in changed)


def test_waivers_do_not_roll_over(year: Path, perfdocs: Command) -> None:
    spec = year / OLD / "funds/retiree-staff.yaml"
    before = spec.read_text("utf-8")
    waiver = "豁免:\n  - {代号: M202, 理由: 一, 批准: 二, 截止: 2023-12-31}\n"
    spec.write_text(before + waiver, "utf-8")
    perfdocs("rollover", "2023", "2024", "--department", "commerce", "--root", year)
    assert "豁免" not in (year / "specs/2024/commerce/funds/retiree-staff.yaml").read_text("utf-8")


def test_nothing_is_overwritten(year: Path, perfdocs: Command) -> None:
    perfdocs("rollover", "2023", "2024", "--department", "commerce", "--root", year)
    spec = year / "specs/2024/commerce/department.yaml"
    spec.write_text("改过", "utf-8")
    ran = perfdocs("rollover", "2023", "2024", "--department", "commerce", "--root", year)
    assert ran.status == 2
    assert ran.out == "specs/2024/commerce:1:1: 错误 W105 这个目录已经有了，没有动它：要重新结转，先把它移走\n"
    assert spec.read_text("utf-8") == "改过"


def test_a_newer_pack_of_the_district_is_taken(year: Path, perfdocs: Command) -> None:
    perfdocs("packs", "new", "shifeng-2024", "--from", "shifeng-2023", "--root", year)
    schema = year / "schema/shifeng-2024/department.schema.json"
    schema.write_text(schema.read_text("utf-8").replace('"责任单位": {', '"责任科室": {', 1), "utf-8")
    ran = perfdocs("rollover", "2023", "2024", "--department", "commerce", "--root", year)
    text = (year / "specs/2024/commerce/department.yaml").read_text("utf-8")
    assert "版式: shifeng-2024\n" in text
    assert "schema=../../../schema/shifeng-2024/department.schema.json" in text
    assert "提示 W203 新版式 shifeng-2024 在这里没有“责任单位”\n" in ran.out


def test_a_broken_spec_is_not_rolled_over(year: Path, perfdocs: Command) -> None:
    spec = year / OLD / "department.yaml"
    spec.write_text(spec.read_text("utf-8").replace("资金总额: 226.26", "资金总额: 二百"), "utf-8")
    ran = perfdocs("rollover", "2023", "2024", "--department", "commerce", "--root", year)
    assert ran.status == 1
    assert "S103" in ran.out
    assert not (year / "specs/2024").exists()


def test_years_are_four_digits(year: Path, perfdocs: Command) -> None:
    ran = perfdocs("rollover", "23", "2024", "--root", year)
    assert (ran.status, ran.err) == (2, "perfdocs：“23”不是年度：写四位数字，例如 perfdocs rollover 2023 2024\n")


def test_the_new_year_comes_after_the_old(year: Path, perfdocs: Command) -> None:
    ran = perfdocs("rollover", "2024", "2023", "--root", year)
    assert (ran.status, ran.err) == (2, "perfdocs：新的一年要在 2024 以后：先写上一年，再写新的一年\n")
