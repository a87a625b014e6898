"""What stands in headers, footers and notes, line by line, and what of it is not as it was printed."""

from __future__ import annotations

import copy
import re
from collections.abc import Iterable, Iterator

from lxml import etree

from perfdocs.finding import Finding, Place
from perfdocs.prose.shorten import on_one_line
from perfdocs.returned.cell_findings import quote
from perfdocs.word.cell_text import CellText
from perfdocs.word.xml import W

_PAGE_FIELDS = {"PAGE", "NUMPAGES", "SECTIONPAGES"}
"""Fields whose results are other ones on every page: that they are there is compared, their results are not."""
PAGE_NUMBER = "〔页码〕"
"""What stands for such a field."""


def margin_lines(parts: Iterable[etree._Element]) -> frozenset[str]:
    """The lines of headers, footers and notes, without blanks; a number that counts pages is `PAGE_NUMBER`."""
    lines = (margin_line(paragraph) for part in parts for paragraph in part.iter(f"{W}p"))
    return frozenset(line for line in lines if line)


def margin_findings(file: str, printed: frozenset[str], parts: Iterable[etree._Element]) -> Iterator[Finding]:
    """N309 for each line that was not printed, and for each that is gone."""
    lines = margin_lines(parts)
    for line in sorted(lines - printed):
        message = f"页眉、页脚或脚注里有印出时没有的文字{quote(line)}：请核对"
        yield Finding("N309", Place(file), message)
    for line in sorted(printed - lines):
        message = f"页眉、页脚里原来的文字{quote(line)}没有了，或者改过：请核对"
        yield Finding("N309", Place(file), message)


def margin_line(paragraph: etree._Element) -> str:
    """The paragraph's line, as in `margin_lines`."""
    text = CellText()
    text.add(_with_page_numbers(paragraph))
    return re.sub(r"\s", "", on_one_line(text.accepted))


def _with_page_numbers(paragraph: etree._Element) -> etree._Element:
    """A copy in which each field that counts pages is `PAGE_NUMBER`."""
    paragraph = copy.deepcopy(paragraph)
    for field in list(paragraph.iter(f"{W}fldSimple")):
        if _counts_pages(field.get(f"{W}instr", "")):
            field[:] = [_run(field, PAGE_NUMBER)]
    begin: etree._Element | None = None
    code, inside = "", list[etree._Element]()
    for run in list(paragraph.iter(f"{W}r")):
        kinds = [mark.get(f"{W}fldCharType") for mark in run.iterfind(f"{W}fldChar")]
        if "begin" in kinds:
            begin, code, inside = run, "", []
        if begin is None:
            continue
        inside.append(run)
        code += "".join(each.text or "" for each in run.iterfind(f"{W}instrText"))
        if "end" in kinds:
            if _counts_pages(code):
                begin.addprevious(_run(begin, PAGE_NUMBER))
                for each in inside:
                    each[:] = []
            begin = None
    return paragraph


def _counts_pages(code: str) -> bool:
    return " ".join(code.split()[:1]).upper() in _PAGE_FIELDS


def _run(element: etree._Element, text: str) -> etree._Element:
    run = element.makeelement(f"{W}r")
    etree.SubElement(run, f"{W}t").text = text
    return run
