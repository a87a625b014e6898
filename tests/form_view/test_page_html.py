"""A form as HTML: what is in effect in Word is said in CSS, and every text stays a text."""

from __future__ import annotations

import io
import re

import docx
import pytest
from docx.document import Document
from docx.enum.table import WD_ROW_HEIGHT_RULE
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Pt, RGBColor

from perfdocs.form_view.page_html import Addition, FormPage, Marking, cell_id, css, page_of_docx
from perfdocs.returned.cell_map import FormCell
from perfdocs.word.grid import Where


def page(document: Document) -> FormPage:
    stream = io.BytesIO()
    document.save(stream)
    return page_of_docx(stream.getvalue())


def blank() -> Document:
    document: Document = docx.Document()
    return document


def plain(page: FormPage) -> str:
    """The HTML without classes."""
    return re.sub(r' class="[^"]*"', "", page.html())


def rule(page: FormPage, text: str) -> str:
    """What the class of the element says that holds this text."""
    (names,) = re.findall(rf'<(?:p|span|th|td)[^<>]*class="([^"]*)"[^<>]*>{text}', page.html())
    return ";".join(page.rules.get(name, name) for name in names.split())


def test_merged_cells_have_one_cell() -> None:
    document = blank()
    table = document.add_table(3, 3)
    table.cell(0, 0).merge(table.cell(0, 2)).text = "甲"
    table.cell(1, 0).merge(table.cell(2, 0)).text = "乙"
    table.cell(2, 2).text = "丙"
    html = plain(page(document))
    assert '<tr><td id="c0-1-1-1" colspan="3"><p>甲</p></td></tr>' in html
    assert '<tr><td id="c0-1-2-1" rowspan="2"><p>乙</p></td><td id="c0-1-2-2"><p><br></p></td>' in html
    assert '<tr><td id="c0-1-3-2"><p><br></p></td><td id="c0-1-3-3"><p>丙</p></td></tr></tbody></table>' in html


def test_cells_of_a_table_in_a_cell_can_be_marked_too() -> None:
    document = blank()
    document.add_table(1, 1).cell(0, 0).add_table(1, 1).cell(0, 0).text = "5"
    cell = FormCell(2, Where(2, 1, 1))
    html = page(document).html(2, lambda here: Marking(("changed",)) if here == cell else None, "a-")
    assert re.findall(r'<td id="([^"]*)"', html) == ["a-c2-1-1-1", "a-c2-2-1-1"]
    assert re.search(r'<td id="a-c2-2-1-1" class="\w+ changed"><p class="\w+">5</p></td>', html)


@pytest.mark.parametrize(
    ("text", "shown"),
    [
        ("<script>alert(1)</script>", "&lt;script&gt;alert(1)&lt;/script&gt;"),
        ('" onclick="x', "&quot; onclick=&quot;x"),
        ("::error ##[group]", "::error ##[group]"),
        ("1\u202e2", "1‹U+202E›2"),
        ("a&amp;b", "a&amp;amp;b"),
    ],
)
def test_a_hostile_text_stays_a_text(text: str, shown: str) -> None:
    document = blank()
    document.add_paragraph(text)
    assert f">{shown}</p>" in page(document).html()


def test_what_is_in_effect_comes_through_the_styles() -> None:
    document = blank()
    style = document.styles.add_style("甲", 1)
    style.font.name, style.font.size, style.font.bold = "仿宋_GB2312", Pt(15), True
    style.font.color.rgb = RGBColor(192, 0, 0)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "仿宋_GB2312")
    style.paragraph_format.line_spacing = Pt(20)
    document.add_paragraph("三百", "甲")
    said = rule(page(document), "三百")
    assert "line-height:20pt" in said
    assert "font-size:15pt;color:#c00000" in said
    assert said.startswith("line-height:20pt;text-align:left")
    assert 'font-family:"仿宋_GB2312","FangSong_GB2312","FangSong"' in said


def test_a_row_is_as_high_as_it_says() -> None:
    document = blank()
    table = document.add_table(2, 1)
    table.rows[0].height = Pt(40)
    table.rows[1].height, table.rows[1].height_rule = Pt(30), WD_ROW_HEIGHT_RULE.EXACTLY
    made = page(document)
    rows = re.findall(r'<tr class="(\w+)">', made.html())
    assert [made.rules[name] for name in rows] == ["height:40pt", "height:30pt"]
    assert re.findall(r'<div class="exact (\w+)">', made.html()) == rows[1:]


def test_tabs_lead_to_their_stops() -> None:
    document = blank()
    paragraph = document.add_paragraph()
    paragraph.add_run("签字：")
    paragraph.add_run("\t").underline = True
    paragraph.add_run("\t日期")
    stops = OxmlElement("w:tabs")
    for place, kind in ((2000, "left"), (4000, "right")):
        stops.append(OxmlElement("w:tab", {qn("w:val"): kind, qn("w:pos"): str(place)}))
    paragraph.paragraph_format.element.get_or_add_pPr().append(stops)
    html = page(document).html()
    assert re.findall(r"min-width:[^;]*", ";".join(page(document).rules.values())) == ["min-width:100pt"]
    assert re.search(
        r'<span class="line"><span class="tab \w+"><span>签字：</span><span class="fill ruled"></span></span>'
        r'<span class="tab \w+"><span></span><span class="fill"></span><span class="right">日期</span></span>',
        html,
    )


def test_a_viewer_marks_cells_and_adds_texts() -> None:
    document = blank()
    document.add_table(1, 2).cell(0, 1).text = "5"
    cell = FormCell(3, Where(1, 1, 2))

    def mark(here: FormCell) -> Marking | None:
        additions = (Addition("上年：<4>", "last"), Addition("第 7 行", href="javascript:alert(1)"))
        return Marking(("changed",), {"data-line": '"7'}, additions) if here == cell else None

    html = page(document).html(3, mark, "d1-")
    assert 'id="d1-c3-1-1-1"' in html
    assert f'id="{cell_id(cell, "d1-")}"' in html
    assert ' data-line="&quot;7">' in html
    assert '5<span class="last">上年：&lt;4&gt;</span><span>第 7 行</span></p></td>' in html
    assert "javascript" not in html


def test_what_is_added_takes_the_place_of_a_blank_line() -> None:
    document = blank()
    document.add_table(1, 1)
    html = page(document).html(0, lambda _: Marking(additions=(Addition("【待填】"),)))
    assert "><span>【待填】</span></p></td>" in html


def test_classes_are_said_once_and_nothing_is_in_an_attribute() -> None:
    document = blank()
    document.add_paragraph("甲")
    document.add_paragraph("乙")
    made = page(document)
    assert "style=" not in made.html()
    assert "<script" not in made.html()
    styles = css(made, made)
    for name in made.rules:
        assert styles.count(f".{name}{{") == 1
