"""What somebody left in a template and would go into every form made of it, or make Word call the form damaged."""

from __future__ import annotations

import re
import tempfile
from collections.abc import Iterator
from functools import lru_cache
from itertools import takewhile
from pathlib import Path

from lxml import etree

from perfdocs.finding import Finding, Place
from perfdocs.prose.shorten import shorten
from perfdocs.word.grid import Where
from perfdocs.word.open_docx import WordFile
from perfdocs.word.xml import W, is_on

_TRACKED = {
    f"{W}{name}"
    for name in (
        *("ins", "del", "moveFrom", "moveTo", "rPrChange", "pPrChange", "tblPrChange", "tblGridChange", "trPrChange"),
        *("tcPrChange", "sectPrChange", "cellIns", "cellDel", "cellMerge", "numberingChange", "tblPrExChange"),
    )
}
_COMMENTS = {f"{W}commentReference", f"{W}commentRangeStart"}
_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_BRACES = re.compile(r"[{｛]+[^{}｛｝]{0,40}[}｝]*|[}｝]+")
"""Braces that belong to no tag, with what stands in them."""
_CUT = ("{{", "{%", "{#", "}}", "%}", "#}")
_ODD_BLANK = re.compile(r"[\u00a0\u2000-\u200f\u202f\u205f\u2060\u3000\ufeff]")
_QUOTED = 30
_PLACES = {f"{W}hdr": "页眉", f"{W}ftr": "页脚", f"{W}footnotes": "脚注", f"{W}endnotes": "尾注"}
_OF_THE_FORMAT = "sdk_proxy"
"""What openxml-audit calls faults by the format's own rules; what it foretells of programs is no fault of the file."""
_SWITCH = "is not in allowed values: ['off', 'on']"
"""What openxml-audit says of `w:cantSplit w:val="true"`, which LibreOffice writes and Word reads."""
_MOST = 5
"""Faults of the file's structure that are told: one seldom comes alone."""


def left_in_findings(document: WordFile, file: str) -> Iterator[Finding]:
    """T210 tracked changes, comments, hidden text, links and fields; T211 what was meant for a tag; T212 structure."""
    problems = [("T210", sentence) for sentence in document.dangers()]
    for part in (document.main, *document.margins):
        problems += _problems(part)
    problems += _faults(document.source)
    for code, message in dict.fromkeys(problems):
        yield Finding(code, Place(file), message)


def _problems(part: etree._Element) -> Iterator[tuple[str, str]]:
    for element in part.iter():
        if element.tag in _TRACKED:
            message = "留着没有接受的修订，会印在每一张表上：请在 Word 里“接受所有修订”，再保存"
        elif element.tag in _COMMENTS:
            message = "留着批注，会跟着每一张表发出去：请在 Word 里删掉全部批注，再保存"
        elif element.tag == f"{W}r" and is_on(element.find(f"{W}rPr"), "vanish") and _text(element).strip():
            hidden = shorten(_text(element).strip(), _QUOTED)
            message = f"有隐藏的文字“{hidden}”，会跟着每一张表发出去：请删掉，或取消隐藏"
        elif element.tag == f"{W}p":
            yield from (("T211", f"{_where(part, element)}：{wrong}") for wrong in _wrong_tags(_own_text(element)))
            continue
        else:
            continue
        yield "T210", f"{_where(part, element)}：{message}"


def _wrong_tags(text: str) -> Iterator[str]:
    for tag in _TAG.findall(text):
        blank = _ODD_BLANK.search(tag)
        if blank:
            name = f"U+{ord(blank[0]):04X}"
            yield f"标签“{shorten(tag, _QUOTED)}”里有看不出来的空格（{name}），标签不认：请删掉，改用空格键打的空格"
    for braces in _BRACES.findall(_TAG.sub("", text)):
        if braces.startswith(_CUT):
            continue  # half of a tag: that is told when the template is opened (T102)
        yield (
            f"“{shorten(braces.strip(), _QUOTED)}”不是标签，会照样印在表上：标签的花括号、百分号要用半角，"
            "写成 {{ 字段 }} 或 {% … %}"
        )


def _own_text(paragraph: etree._Element) -> str:
    """The text of a paragraph without that of text boxes in it, which are paragraphs of their own."""
    texts = paragraph.iter(f"{W}t", f"{W}br", f"{W}tab")
    own = (text for text in texts if next(text.iterancestors(f"{W}p")) is paragraph)
    return "".join(text.text or "" if text.tag == f"{W}t" else " " for text in own)


def _text(element: etree._Element) -> str:
    return "".join(text.text or "" for text in element.iter(f"{W}t"))


def _where(part: etree._Element, element: etree._Element) -> str:
    """The cell or paragraph of the body that an element is in, or the other part."""
    if part.tag in _PLACES:
        return _PLACES[part.tag]
    inside = [element, *element.iterancestors()]
    cells = [each for each in inside if each.tag == f"{W}tc"]
    if not cells:
        paragraphs = (each for each in part.iter(f"{W}p") if next(each.iterancestors(f"{W}tbl"), None) is None)
        return str(Where(0, 1 + sum(1 for _ in takewhile(lambda each: each not in inside, paragraphs))))
    row = next(cells[0].iterancestors(f"{W}tr"))
    table = next(row.iterancestors(f"{W}tbl"))
    place = Where(_number(part, table), _number(table, row), _number(row, cells[0]))
    return str(place)


def _number(owner: etree._Element, element: etree._Element) -> int:
    return 1 + sum(1 for _ in takewhile(lambda each: each is not element, owner.iter(str(element.tag))))


@lru_cache(maxsize=16)
def _faults(source: bytes) -> tuple[tuple[str, str], ...]:
    """T212: where the XML is not what the format allows (ECMA-376, by openxml-audit), which takes half a second."""
    from openxml_audit import OpenXmlValidator

    with tempfile.TemporaryDirectory(prefix="perfdocs-") as directory:
        path = Path(directory) / "template.docx"
        path.write_bytes(source)
        errors = OpenXmlValidator().validate(str(path)).errors
    faults = [error for error in errors if error.source_class.value == _OF_THE_FORMAT]
    return tuple(
        (
            "T212",
            f"{error.part_uri.lstrip('/')} 里的 {error.node or error.path} 不该在这里，或者次序不对（{error.path}）"
            "，照它印的每一张表 Word 都会说文件损坏：请用 Word 打开模板，让它修复，另存一次",
        )
        for error in [error for error in faults if _SWITCH not in error.description][:_MOST]
    )
