"""Another unit of money than the form's is told with both; what another field says is taken from the form."""

from __future__ import annotations

import pytest

from perfdocs.word.incoming import open_incoming
from tests.support.odd_layouts import DETAIL_HEAD, DETAILS, HEAD, TITLE, Layout, form, layout_as_docx, lines, replaced
from tests.support.printed_forms import importer

OTHER = "表上写的单位是“元”，版式的是“万元”：数没有换算，照原来的读入，请核对"


def imported(body: str) -> tuple[list[str], str]:
    """What is told as errors, and the fund's file."""
    document = open_incoming("a.docx", layout_as_docx(Layout(body)))
    specs = importer("shifeng-2023").import_documents([document], "")
    fund = next(text for name, text in specs.files.items() if name.startswith("funds/"))
    return [finding.message for finding in specs.findings if finding.code == "N218"], fund


@pytest.mark.parametrize(
    ("body", "told"),
    [
        (form(top=lines(TITLE, "填报单位：（盖章）甲区环境卫生管理处    金额单位：元")), ["表外第 2 段：" + OTHER]),
        (form(head=replaced(HEAD, 项目金额="项目金额（元）")), ["第 1 个表第 2 行第 1 格：" + OTHER]),
        (
            form(head=replaced(HEAD, 项目金额="项目金额（千元）")),
            ["第 1 个表第 2 行第 1 格：" + OTHER.replace("“元”", "“千元”")],
        ),
        (form(head=replaced(HEAD, 项目金额="项目金额（万元）")), []),
        (form(), []),
    ],
)
def test_another_unit_than_the_form_s(body: str, told: list[str]) -> None:
    assert imported(body)[0] == told


def test_the_unit_of_a_head_is_that_of_the_amounts_below() -> None:
    details = replaced((DETAIL_HEAD, *DETAILS), **{"金额": "金额（元）", "180": "1800000", "80": "800000"})
    told, fund = imported(form(details=details))
    assert (told, "单位: 元" in fund, "金额: 1800000" in fund) == ([], True, True)


def test_amounts_in_several_units_are_brought_to_one() -> None:
    _, fund = imported(form(details=replaced((DETAIL_HEAD, *DETAILS), **{"180": "1800000元", "80": "80万"})))
    assert "金额: 1800000  # 待核：原来写的是“1800000元”\n" in fund
    assert "金额: 800000  # 待核：原来写的是“80万”\n" in fund


def test_where_nothing_tells_the_unit_it_is_the_form_s() -> None:
    _, fund = imported(form(details=replaced((DETAIL_HEAD, *DETAILS), **{"180": "18", "80": "8"})))
    assert "单位: 万元\n" in fund
