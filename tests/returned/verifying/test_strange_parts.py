"""What was not printed, also where something of the same kind was."""

from __future__ import annotations

import io

import pytest
from docx import Document
from PIL import Image

from perfdocs.returned.verifying.strange_parts import strange_parts
from perfdocs.word.open_docx import WordFile
from tests.support.change_zip import with_document, with_members

PAGE = '<w:fldSimple w:instr=" PAGE "><w:r><w:t>1</w:t></w:r></w:fldSimple>'


def picture(colour: str, kind: str) -> io.BytesIO:
    file = io.BytesIO()
    Image.new("RGB", (4, 4), colour).save(file, kind)
    return file


def form(colour: str, kind: str = "PNG", in_header: bool = False) -> bytes:
    """A document with a picture."""
    document = Document()
    owner = document.sections[0].header if in_header else document
    owner.add_paragraph().add_run().add_picture(picture(colour, kind))
    file = io.BytesIO()
    document.save(file)
    return file.getvalue()


def names(returned: bytes, printed: bytes) -> list[str]:
    return [strange.name for strange in strange_parts(WordFile(returned), WordFile(printed))]


@pytest.mark.parametrize("in_header", [False, True])
def test_a_picture_is_known_by_what_it_shows(in_header: bool) -> None:
    printed = form("red", in_header=in_header)
    name = "页眉页脚里的图形" if in_header else "图形"
    assert names(form("red", in_header=in_header), printed) == []
    assert names(form("red", "BMP", in_header), printed) == []
    assert names(form("blue", in_header=in_header), printed) == [name]


def test_a_field_of_the_footer_is_none_of_the_text() -> None:
    def with_field(source: bytes) -> bytes:
        return with_document(source, lambda xml: xml.replace("<w:body>", f"<w:body><w:p>{PAGE}</w:p>", 1))

    document = Document()
    document.sections[0].footer.paragraphs[0].text = "FIELD"
    file = io.BytesIO()
    document.save(file)
    with_footer = in_footer(file.getvalue())
    assert names(with_footer, with_footer) == []
    assert names(with_field(with_footer), with_footer) == ["域（内容会自己变）"]


def in_footer(source: bytes) -> bytes:
    """The field in the footer."""
    old = b"<w:r><w:t>FIELD</w:t></w:r>"
    changed = with_members(source, lambda _, data: data.replace(old, PAGE.encode()))
    assert changed != source
    return changed
