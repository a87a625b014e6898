"""`perfdocs site`: what it says, and what it refuses."""

from __future__ import annotations

from pathlib import Path

import pytest

from perfdocs.cli.commands import site
from tests.support.run_command import Command


def test_one_file(small: Path, perfdocs: Command) -> None:
    ran = perfdocs("site", "2023", "--out", small / "a.html", "--root", small)
    assert (ran.status, ran.out) == (0, "")
    size = (small / "a.html").stat().st_size / 1_000_000
    assert ran.err.splitlines()[-1] == f"1 个部门写在 {small / 'a.html'}（{size:.1f} MB），用浏览器打开"


def test_too_much_for_one_file(small: Path, perfdocs: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(site, "MOST_BYTES", 1000)
    ran = perfdocs("site", "2023", "--out", small / "a.html", "--root", small)
    assert ran.status == 2
    assert ran.err.splitlines()[-1] == (
        "perfdocs：做成一个文件有 0 MB，手机上打不开：--out 请改写一个目录名（不带 .html），一个部门一页"
    )
    assert not (small / "a.html").exists()


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["--out", "a.html"], "perfdocs：要写年度，例如 perfdocs site 2024；一个部门写成 2024/commerce"),
        (["2031", "--out", "a.html"], "perfdocs：2031 年没有部门，2030 年也没有：请核对年度"),
        (["2023/no", "--out", "a.html"], "perfdocs：2023 年没有“no”这个部门，上年也没有：请核对它的目录"),
        (["2023"], "perfdocs：要用 --out 写明放到哪里：--out 2023.html 是一个文件，写目录名就一个部门一页"),
    ],
)
def test_what_cannot_be_done(arguments: list[str], sentence: str, small: Path, perfdocs: Command) -> None:
    ran = perfdocs("site", *arguments, "--root", small)
    assert ran.status == 2
    assert ran.err.splitlines()[-1] == sentence


@pytest.mark.slow
def test_an_error_makes_drafts(small: Path, perfdocs: Command) -> None:
    head = small / "specs/2023/demo/department.yaml"
    head.write_text(head.read_text("utf-8").replace("基本支出: 60", "基本支出: 61"), "utf-8")
    assert perfdocs("site", "2023", "--out", small / "a.html", "--root", small).status == 0
    html = (small / "a.html").read_text("utf-8")
    assert "有错误没有改，下面的表是草稿，不能报送。" in html
    assert "问题 1 处：错误 1、警告 0、提示 0" in html
