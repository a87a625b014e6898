"""What can be seen of a template without filling it: widths, fonts, merges, and what a form must bear."""

from __future__ import annotations

import re
from collections.abc import Iterator

from docx.document import Document as WordDocument
from lxml import etree

from perfdocs.finding import Finding, Place
from perfdocs.pack.manifest import Form
from perfdocs.word.grid import Where
from perfdocs.word.xml import W, val

_TAG_ROW = re.compile(r"^\s*\{%tr\s.*%\}\s*$", re.DOTALL)
_MERGE = re.compile(r"\{%\s*vm\b(.*?)%\}")
_LOOP = re.compile(r"\{%(?:tr|tc|p|r)?\s*(for|endfor)\b")


Problem = tuple[str, str]
"""The code and the text of a finding."""


def structure_findings(document: WordDocument, file: str, form: Form) -> Iterator[Finding]:
    """T204 merges, T205 what must be printed, T206 widths, T207 fonts, T214 rows that are short of cells."""
    body = document.element.body
    problems = [*_missing_texts(body, form), *_fonts(document.styles.element, body)]
    for number, table in enumerate(body.iterfind(f"{W}tbl"), start=1):
        problems += _table_problems(number, table)
    for code, message in problems:
        yield Finding(code, Place(file), message)


def _missing_texts(body: etree._Element, form: Form) -> Iterator[Problem]:
    printed = re.sub(r"\s", "", _text(body))
    for text in form.must_print:
        if re.sub(r"\s", "", text) not in printed:
            yield "T205", f"模板里没有“{text}”：版式说明要求这张表必须有（must_print）"


def _fonts(styles: etree._Element, body: etree._Element) -> Iterator[Problem]:
    defaults = f"{W}docDefaults/{W}rPrDefault/{W}rPr"
    fonts = styles.find(f"{defaults}/{W}rFonts")
    if fonts is None or not fonts.get(f"{W}eastAsia"):
        yield "T207", "默认样式没有指定中文字体：请在“正文”样式里选定中文字体，否则各电脑显示不一样"
    language = styles.find(f"{defaults}/{W}lang")
    if language is None or language.get(f"{W}eastAsia") != "zh-CN":
        yield "T207", "默认语言不是简体中文（zh-CN）：请在 Word 里全选，校对语言设为“中文(中国)”，并设为默认"
    for fonts in body.iter(f"{W}rFonts"):
        western = fonts.get(f"{W}ascii")
        if western and not fonts.get(f"{W}eastAsia"):
            yield "T207", f"有文字只指定了西文字体“{western}”，没有指定中文字体：请重新选定字体"
            return


def _table_problems(number: int, table: etree._Element) -> Iterator[Problem]:
    widths = [column.get(f"{W}w") for column in table.iterfind(f"{W}tblGrid/{W}gridCol")]
    if not widths or any(width in (None, "", "0") for width in widths):
        yield "T206", f"第 {number} 个表没有列宽：请在表格属性里给每一列指定宽度（WPS 按它排版）"
    loops = 0
    above: set[tuple[int, int]] = set()
    for row_number, row in enumerate(table.iterfind(f"{W}tr"), start=1):
        loops += sum(1 if tag == "for" else -1 for tag in _LOOP.findall(_text(row)))
        if _TAG_ROW.match(_text(row)):
            continue
        merged: set[tuple[int, int]] = set()
        column = 0
        for cell_number, cell in enumerate(row.iterfind(f"{W}tc"), start=1):
            place = column, int(val(cell.find(f"{W}tcPr/{W}gridSpan")) or 1)
            message = _merge_problem(cell, loops > 0, place in above)
            if message:
                yield "T204", f"{Where(number, row_number, cell_number)}：{message}"
            if _MERGE.search(_text(cell)) or cell.find(f"{W}tcPr/{W}vMerge") is not None:
                merged.add(place)
            column = sum(place)
        missing = len(widths) - column - sum(int(val(each) or 0) for each in _left_out(row))
        if missing:
            what = f"少了 {missing} 列的格子" if missing > 0 else f"多出 {-missing} 列的格子"
            yield (
                "T214",
                f"{Where(number, row_number)}：{what}（这个表有 {len(widths)} 列）：印出来这一行和别的行对不齐",
            )
        above = merged


def _left_out(row: etree._Element) -> list[etree._Element]:
    """What says how many columns a row leaves out before its first cell and behind its last."""
    found = [row.find(f"{W}trPr/{W}{name}") for name in ("gridBefore", "gridAfter")]
    return [each for each in found if each is not None]


def _merge_problem(cell: etree._Element, in_loop: bool, merged_above: bool) -> str:
    """What is wrong with a cell's merge, in Chinese; empty where nothing is."""
    tag = _MERGE.search(_text(cell))
    if tag and not tag.group(1).strip():
        return "{% vm %} 要写明按什么合并，例如 {% vm 一级 %}；不写就会把整个循环合成一格"
    if tag:
        return "" if in_loop else "{% vm … %} 要写在循环的行里（上面有 {%tr for … %}），这里没有循环"
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    if merge is not None and val(merge) != "restart" and not merged_above:
        return "这一格要和上面合并，而上面没有同样宽的合并格：请在 Word 里取消合并，重新合并"
    return ""


def _text(element: etree._Element) -> str:
    return "".join(text.text or "" for text in element.iter(f"{W}t"))
