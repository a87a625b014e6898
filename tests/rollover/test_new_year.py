"""`perfdocs rollover`: last year's specs as the beginning of this year's."""

from __future__ import annotations

import re
import shutil
from pathlib import Path

import pytest

from perfdocs.prose.read_periods import periods
from tests.support.run_command import Command

OLD = "specs/2023/commerce"


@pytest.fixture
def year(real: Path) -> Path:
    """A workspace without a year after 2023 of the department."""
    for path in sorted((real / "specs/2024").rglob("*"), reverse=True):
        path.unlink() if path.is_file() else path.rmdir()
    (real / "specs/2024").rmdir()
    return real


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
    assert perfdocs("check", "2024", "--root", year).status == 1
    assert perfdocs("render", "2024", "--root", year).status == 1
    assert not (year / "build/2024").exists()  # a form with all its amounts blank is made by nobody's mistake
    shutil.rmtree(year / "specs/2024")
    perfdocs("rollover", "2023", "2024", "--keep-amounts", "--department", "commerce", "--root", year)
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
    assert ran.err == "没有结转 1 个部门：2023/commerce，原因写在上面\n"
    assert not (year / "specs/2024").exists()


def test_what_was_not_rolled_over_is_counted(real: Path, perfdocs: Command) -> None:
    broken = real / "specs/2026/commerce/department.yaml"
    (kept,) = real.glob("specs/2026/urban-*")
    shutil.copytree(real / "specs/2023/commerce", broken.parent)
    broken.write_text("版式: shifeng-2023\n年度: 二\n", "utf-8")
    ran = perfdocs("rollover", "2026", "2027", "--root", real)
    assert ran.err.splitlines()[:2] == [
        "没有结转 1 个部门：2026/commerce，原因写在上面",
        "结转了 2 个部门到 specs/2027/。接着填上面列出的各项，再运行 perfdocs check 2027",
    ]
    assert sorted(path.name for path in (real / "specs/2027").iterdir()) == ["construction", kept.name]


def test_years_are_four_digits(year: Path, perfdocs: Command) -> None:
    ran = perfdocs("rollover", "23", "2024", "--root", year)
    assert (ran.status, ran.err) == (2, "perfdocs：“23”不是年度：写四位数字，例如 perfdocs rollover 2023 2024\n")


def test_the_new_year_comes_after_the_old(year: Path, perfdocs: Command) -> None:
    ran = perfdocs("rollover", "2024", "2023", "--root", year)
    assert (ran.status, ran.err) == (2, "perfdocs：新的一年要在 2024 以后：先写上一年，再写新的一年\n")


def changed(path: Path, *changes: tuple[str, str]) -> None:
    text = path.read_text("utf-8")
    for old, new in changes:
        assert old in text
        text = text.replace(old, new)
    path.write_text(text, "utf-8")


def test_a_period_moves_whole_and_what_stays_is_told(year: Path, perfdocs: Command) -> None:
    fund = year / OLD / "funds/retiree-staff.yaml"
    changed(
        fund,
        ("项目实施期: 2023年全年", "项目实施期: 2023.07-2024.01"),
        ("年度绩效目标: 21.15", "年度绩效目标: 2024年1月前发完，2023年欠发的补齐，新增就业2023人。"),
        ("支出内容: 车补", "支出内容: 二〇二三年下半年车补"),
        ("支出明细: 人头经费", "支出明细: 2023-2025年人头经费"),
        ("指标值: 满意度, 绩效标准: 10", "指标值: 满意度, 绩效标准: 2023年调查的"),
    )
    ran = perfdocs("rollover", "2023", "2024", "--root", year)
    text = (year / "specs/2024/commerce/funds/retiree-staff.yaml").read_text("utf-8")
    assert "项目实施期: 2024.07-2025.01" in text
    assert "支出内容: 二〇二四年下半年车补" in text
    where, told = "specs/2024/commerce/funds/retiree-staff.yaml:", "里有上年的数或别的年份，请核对："
    assert [line.removeprefix(where) for line in ran.out.splitlines() if line.startswith(where) and "W202" in line] == [
        f"13:13: 提示 W202 “年度绩效目标”{told}2023年欠发的补齐",
        f"13:13: 提示 W202 “年度绩效目标”{told}2024年1月前发完",
        f"13:13: 提示 W202 “年度绩效目标”{told}新增就业2023人",
        f"17:20: 提示 W202 “三级指标”{told}21.15",
        f"23:36: 提示 W202 “指标值及单位”{told}21.15",
        f"36:41: 提示 W202 “绩效标准”{told}2023年调查的",
        f"49:17: 提示 W202 “支出明细”{told}2023-2025年人头经费",
    ]


def test_comments_of_last_year_are_told(year: Path, perfdocs: Command) -> None:
    fund = year / OLD / "funds/retiree-staff.yaml"
    changed(fund, ("    支出明细:\n      单位: 元", "    支出明细:  # 去年多报了一项\n      单位: 元  # 看第 3 栏"))
    changed(fund, ("金额: 17000\n", "金额: 17000  # 17000 已经核过\n"))
    ran = perfdocs("rollover", "2023", "2024", "--root", year)
    where, told = "specs/2024/commerce/funds/retiree-staff.yaml:", "注释说的像是上年的事，没有改："
    assert [line.removeprefix(where) for line in ran.out.splitlines() if line.startswith(where) and "W204" in line] == [
        f"2:1: 提示 W204 {told}“株洲市石峰区商务局 2023 年区级专项资金：提退人员经费…”，请核对",
        f"8:5: 提示 W204 {told}“原报送的汇总表在这里写成 21.25，而方向表和明细（21…”，请核对",
        f"9:5: 提示 W204 {told}“21.15 + 30 = 51.15 也正是汇总表的合计：…”，请核对",
        f"37:12: 提示 W204 {told}“去年多报了一项”，请核对",
        f"50:16: 提示 W204 {told}“17000 已经核过”，请核对",
    ]


