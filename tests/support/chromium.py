"""Web pages in a real browser: Debian's Chromium, driven by Playwright's client."""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Browser, Page, sync_playwright

AXE = "PERFDOCS_AXE"
"""The variable that says where `axe.min.js` lies; `.ci/run` sets it."""


def _missing(what: str) -> None:
    if os.environ.get("PERFDOCS_REQUIRE_LIBREOFFICE"):
        pytest.fail(f"{what} is required here (PERFDOCS_REQUIRE_LIBREOFFICE) and is missing")
    pytest.skip(f"{what} is missing")


@contextmanager
def chromium() -> Iterator[Browser]:
    """The browser; without it the test is skipped, or fails where PERFDOCS_REQUIRE_LIBREOFFICE is set."""
    program = shutil.which("chromium")
    if program is None:
        _missing("Chromium")
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=program, args=["--no-sandbox"])
        try:
            yield browser
        finally:
            browser.close()


def console_errors(page: Page) -> list[str]:
    """A list that every error of the page's scripts, and every request that failed, is put into from now on."""
    errors: list[str] = []
    page.on("console", lambda message: errors.append(message.text) if message.type == "error" else None)
    page.on("pageerror", lambda error: errors.append(str(error)))
    page.on("requestfailed", lambda request: errors.append(f"{request.url} {request.failure}"))
    return errors


def axe_violations(page: Page) -> list[dict[str, Any]]:
    """What axe-core finds on the page that is serious or critical: rule, help, and the elements."""
    script = os.environ.get(AXE)
    if script is None:
        _missing("axe-core")
    assert script is not None
    page.evaluate(Path(script).read_text("utf-8"))
    result: dict[str, Any] = page.evaluate("axe.run({resultTypes: ['violations']})")
    return [
        {"id": rule["id"], "help": rule["help"], "nodes": [node["html"] for node in rule["nodes"]][:5]}
        for rule in result["violations"]
        if rule["impact"] in {"serious", "critical"}
    ]
