"""Which departments a year has, and what is said of each."""

from __future__ import annotations

import datetime
import shutil
from collections.abc import Callable
from functools import partial
from pathlib import Path

from perfdocs.batch.department_job import Job, Outcome, run_job
from perfdocs.finding import Finding, Place
from perfdocs.overview.figures import plain_figures
from perfdocs.overview.formats.html import as_html
from perfdocs.overview.formats.json import as_json
from perfdocs.overview.formats.phrases import heading, notes
from perfdocs.overview.formats.text import as_text
from perfdocs.overview.read_year import read_year
from perfdocs.overview.records import Overview, State
from perfdocs.workspace import Workspace
from perfdocs.year_index import YearIndex
from tests.support.workspaces import EXAMPLES

TODAY = datetime.date(2024, 6, 1)


def overview(root: Path, year: str = "2024") -> Overview:
    job = Job(root, TODAY, "test", keep=False, figures=plain_figures)
    index = YearIndex(Workspace(root), ["部门名称", "主管部门"])
    return read_year(Workspace(root), year, index, TODAY, partial(run_job, job))


def add(root: Path, year: str, name: str, title: str, change: Callable[[str], str] = str) -> None:
    """Another department like the small one."""
    directory = root / "specs" / year / name
    shutil.copytree(root / "specs/2023/demo", directory)
    head = directory / "department.yaml"
    text = (
        head.read_text("utf-8").replace("年度: 2023", f"年度: {year}").replace("部门名称: 演示局", f"部门名称: {title}")
    )
    head.write_text(change(text), "utf-8")


def test_last_years_directories_are_expected(small: Path) -> None:
    add(small, "2023", "gone", "不在局")
    add(small, "2023", "old-name", "改名局")
    add(small, "2024", "new-name", "改名局")
    add(small, "2024", "new", "新局")
    add(small, "2024", "demo", "演示局", lambda text: text.replace("资金总额: 100", "资金总额: 120"))
    add(small, "2024", "twin", "演示局")
    year = overview(small)
    assert [(line.department, line.name, line.state, line.old_department, line.copy_of) for line in year.lines] == [
        ("demo", "演示局", State.ERRORS, "", ""),
        ("gone", "不在局", State.ABSENT, "", ""),
        ("new", "新局", State.CLEAN, "", ""),
        ("new-name", "改名局", State.CLEAN, "old-name", ""),
        ("twin", "演示局", State.CLEAN, "", "demo"),
    ]
    assert [line.changes is None for line in year.lines] == [False, True, True, False, True]
    assert heading(year) == "2024 年：5 个部门，未报送 1，有错误 1，无误 3"
    assert [*notes(year)] == [
        "资金总额：3 个部门合计 320 万元；没有算进去的 1 个：未报送 gone；两年都有的 2 个：200 → 220 万元（+20，+10%）",
        "项目支出：3 个部门合计 120 万元；没有算进去的 1 个：未报送 gone；两年都有的 2 个：80 万元，没有变",
        "合计里有 1 个部门还在填报或有错误，数可能还要改",
        "无误是没有错误；其中 3 个部门还有警告",
        "名称相同的目录是同一个部门，只算一次，没有算进合计的：twin（同 demo）",
        "目录改了名、按名称认作同一个部门的：new-name（原 old-name）",
    ]


