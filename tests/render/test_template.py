"""The tag language, on templates made here: values as they went in, merges, rows that stay together."""

from __future__ import annotations

import io
import random
from collections.abc import Sequence
from decimal import Decimal
from functools import cache
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from hypothesis import given, settings
from hypothesis import strategies as st
from lxml import etree

from perfdocs.pack.values import Key, Rows
from perfdocs.render.template import Template
from perfdocs.render.template_fault import TemplateFault
from perfdocs.word.page_rules import text_width
from perfdocs.word.write_docx import docx_bytes, is_ours
from perfdocs.word.xml import W
from tests.support import read_docx
from tests.support.for_each import for_each

GROUPS = [
    ["{%tr for 一级, 二级们 in 指标|items %}", "", "", ""],
    ["{%tr for 二级, 行们 in 二级们|items %}", "", "", ""],
    ["{%tr for 行 in 行们|rows(1) %}", "", "", ""],
    ["{% vm 一级 %}{{ 一级.label }}", "{% vm 二级 %}{{ 二级.label }}", "{{ 行.名称 }}", "{{ 行.值 }}"],
    ["{%tr endfor %}", "", "", ""],
    ["{%tr endfor %}", "", "", ""],
    ["{%tr endfor %}", "", "", ""],
]


def template(rows: Sequence[Sequence[str]]) -> Template:
    return make_template(tuple(tuple(row) for row in rows))


@cache
def make_template(rows: tuple[tuple[str, ...], ...]) -> Template:
    document = Document()
    table = document.add_table(len(rows), len(rows[0]))
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    raw = io.BytesIO()
    document.save(raw)
    return Template(raw.getvalue())


def render_rows(rows: Sequence[Sequence[str]], context: dict[str, Any]) -> bytes:
    return template(rows).fill(context).to_docx("表", {})


def grid(rows: Sequence[Sequence[str]], context: dict[str, Any]) -> read_docx.Grid:
    return read_docx.rows(render_rows(rows, context))


def groups(shape: dict[str, dict[str, list[tuple[str, str]]]]) -> dict[str, Any]:
    blank = {"名称": None, "值": None}
    return {
        "指标": {
            Key(first, first): {
                Key(second, second): Rows([{"名称": n, "值": v} for n, v in rows], lambda: blank)
                for second, rows in inner.items()
            }
            for first, inner in shape.items()
        }
    }


AWKWARD = [
    "& < > \" '",
    "绿化率 <5%",
    "{{ 部门名称 }}",
    "{% endif %}",
    "{# 注 #}",
    "{_{ }_} {_% %_}",
    "一\n二\n\n三",
    "左\t右",
    "  前后有空格  ",
    "㑇𠀀𪚥𫝀",
    "👍🏽",
    "</w:t></w:r><w:p>",
    "&amp; &#38; &lt;",
    "“引号”‘单’",
    "\u200b零宽",
    "]]>",
]


@for_each("value", AWKWARD)
def test_values_come_out_as_they_went_in(value: str) -> None:
    assert grid([["甲", "{{ 值 }}"]], {"值": value}) == [["甲", value]]


@settings(max_examples=60, deadline=None)
@given(st.text(st.characters(blacklist_categories=["Cs", "Cc"], blacklist_characters="\ufffe\uffff"), max_size=40))
def test_any_text_comes_out_as_it_went_in(value: str) -> None:
    assert grid([["{{ 值 }}"]], {"值": value}) == [[value]]


@pytest.mark.parametrize(
    ("value", "printed"),
    [(None, ""), (Decimal("21.10"), "21.10"), (Decimal("0.0000001"), "0.0000001"), (3, "3"), ("", "")],
)
def test_what_is_printed(value: object, printed: str) -> None:
    assert grid([["{{ 值 }}"]], {"值": value}) == [[printed]]


def test_groups_merge_on_two_levels_in_the_given_order() -> None:
    context = groups(
        {
            "产出": {"数量": [("甲", "1"), ("乙", "2")], "质量": [("丙", "3")]},
            "成本": {"经济": [("丁", "4"), ("丁", "4")], "社会": []},
        }
    )
    assert grid(GROUPS, context) == [
        ["产出", "数量", "甲", "1"],
        ["", "", "乙", "2"],
        ["", "质量", "丙", "3"],
        ["成本", "经济", "丁", "4"],
        ["", "", "丁", "4"],
        ["", "社会", "", ""],
    ]


