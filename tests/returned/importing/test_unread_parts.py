"""What stands beside the text of the cells is mentioned with its place."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable

import pytest

from perfdocs.returned.importing.unread_parts import unread_parts
from perfdocs.word.incoming import open_incoming
from perfdocs.word.xml import MAIN
from tests.support.change_zip import with_members
from tests.support.clerk_documents import Habits, document, forms_as_docx, paragraph, run
from tests.support.clerk_habits import FILED

OFFICE_RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RUBY = "<w:r><w:ruby><w:rubyPr/><w:rt><w:r><w:t>0</w:t></w:r></w:rt><w:rubyBase>{}</w:rubyBase></w:ruby></w:r>"


def messages(source: bytes) -> list[str]:
    return [finding.message for finding in unread_parts(open_incoming("a.docx", source))]


def form(text: Callable[[str], str]) -> bytes:
    """A form in which the amount of the fund is written in a way of its own."""
    return forms_as_docx([FILED[3]], Habits(text=lambda cell, *_: text(cell) if cell == "30" else paragraph(run(cell))))


def test_nothing_is_told_of_a_plain_form() -> None:
    assert messages(form(lambda cell: paragraph(run(cell)))) == []


def test_small_characters_above() -> None:
    told = messages(form(lambda cell: paragraph(RUBY.format(run(cell)))))
    assert told[0] == "第 1 个表第 4 行第 2 格：有注在字上面的小字“0”，只读了下面的字：请核对"


def test_hidden_rows() -> None:
    plain = form(lambda cell: paragraph(run(cell)))
    hidden = with_members(plain, lambda _, data: data.replace(b"<w:tr>", b"<w:tr><w:trPr><w:hidden/></w:trPr>", 1))
    assert messages(hidden) == ["第 1 个表第 1 行：这一行设成了隐藏，印不出来，照样读了：请核对"]


@pytest.mark.parametrize(
    ("place", "where"),
    [("30", "第 1 个表第 4 行第 2 格："), ("", "")],
)
def test_comments(place: str, where: str) -> None:
    def text(cell: str) -> str:
        anchor = '<w:r><w:commentReference w:id="7"/></w:r>' if place else ""
        return paragraph(run(cell) + anchor)

    source = form(text)
    comments = (
        f'<w:comments xmlns:w="{MAIN}"><w:comment w:id="7" w:author="审核"><w:p>{run("应为 20")}</w:p>'
        "</w:comment></w:comments>"
    )
    relation = f'<Relationship Id="rId77" Type="{OFFICE_RELATION}/comments" Target="comments.xml"/></Relationships>'
    referred = with_members(source, lambda _, data: data.replace(b"</Relationships>", relation.encode()))
    told = messages(with_part(referred, "word/comments.xml", comments))
    assert told == [f"{where}有 审核 的批注“应为 20”，没有读入：请核对，需要的自己填上"]


def test_notes() -> None:
    anchor = '<w:r><w:footnoteReference w:id="2"/></w:r>'
    notes = f'<w:footnotes xmlns:w="{MAIN}"><w:footnote w:id="2"><w:p>{run("含税")}</w:p></w:footnote></w:footnotes>'
    source = with_part(document(paragraph(run("正文") + anchor)), "word/footnotes.xml", notes)
    assert messages(source) == ["表外第 1 段：有脚注或尾注“含税”，没有读入：请核对，需要的自己填上"]


def test_headers_and_footers() -> None:
    header = f'<w:hdr xmlns:w="{MAIN}"><w:p>{run("经办：王五")}</w:p></w:hdr>'
    numbers = f'<w:ftr xmlns:w="{MAIN}"><w:p>{run("第 3 页")}</w:p></w:ftr>'
    plain = with_part(document(paragraph(run("正文"))), "word/header7.xml", header)
    source = with_part(plain, "word/footer7.xml", numbers)
    assert messages(source) == ["页眉或页脚里写着“经办：王五”，没有读入"]


def with_part(source: bytes, name: str, text: str) -> bytes:
    target = io.BytesIO(source)
    with zipfile.ZipFile(target, "a") as archive:
        archive.writestr(name, text)
    return target.getvalue()
