"""What `make bench` compares is comparable: one text, whoever fills the form, and a floor that is a document."""

from __future__ import annotations

import io
import zipfile
from pathlib import Path

import pytest
from docxtpl import DocxTemplate

from tests.bench.peers import forms
from tests.bench.peers.entrants import ours
from tests.bench.peers.floor import floor
from tests.support import read_docx


@pytest.mark.slow
def test_perfdocs_and_docxtpl_make_the_same_text_of_the_form(tmp_path: Path) -> None:
    source = forms.template(forms.JINJA)
    fill = ours(source)
    for context in forms.contexts():
        plain = DocxTemplate(io.BytesIO(source))
        plain.render(context, autoescape=True)
        plain.save(tmp_path / "a.docx")
        mine = read_docx.rows(fill(context))
        assert mine == read_docx.rows((tmp_path / "a.docx").read_bytes())
        assert sum(forms.AWKWARD in cell for row in mine for cell in row) == 2
        assert sum(len(row) == 6 for row in mine) == 1 + len(context["indicators"])


def test_every_syntax_has_every_tag_once() -> None:
    once = {*forms.FIELDS.values()}
    for syntax in (forms.JINJA, forms.BRACES, forms.CARBONE):
        text = read_docx.golden(read_docx.rows(forms.template(syntax)))
        assert all(text.count(syntax.field(name)) == 1 for name in once - {"amount"})
        for table, fields in forms.TABLES.items():
            assert all(syntax.cell(table, name) in text for name in fields.values())
        assert "vm" not in text
        assert "%" not in text or syntax is forms.JINJA


def test_the_floor_is_the_document(tmp_path: Path) -> None:
    document = ours(forms.template(forms.JINJA))(forms.contexts()[0])
    (tmp_path / "floor.docx").write_bytes(floor(document)())
    with zipfile.ZipFile(tmp_path / "floor.docx") as made, zipfile.ZipFile(io.BytesIO(document)) as wanted:
        assert made.testzip() is None
        assert {name: made.read(name) for name in made.namelist()} == {
            name: wanted.read(name) for name in wanted.namelist()
        }