def test_a_merge_starts_anew_where_the_group_does() -> None:
    rows = [["{%tr for 行 in 表 %}", ""], ["{% vm 行.组 %}{{ 行.组 }}", "{{ 行.值 }}"], ["{%tr endfor %}", ""]]
    table = [{"组": g, "值": v} for g, v in [("甲", "1"), ("甲", "2"), ("乙", "3"), ("甲", "4")]]
    assert grid(rows, {"表": table}) == [["甲", "1"], ["", "2"], ["乙", "3"], ["甲", "4"]]


def test_a_merge_does_not_run_on_into_the_next_table(tmp_path: Path) -> None:
    document = Document()
    for _ in range(2):
        cell = document.add_table(3, 1).columns[0].cells
        for one, text in zip(cell, ["{%tr for 行 in 表 %}", "{% vm 行 %}{{ 行 }}", "{%tr endfor %}"], strict=True):
            one.text = text
    path = tmp_path / "form.docx"
    document.save(str(path))
    filled = Template(path.read_bytes()).fill({"表": ["甲", "甲"]}).to_docx("表", {})
    assert read_docx.tables(filled) == [[["甲"], [""]], [["甲"], [""]]]


def test_tags_may_be_split_by_word_into_runs(tmp_path: Path) -> None:
    document = Document()
    paragraph = document.add_table(1, 1).cell(0, 0).paragraphs[0]
    for piece in ("{", "{ 部门", "名", "称 }", "}"):
        paragraph.add_run(piece)
    path = tmp_path / "form.docx"
    document.save(str(path))
    assert read_docx.rows(Template(path.read_bytes()).fill({"部门名称": "商务局"}).to_docx("表", {})) == [["商务局"]]


def test_a_row_is_kept_with_the_one_above() -> None:
    rows = [["{%tr for 行 in 表 %}"], ["{{ 行 }}"], ["{%tr endfor %}"], ["{% keep %}签字"]]
    document = render_rows(rows, {"表": ["一", "二", "三"]})
    kept = [row.find(f".//{W}keepNext") is not None for row in read_docx.body(document).iter(f"{W}tr")]
    assert kept == [False, False, True, False]
    assert b"perfdocs-keep" not in document


def test_a_row_that_fills_a_page_is_not_kept_with_the_next() -> None:
    rows = [["{{ 值 }}"], ["{% keep %}签字"]]
    assert [b"keepNext" in etree.tostring(read_docx.body(render_rows(rows, {"值": "字" * n}))) for n in (10, 2000)] == [
        True,
        False,
    ]


def test_dashes_and_quotation_marks_are_as_wide_as_in_chinese_fonts() -> None:
    assert [text_width(text) for text in ("字", "“”", "——", "≥9", "abc 1")] == [2, 4, 4, 3, 5]


@pytest.mark.parametrize(("length", "breaks"), [(10, False), (2000, True)])
def test_only_a_long_row_breaks_over_pages(tmp_path: Path, length: int, breaks: bool) -> None:
    document = Document()
    row = document.add_table(1, 1).rows[0]
    row.cells[0].text = "{{ 值 }}"
    row._tr.get_or_add_trPr().append(row._tr.get_or_add_trPr().makeelement(f"{W}cantSplit", {}))
    path = tmp_path / "form.docx"
    document.save(str(path))
    filled = Template(path.read_bytes()).fill({"值": "字" * length}).to_docx("表", {})
    assert (read_docx.body(filled).find(f".//{W}cantSplit") is None) is breaks


