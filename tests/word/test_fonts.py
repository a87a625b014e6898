"""What stands in for the fonts of official forms."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from perfdocs.word.fonts import fonts_asked_for, missing_fonts


def test_only_fonts_are_fonts() -> None:
    part = (
        '<w:rFonts w:ascii="Arial" w:eastAsia="仿宋_GB2312"/><w:lang w:eastAsia="zh-CN"/><w:rFonts w:hAnsi="SimHei"/>'
    )
    assert fonts_asked_for([part.encode()]) == {"仿宋_GB2312", "SimHei"}


@pytest.mark.skipif(shutil.which("fc-match") is None, reason="fontconfig is not installed")
def test_no_fangsong_becomes_a_sans(tmp_path: Path) -> None:
    missing = missing_fonts(["仿宋_GB2312", "方正小标宋简体", "宋体"], tmp_path)
    assert not any("Sans" in instead for instead in missing.values())
