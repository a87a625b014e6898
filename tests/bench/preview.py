"""From a save to the picture: the preview in Chromium, beside opening the form anew in LibreOffice.

The preview's time ends when the browser has drawn the new value at its cell. LibreOffice is only asked for the pages of
the document that shows the edit: to make that document, and to look for the place in it, is not counted.
"""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path

from playwright.sync_api import Page

from perfdocs.word import libreoffice
from tests.bench.figures import Figure, median
from tests.support.chromium import chromium
from tests.support.many_funds import department_of_funds
from tests.support.preview_server import preview_server, shown_page
from tests.support.workspaces import ROOT, workspace

ROUNDS = 9
DIRECTIONS = 60
PERIOD = "2023年全年"
DRAWN = "new Promise(drawn => requestAnimationFrame(() => requestAnimationFrame(drawn)))"


def preview() -> Iterator[Figure]:
    """Seconds from a save until it is seen, of a real department and of one with sixty directions."""
    if shutil.which("chromium") is None:
        yield Figure("存盘到看见", None, "秒", "这里没有 Chromium")
        return
    with tempfile.TemporaryDirectory() as directory, chromium() as browser:
        root = workspace(Path(directory), ROOT / "specs")
        department_of_funds(root, DIRECTIONS, alike=False)
        with preview_server(root) as server:
            page = shown_page(browser, f"{server.address}?department=2023/commerce")
            few = _seconds(page, root / "specs/2023/commerce/funds/commerce-promotion.yaml")
            page.goto(f"{server.address}?department=2023/many")
            page.locator(f"#form{DIRECTIONS}").wait_for()
            many = _seconds(page, root / "specs/2023/many/funds/f0030.yaml")
        other = _opened_in_libreoffice(root)
    against = "在 LibreOffice 里重新打开这一张表" if other else "这里没有 LibreOffice"
    yield Figure("存盘到在预览里看见（4 张表的部门）", few, "秒", against, other, at_most=0.5)
    yield Figure(f"存盘到在预览里看见（{DIRECTIONS + 2} 张表的部门）", many, "秒", against, other, at_most=1)


def _seconds(page: Page, fund: Path) -> float:
    """Median of the seconds from a save of a fund until its form shows it."""
    text = fund.read_text("utf-8")
    assert PERIOD in text
    seconds = []
    for number in range(1, ROUNDS + 1):
        begun = time.perf_counter()
        fund.write_text(text.replace(PERIOD, f"2023年{number}月"), "utf-8")
        page.locator("#forms .changed", has_text=f"2023年{number}月").first.wait_for()
        page.evaluate(DRAWN)
        seconds.append(time.perf_counter() - begun)
    return statistics.median(seconds)


def _opened_in_libreoffice(root: Path) -> float | None:
    """Seconds until LibreOffice has laid out and printed the department's form; None without it."""
    if libreoffice.installed() is None:
        return None
    command = [sys.executable, "-m", "perfdocs", "render", "2023/commerce", "--no-cache", "--root", str(root)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    form = next((root / "build/2023/commerce").glob("01-*.docx")).read_bytes()

    def open_anew() -> None:
        libreoffice.convert([libreoffice.Source("docx", form)], "pdf")

    return median(open_anew)
