"""What a reader sees of a paragraph."""

from __future__ import annotations

from pathlib import Path

import pytest
from docx import Document
from docx.oxml import parse_xml

from perfdocs.word.cell_text import CellText
from perfdocs.word.xml import W
from tests.support.run_command import Command

BASE = "<w:rubyBase><w:r><w:t>绩效</w:t></w:r></w:rubyBase>"
ABOVE = "<w:rt><w:r><w:t>jixiao</w:t></w:r></w:rt>"


@pytest.mark.parametrize(
    ("ruby", "text"),
    [
        (f"<w:rubyPr/>{ABOVE}{BASE}", "年度绩效目标"),
        (f"{ABOVE}<w:rubyBase/>", "年度目标"),
        (ABOVE, "年度目标"),
    ],
)
def test_ruby_is_read_by_its_base_once(ruby: str, text: str) -> None:
    runs = f"<w:r><w:t>年度</w:t></w:r><w:r><w:ruby>{ruby}</w:ruby></w:r><w:r><w:t>目标</w:t></w:r>"
    reading = CellText()
    reading.add(parse_xml(f'<w:p xmlns:w="{W.strip("{}")}">{runs}</w:p>'))
    assert (reading.accepted, reading.rejected) == (text, text)


def test_a_document_with_ruby(tmp_path: Path, perfdocs: Command) -> None:
    document = Document()
    document.add_table(1, 2).cell(0, 1).paragraphs[0]._p.append(
        parse_xml(f'<w:r xmlns:w="{W.strip("{}")}"><w:ruby>{ABOVE}{BASE}</w:ruby></w:r>')
    )
    document.save(str(tmp_path / "a.docx"))
    ran = perfdocs("text", tmp_path / "a.docx")
    assert (ran.status, ran.out, ran.err) == (0, " | 绩效\n", "")


RUN_OF_WINGDINGS = '<w:r><w:rPr><w:rFonts w:ascii="Wingdings"/></w:rPr><w:t>\uf0fe</w:t></w:r>'
LEGACY = '<w:r><w:fldChar w:fldCharType="begin"><w:ffData><w:checkBox>SET</w:checkBox></w:ffData></w:fldChar></w:r>'
CONTROL = "<w:sdt><w:sdtPr/><w:sdtContent><w:r><w:t>☒</w:t></w:r></w:sdtContent></w:sdt>"


@pytest.mark.parametrize(
    ("runs", "text"),
    [
        ('<w:r><w:sym w:font="Wingdings" w:char="F0FE"/></w:r>', "☑是"),
        ('<w:r><w:sym w:font="Wingdings" w:char="F0A8"/></w:r>', "□是"),
        ('<w:r><w:sym w:font="Wingdings 2" w:char="F052"/></w:r>', "☑是"),
        ('<w:r><w:sym w:font="Wingdings" w:char="00FC"/></w:r>', "√是"),
        ('<w:r><w:sym w:font="Symbol" w:char="F0B3"/></w:r>', "\uf0b3是"),
        (RUN_OF_WINGDINGS, "☑是"),
        (LEGACY.replace("SET", '<w:default w:val="0"/><w:checked/>'), "☑是"),
        (LEGACY.replace("SET", '<w:default w:val="0"/>'), "□是"),
        (LEGACY.replace("SET", '<w:default w:val="1"/><w:checked w:val="0"/>'), "□是"),
        (CONTROL, "☒是"),
    ],
)
def test_boxes_are_read_as_they_look(runs: str, text: str) -> None:
    reading = CellText()
    reading.add(parse_xml(f'<w:p xmlns:w="{W.strip("{}")}">{runs}<w:r><w:t>是</w:t></w:r></w:p>'))
    assert reading.accepted == text
