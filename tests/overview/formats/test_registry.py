"""The formats of an overview: each a module of its name, and none obeys a value."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from decimal import Decimal

import pytest
from lxml import etree, html

from perfdocs.finding import Finding, Place, Tally
from perfdocs.overview.formats.registry import FORMATS
from perfdocs.overview.records import Amount, Line, Overview, State, TargetChanges
from tests.support.hostile_text import HOSTILE, is_harmless


def test_a_format_is_a_module_of_its_name() -> None:
    assert {name: one.content.__module__ for name, one in FORMATS.items()} == {
        name: f"perfdocs.overview.formats.{name}" for name in FORMATS
    }


def test_what_is_slow_to_import_is_not_imported_for_the_choices() -> None:
    program = "import sys, perfdocs.overview.formats.registry; print(*{'xlsxwriter', 'docx'} & {*sys.modules})"
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout == "\n"


def overview(text: str) -> Overview:
    """An overview in which every text that somebody wrote is this one."""
    finding = Finding("M101", Place(f"specs/{text}.yaml", 1, 2), text)
    amount = Amount(Decimal(1), Decimal(2))
    tally = Tally(1, 2, 3, 4)
    line = Line(
        text, text, State.ERRORS, text, 1, tally, amount, amount, TargetChanges(1, 2, 3), text, (finding,), True
    )
    absent = Line(text, text, State.ABSENT, copy_of=text)
    return Overview(2024, (line, absent), "万元", text, text, (finding,), is_listed=True)


@pytest.mark.parametrize("name", FORMATS)
def test_nothing_of_a_value_is_obeyed(name: str) -> None:
    for text in (*HOSTILE, "<script>alert(1)</script>", '" onclick="alert(1)', "=1+1", "| **a** | `b` @c #1"):
        content = FORMATS[name].content(overview(text))
        if isinstance(content, bytes):
            with zipfile.ZipFile(io.BytesIO(content)) as book:
                sheets = [etree.fromstring(book.read(part)) for part in book.namelist() if part.endswith(".xml")]
            assert not any(sheet.findall(".//{*}f") or sheet.findall(".//{*}hyperlink") for sheet in sheets)
            continue
        assert is_harmless(content)
        content.encode()
        if name == "json":
            told = json.loads(content)
            assert told["departments"][0]["handed_in"] == text.encode("utf-8", "replace").decode() or "\udcff" in text
        elif name == "html":
            page = html.fromstring(content)
            assert (len(page.xpath("//script")), len(page.xpath("//tbody/tr")), len(page.xpath("//section"))) == (
                1,
                2,
                1,
            )
            assert page.xpath("//@onclick") == []
        elif name == "markdown":
            rows = [line for line in content.splitlines() if line.startswith("| ")]
            assert {line.replace("\\|", "").count("|") for line in rows} == {21}
