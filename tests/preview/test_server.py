"""The preview as a clerk has it: a real browser beside an editor, and what nobody else may ask of it."""

from __future__ import annotations

import re
import shutil
import signal
import subprocess
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from playwright.sync_api import Browser, Page, expect

from tests.support.chromium import axe_violations, chromium, console_errors
from tests.support.libreoffice import libreoffice
from tests.support.many_funds import department_of_funds
from tests.support.preview_server import PreviewServer, preview_server, shown_page
from tests.support.workspaces import EXAMPLES, workspace

pytestmark = pytest.mark.slow

PATIENCE = 30_000
"""Milliseconds until something must be seen, on a machine that has other work."""
DEMO = "?department=2023/demo"
HEAD = "specs/2023/demo/department.yaml"
HOSTILE = "<img src=x onerror=alert(1)><script>alert(2)</script>&lt;b&gt;"


@pytest.fixture(scope="module")
def browser() -> Iterator[Browser]:
    expect.set_options(timeout=PATIENCE)
    with chromium() as running:
        yield running


@pytest.fixture(scope="module")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Two small departments, one of sixty directions, and last year's of the first."""
    root = workspace(tmp_path_factory.mktemp("preview"), EXAMPLES / "small")
    other = root / "specs/2023/other"
    shutil.copytree(root / "specs/2023/demo", other)
    replace(other / "department.yaml", "部门名称: 演示局", "部门名称: 另一个局")
    department_of_funds(root, 60, alike=False)
    last = root / "specs/2022/demo"
    shutil.copytree(root / "specs/2023/demo", last)
    for path in last.rglob("*.yaml"):
        path.write_text(
            path.read_text("utf-8").replace("2023", "2022").replace("shifeng-2022", "shifeng-2023"), "utf-8"
        )
    return root


@pytest.fixture(scope="module")
def server(root: Path) -> Iterator[PreviewServer]:
    with preview_server(root) as running:
        yield running


@pytest.fixture
def page(browser: Browser, server: PreviewServer, root: Path, tmp_path: Path) -> Iterator[Page]:
    """The first department's page; the specs are afterwards what they were."""
    before = shutil.copytree(root / "specs", tmp_path / "specs")
    page = shown_page(browser, server.address + DEMO)
    yield page
    page.context.close()
    shutil.rmtree(root / "specs")
    before.rename(root / "specs")


def replace(path: Path, old: str, new: str) -> None:
    text = path.read_text("utf-8")
    assert old in text
    path.write_text(text.replace(old, new), "utf-8")


def in_place(path: Path, text: str) -> None:
    path.write_text(text, "utf-8")


def by_rename(path: Path, text: str) -> None:
    unfinished = path.with_name(f".{path.name}.tmp")
    unfinished.write_text(text, "utf-8")
    unfinished.replace(path)


def with_backup(path: Path, text: str) -> None:
    """As vim does: the old file gets another name, the new one is written, the old one removed."""
    backup = path.with_name(f"{path.name}~")
    path.rename(backup)
    path.write_text(text, "utf-8")
    backup.unlink()


def removed_first(path: Path, text: str) -> None:
    path.unlink()
    path.write_text(text, "utf-8")


def in_a_burst(path: Path, text: str) -> None:
    for length in range(0, len(text), 200):
        path.write_text(text[:length], "utf-8")
    path.write_text(text, "utf-8")


def by_git(path: Path, text: str) -> None:
    """Another branch checked out, by which the whole directory of specs is replaced."""
    root = path.parents[3]

    def git(*arguments: str) -> None:
        author = ["-c", "user.name=a", "-c", "user.email=a@example.org"]
        subprocess.run(["git", *author, *arguments], cwd=root, check=True, capture_output=True)

    git("init", "-q", "-b", "old")
    git("add", "specs")
    git("commit", "-q", "-m", "old")
    git("checkout", "-q", "-b", "new")
    before = path.read_text("utf-8")
    path.write_text(text, "utf-8")
    git("commit", "-q", "-a", "-m", "new")
    path.write_text(before, "utf-8")
    git("checkout", "-q", "-f", "old")
    shutil.rmtree(root / "specs")
    git("checkout", "-q", "-f", "new")
    shutil.rmtree(root / ".git")


