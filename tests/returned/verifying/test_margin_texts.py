"""Headers, footers and notes: every word and every figure counts, but for numbers that count pages."""

from __future__ import annotations

import pytest
from lxml import etree

from perfdocs.returned.verifying.margin_texts import PAGE_NUMBER, margin_findings, margin_lines
from perfdocs.word.xml import MAIN
from tests.support.clerk_documents import paragraph, run


def mark(kind: str) -> str:
    return f'<w:r><w:fldChar w:fldCharType="{kind}"/></w:r>'


def field(code: str, result: str) -> str:
    instruction = f"<w:r><w:instrText> {code} </w:instrText></w:r>"
    return mark("begin") + instruction + mark("separate") + run(result) + mark("end")


def footer(*paragraphs: str) -> etree._Element:
    return etree.fromstring(f'<w:ftr xmlns:w="{MAIN}">{"".join(map(paragraph, paragraphs))}</w:ftr>')


def lines(*paragraphs: str) -> list[str]:
    return sorted(margin_lines([footer(*paragraphs)]))


@pytest.mark.parametrize(
    ("inner", "line"),
    [
        (run("2023 年"), "2023年"),
        (run("— ") + field("PAGE", "7") + run(" —"), f"—{PAGE_NUMBER}—"),
        (run("第") + field("page \\* ARABIC", "7") + run("页"), f"第{PAGE_NUMBER}页"),
        (f'<w:fldSimple w:instr=" NUMPAGES ">{run("7")}</w:fldSimple>', PAGE_NUMBER),
        (field("DATE", "2023") + run("止"), "2023止"),
        (f'<w:fldSimple w:instr="= 300">{run("300")}</w:fldSimple>', "300"),
    ],
)
def test_lines(inner: str, line: str) -> None:
    assert lines(inner, "") == [line]


def told(printed: str, returned: str) -> list[str]:
    return [
        f"{finding.severity.label} {finding.code} {finding.message}"
        for finding in margin_findings("a.docx", margin_lines([footer(printed)]), [footer(returned)])
    ]


def test_a_figure_that_is_another_one() -> None:
    assert told(run("2023年度"), run("2024年度")) == [
        "错误 N309 页眉、页脚或脚注里有印出时没有的文字“2024年度”：请核对",
        "错误 N309 页眉、页脚里原来的文字“2023年度”没有了，或者改过：请核对",
    ]


def test_a_number_in_the_place_of_one_that_counts_pages() -> None:
    assert told(run("第") + field("PAGE", "1"), run("第300")) == [
        "错误 N309 页眉、页脚或脚注里有印出时没有的文字“第300”：请核对",
        "错误 N309 页眉、页脚里原来的文字“第〔页码〕”没有了，或者改过：请核对",
    ]


def test_another_page_number_is_nothing() -> None:
    assert told(run("第 ") + field("PAGE", "1"), run("第") + field("PAGE", "2")) == []
