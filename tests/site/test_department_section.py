"""A department's section: what it says of findings, of changes, and of there being none."""

from __future__ import annotations

import datetime
import re
from pathlib import Path

from perfdocs.form_view.department_view import DepartmentViewer
from perfdocs.overview.figures import comparison_of
from perfdocs.site.department_section import Section, section
from perfdocs.workspace import Department, Workspace
from tests.support.workspaces import ROOT

TODAY = datetime.date(2024, 3, 1)


def section_of(root: Path, year: str, name: str) -> Section:
    view = DepartmentViewer(Workspace(root), TODAY).view(Department(year, name, root / "specs" / year / name))
    return section(view, comparison_of(view.checked))


def texts(html: str) -> str:
    """What is read, without tags, on one line."""
    return " ".join(re.sub("<[^>]*>", "", html).split())


def test_a_department_without_findings_and_without_a_year_before(small: Path) -> None:
    said = texts(section_of(small, "2023", "demo").html)
    assert said.startswith("演示局 demo 展开全部 回到总览 没有发现问题。 没有上一年的填报文件可以对照。 第 1 份 01-")


def test_a_file_that_cannot_be_read(small: Path) -> None:
    (small / "specs/2023/demo/department.yaml").write_text("版式: [\n", "utf-8")
    said = texts(section_of(small, "2023", "demo").html)
    assert "有错误没有改，下面的表是草稿，不能报送。 部门文件读不了，一张表也印不出来 展开全部" in said


def test_two_years() -> None:
    made = section_of(ROOT, "2024", "commerce")
    said = texts(made.html)
    assert (made.weaker, made.amounts) == (6, 9)
    assert "和上年比：合计：新增 9，取消 5，变弱 6，其他变化 24；金额 226.26 → 240 万元（+13.74，+6.1%）" in said
    assert (
        "修改 年度预算申请（万元）·按支出性质分·基本支出 175.11 → 180（+4.89，+2.8%） 第 1 份第 1 个表第 6 行第 5 格"
        in said
    )
    assert "年份顺移（2023 → 2024）9 处" in said
    basic = re.search(r'<td id="commerce-c0-1-6-5".*?</td>', made.html)
    assert basic
    assert texts(basic[0]) == "180上年：175.11"
    assert ' amount other" tabindex="0" data-at="0:' in basic[0]
