"""A department to be looked at: findings at their cells, drafts, blanks, and nothing older than its files."""

from __future__ import annotations

import datetime
from pathlib import Path

from perfdocs.finding import Finding, Place
from perfdocs.form_view.department_forms import cells_of_finding
from perfdocs.form_view.department_view import DepartmentView, DepartmentViewer
from perfdocs.returned.cell_map import FormCell
from perfdocs.workspace import Department, Workspace

HEAD = "specs/2023/demo/department.yaml"
TODAY = datetime.date(2023, 3, 1)


def viewer(root: Path) -> DepartmentViewer:
    return DepartmentViewer(Workspace(root), TODAY)


def demo(root: Path) -> Department:
    return Department("2023", "demo", root / "specs/2023/demo")


def edit(root: Path, old: str, new: str) -> None:
    text = (root / HEAD).read_text("utf-8")
    assert old in text
    (root / HEAD).write_text(text.replace(old, new), "utf-8")


def html(view: DepartmentView) -> str:
    return "".join(form.page.html(form.number, view.mark) for form in view.forms)


def cell_with(view: DepartmentView, key: str) -> FormCell:
    return next(cell for cell, fields in view.cells.by_cell.items() if fields[-1].keys[-1] == key)


def test_a_sound_department_is_shown_as_it_prints(small: Path) -> None:
    view = viewer(small).view(demo(small))
    assert (view.is_draft, view.no_forms) == (False, "")
    assert [form.number for form in view.forms] == list(range(len(view.forms)))
    assert "2023年部门整体支出绩效目标表" in html(view)
    assert '<th id="c0-1-6-4"' in html(view)
    assert ' scope="row"' in html(view)


def test_an_error_stands_at_its_cell(small: Path) -> None:
    edit(small, "基本支出: 60", "基本支出: 61")
    view = viewer(small).view(demo(small))
    assert view.is_draft
    (finding,) = [each for each in view.findings if each.weight == "error"]
    assert finding.cells
    assert set(finding.cells) <= set(view.findings_by_cell)
    assert html(view).count("has-error") == len(finding.cells)


def test_nothing_is_older_than_the_files(small: Path) -> None:
    """A view that was made after others is the one that a new viewer makes."""
    watching = viewer(small)
    before = watching.view(demo(small))
    edit(small, "基本支出: 60", "基本支出: 61")
    edit(small, "部门名称:", "# 一行注释\n部门名称:")
    after = watching.view(demo(small))
    anew = viewer(small).view(demo(small))
    assert html(before) != html(after) == html(anew)
    assert before.hash != after.hash == anew.hash
    cell = cell_with(after, "基本支出")
    assert after.cells.fields(cell) == anew.cells.fields(cell)
    assert after.cells.fields(cell)[0].place.line == before.cells.fields(cell)[0].place.line + 1


def test_a_template_that_changes_is_seen(small: Path) -> None:
    watching = viewer(small)
    before = watching.view(demo(small))
    pack = small / "templates/shifeng-2023/pack.yaml"
    text = pack.read_text("utf-8")
    pack.write_text(text.replace("年部门整体支出绩效目标表", "年部门整体支出绩效目标表（新）"), "utf-8")
    after = watching.view(demo(small))
    assert after.hash != before.hash
    assert "新" in after.forms[0].title


def test_a_file_that_cannot_be_read_has_no_forms(small: Path) -> None:
    (small / HEAD).write_text("版式: [\n", "utf-8")
    view = viewer(small).view(demo(small))
    assert view.is_draft
    assert view.forms == ()
    assert view.no_forms == "部门文件读不了，一张表也印不出来"
    assert view.name == "demo"


def test_what_is_to_be_filled_in_says_so(small: Path) -> None:
    edit(small, "资金总额: 100", "资金总额:")
    view = viewer(small).view(demo(small))
    assert view.to_fill_in == {cell_with(view, "资金总额")}
    assert '资金总额：<span class="to-fill-in">【待填】</span>' in html(view)


def test_a_finding_about_a_whole_table_stands_at_its_first_cell(small: Path) -> None:
    """As does one about a field that no form shows."""
    view = viewer(small).view(demo(small))
    fund = "specs/2023/demo/funds/promotion.yaml"
    group = Finding("M101", Place(fund), "", ("支出方向", 0))
    assert len(view.cells.cells(fund, group.path)) > 12
    assert cells_of_finding(group, view.cells) == view.cells.cells(fund, group.path)[:1]
    unseen = Finding("M101", Place(HEAD), "", ("年度预算申请", "没有的"))
    assert cells_of_finding(unseen, view.cells) == view.cells.cells(HEAD, ("年度预算申请",))[:1]
    row = Finding("M101", Place(HEAD), "", ("年度重点工作计划", 0))
    assert len(cells_of_finding(row, view.cells)) == 3
