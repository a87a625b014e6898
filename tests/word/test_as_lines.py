"""A Word document as lines: everything that is to be seen of its text, so that a change of it is a difference."""

from __future__ import annotations

import io

from docx import Document

from perfdocs.word.as_lines import document_lines
from perfdocs.word.open_docx import WordFile
from perfdocs.word.xml import MAIN
from tests.support.change_zip import members, pack_members

NOTES = (
    f'<w:{{0}}s xmlns:w="{MAIN}"><w:{{0}} w:id="0" w:type="separator"><w:p/></w:{{0}}>'
    '<w:{0} w:id="1"><w:p><w:r><w:t>{1}</w:t></w:r></w:p></w:{0}></w:{0}s>'
)


def lines_of(
    header: str = "页眉的字", comment: str = "请核对", note: str = "见附件", style: str = "List Number"
) -> list[str]:
    opened = Document()
    opened.sections[0].header.paragraphs[0].text = header
    opened.sections[0].footer.paragraphs[0].text = "页脚的字"
    opened.add_paragraph("目标")
    opened.add_paragraph("第一项", style=style)
    opened.add_paragraph("第二项", style=style)
    table = opened.add_table(1, 2)
    table.cell(0, 0).text, table.cell(0, 1).text = "甲", "乙"
    opened.add_comment(opened.paragraphs[0].runs, text=comment, author="科长", initials="")
    saved = io.BytesIO()
    opened.save(saved)
    parts = members(saved.getvalue())
    for kind in ("footnote", "endnote"):
        parts[f"word/{kind}s.xml"] = NOTES.format(kind, note).encode()
    return list(document_lines(WordFile(pack_members(parts))))


def test_everything_is_shown() -> None:
    assert lines_of() == [
        "目标",
        "1. 第一项",
        "2. 第二项",
        "甲 | 乙",
        "[尾注] 见附件",
        "[页脚] 页脚的字",
        "[脚注] 见附件",
        "[页眉] 页眉的字",
        "[批注 科长] 请核对",
    ]


def test_a_change_anywhere_is_a_difference() -> None:
    shown = lines_of()
    for changed in (
        lines_of(header="别的"),
        lines_of(comment="已核对"),
        lines_of(note="见正文"),
        lines_of(style="List Bullet"),
    ):
        assert changed != shown