SAVES: list[Callable[[Path, str], None]] = [in_place, by_rename, with_backup, removed_first, in_a_burst, by_git]


def test_every_kind_of_save_shows_at_its_cell(page: Page, root: Path) -> None:
    """What changed is marked, no console has an error, and the cell leads to the line where the value stands."""
    errors = console_errors(page)
    head = root / HEAD
    before = head.read_text("utf-8")
    expect(page.locator("#forms .changed")).to_have_count(0)
    for number, save in enumerate(SAVES):
        duty = f"负责演示区的招商，第{number}年"
        save(head, re.sub(r"(?m)^部门职责概述:.*$", f"部门职责概述: {duty}", before))
        changed = page.locator("#forms .changed")
        expect(changed).to_have_text(duty)
        expect(page.locator("#changed")).to_have_text("上次存盘改了 1 格")
    changed.click()
    line = next(n for n, text in enumerate(head.read_text("utf-8").splitlines(), 1) if duty in text)
    expect(page.locator("#detail code")).to_have_text(f"{HEAD}:{line}:9")
    link = page.locator("#detail a")
    expect(link).to_have_text("在 VS Code 里打开")
    expect(link).to_have_attribute("href", f"vscode://file{(root / HEAD).as_posix()}:{line}:9")
    head.write_text(before, "utf-8")
    expect(changed).not_to_have_text(duty)
    assert errors == []


def test_a_broken_file_is_told_and_no_old_form_stays(page: Page, root: Path) -> None:
    """An error makes a draft; a fund that cannot be read takes its forms along; without the department's file there
    is no form at all. Each is gone when it is mended."""
    head, fund = root / HEAD, root / "specs/2023/demo/funds/promotion.yaml"
    before = head.read_text("utf-8"), fund.read_text("utf-8")
    sheets, notice = page.locator("#forms .sheet"), page.locator("#notice")
    first = page.locator("#findings > li").first
    expect(sheets).to_have_count(3)
    replace(head, "基本支出: 60", "基本支出: 61")
    expect(page.locator("#state .draft")).to_have_text("草稿")
    expect(page.locator("#state")).to_contain_text("1 处错误")
    expect(first).to_contain_text("资金总额应等于")
    expect(page.locator("#forms .has-error").first).to_contain_text("资金总额：100")
    fund.write_bytes(b"\x00\xff\xfe")
    expect(sheets).to_have_count(1)
    expect(notice).to_have_text(
        "下面缺了几张表：这些文件读不了，改好左边列出的错误，它们的表就出来了specs/2023/demo/funds/promotion.yaml"
    )
    head.write_text("版式: [\n", "utf-8")
    expect(sheets).to_have_count(0)
    expect(notice).to_have_text(
        "现在印不出表部门文件读不了，一张表也印不出来左边列出了要改的地方；改好、存盘以后，表就出来了。"
    )
    expect(page.locator("#paper")).not_to_contain_text("演示局")
    fund.write_text(before[1], "utf-8")
    head.write_text(before[0], "utf-8")
    expect(sheets).to_have_count(3)
    expect(notice).to_be_hidden()
    expect(page.locator("#state .draft")).to_have_count(0)


