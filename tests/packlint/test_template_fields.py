"""What a pack's templates and manifest do with the fields, in every case that the fields may be in."""

from __future__ import annotations

import json
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import docx
import pytest
from docx.oxml.ns import qn

from perfdocs.pack.manifest import Packs
from perfdocs.packlint.lint_pack import check_pack
from tests.support.construct_pack import add_rows, field, group

TABLE = {
    "类别": {**field("类别"), "enum": ["新增", "延续", None]},
    "款项": field("款项", "number"),
    "备注": field("备注", "string"),
}
OTHERS = {"版式": {**field("版式"), "const": "p"}, "各项": field("各项", "array", items=group("一项", TABLE))}
FIELDS = ("总数", "完成", "说明", "原因")


def told(
    root: Path, rows: Sequence[Sequence[str]], more: str = "", forms: str = "", fields: dict[str, Any] | None = None
) -> list[str]:
    """What `packs check` says of a pack with these rows in its template; fields besides those of every pack."""
    for directory in ("templates/p", "schema/p"):
        (root / directory).mkdir(parents=True)
    numbers = {name: field(name, "number" if name in ("总数", "完成") else "string") for name in FIELDS}
    schema = group("部门", {**OTHERS, **numbers, **(fields or {})})
    (root / "schema/p/d.schema.json").write_text(json.dumps(schema, ensure_ascii=False), "utf-8")
    (root / "templates/p/pack.yaml").write_text(
        "title: 演示\ndocuments:\n  部门: {path: department.yaml, schema: d.schema.json}\n"
        f"{more}unprinted: {{版式: 只用来找到这套版式}}\n"
        f"forms:\n  - {{title: 表, template: t.docx}}\n{forms}submission: {{file: 全}}\n",
        "utf-8",
    )
    template = docx.Document()
    default = template.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    default.find(qn("w:rFonts")).set(qn("w:eastAsia"), "宋体")
    default.find(qn("w:lang")).set(qn("w:eastAsia"), "zh-CN")
    add_rows(template, *rows)
    template.save(str(root / "templates/p/t.docx"))
    return [f"{each.place.line} {each.code} {each.message}" for each in check_pack(root, Packs(root), "p")]


ROWS = [
    ("项目", "数"),
    ("{%tr for 项 in 各项 %}", ""),
    ("{{ 项.类别 }}{{ '（' ~ 项.备注 ~ '）' if 项.类别 == '延续' }}", "{{ 项.款项 }}"),
    ("{%tr endfor %}", ""),
    ("总数", "{{ 总数 }}"),
    ("完成", "{{ 完成 }}"),
]
TEXTS = [("说明", "{{ 说明 }}"), ("原因", "{{ 原因 }}")]


def without_hints_of_reading(lines: list[str]) -> list[str]:
    return [line for line in lines if " T208 " not in line]


IN_SOME_CASE = {
    "选项": "{% for 项 in 各项 %}{% if 项.类别 == '延续' %}{{ 选项 }}{% endif %}{% endfor %}",
    "大数": "{% if 总数 > 100000 %}{{ 大数 }}{% endif %}",
    "无数": "{% if 总数 == 0 %}{{ 无数 }}{% endif %}",
    "空着": "{{ 说明 or 空着 }}",
    "别的": "{% if 说明 == '部分' %}{{ 别的 }}{% endif %}",
}
"""Fields with the only tag that prints each, in some case."""


def test_fields_that_are_printed_in_some_case_are_printed(tmp_path: Path) -> None:
    fields = {name: field(name, "string") for name in IN_SOME_CASE}
    rows = [*ROWS, *TEXTS, *IN_SOME_CASE.items()]
    assert without_hints_of_reading(told(tmp_path, rows, fields=fields)) == []


@pytest.mark.slow
def test_a_field_that_is_printed_in_no_case_is_told(tmp_path: Path) -> None:
    message = "字段“原因”没有印在任何一张表上：请在模板里加上，或在版式说明的 unprinted 里写明原因"
    rows = [*ROWS, ("说明", "{{ 说明 }}{% if 原因 %}有{% endif %}".replace("原因", "总数"))]
    assert without_hints_of_reading(told(tmp_path, rows)) == [f"1 T202 {message}"]


