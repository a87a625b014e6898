"""The page of an overview in a real browser: one page for all of it, since a browser is slow to start."""

from __future__ import annotations

import datetime
import re
from functools import partial
from pathlib import Path

import pytest

from perfdocs.batch.department_job import Job, run_job
from perfdocs.overview.figures import plain_figures
from perfdocs.overview.formats.html import as_html
from perfdocs.overview.read_year import read_year
from perfdocs.workspace import Workspace
from perfdocs.year_index import YearIndex
from tests.support.chromium import axe_violations, chromium, console_errors
from tests.support.thirty_departments import thirty_departments

TODAY = datetime.date(2024, 6, 1)


@pytest.mark.slow
def test_the_page_sorts_follows_links_and_prints(tmp_path: Path) -> None:
    root = thirty_departments(tmp_path / "thirty")
    job = Job(root, TODAY, "test", keep=False, figures=plain_figures)
    workspace = Workspace(root)
    overview = read_year(workspace, "2024", YearIndex(workspace, ["部门名称"]), TODAY, partial(run_job, job))
    hostile = overview.lines[0]._replace(name="<img src=x onerror=alert(1)>")
    page_file = tmp_path / "page.html"
    page_file.write_text(as_html(overview._replace(lines=(hostile, *overview.lines[1:]))), "utf-8")
    assert not re.search(r"https?://", page_file.read_text("utf-8"))
    with chromium() as browser:
        page = browser.new_page()
        errors = console_errors(page)
        page.goto(page_file.as_uri())

        def column(number: int) -> list[str]:
            return page.locator("table").first.locator(f"tbody tr > :nth-child({number})").all_inner_texts()

        assert column(2)[0] == "<img src=x onerror=alert(1)>"
        total = page.get_by_role("button", name="资金总额", exact=True)
        total.focus()
        page.keyboard.press("Enter")
        rising = column(10)
        assert rising[:2] == ["142.48", "242.98"]
        assert rising[25:] == [""] * 5
        assert page.locator("th[aria-sort]").get_attribute("aria-sort") == "ascending"
        page.keyboard.press("Enter")
        assert column(10) == [*reversed(rising[:25]), *[""] * 5]
        page.get_by_role("button", name="状态").click()
        assert column(3) == ["未报送"] * 2 + ["填报中"] * 3 + ["有错误"] * 8 + ["已豁免"] + ["无误"] * 16
        page.get_by_role("button", name="目录").click()
        assert column(1) == sorted(column(1))
        page.get_by_role("link", name="education").click()
        assert page.url.endswith("#education")
        assert "资金总额应等于按收入性质分的合计" in page.locator("#education").inner_text()
        assert axe_violations(page) == []
        page.set_viewport_size({"width": 380, "height": 700})
        assert page.evaluate("document.documentElement.scrollWidth") <= 380
        assert page.pdf(prefer_css_page_size=True).startswith(b"%PDF")
        assert errors == []