@for_each(
    ("cell", "code", "sentence"),
    [
        ("{{ 部们名称 }}", "T103", "第 1 个表第 1 行第 2 格：名称“部们名称”没有定义，是不是“部门名称”？"),
        ("{{ 组.金颚 }}", "T103", "第 1 个表第 1 行第 2 格：这里没有“金颚”这一项，是不是“金额”？"),
        ("{{ 部门名称.金额 }}", "T103", "第 1 个表第 1 行第 2 格：“金额”取自一个没有下级字段的值（文字）"),
        ("{% vm 组们 %}甲", "T103", "第 1 个表第 1 行第 2 格：名称“组们”没有定义，是不是“组”？"),
        ("{{ 组 }}", "T105", "第 1 个表第 1 行第 2 格：这里要印的是一组字段，不是一个值：请写到具体的字段"),
        ("{{ 部门名称.__class__ }}", "T104", "第 1 个表第 1 行第 2 格：模板里的标签只能取字段的值，不能调用程序"),
        ("{{ cycler }}", "T103", "第 1 个表第 1 行第 2 格：名称“cycler”没有定义"),
        ("{{ 部门名称.upper() }}", "T104", "第 1 个表第 1 行第 2 格：模板里的标签只能取字段的值，不能调用程序"),
        ("{{ 数 ** 9 }}", "T105", "第 1 个表第 1 行第 2 格：不能在这里用“**”：只有数字可以相乘，不能乘方"),
        ("{{ 部门名称 * 9 }}", "T105", "第 1 个表第 1 行第 2 格：不能在这里用“*”：只有数字可以相乘，不能乘方"),
        ("{{ 部门名称|random }}", "T102", "第 1 个表第 1 行第 2 格：没有“random”这个过滤器"),
        ("{{ 数|thousands(0) }}", "T107", "第 1 个表第 1 行第 2 格：这里的标签算不出来：2.5 的小数多于 0 位，不能舍去"),
        (
            "{{ 部门名称|total }}",
            "T107",
            "第 1 个表第 1 行第 2 格：这里的标签算不出来：total 要一张表或一组字段，这里是文字",
        ),
        ("{% if 数 %}甲", "T102", "第 1 个表第 1 行第 2 格：“if”没有收尾，少了 {% endif %}"),
        ("{{ 部门名称", "T102", "第 1 个表第 1 行第 2 格：标签“{{”没有写完，少了收尾的“}}”（一个标签要写在同一段里）"),
        ("{% vm 组.金颚 %}甲", "T103", "第 1 个表第 1 行第 2 格：这里没有“金颚”这一项，是不是“金额”？"),
    ],
)
def test_faults_name_the_cell(cell: str, code: str, sentence: str) -> None:
    context = {"部门名称": "商务局", "组": {"金额": Decimal(1)}, "数": Decimal("2.5")}
    with pytest.raises(TemplateFault) as fault:
        template([["甲", cell]]).fill(context)
    assert (fault.value.code, str(fault.value)) == (code, sentence)


def test_a_tag_that_does_not_hold_a_whole_row() -> None:
    with pytest.raises(TemplateFault) as fault:
        template([["{%tr if 有 %}"], ["甲"], ["{% endif %}乙"]]).fill({"有": None})
    assert fault.value.code == "T106"


def test_no_word_file(tmp_path: Path) -> None:
    path = tmp_path / "form.docx"
    for content in (b"", b"text", b"PK\x03\x04"):
        path.write_bytes(content)
        with pytest.raises(TemplateFault, match="不是 Word 文件"):
            Template(path.read_bytes())


def test_the_template_is_not_changed_by_rendering() -> None:
    one = template([["{{ 值 }}"]])
    first = docx_bytes(one.fill_by_docxtpl({"值": "甲"}), "表", {})
    docx_bytes(one.fill_by_docxtpl({"值": "乙"}), "表", {})
    assert docx_bytes(one.fill_by_docxtpl({"值": "甲"}), "表", {}) == first
    assert Document(io.BytesIO(one.source)).tables[0].cell(0, 0).text == "{{ 值 }}"


@pytest.mark.slow
def test_a_damaged_file_is_a_fault_and_never_a_crash(tmp_path: Path) -> None:
    path = tmp_path / "form.docx"
    sound = template(GROUPS).source
    chance = random.Random(7)
    told = set()
    for number in range(120):
        damaged = bytearray(sound[: chance.randrange(len(sound))] if number % 3 == 0 else sound)
        for _ in range(number % 4):
            damaged[chance.randrange(len(damaged))] ^= 1 << chance.randrange(8)
        path.write_bytes(damaged)
        assert not is_ours(bytes(damaged))
        try:
            Template(path.read_bytes())
        except TemplateFault as fault:
            told.add(fault.code)
    assert "T101" in told
