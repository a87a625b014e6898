"""Forms joined into one document: each keeps its paper, its styles, its lists, its header."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.document import Document as WordDocument
from docx.enum.section import WD_ORIENT
from docx.shared import Pt
from lxml import etree
from PIL import Image

from perfdocs.word.join_forms import join_forms
from perfdocs.word.write_docx import CannotJoin, docx_bytes
from perfdocs.word.xml import W
from tests.support import libreoffice, read_docx


def form(text: str) -> WordDocument:
    document = Document()
    document.add_table(1, 1).cell(0, 0).text = text
    return document


def write_joined(documents: list[WordDocument], directory: Path) -> Path:
    path = directory / "whole.docx"
    path.write_bytes(docx_bytes(join_forms([(f"t{n}.docx", d) for n, d in enumerate(documents)]), "全部", {}))
    return path


def part(path: Path, name: str) -> etree._Element:
    with zipfile.ZipFile(path) as package:
        return etree.fromstring(package.read(name))


@pytest.mark.slow
def test_each_form_starts_a_page_with_its_own_paper(tmp_path: Path, assert_valid_docx: Callable[[Path], None]) -> None:
    wide = form("乙")
    section = wide.sections[0]
    section.orientation = WD_ORIENT.LANDSCAPE
    section.page_width, section.page_height = section.page_height, section.page_width
    path = write_joined([form("甲"), wide, form("丙")], tmp_path)
    assert_valid_docx(path)
    sections = Document(str(path)).sections
    assert [s.orientation for s in sections] == [WD_ORIENT.PORTRAIT, WD_ORIENT.LANDSCAPE, WD_ORIENT.PORTRAIT]
    assert read_docx.rows(path.read_bytes()) == [["甲"], ["乙"], ["丙"]]


@pytest.mark.slow
def test_pages_do_not_multiply(tmp_path: Path) -> None:
    path = write_joined([form("甲"), form("乙"), form("丙")], tmp_path)
    (pdf,) = libreoffice.as_pdf([path], tmp_path, tmp_path / "profile")
    assert [page.strip() for page in libreoffice.pages(pdf)] == ["甲", "乙", "丙"]


@pytest.mark.slow
def test_styles_of_the_same_name_that_look_different_stay_different(
    tmp_path: Path, assert_valid_docx: Callable[[Path], None]
) -> None:
    documents = [form("甲"), form("乙"), form("丙")]
    for document, size in zip(documents, (10, 20, 10), strict=True):
        style = document.styles.add_style("格子", 1)
        style.font.size = Pt(size)
        document.tables[0].cell(0, 0).paragraphs[0].style = style
    path = write_joined(documents, tmp_path)
    assert_valid_docx(path)
    cells = [table.cell(0, 0).paragraphs[0] for table in Document(str(path)).tables]
    assert [cell.style.font.size for cell in cells if cell.style] == [Pt(10), Pt(20), Pt(10)]
    names = [style.name for style in Document(str(path)).styles]
    assert len(names) == len(set(names))


@pytest.mark.slow
def test_lists_go_on_counting_by_themselves(tmp_path: Path, assert_valid_docx: Callable[[Path], None]) -> None:
    documents = [form("甲"), form("乙")]
    for document in documents:
        document.add_paragraph("一项", style="List Number")
        numbers = document.part.numbering_part.element.findall(f"{W}num")
        paragraph: Any = document.paragraphs[-1]._p
        properties = paragraph.get_or_add_pPr().get_or_add_numPr()
        properties.get_or_add_numId().val = int(numbers[0].get(f"{W}numId") or 0)
        properties.get_or_add_ilvl().val = 0
    path = write_joined(documents, tmp_path)
    assert_valid_docx(path)
    used = [e.get(f"{W}val") for e in read_docx.body(path.read_bytes()).iter(f"{W}numId")]
    assert len(set(used)) == 2
    numbering = part(path, "word/numbering.xml")
    defined = {n.get(f"{W}numId"): n[0].get(f"{W}val") for n in numbering.iterfind(f"{W}num")}
    abstract = {a.get(f"{W}abstractNumId") for a in numbering.iterfind(f"{W}abstractNum")}
    assert set(used) <= set(defined)
    assert set(defined.values()) <= abstract


@pytest.mark.slow
def test_headers_and_pictures_come_along(tmp_path: Path, assert_valid_docx: Callable[[Path], None]) -> None:
    documents = [form("甲"), form("乙")]
    for document, text in zip(documents, ("页眉一", "页眉二"), strict=True):
        document.sections[0].header.paragraphs[0].text = text
        document.add_picture(io.BytesIO(PIXEL))
    path = write_joined(documents, tmp_path)
    assert_valid_docx(path)
    assert [s.header.paragraphs[0].text for s in Document(str(path)).sections] == ["页眉一", "页眉二"]
    body = read_docx.body(path.read_bytes())
    ids = [e.get("id") for e in body.iter() if isinstance(e.tag, str) and e.tag.endswith("}docPr")]
    assert len(ids) == 2
    assert len(set(ids)) == 2


def test_pictures_in_headers_stay_apart(tmp_path: Path) -> None:
    """Each header has its own picture, though both forms call it the same."""
    documents = [form("甲"), form("乙")]
    for document, colour in zip(documents, ("red", "blue"), strict=True):
        picture = io.BytesIO()
        Image.new("RGB", (2, 2), colour).save(picture, "PNG")
        document.sections[0].header.paragraphs[0].add_run().add_picture(picture)
    path = write_joined(documents, tmp_path)
    with zipfile.ZipFile(path) as package:
        names = package.namelist()
    assert len(names) == len(set(names))
    shown = []
    for section in Document(str(path)).sections:
        (blip,) = section.header._element.xpath(".//a:blip/@r:embed")
        picture = io.BytesIO(section.header.part.related_parts[blip].blob)
        shown.append(Image.open(picture).convert("RGB").getpixel((0, 0)))
    assert shown == [(255, 0, 0), (0, 0, 255)]


def test_footers_that_are_the_same_stay_one() -> None:
    documents = [form("甲"), form("乙"), form("丙")]
    for document, text in zip(documents, ("页脚", "页脚", "别的页脚"), strict=True):
        document.sections[0].footer.paragraphs[0].text = text
    whole = join_forms([(f"t{n}.docx", document) for n, document in enumerate(documents)])
    assert [section.footer.paragraphs[0].text for section in whole.sections] == ["页脚", "页脚", "别的页脚"]
    assert sum(relation.reltype.endswith("/footer") for relation in whole.part.rels.values()) == 2


def test_a_form_with_one_footer_has_it_on_even_pages_too() -> None:
    plain, two_sided, bare = form("甲"), form("乙"), form("丙")
    plain.sections[0].footer.paragraphs[0].text = "每页"
    two_sided.settings.odd_and_even_pages_header_footer = True
    two_sided.sections[0].footer.paragraphs[0].text = "单页"
    two_sided.sections[0].even_page_footer.paragraphs[0].text = "双页"
    whole = join_forms([("a.docx", plain), ("b.docx", two_sided), ("c.docx", bare)])
    assert whole.settings.odd_and_even_pages_header_footer
    first, second, _ = whole.sections
    assert [first.footer.paragraphs[0].text, first.even_page_footer.paragraphs[0].text] == ["每页", "每页"]
    assert [second.footer.paragraphs[0].text, second.even_page_footer.paragraphs[0].text] == ["单页", "双页"]


PIXEL = bytes.fromhex(
    "89504e470d0a1a0a0000000d4948445200000001000000010802000000907753de0000000c49444154"
    "08d763f8cfc000000301010018dd8db00000000049454e44ae426082"
)


def test_a_template_with_other_defaults_looks_the_same_among_the_others() -> None:
    """The defaults of the document are the first one's: what the second had by default stands in its styles."""
    first, other = form("甲"), form("乙")
    other.styles["Normal"].font.size = Pt(30)
    for document, spacing in ((first, "240"), (other, None)):
        block = document.styles.element.find(f"{W}docDefaults/{W}pPrDefault")
        block.clear()
        properties = etree.SubElement(block, f"{W}pPr")
        if spacing:
            etree.SubElement(properties, f"{W}spacing", {f"{W}after": spacing})
    whole = join_forms([("a.docx", first), ("b.docx", other)])
    styles = {table.cell(0, 0).text: table.cell(0, 0).paragraphs[0].style for table in whole.tables}
    assert styles["甲"].name == "Normal"
    assert styles["甲"].font.size != Pt(30)
    assert styles["乙"].name == "Normal 2"
    assert styles["乙"].font.size == Pt(30)
    spacing = styles["乙"].element.find(f"{W}pPr/{W}spacing")
    assert spacing.get(f"{W}after") == "0"
    assert [style.get(f"{W}default") for style in whole.styles.element.iter(f"{W}style")].count("1") == 4


def test_defaults_that_cannot_be_said_are_refused() -> None:
    first = form("甲")
    defaults = first.styles.element.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr")
    etree.SubElement(defaults, f"{W}effect", {f"{W}val": "shimmer"})
    with pytest.raises(CannotJoin, match=r"模板 a\.docx 和 b\.docx 的默认样式不同（effect），合不成一个文件"):
        join_forms([("a.docx", first), ("b.docx", form("乙"))])


def test_what_cannot_be_carried_over_is_refused() -> None:
    other = form("乙")
    run = other.add_paragraph("注").runs[0]._r
    run.append(run.makeelement(f"{W}footnoteReference", {f"{W}id": "1"}))
    with pytest.raises(CannotJoin, match=r"模板 b\.docx 里有脚注"):
        join_forms([("a.docx", form("甲")), ("b.docx", other)])
