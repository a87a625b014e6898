"""Where a page looks different, `verify` has an error, whatever was changed."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from tests.support.changed_pages import changed_pages
from tests.support.libreoffice import libreoffice

CHANGES = 60


@pytest.mark.slow
@pytest.mark.skipif(shutil.which("pdftoppm") is None, reason="pages become pictures by pdftoppm")
def test_no_change_of_a_page_is_missed(tmp_path: Path) -> None:
    libreoffice()
    changes = list(changed_pages(range(CHANGES), tmp_path))
    assert sum(change.is_seen for change in changes) > CHANGES / 5
    assert [change.what for change in changes if change.is_seen and not change.is_error] == []