def test_a_finding_leads_to_its_cell_by_mouse_and_by_keys(page: Page, root: Path) -> None:
    before = (root / HEAD).read_text("utf-8")
    page.context.grant_permissions(["clipboard-read", "clipboard-write"])
    replace(root / HEAD, "一般公共预算拨款: 100", "一般公共预算拨款: 很多")
    finding = page.locator("#findings > .error button")
    expect(finding).to_contain_text("“一般公共预算拨款”应填数字，这里是文字“很多”：只写数字，例如 21.15")
    finding.focus()
    page.keyboard.press("Enter")
    cell = page.locator("#forms :focus")
    expect(cell).to_have_class(re.compile("has-error"))
    page.keyboard.press("Enter")
    expect(page.locator("#detail [role=status]")).to_have_text("已复制")
    assert page.evaluate("navigator.clipboard.readText()") == f"{HEAD}:7:22"
    page.keyboard.press("ArrowDown")
    page.keyboard.press("ArrowUp")
    expect(page.locator("#forms :focus")).to_have_class(re.compile("has-error"))
    page.keyboard.press("ArrowRight")
    expect(page.locator("#detail code")).to_have_text(f"{HEAD}:8:18")
    (root / HEAD).write_text(before.replace("基本支出: 60", "基本支出: 很多"), "utf-8")
    expect(finding).to_contain_text("“基本支出”应填数字")
    expect(page.locator("#detail code")).to_have_text(f"{HEAD}:8:18")
    expect(page.locator("#forms :focus")).to_have_count(1)  # the focus stays where it was
    why = page.locator("#findings > .error details")
    why.locator("summary").click()
    expect(why).to_contain_text("怎么改")
    replace(root / HEAD, "资金总额: 100", "资金总额: 一百")
    expect(finding).to_have_count(2)
    expect(page.locator("#findings :focus")).to_have_count(1)
    (root / HEAD).write_text(before, "utf-8")
    expect(page.locator("#findings > .error")).to_have_count(0)


def test_last_year_stands_in_the_cells_on_wish(page: Page, root: Path) -> None:
    was = page.locator("#forms .last-year")
    last = root / "specs/2022/demo/department.yaml"
    replace(last, "指标值: 10个", "指标值: 8个")
    expect(page.locator("#departments")).to_contain_text("2022 年度")
    expect(was).to_have_count(0)
    page.locator("#last").check()
    cell = page.locator("#forms td", has=page.locator(".last-year")).filter(has_text="10个上年：8个")
    expect(cell).to_have_count(1)
    page.reload()
    expect(cell).to_have_count(1)
    page.locator("#last").uncheck()
    expect(was).to_have_count(0)
    page.goto(page.url.partition("?")[0] + "?department=2023/other&last=1")
    expect(page.locator("#notice")).to_have_text("没有上一年的填报文件，没有可以对照的")


def test_the_pages_of_libreoffice_take_the_place_of_the_forms_on_wish(page: Page, root: Path) -> None:
    """Only those of this very state: after a save the form is shown until its pages are there."""
    libreoffice()
    page.locator("#pages").check()
    pictures, forms = page.locator("#forms img"), page.locator("#forms .sheet:visible")
    expect(pictures.first).to_have_attribute("alt", "01-2023年部门整体支出绩效目标表，第 1 页")
    expect(forms).to_have_count(0)
    expect(page.locator("#notice")).to_be_hidden()
    assert pictures.first.evaluate("picture => picture.decode().then(() => picture.naturalWidth)") > 800
    old = pictures.first.get_attribute("src")
    replace(root / HEAD, "招商股", "投资股")
    expect(pictures.first).not_to_have_attribute("src", str(old))
    page.locator("#pages").uncheck()
    expect(forms).to_have_count(3)
    expect(pictures).to_have_count(0)