def test_a_list_says_who_is_expected(small: Path) -> None:
    add(small, "2024", "demo", "演示局")
    add(small, "2024", "extra", "多出局")
    (small / "specs/2024/departments.yaml").write_text(
        "部门:\n  - {代号: demo, 名称: 招商局, 报送: 2024-01-15}\n  - {代号: late, 名称: 迟报局, 报送: 2024-01-16}\n",
        "utf-8",
    )
    year = overview(small)
    assert [(line.department, line.name, line.handed_in) for line in year.lines] == [
        ("demo", "招商局", "2024-01-15"),
        ("extra", "多出局", ""),
        ("late", "迟报局", "2024-01-16"),
    ]
    assert heading(year) == "2024 年：3 个部门，未报送 1，无误 2；清单上已报送 2"
    assert [(finding.place, finding.severity.name, finding.message) for finding in year.findings] == [
        (
            Place("specs/2024/departments.yaml", 2, 5),
            "WARNING",
            "“demo”在清单里叫“招商局”，填报文件里叫“演示局”：请核对是不是同一个部门",
        ),
        (
            Place("specs/2024/departments.yaml", 3, 5),
            "ERROR",
            "清单里写着“late”2024-01-16 报送了，specs/2024/ 里却没有这个目录：请核对",
        ),
        (
            Place("specs/2024/extra"),
            "WARNING",
            "这个部门不在 specs/2024/departments.yaml 里：要报的请补进清单，不要报的请移走目录",
        ),
    ]


def test_amounts_of_packs_in_other_units_are_in_one(real: Path) -> None:
    year = overview(real, "2026")
    assert (year.unit, year.total_title, year.projects_title) == ("元", "项目资金总额", "年度资金申请总额")
    shutil.copytree(real / "specs/2023/commerce", real / "specs/2026/commerce")
    year = overview(real, "2026")
    assert (year.unit, year.total_title) == ("万元", "资金总额、项目资金总额")
    assert [str(line.total.new) for line in year.lines] == ["226.26", "77132.58", "1030.8"]


def test_a_department_whose_process_died_has_an_error(small: Path) -> None:
    died = Finding("R104", Place("specs/2023/demo"), "处理这个部门时程序意外中止", cannot=True)
    index = YearIndex(Workspace(small), ["部门名称"])
    year = read_year(Workspace(small), "2023", index, TODAY, lambda _: [Outcome("2023/demo", (died,))])
    (line,) = year.lines
    assert (line.state, line.findings, year.tally.cannot) == (State.ERRORS, (died,), 1)


def test_what_could_not_be_read_is_not_called_blank(small: Path) -> None:
    add(small, "2024", "demo", "演示局", lambda text: text.replace("资金总额: 100", "资金总额: 100万元"))
    add(small, "2024", "begun", "新局", lambda text: text.replace("资金总额: 100", "资金总额:"))
    begun, demo = overview(small).lines
    assert (demo.state, demo.blanks, demo.total.new) == (State.ERRORS, 0, None)
    assert (begun.state, begun.blanks, begun.total.new) == (State.BEGUN, 1, None)


def test_later_steps_are_further_columns(real: Path) -> None:
    shutil.copytree(EXAMPLES / "cycle", real / "specs/2023/commerce", dirs_exist_ok=True)
    monitoring = real / "specs/2023/commerce/monitoring/funds/retiree-staff.yaml"
    text = monitoring.read_text("utf-8")
    assert "上半年执行数: 10.12" in text
    monitoring.write_text(text.replace("上半年执行数: ", "上半年执行数："), "utf-8")
    year = overview(real, "2023")
    (line,) = year.lines
    assert line.state is State.CLEAN
    assert [(step.directory, step.title, step.state, step.tally.errors) for step in line.steps] == [
        ("evaluation", "绩效自评", State.CLEAN, 0),
        ("monitoring", "绩效监控", State.ERRORS, 1),
    ]
    assert (line.tally.errors, year.tally.errors) == (0, 1)
    told = as_text(year, 1).splitlines()
    assert told[10:12] == [
        "目录     全称               绩效自评 绩效监控",
        "commerce 株洲市石峰区商务局 无误     有错误",
    ]
    assert told[-2:] == [
        "  绩效监控：有错误",
        "  specs/2023/commerce/monitoring/funds/retiree-staff.yaml:5:11: 错误 Y101 “上半年执行数”后面是全角冒号“：”，"
        "请改成半角冒号加一个空格“: ”",
    ]
    assert as_html(year).count('class="state errors"') == 1
    assert '"title": "绩效监控",\n          "state": "errors"' in as_json(year)
