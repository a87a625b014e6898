"""`perfdocs preview` as a process of its own, requests to it, and a picture of its page."""

from __future__ import annotations

import http.client
import os
import subprocess
import sys
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import IO
from urllib.parse import urlsplit

from playwright.sync_api import Browser, Page

from tests.support.workspaces import ROOT

LAPTOP = {"width": 1093, "height": 614}
"""What a screen of 1366×768 has at 125 %."""
_PATIENCE = 20
"""Seconds that a server has to end."""
_SETTLED = 1000
"""Milliseconds after which the page stands still where a finding has led to."""


@dataclass
class PreviewServer:
    """A server that runs, and the address that it printed."""

    address: str
    process: subprocess.Popen[str]

    @property
    def port(self) -> int:
        port = urlsplit(self.address).port
        assert port is not None
        return port

    @property
    def path(self) -> str:
        """The path of its page: a slash, the token, a slash."""
        return urlsplit(self.address).path

    def status(self, path: str, headers: Mapping[str, str] = {}, method: str = "GET") -> int:
        """The status of the answer to a request."""
        connection = http.client.HTTPConnection("127.0.0.1", self.port, timeout=_PATIENCE)
        try:
            connection.putrequest(method, path, skip_host="Host" in headers)
            for name, value in headers.items():
                connection.putheader(name, value)
            connection.endheaders()
            return connection.getresponse().status
        finally:
            connection.close()


@contextmanager
def preview_server(root: Path, *arguments: str) -> Iterator[PreviewServer]:
    """The preview of a workspace, without a browser; ended at the end."""
    command = [sys.executable, "-m", "perfdocs", "preview", "--no-open", "--root", str(root), *arguments]
    environment = {**os.environ, "PERFDOCS_CACHE": "off"}
    with subprocess.Popen(
        command, cwd=ROOT, env=environment, stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, encoding="utf-8"
    ) as process:
        try:
            yield PreviewServer(_address(process.stdout), process)
        finally:
            process.kill()


def _address(out: IO[str] | None) -> str:
    assert out is not None
    return next((line.strip() for line in out if line.startswith("http://127.0.0.1:")), "")


def shown_page(browser: Browser, address: str) -> Page:
    """A page that shows a department, on a clerk's laptop."""
    context = browser.new_context(viewport={"width": LAPTOP["width"], "height": LAPTOP["height"]})
    page = context.new_page()
    page.goto(address)
    page.locator("#moment code").wait_for()
    return page


def picture_of_preview(browser: Browser, root: Path, file: Path, query: str = "", scale: float = 1.25) -> None:
    """A picture of the preview of a workspace, as PNG, at the cell of the first finding where there is one. `query` is
    what stands behind the address (`?department=2023/commerce&last=1`)."""
    with preview_server(root) as server:
        context = browser.new_context(viewport={**LAPTOP}, device_scale_factor=scale)  # type: ignore[arg-type]
        page = context.new_page()
        page.goto(server.address + query)
        page.locator("#moment code").wait_for()
        page.wait_for_load_state("load")
        for button in page.locator("#findings button").all()[:1]:
            button.click()
        page.wait_for_timeout(_SETTLED)
        page.screenshot(path=file)
