"""What the documentation says is done in a copy of the project, and comes out to the letter."""

from __future__ import annotations

import re
import subprocess
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from tests.support import generated_docs, read_docx
from tests.support.guide_steps import BLOCK, edit
from tests.support.pack_names import field_names
from tests.support.pack_reference import KEYWORDS, keywords_in_code
from tests.support.rooms import PACKAGE
from tests.support.run_command import Command
from tests.support.workspaces import ROOT

CELL = re.compile(r"第 (\d+) 个表第 (\d+) 行第 (\d+) 格 (.*)")


@pytest.mark.slow
def test_every_step_of_the_guide_to_packs(real: Path, perfdocs: Command, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(real)
    out = ""
    steps = BLOCK.findall((ROOT / "docs/packs.md").read_text("utf-8"))
    assert len(steps) > 15
    for kind, name, text in steps:
        path = real / name
        if kind == "sh":
            out = shell(text, real, perfdocs)
        elif kind == "text":
            assert out == text
        elif kind == "file":
            path.parent.mkdir(parents=True, exist_ok=True)
            path.write_text(text, "utf-8")
        elif kind == "edit":
            edit(path, text)
        elif kind == "word":
            edit_cells(path, text)
        elif kind == "word-table":
            draw(path, text)
        else:
            assert kind == "golden"
            assert read_docx.golden(read_docx.rows(path.read_bytes())) == text


def shell(text: str, root: Path, perfdocs: Command) -> str:
    out = ""
    for line in text.splitlines():
        program, *arguments = line.split()
        if program == "perfdocs":
            out += perfdocs(*arguments, "--root", root).out
        else:
            subprocess.run(line, shell=True, cwd=root, check=True)
    return out


def edit_cells(path: Path, text: str) -> None:
    """Types into cells, counted as Word's user counts them: a merged cell is one."""
    document = Document(str(path))
    for line in text.splitlines():
        match = CELL.fullmatch(line)
        assert match
        table, row, cell = (int(number) - 1 for number in match.groups()[:3])
        body: Any = document.element.body
        drawn = list(body.iterchildren(qn("w:tbl")))[table]
        paragraph = list(list(drawn.iterchildren(qn("w:tr")))[row].iterchildren(qn("w:tc")))[cell].find(qn("w:p"))
        run = paragraph.makeelement(qn("w:r"), {})
        run.append(run.makeelement(qn("w:t"), {}))
        run[0].text = match.group(4)
        paragraph.append(run)
    document.save(str(path))


def draw(path: Path, text: str) -> None:
    """A table in a new document, its font and language set as the guide says."""
    document = Document()
    rows = [[cell.strip() for cell in line.split(" |")] for line in text.splitlines()]
    rows = [[cell.removeprefix("| ").strip("| ") for cell in row] for row in rows]
    table = document.add_table(len(rows), len(rows[0]))
    for drawn, texts in zip(table.rows, rows, strict=True):
        for cell, content in zip(drawn.cells, texts, strict=True):
            cell.text = content
    default = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    default.find(qn("w:rFonts")).set(qn("w:eastAsia"), "仿宋_GB2312")
    default.find(qn("w:lang")).set(qn("w:eastAsia"), "zh-CN")
    document.save(str(path))


@pytest.mark.slow
def test_the_first_edit_of_the_readme(real: Path, perfdocs: Command) -> None:
    text = (ROOT / "README.md").read_text("utf-8")
    first, second, third, _ = re.split(r"^\d\. ", text.partition("## A first edit")[2], flags=re.MULTILINE)[1:]
    file, old, new = re.findall(r"`([^`]+)`", first)[1:]
    spec = real / file
    assert perfdocs("render", "--root", real).status == 0
    edit(spec, f"- 测算依据: {old}\n+ 测算依据: {new}")
    ran = perfdocs("render", "--root", real)
    (sentence,) = re.findall(r"`(生成[^`]+)`", second)
    assert (ran.status, ran.out) == (0, "")
    assert sentence in ran.err
    field, old, new = re.findall(r"`([^`]+)`", third)[:3]
    edit(spec, f"- {field}: {old}\n+ {field}: {new}")
    ran = perfdocs("render", "--root", real)
    (error,) = re.findall(r"^ *(specs/.*)$", third, re.MULTILINE)
    assert ran.status == 1
    assert [line for line in ran.out.splitlines() if "错误" in line] == [error]
    assert list((real / "build/2023").rglob("*.docx")) == []


def test_the_reference_of_packs_has_every_keyword_of_ours() -> None:
    """Those that the program asks a schema for, in both directions."""
    assert {name for name in KEYWORDS if name.startswith("x-")} == keywords_in_code()


@pytest.mark.parametrize("name", generated_docs.pages())
def test_generated_pages_are_up_to_date(name: str) -> None:
    """`make docs` writes them."""
    assert (ROOT / name).read_text("utf-8") == generated_docs.pages()[name]


PICTURE = re.compile(r"!\[[^\]]+\]\(([^)]+)\)")


def test_pictures_of_the_guides() -> None:
    """`make pictures` makes them; small enough for a page that opens at once."""
    named = {
        file for page in ("README.md", "README.zh-CN.md") for file in PICTURE.findall((ROOT / page).read_text("utf-8"))
    }
    files = {path.relative_to(ROOT).as_posix(): path.stat().st_size for path in (ROOT / "docs/images").iterdir()}
    assert named == set(files)
    assert {file for file, size in files.items() if size > 150_000} == set()


LINK = re.compile(r"(?<!!)\[[^\]]+\]\(([^)#:]*)(?:#([^)]+))?\)")


@pytest.mark.parametrize(
    "page", ["README.md", "README.zh-CN.md", *(f"docs/{path.name}" for path in (ROOT / "docs").glob("*.md"))]
)
def test_links_lead_somewhere(page: str) -> None:
    for file, heading in LINK.findall((ROOT / page).read_text("utf-8")):
        path = (ROOT / page).parent / file if file else ROOT / page
        assert path.exists(), file
        assert not heading or heading in anchors(path.read_text("utf-8")), heading


def anchors(page: str) -> set[str]:
    """How GitHub calls the headings of a page."""
    headings = re.findall(r"^#+ (.+)$", page, re.MULTILINE)
    return {re.sub(r"[^\w\- ]", "", heading.lower()).replace(" ", "-") for heading in headings}


GUIDES = ["CONTRIBUTING.md", "README.md", "docs/decisions.md", "docs/design.md", "docs/where.md"]
FILE = re.compile(r"`([\w./-]+\.py|[\w.-]+/[\w./-]+\.(?:yaml|json|md|docx))`")


@pytest.mark.parametrize("page", GUIDES)
def test_files_that_a_guide_names_exist(page: str) -> None:
    """By their path from the root or from `perfdocs/`; a name alone is in the directory of one before it."""
    for paragraph in (ROOT / page).read_text("utf-8").split("\n\n"):
        directories = [ROOT, PACKAGE]
        for name in FILE.findall(paragraph):
            files = [directory / name for directory in directories if (directory / name).is_file()]
            assert files, name
            directories.append(files[0].parent)


def test_there_is_a_place_for_each_of_thirty_changes() -> None:
    rows = re.findall(r"^\| (.+) \| `(.+)` \|$", (ROOT / "docs/where.md").read_text("utf-8"), re.MULTILINE)
    assert len(rows) >= 30
    assert [file for _, file in rows if not (ROOT / file).is_file()] == []


def test_the_glossary_has_every_field_of_the_packs() -> None:
    glossary = (ROOT / "docs/glossary.md").read_text("utf-8")
    assert [name for name in sorted(field_names()) if name not in glossary] == []


FREE = re.compile(r"MIT|BSD|Apache|MPL|Mozilla Public|LGPL|PSF|Python Software Foundation")
"""Licences under which what is imported may be used by a program of any licence."""


@pytest.mark.parametrize("lock", ["requirements.lock", "requirements-dev.lock"])
def test_every_locked_package_has_a_licence(lock: str) -> None:
    told = dict(generated_docs.LICENCE_ROW.findall((ROOT / "docs/licences.md").read_text("utf-8")))
    locked = generated_docs.locked_packages(lock)
    assert {"pip", "setuptools"} <= set(locked)
    assert {name: told.get(name, "") for name in locked if not FREE.search(told.get(name, ""))} == {}


def test_the_virtual_environment_is_made_by_the_pip_that_is_locked() -> None:
    bootstrap = (ROOT / ".ci/bootstrap.py").read_text("utf-8")
    version = generated_docs.locked_packages("requirements.lock")["pip"]
    assert f'WHEEL = "pip-{version}-py3-none-any.whl"' in bootstrap