@pytest.mark.slow
def test_a_fault_that_only_another_option_shows(tmp_path: Path) -> None:
    rows = [*ROWS[:2], ("{{ 项.类别 }}{{ 项.备住 if 项.类别 == '延续' }}", "{{ 项.款项 }}"), *ROWS[3:], *TEXTS]
    (line,) = told(tmp_path, rows)
    assert line == ("1 T103 选了别的选项、填了别的数时：第 1 个表第 3 行第 1 格：这里没有“备住”这一项，是不是“备注”？")


NEVER = {
    "when": "  - {title: 附表, template: t.docx, when: 总数 < 0}\n",
    "for": "  - {title: 附表, template: t.docx, file: '{{ number }}', "
    "for: {项: \"各项|selectattr('类别', '==', '延序')\"}}\n",
}


@pytest.mark.slow
def test_a_form_that_is_never_made_is_told(tmp_path: Path) -> None:
    lines = without_hints_of_reading(told(tmp_path, [*ROWS, *TEXTS], forms="".join(NEVER.values())))
    assert lines == [
        f"{line} T213 这张表（t.docx）用示例数据怎么填都不生成，里面的标签没有检查到：请核对 {key} 里的字段和选项"
        "写得对不对"
        for line, key in enumerate(NEVER, start=7)
    ]


@pytest.mark.slow
def test_a_misspelt_field_in_a_filter_of_rows_is_told(tmp_path: Path) -> None:
    form = "  - {title: 附表, template: t.docx, file: '{{ number }}', for: {项: \"各项|selectattr('类型', 'none')\"}}\n"
    lines = told(tmp_path, [*ROWS, *TEXTS], forms=form)
    source = "各项|selectattr('类型', 'none')"
    assert lines[0] == f"7 P106 版式说明里的“{source}”算不出来：这里没有“类型”这一项，是不是“类别”？"


@pytest.mark.slow
def test_divisions_say_what_is_printed_where_the_divisor_is_nothing(tmp_path: Path) -> None:
    rows = [
        *ROWS,
        *TEXTS,
        ("率", "{{ (完成 / 总数)|percent }}"),
        ("比", "{{ (完成 / 总数)|round(2) if 总数 else '—' }}"),
    ]
    more = "derived:\n  - set: {份额: 完成 / 总数 * 0.1}\n"
    message = (
        "P209 除数“总数”空着或者是 0 时，结果空着；要印别的，写成 … / 总数 if 总数 else '—'，"
        "就要空着的写成 … / 总数 if 总数"
    )
    lines = without_hints_of_reading(told(tmp_path, rows, more))
    assert lines == [f"5 {message}", f"1 {message}"]


@pytest.mark.slow
def test_a_quotient_that_is_printed_as_it_comes_out_is_told(tmp_path: Path) -> None:
    rows = [*ROWS, *TEXTS, ("比", "{{ 完成 / 总数 if 总数 else '—' }}"), ("率", "{{ (完成 / 总数)|percent if 总数 }}")]
    lines = without_hints_of_reading(told(tmp_path, rows))
    assert lines == [
        "1 T105 选了别的选项、填了别的数时：第 1 个表第 9 行第 2 格：除不尽的数（0.724137…）没有取小数位："
        "写成 (…)|round(2)，或者 (…)|percent"
    ]


@pytest.mark.slow
def test_names_that_tags_cannot_hold_work_in_brackets_and_are_told(tmp_path: Path) -> None:
    odd = {"1-6月执行数": field("1-6月执行数", "number"), "实施期（月）": field("实施期（月）", "string")}
    rows = [*ROWS, *TEXTS, ("执行", "{{ 部门['1-6月执行数'] }}"), ("实施期", "{{ 部门['实施期（月）'] }}")]
    lines = without_hints_of_reading(told(tmp_path, rows, fields=odd))
    assert lines == [
        f"1 P208 模板和版式说明里不能直接写“{name}”：写成 上一级['{name}']（最外一层的，上一级写填报文件的名称，"
        f"例如 部门['{name}']），或者改用没有括号、短横线，也不以数字开头的名字，表上的名称写在 title 里"
        for name in odd
    ]