def test_departments_are_listed_with_their_state_and_looked_at_one_by_one(page: Page, root: Path) -> None:
    links = page.locator("#departments a")
    expect(links).to_contain_text(["演示局", "株洲市石峰区商务局", "另一个局", "演示局"])
    expect(links.first).to_have_attribute("aria-current", "page")
    links.nth(2).click()
    expect(page.locator("#name")).to_have_text("另一个局")
    other = root / "specs/2023/other/department.yaml"
    before = other.read_text("utf-8")
    replace(other, "基本支出: 60", "基本支出: 61")
    expect(links.nth(2)).to_contain_text("1 处错误")
    replace(root / HEAD, "基本支出: 60", "基本支出: 61")
    expect(links.first).to_contain_text("1 处错误")  # though another one is looked at
    replace(root / HEAD, "基本支出: 61", "基本支出: 60")
    page.go_back()
    expect(page.locator("#name")).to_have_text("演示局")
    other.parent.rename(root / "specs/2023/renamed")
    expect(links.nth(2)).to_have_attribute("title", "2023/renamed")
    page.goto(page.url.partition("?")[0] + "?department=2023/other")
    expect(page.locator("#notice")).to_have_text("这个部门的目录没有了：specs/2023/other。请在左边另选一个部门。")
    (root / "specs/2023/renamed").rename(other.parent)
    expect(page.locator("#name")).to_have_text("另一个局")
    other.write_text(before, "utf-8")
    expect(page.locator("#state .draft")).to_have_count(0)


def test_templates_and_schemas_are_followed_too(page: Page, root: Path) -> None:
    schema = root / "schema/shifeng-2023/department.schema.json"
    before = schema.read_text("utf-8")
    schema.write_text("{", "utf-8")
    expect(page.locator("#findings > .error")).not_to_have_count(0)
    schema.write_text(before, "utf-8")
    expect(page.locator("#findings > .error")).to_have_count(0)
    template = root / "templates/shifeng-2023/department.docx"
    whole = template.read_bytes()
    template.write_bytes(b"")
    expect(page.locator("#notice")).to_contain_text("现在印不出表表印不出来：")
    template.write_bytes(whole)
    expect(page.locator("#forms .sheet")).to_have_count(3)


def test_sixty_directions(page: Page, root: Path) -> None:
    """All forms are there, a save shows at its cell, and what is looked at stays in its place."""
    page.goto(page.url.partition("?")[0] + "?department=2023/many")
    sheets = page.locator("#forms .sheet")
    expect(sheets).to_have_count(62)
    page.locator("#jump").select_option(label="62-2023年区级专项资金支出方向绩效目标表（商务专项经费0059）")
    last = page.locator("#form61 .sheet")
    expect(last).to_be_in_viewport()
    before = last.bounding_box()
    replace(root / "specs/2023/many/funds/f0059.yaml", "项目实施期: 2023年全年", "项目实施期: 2023年3月")
    expect(last.locator(".changed").first).to_have_text("2023年3月")
    assert last.bounding_box() == before


def test_hostile_values_stay_text(page: Page, root: Path) -> None:
    before = (root / HEAD).read_text("utf-8")
    errors = console_errors(page)
    replace(root / HEAD, "部门名称: 演示局", f"部门名称: '{HOSTILE}'")
    expect(page.locator("#name")).to_have_text(HOSTILE)
    expect(page.locator("#forms .sheet").first).to_contain_text(HOSTILE)
    replace(root / HEAD, "招商股", f"'{HOSTILE}\u202e'")
    replace(root / HEAD, "基本支出: 60", f"基本支出: '{HOSTILE}'")
    expect(page.locator("#findings > .error").first).to_contain_text("<img src=x")
    assert page.locator("#forms img, #findings img, #departments img, body script:not([src])").count() == 0
    assert errors == []
    (root / HEAD).write_text(before, "utf-8")
    expect(page.locator("#name")).to_have_text("演示局")


def test_nothing_serious_for_people_who_cannot_see_it(page: Page, root: Path) -> None:
    """Axe finds nothing serious: with findings, a chosen cell and last year's values; and where nothing is shown."""
    page.locator("#last").check()
    page.locator("#forms [data-at]").first.click()
    assert axe_violations(page) == []
    before = (root / HEAD).read_text("utf-8")
    (root / HEAD).write_text("版式: [\n", "utf-8")
    expect(page.locator("#notice")).to_be_visible()
    assert axe_violations(page) == []
    (root / HEAD).write_text(before, "utf-8")
    expect(page.locator("#forms .sheet")).to_have_count(3)


