"""The formats of a comparison: each a module of its name, and slow to import only where it is wanted."""

from __future__ import annotations

import io
import json
import subprocess
import sys
import zipfile
from decimal import Decimal
from itertools import product
from pathlib import Path

import pytest
from lxml import etree, html

from perfdocs.compare.change import Change, Kind
from perfdocs.compare.formats.registry import FORMATS
from perfdocs.compare.totals import Total
from perfdocs.compare.years import Comparison, Pairing
from tests.support.for_each import for_each
from tests.support.hostile_text import HOSTILE, is_harmless


def test_a_format_is_a_module_of_its_name() -> None:
    assert {name: one.content.__module__ for name, one in FORMATS.items()} == {
        name: f"perfdocs.compare.formats.{name}" for name in FORMATS
    }


def test_what_is_slow_to_import_is_not_imported_for_the_choices() -> None:
    program = (
        "import sys, perfdocs.compare.formats.registry; print(*{'xlsxwriter', 'docx', 'docxtpl'} & {*sys.modules})"
    )
    ran = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=True)
    assert ran.stdout == "\n"


def comparison(text: str) -> Comparison:
    """A comparison in which every text that somebody wrote is this one."""
    short = Change(Kind.CHANGED, (text,), (text,), (text,), f"{text}甲", f"{text}乙")
    long = short._replace(old=f"{text}甲" * 9, new=f"{text}乙" * 9)
    row = short._replace(kind=Kind.ADDED, old=None, new={text: text})
    both = Pairing(text, f"{text}.yaml", f"{text}.yaml", None, (short, long, row))
    gone = both._replace(kind=Kind.REMOVED, changes=())
    total = Total(text, Decimal(1), Decimal(2), text)
    return Comparison(text, text, 2023, 2024, (total,), (gone, both))


@for_each(("name", "text"), product(FORMATS, HOSTILE))
def test_nothing_of_a_value_is_obeyed(name: str, text: str) -> None:
    if name == "docx":
        return  # its template is the workspace's: see test_docx
    content = FORMATS[name].content([comparison(text)], Path())
    if isinstance(content, bytes):
        with zipfile.ZipFile(io.BytesIO(content)) as book:
            assert [etree.fromstring(book.read(name)).tag for name in book.namelist() if name.endswith(".xml")]
        return
    assert is_harmless(content)
    content.encode()
    if name == "json":
        json.loads(content)
    elif name == "html":
        assert len(html.fromstring(content).xpath("//h3")) == 1


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("@name", "@<!-- -->name"),
        ("#12", "#<!-- -->12"),
        ("!12 &1 GH-1", "!<!-- -->12 &amp;<!-- -->1 GH<!-- -->-1"),
        ("a@b.cn", "a@<!-- -->b.cn"),
        ("https://a.cn", "https<!-- -->://a.cn"),
        ("www.a.cn", "www<!-- -->.a.cn"),
        ("&lt;b> $1 | *", "&amp;<!-- -->lt;b&gt; \\$1 \\| \\*"),
        ("# 甲：100%（＃1）", "# 甲：100%（＃1）"),
    ],
)
def test_markdown_wakes_nobody(text: str, shown: str) -> None:
    content = FORMATS["markdown"].content([comparison(text)], Path())
    assert isinstance(content, str)
    assert f"\n\n## {shown}（{shown}）2023 → 2024\n" in content
    assert f"### {shown}\n" in content
    if "|" not in shown:
        assert content.count(shown) > 9
        assert text == shown or text not in content
