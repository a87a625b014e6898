"""Templates that other programs saved, as Word would have saved them."""

from __future__ import annotations

from perfdocs.word.plain_docx import plain_docx
from tests.support.change_zip import members, pack_members
from tests.support.workspaces import ROOT

TEMPLATE = (ROOT / "templates/shifeng-2023/department.docx").read_bytes()


def test_what_word_saved_stays_to_the_byte() -> None:
    assert plain_docx(TEMPLATE) is TEMPLATE
    assert plain_docx(b"no zip") == b"no zip"


def test_lengths_with_decimals_become_whole() -> None:
    parts = members(TEMPLATE)
    parts["word/document.xml"] = (
        b'<w:document><w:gridCol w:w="2880.5"/><w:trHeight w:hRule="exact" w:val="567.4"/><w:sz w:val="21.0"/>'
        b'<w:ind w:left="-12.5"/><w:lvlText w:val="1.1"/></w:document>'
    )
    plain = members(plain_docx(pack_members(parts)))
    assert plain["word/document.xml"] == (
        b'<w:document><w:gridCol w:w="2881"/><w:trHeight w:hRule="exact" w:val="567"/><w:sz w:val="21"/>'
        b'<w:ind w:left="-13"/><w:lvlText w:val="1.1"/></w:document>'
    )


def test_a_dotx_becomes_a_document() -> None:
    parts = members(TEMPLATE)
    types = parts["[Content_Types].xml"]
    parts["[Content_Types].xml"] = types.replace(b"document.main+xml", b"template.main+xml")
    assert members(plain_docx(pack_members(parts)))["[Content_Types].xml"] == types


def test_fonts_stand_first_and_switches_have_no_words() -> None:
    parts = members(TEMPLATE)
    parts["word/footer1.xml"] = b'<w:rPr><w:sz w:val="28"/><w:rFonts w:ascii="a"/></w:rPr><w:cantSplit w:val="true"/>'
    plain = members(plain_docx(pack_members(parts)))
    assert plain["word/footer1.xml"] == b'<w:rPr><w:rFonts w:ascii="a"/><w:sz w:val="28"/></w:rPr><w:cantSplit/>'
