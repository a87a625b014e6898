"""A site in a real browser: sorted, searched, narrowed down, followed, printed, by keyboard alone and on a phone."""

from __future__ import annotations

import io
import re
import shutil
from collections.abc import Iterator
from pathlib import Path

import pypdfium2
import pytest
from playwright.sync_api import Browser, Page, expect

from perfdocs.cli import main
from tests.support.chromium import axe_violations, chromium, console_errors
from tests.support.year_of_departments import year_of_departments

pytestmark = pytest.mark.slow
HOSTILE = "<img src=x onerror=alert(1)>"


@pytest.fixture(scope="module")
def site(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Four departments over two years: one has an error, one is hostile, one has not handed in."""
    root = year_of_departments(tmp_path_factory.mktemp("site"), 4)
    change(root / "specs/2024/d000/department.yaml", "基本支出: 180", "基本支出: 181")
    change(root / "specs/2024/d002/department.yaml", "部门名称: 演示单位002", f"部门名称: '{HOSTILE}'")
    shutil.rmtree(root / "specs/2024/d003")
    assert main.run(["site", "2024", "--root", str(root), "--out", str(root / "site.html")]) == 0
    main.run(["diff", "2023", "2024", "--root", str(root), "--format", "html", "--out", str(root / "d.html")])
    return root


def change(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    with chromium() as program:
        yield program


@pytest.fixture
def page(browser: Browser, site: Path) -> Iterator[Page]:
    """The page, which must leave no error on the console."""
    context = browser.new_context(viewport={"width": 1280, "height": 900})
    opened = context.new_page()
    errors = console_errors(opened)
    opened.goto((site / "site.html").as_uri())
    yield opened
    assert errors == []
    context.close()


def names(page: Page) -> list[str]:
    """The departments of the table that are shown."""
    rows = page.locator("#overview tbody tr")
    return [row.locator("th").inner_text() for row in rows.all() if row.is_visible()]


def test_sorted_searched_and_narrowed_down(page: Page) -> None:
    assert names(page) == ["d000", "d001", "d002", "d003"]
    head = page.get_by_role("button", name="错误")
    head.click()
    head.click()
    assert names(page)[0] == "d000"
    assert page.locator("th[aria-sort=descending]").inner_text().startswith("错误")
    page.get_by_role("button", name="目录").click()
    page.get_by_role("searchbox").fill("演示单位001")
    assert names(page) == ["d001"]
    assert page.locator("#shown").inner_text() == "1 / 4 个部门"
    assert page.locator("section.department:visible").count() == 1
    contents = page.locator("nav")
    contents.get_by_text("目录：3 个部门").click()
    assert contents.locator("li:visible").all_inner_texts() == ["演示单位001"]
    page.get_by_role("searchbox").fill("")
    contents.get_by_role("link", name="演示单位000").click()
    expect(page.locator("#d-d000")).to_be_in_viewport()
    page.get_by_label("变弱的目标").check()
    assert names(page) == ["d000", "d001", "d002"]
    changes = page.locator("#d-d001 .changes")
    changes.locator("summary").click()
    weaker = changes.locator("li:visible")
    assert weaker.count() > 1
    assert all("▼变弱" in text for text in weaker.all_inner_texts())
    page.get_by_label("金额").check()
    assert all(
        re.search(r"金额|总额|支出|拨款", text) for text in changes.locator("li:visible strong").all_inner_texts()
    )


def test_a_finding_leads_to_its_cell_and_the_cell_to_its_line(page: Page, site: Path) -> None:
    finding = page.locator("#d-d000 li.error").first
    assert "M101" in finding.inner_text()
    finding.get_by_role("link").first.click()
    cell = page.locator(".sheet :focus")
    expect(cell).to_be_visible()
    assert cell.inner_text().startswith("资金总额：240")
    assert cell.bounding_box() is not None
    link = page.locator("#card a.yaml").first
    text = link.inner_text()
    file, line, column = text.split(":")
    written = (site / file).read_text("utf-8").splitlines()[int(line) - 1]
    assert written[int(column) - 1 :].startswith("240")
    assert link.get_attribute("href") == f"vscode://file/{site.as_posix().lstrip('/')}/{text}"
    assert page.locator("#card .found").first.inner_text().startswith("错误 M101")
    cell.locator("a.flag").first.click()
    expect(page.locator("#d-d000 li:focus")).to_have_count(1)


def test_last_year_stands_at_the_cell(page: Page) -> None:
    page.locator("#d001-f0 summary").click()
    cell = page.locator("#d001-c0-1-6-5")
    was = cell.locator(".was")
    assert was.evaluate("each => getComputedStyle(each).clipPath") == "inset(50%)"
    cell.hover()
    assert was.evaluate("each => getComputedStyle(each).clipPath") == "none"
    page.mouse.move(0, 0)
    cell.click()
    assert was.evaluate("each => getComputedStyle(each).clipPath") == "none"
    assert page.locator("#card .last").inner_text() == "上年：175.11"


def tab_to(page: Page, selector: str) -> None:
    """Presses Tab until the focus is there; a person would do it no more often."""
    for _ in range(40):
        page.keyboard.press("Tab")
        if page.evaluate(f"document.activeElement.matches('{selector}')"):
            return
    pytest.fail(f"{selector} is not reached")


def test_by_keyboard_alone(page: Page) -> None:
    page.keyboard.press("Tab")
    assert page.evaluate("document.activeElement.className") == "skip"
    page.get_by_role("searchbox").focus()
    page.keyboard.type("d001")
    assert names(page) == ["d001"]
    tab_to(page, "#d-d001 .list > summary")
    page.keyboard.press("Enter")
    tab_to(page, "#d001-f0 > summary")
    page.keyboard.press("Enter")
    assert page.locator("#d001-f0").get_attribute("open") is not None
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    first = page.evaluate("document.activeElement.id")
    assert first.startswith("d001-c0-")
    page.keyboard.press("ArrowDown")
    second = page.evaluate("document.activeElement.id")
    assert second.startswith("d001-c0-")
    assert second != first
    page.keyboard.press("Enter")
    assert page.evaluate("document.activeElement.closest('#card') !== null")
    page.keyboard.press("Escape")
    assert page.evaluate("document.activeElement.id") == second
    assert page.locator("#card").is_hidden()


def test_hostile_values_stay_texts(page: Page) -> None:
    assert (page.locator("#d-d002 h2").text_content() or "").startswith(HOSTILE)
    assert page.locator("img").count() == 0


def test_printed_as_it_stands(page: Page) -> None:
    page.locator("#d001-f0 summary").click()
    with pypdfium2.PdfDocument(io.BytesIO(page.pdf(format="A4"))) as printed:
        texts = [each.get_textpage().get_text_bounded() for each in printed]
    assert "总览" in texts[0]
    assert not any("查找" in text for text in texts)
    assert any("2024年部门整体支出绩效目标表" in text and "填报单位" in text for text in texts)


@pytest.mark.parametrize("width", [1280, 360])
@pytest.mark.parametrize("name", ["site.html", "d.html"])
def test_accessible_and_narrow(browser: Browser, site: Path, name: str, width: int) -> None:
    """The comparison of `diff --format html` too."""
    context = browser.new_context(viewport={"width": width, "height": 700}, bypass_csp=True)
    page = context.new_page()
    errors = console_errors(page)
    page.goto((site / name).as_uri())
    for button in page.locator("button.all").all()[:1]:
        button.click()
    assert page.evaluate("document.documentElement.scrollWidth") <= width
    assert axe_violations(page) == []
    assert errors == []
    context.close()
