"""The pages of a site: one file or a directory, every value a text, nothing fetched."""

from __future__ import annotations

import re
import shutil
from html.parser import HTMLParser
from pathlib import Path

import pytest

from tests.support.run_command import Command
from tests.support.workspaces import every_form

HEAD = "specs/2023/demo/department.yaml"


def edit(root: Path, old: str, new: str) -> None:
    text = (root / HEAD).read_text("utf-8")
    assert old in text
    (root / HEAD).write_text(text.replace(old, new), "utf-8")


def page(root: Path, perfdocs: Command) -> str:
    assert perfdocs("site", "2023", "--out", root / "site.html", "--root", root).status == 0
    return (root / "site.html").read_text("utf-8")


class Attributes(HTMLParser):
    """The names of all attributes, as a browser reads them."""

    def __init__(self) -> None:
        super().__init__()
        self.names: set[str] = set()

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:  # noqa: ARG002 - its name
        self.names |= {name for name, _ in attrs}


def test_a_page_needs_nothing_else(small: Path, perfdocs: Command) -> None:
    html = page(small, perfdocs)
    policy = r"default-src 'none'; style-src 'sha256-[\w+/=]+'; script-src 'sha256-[\w+/=]+'; "
    assert re.search(f"\"Content-Security-Policy\" content=\"{policy}base-uri 'none'; form-action 'none'\"", html)
    assert not re.search(r'\son\w+="|\sstyle="|\ssrc="|<link|<iframe|javascript:|@import|url\(', html)


@pytest.mark.parametrize("text", ["<img src=x onerror=alert(1)>", "</script><script>alert(1)</script>", '" onfocus="x'])
def test_hostile_values_stay_texts(text: str, small: Path, perfdocs: Command) -> None:
    edit(small, "部门名称: ", f"部门名称: '{text}' # ")
    html = page(small, perfdocs)
    assert text not in html
    assert html.count("<script>") == html.count("</script>") == 1
    attributes = Attributes()
    attributes.feed(html)
    assert "class" in attributes.names
    assert not any(name.startswith("on") for name in attributes.names)
    assert "<img" not in html


def test_all_classes_of_the_forms_are_said(small: Path, perfdocs: Command) -> None:
    html = page(small, perfdocs)
    used = {name for names in re.findall(r' class="([^"]+)"', html) for name in names.split()}
    numbered = {name for name in used if re.fullmatch(r"f[0-9]+", name)}
    assert numbered
    assert numbered == set(re.findall(r"\.(f[0-9]+)\{", html))


def test_every_address_within_the_page_leads_somewhere(small: Path, perfdocs: Command) -> None:
    edit(small, "基本支出: 60", "基本支出: 61")
    html = page(small, perfdocs)
    addresses = set(re.findall(r' href="#([^"]+)"', html))
    assert len(addresses) > 3
    assert addresses <= set(re.findall(r' id="([^"]+)"', html))


def test_a_directory_has_a_page_for_each_department(small: Path, perfdocs: Command) -> None:
    ran = perfdocs("site", "2023", "--out", small / "site", "--root", small)
    assert ran.err.splitlines()[-1] == f"1 个部门写在 {small / 'site'}，用浏览器打开里面的 index.html"
    assert {path.name for path in (small / "site").iterdir()} == {"index.html", "demo.html"}
    assert '<a href="demo.html">demo</a>' in (small / "site/index.html").read_text("utf-8")
    own = (small / "site/demo.html").read_text("utf-8")
    assert '<h1><a href="index.html">' in own
    assert 'id="demo-c0-1-1-1"' in own


def test_pages_of_departments_that_are_gone_are_removed(small: Path, perfdocs: Command) -> None:
    site = small / "site"
    shutil.copytree(small / "specs/2023/demo", small / "specs/2023/other")
    perfdocs("site", "2023", "--out", site, "--root", small)
    (site / "own.html").write_text("<p>自己的", "utf-8")
    shutil.rmtree(small / "specs/2023/other")
    perfdocs("site", "2023/demo", "--out", site, "--root", small)
    assert (site / "other.html").is_file()  # only one department was asked for
    perfdocs("site", "2023", "--out", site, "--root", small)
    assert {path.name for path in site.iterdir()} == {"index.html", "demo.html", "own.html"}


@pytest.mark.slow
def test_later_steps_stand_behind_their_targets(tmp_path: Path, perfdocs: Command) -> None:
    ran = perfdocs("site", "2023/commerce", "--out", tmp_path / "site", "--root", every_form())
    assert ran.err.splitlines()[-1] == f"1 个部门写在 {tmp_path / 'site'}，用浏览器打开里面的 index.html"
    assert {path.name for path in (tmp_path / "site").iterdir()} == {"index.html", "commerce.html"}
    own = (tmp_path / "site/commerce.html").read_text("utf-8")
    assert re.findall(r'<section class="department" id="d-([^"]+)" data-department="commerce"', own) == [
        "commerce",
        "commerce.evaluation",
        "commerce.monitoring",
    ]
    assert ">株洲市石峰区商务局：绩效监控 <small>commerce.monitoring</small></h2>" in own
    assert 'id="commerce.monitoring-c0-1-1-1"' in own