def test_only_its_own_page_is_answered(server: PreviewServer) -> None:
    own, here = server.path, f"127.0.0.1:{server.port}"
    asked = {
        "the page": (own, {}, 200),
        "by the other name of this machine": (own, {"Host": f"localhost:{server.port}"}, 200),
        "a script of the page itself": (own, {"Origin": f"http://{here}"}, 200),
        "a file of the page": (f"{own}preview.js", {}, 200),
        "a foreign name that leads here": (own, {"Host": "example.org"}, 403),
        "a foreign name with the port": (own, {"Host": f"example.org:{server.port}"}, 403),
        "another port": (own, {"Host": "127.0.0.1:1"}, 403),
        "no host": (own, {"Host": ""}, 403),
        "a script of another page": (own, {"Origin": "https://example.org"}, 403),
        "a script of a page of this machine": (own, {"Origin": "http://127.0.0.1:1"}, 403),
        "a page without an origin of its own": (f"{own}events", {"Origin": "null"}, 403),
        "no token": ("/", {}, 403),
        "no token, but a file": ("/preview.js", {}, 403),
        "another token": (f"/{'A' * 43}/", {}, 403),
        "the beginning of the token": (f"{own[:-5]}/", {}, 403),
        "upwards": (f"{own}../{HEAD}", {}, 404),
        "upwards, escaped": (f"{own}..%2f..%2f{HEAD.replace('/', '%2f')}", {}, 404),
        "upwards with backslashes": (f"{own}..%5c..%5cspecs", {}, 404),
        "upwards among the pictures": (f"{own}picture/..%2f..%2fsecret", {}, 404),
        "a picture that is none": (f"{own}picture/{HEAD.split('/')[-1]}", {}, 404),
        "an absolute path": (f"{own}/etc/passwd", {}, 404),
        "a file of the workspace": (f"{own}{HEAD}", {}, 404),
        "a file of the program": (f"{own}desk.py", {}, 404),
        "something half": (f"{own}%ff%fe", {}, 404),
    }
    answers = {what: server.status(path, headers) for what, (path, headers, _) in asked.items()}
    assert answers == {what: status for what, (_, _, status) in asked.items()}
    assert [server.status(own, method=method) for method in ("POST", "PUT", "DELETE")] == [405, 405, 405]


GONE = "预览程序已经停了，这里看到的不会再更新。请重新运行 perfdocs preview，用它新显示的地址打开；这个地址不能再用。"


def test_a_page_whose_server_was_killed_says_so(browser: Browser, root: Path) -> None:
    with preview_server(root) as server:
        page = shown_page(browser, server.address + DEMO)
        expect(page.locator("#gone")).to_be_hidden()
        server.process.kill()
        server.process.wait(10)
        expect(page.locator("#gone")).to_have_text(GONE)
        with preview_server(root, "--port", str(server.port)) as later:
            assert later.port == server.port
            assert later.status(server.path) == 403  # the old token is worth nothing
            expect(page.locator("#gone")).to_be_visible()
        page.context.close()


def test_it_ends_cleanly_while_a_page_is_open(browser: Browser, root: Path) -> None:
    with preview_server(root) as server:
        page = shown_page(browser, server.address + DEMO)
        assert re.fullmatch(r"http://127\.0\.0\.1:[0-9]+/[\w-]{43}/", server.address)
        with preview_server(root) as second:
            assert second.port != server.port
        server.process.send_signal(signal.SIGINT)
        out, err = server.process.communicate(timeout=10)
        assert (server.process.returncode, out) == (0, "")
        assert err == "预览在这个地址（只有这台电脑能打开），按 Ctrl-C 结束：\n预览结束了\n"
        expect(page.locator("#gone")).to_have_text(GONE)
