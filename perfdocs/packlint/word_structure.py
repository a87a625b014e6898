"""What can be seen of a template without filling it: widths, fonts, merges, and what a form must bear."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docx.document import Document as WordDocument
from lxml import etree

from perfdocs.finding import Finding, Place
from perfdocs.pack.manifest import Form
from perfdocs.word.xml import W

_TAG_ROW = re.compile(r"^\s*\{%tr\s.*%\}\s*$", re.DOTALL)
_MERGE = re.compile(r"\{%\s*vm\b(.*?)%\}")
_LOOP = re.compile(r"\{%(?:tr|tc|p|r)?\s*(for|endfor)\b")


def faults(document: WordDocument, file: str, form: Form) -> Iterator[Finding]:
    """T204 merges, T205 what must be printed, T206 widths, T207 fonts."""
    body = document.element.body
    for code, message in (
        *_missing_texts(body, form),
        *_fonts(document.styles.element, body),
        *(fault for n, table in enumerate(body.iterfind(f"{W}tbl"), start=1) for fault in _table(n, table)),
    ):
        yield Finding(code, Place(file), message)


def _missing_texts(body: etree._Element, form: Form) -> Iterator[tuple[str, str]]:
    printed = re.sub(r"\s", "", "".join(text.text or "" for text in body.iter(f"{W}t")))
    for wanted in form.must_print:
        if re.sub(r"\s", "", wanted) not in printed:
            yield "T205", f"模板里没有“{wanted}”：版式说明要求这张表必须有（must_print）"


def _fonts(styles: etree._Element, body: etree._Element) -> Iterator[tuple[str, str]]:
    default = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}rFonts")
    if default is None or not default.get(f"{W}eastAsia"):
        yield "T207", "默认样式没有指定中文字体：请在“正文”样式里选定中文字体，否则各电脑显示不一样"
    language = styles.find(f"{W}docDefaults/{W}rPrDefault/{W}rPr/{W}lang")
    if language is None or language.get(f"{W}eastAsia") != "zh-CN":
        yield "T207", "默认语言不是简体中文（zh-CN）：请在 Word 里全选，校对语言设为“中文(中国)”，并设为默认"
    for run in body.iter(f"{W}rFonts"):
        if run.get(f"{W}ascii") and not run.get(f"{W}eastAsia"):
            yield "T207", f"有文字只指定了西文字体“{run.get(f'{W}ascii')}”，没有指定中文字体：请重新选定字体"
            return


def _table(number: int, table: etree._Element) -> Iterator[tuple[str, str]]:
    widths = [column.get(f"{W}w") for column in table.iterfind(f"{W}tblGrid/{W}gridCol")]
    if not widths or any(width in (None, "", "0") for width in widths):
        yield "T206", f"第 {number} 个表没有列宽：请在表格属性里给每一列指定宽度（WPS 按它排版）"
    depth = 0
    above: dict[tuple[int, int], bool] = {}
    for row_number, row in enumerate(table.iterfind(f"{W}tr"), start=1):
        text = "".join(t.text or "" for t in row.iter(f"{W}t"))
        depth += sum(1 if word == "for" else -1 for word in _LOOP.findall(text))
        if _TAG_ROW.match(text):
            continue
        merged: dict[tuple[int, int], bool] = {}
        column = 0
        for cell_number, cell in enumerate(row.iterfind(f"{W}tc"), start=1):
            span = _span(cell)
            where = f"第 {number} 个表第 {row_number} 行第 {cell_number} 格"
            problem, merges = _merge(cell, depth, above.get((column, span), False))
            if problem:
                yield "T204", f"{where}：{problem}"
            merged[column, span] = merges
            column += span
        above = merged


def _span(cell: etree._Element) -> int:
    span = cell.find(f"{W}tcPr/{W}gridSpan")
    return 1 if span is None else int(span.get(f"{W}val") or 1)


def _merge(cell: etree._Element, depth: int, above: bool) -> tuple[str, bool]:
    """What is wrong with a cell's merge, and whether a cell below can go on with it."""
    text = "".join(t.text or "" for t in cell.iter(f"{W}t"))
    tag = _MERGE.search(text)
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    if tag is not None:
        if not tag.group(1).strip():
            return "{% vm %} 要写明按什么合并，例如 {% vm 一级 %}；不写就会把整个循环合成一格", True
        if depth < 1:
            return "{% vm … %} 要写在循环的行里（上面有 {%tr for … %}），这里没有循环", True
        return "", True
    if merge is not None and merge.get(f"{W}val") != "restart" and not above:
        return "这一格要和上面合并，而上面没有同样宽的合并格：请在 Word 里取消合并，重新合并", True
    return "", merge is not None