@pytest.mark.parametrize(
    ("start", "end", "new_start", "new_end", "told"),
    [
        ("2026-03-01", "2026-12-31", "2027-03-01", "2027-12-31", []),
        ("2026/7/1", "2027/6/30", "2027/7/1", "2028/6/30", []),
        ("2026-01-01", "2028-12-31", "2026-01-01", "2028-12-31", ["计划开始日期", "计划完成日期"]),
        ("2025-07-01", "2026-06-30", "2025-07-01", "2026-06-30", ["计划开始日期", "计划完成日期"]),
        ("2026-12-01", "2026-02-28", "2026-12-01", "2026-02-28", ["计划开始日期", "计划完成日期"]),
    ],
)
def test_both_dates_move_or_neither(
    year: Path, perfdocs: Command, start: str, end: str, new_start: str, new_end: str, told: list[str]
) -> None:
    project = "urban-enforcement/projects/illegal-construction.yaml"
    changed(year / "specs/2026" / project, ("2024-01-01", start), ("2026-12-31", end), ("  期间: 2024年-2026年\n", ""))
    ran = perfdocs("rollover", "2026", "2027", "--department", "urban-enforcement", "--root", year)
    text = (year / "specs/2027" / project).read_text("utf-8")
    assert f"计划开始日期: {new_start}\n计划完成日期: {new_end}\n" in text
    assert re.findall(r"W202 “(计划.{2}日期)”", ran.out) == told


def test_a_leap_day_is_told(real: Path, perfdocs: Command) -> None:
    changed(real / "specs/2024/commerce/department.yaml", ("指标值: 2024年12月前", "指标值: 2024年2月29日前"))
    ran = perfdocs("rollover", "2024", "2025", "--root", real)
    told = "“指标值及单位”里有上年的数或别的年份，请核对：2025年2月28日前"
    assert f"specs/2025/commerce/department.yaml:39:32: 提示 W202 {told}\n" in ran.out
    assert "指标值: 2025年2月28日前" in (real / "specs/2025/commerce/department.yaml").read_text("utf-8")


@pytest.mark.parametrize(("old", "number"), [("2023", 1), ("2024", 1), ("2026", 2)])
def test_every_spec_of_this_project_rolls_over(real: Path, perfdocs: Command, old: str, number: int) -> None:
    ran = perfdocs("rollover", old, "2030", "--root", real)
    assert (ran.status, ran.err.splitlines()[0][:8]) == (0, f"结转了 {number} 个部")
    told = {tuple(line.split(":")[:2]) for line in ran.out.splitlines()}
    files = sorted((real / "specs/2030").rglob("*.yaml"))
    assert files
    for path in files:
        for line, text in enumerate(path.read_text("utf-8").splitlines(), start=1):
            assert (
                old not in re.sub("(?:shifeng|putuo)-....", "", text)
                or (path.relative_to(real).as_posix(), str(line)) in told
            )
            assert not any(period.runs_backwards for period in periods(text))


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "gb18030"])
@pytest.mark.parametrize("line_end", ["\n", "\r\n"])
def test_files_keep_their_encoding_and_line_ends(year: Path, perfdocs: Command, encoding: str, line_end: str) -> None:
    perfdocs("rollover", "2023", "2025", "--root", year)
    for path in (year / OLD).rglob("*.yaml"):
        path.write_bytes(path.read_text("utf-8").replace("\n", line_end).encode(encoding))
    ran = perfdocs("rollover", "2023", "2024", "--root", year)
    assert ran.status == 0
    for path in (year / "specs/2025/commerce").rglob("*.yaml"):
        text = path.read_text("utf-8").replace("2025", "2024").replace("\n", line_end)
        new = year / "specs/2024/commerce" / path.relative_to(year / "specs/2025/commerce")
        assert new.read_bytes() == text.encode(encoding)


def test_a_file_that_nobody_reads_is_told(year: Path, perfdocs: Command) -> None:
    (year / OLD / "fund").mkdir()
    (year / OLD / "fund/more.yaml").write_text("专项名称: 更多\n", "utf-8")
    ran = perfdocs("rollover", "2023", "2024", "--root", year)
    assert any(line.startswith("specs/2023/commerce/fund") and " W104 " in line for line in ran.out.splitlines())
    assert not (year / "specs/2024/commerce/fund").exists()


def test_a_year_in_the_name_of_a_file_is_told(year: Path, perfdocs: Command) -> None:
    (year / OLD / "funds/retiree-staff.yaml").rename(year / OLD / "funds/retiree-staff-2023.yaml")
    ran = perfdocs("rollover", "2023", "2024", "--root", year)
    told = "文件名里有上年的年份，没有改：它不会印到表上，要改就自己改"
    assert f"specs/2024/commerce/funds/retiree-staff-2023.yaml:1:1: 提示 W202 {told}\n" in ran.out


def test_years_in_calculations_move_where_amounts_are_kept(year: Path, perfdocs: Command) -> None:
    changed(year / OLD / "funds/retiree-staff.yaml", ("测算依据: 车补1040*12", "测算依据: 2023年1-12月车补1040*12"))
    perfdocs("rollover", "2023", "2024", "--keep-amounts", "--root", year)
    text = (year / "specs/2024/commerce/funds/retiree-staff.yaml").read_text("utf-8")
    assert "测算依据: 2024年1-12月车补1040*12" in text
