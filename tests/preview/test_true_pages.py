"""Pages as LibreOffice prints them: only of what is looked at, and only what changed."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from perfdocs.preview.true_pages import FAILED, MISSING, WORKING, Sheets, TruePages
from tests.support.libreoffice import libreoffice

PATIENCE = 120


def test_without_libreoffice_it_is_said_what_is_missing(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("PATH", "")
    pages = TruePages(lambda: None)
    pages.want({"2023/demo": [Sheets("表", b"")]})
    assert pages.data("2023/demo") == {"message": MISSING, "forms": []}
    pages.close()


@pytest.mark.slow
def test_pages_are_pictures(small: Path) -> None:
    libreoffice()
    form = (small / "templates/shifeng-2023/department.docx").read_bytes()
    printed = threading.Event()
    pages = TruePages(printed.set)
    sheets = [Sheets("一", form), Sheets("二", b"PK\x03\x04" + bytes(99))]
    pages.want({"2023/demo": sheets})
    assert pages.data("2023/demo")["message"] == WORKING
    pages.want({"2023/demo": [*sheets, Sheets("三", form)]})  # the run before is ended
    while pages.data("2023/demo")["message"] == WORKING:
        assert printed.wait(PATIENCE)
        printed.clear()
    data = pages.data("2023/demo")
    assert data["message"] == FAILED + "二"
    first, none, third = (each["pictures"] for each in data["forms"])
    assert first == third
    assert not none
    picture = pages.picture(first[0])
    assert picture
    assert picture.startswith(b"\x89PNG")
    assert pages.picture("../pack.yaml") is None
    pages.close()
