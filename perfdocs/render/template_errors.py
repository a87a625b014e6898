"""What is wrong with a template, for the person who edits it in Word: which table, row and cell."""

from __future__ import annotations

import re
import traceback
from collections.abc import Iterator, Sequence

from jinja2 import TemplateError, TemplateSyntaxError, UndefinedError, meta
from jinja2.exceptions import SecurityError
from lxml import etree

from perfdocs.pack.jinja import word_language
from perfdocs.pack.jinja_errors import syntax_sentence
from perfdocs.pack.print_values import NotPrintable
from perfdocs.prose.did_you_mean import did_you_mean
from perfdocs.render.template_fault import TemplateFault
from perfdocs.word.grid import Where
from perfdocs.word.open_docx import UNREADABLE
from perfdocs.word.open_template import open_document
from perfdocs.word.xml import W

EXPECTED = (TemplateError, ArithmeticError, *UNREADABLE)
"""What rendering raises for a template that is at fault."""

NOT_WORD = "这不是 Word 文件（.docx），或者已经损坏：请用 Word 打开，另存为 .docx"

_TAG = re.compile(r"\{\{.*?\}\}|\{%.*?%\}|\{#.*?#\}", re.DOTALL)
_CLOSING = {"{{": "}}", "{%": "%}", "{#": "#}"}
_STRAY = re.compile(r"\{\{|\{%|\{#|\}\}|%\}|#\}")


def fault(error: Exception, source: bytes, patched: str) -> TemplateFault:
    """The fault that an error of rendering stands for. `patched` is docxtpl's text of the template."""
    code, reason = _reason(error)
    where = _place(error, reason, source, patched)
    return TemplateFault(code, f"{where}：{reason}" if where else reason)


def opening_fault(error: Exception, source: bytes, patched: str) -> TemplateFault:
    """The fault of a template that cannot be opened, or whose tags cannot be read."""
    if isinstance(error, TemplateError):
        return fault(error, source, patched)
    return TemplateFault("T101", NOT_WORD)


def undefined_names_fault(names: Sequence[str], known: Sequence[str], source: bytes) -> TemplateFault:
    """The fault of names that no field and no loop has, each with its cell and the nearest name."""
    cells = list(_cells(source))
    sentences = []
    for name in names:
        where = next((cell for cell, text in cells if any(_has_name(tag, name) for tag in _TAG.findall(text))), "")
        sentences.append(f"{where}：名称“{name}”没有定义{did_you_mean(name, known)}".lstrip("："))
    return TemplateFault("T103", "；".join(sentences))


def names_used(patched: str) -> set[str]:
    """The names that a part uses and does not itself set. Raises a TemplateError of Jinja."""
    return set(meta.find_undeclared_variables(word_language().parse(patched)))


def check_tags(source: bytes) -> None:
    """Raises TemplateFault for a tag that is opened and not closed in its paragraph, or the reverse."""
    for where, text in _cells(source):
        for paragraph in text.split("\n"):
            stray = _STRAY.search(_TAG.sub("", paragraph))
            if stray:
                mark = stray.group()
                problem = "没有写完，少了收尾的" if mark in _CLOSING else "多出来了，前面少了"
                partner = _CLOSING.get(mark) or next(begin for begin, end in _CLOSING.items() if end == mark)
                raise TemplateFault("T102", f"{where}：标签“{mark}”{problem}“{partner}”（一个标签要写在同一段里）")


def _has_name(tag: str, name: str) -> bool:
    return re.search(rf"(?<![\w.]){re.escape(name)}(?!\w)", tag) is not None


def _reason(error: Exception) -> tuple[str, str]:
    if isinstance(error, TemplateSyntaxError):
        return "T102", syntax_sentence(error)
    if isinstance(error, UndefinedError):
        return "T103", str(error)
    if isinstance(error, SecurityError):
        return "T104", "模板里的标签只能取字段的值，不能调用程序"
    if isinstance(error, NotPrintable):
        return "T105", str(error)
    if isinstance(error, etree.XMLSyntaxError):
        return "T106", "标签没有包住整行：{%tr for …%} 和 {%tr endfor %} 要各占一整行，成对出现"
    return "T107", f"这里的标签算不出来：{error if isinstance(error, ValueError) else '值的类型不合适'}"


def _place(error: Exception, reason: str, source: bytes, patched: str) -> str:
    """Where the tag stands that the error is about, as well as that can be told."""
    tags = _tags_at(error, patched)
    quoted = re.search("“(.+?)”", reason) if isinstance(error, TemplateError) else None
    name = quoted.group(1) if quoted else None
    cells = list(_cells(source))
    for where, text in cells:
        if any(tag in text for tag in tags) and (name is None or name in text):
            return where
    for where, text in cells:
        if name is not None and any(name in tag for tag in _TAG.findall(text)):
            return where
    return ""


def _tags_at(error: Exception, patched: str) -> list[str]:
    """The tags in the paragraph of the patched template in which the error arose."""
    line = getattr(error, "lineno", None)
    if line is None:
        frames = traceback.extract_tb(error.__traceback__)
        line = next((f.lineno for f in reversed(frames) if f.filename in ("<template>", "<unknown>")), None)
    lines = patched.split("\n")
    if line is None or not 0 < line <= len(lines):
        return []
    return [re.sub("<[^>]+>", "", tag) for tag in _TAG.findall(lines[line - 1])]


def _cells(source: bytes) -> Iterator[tuple[str, str]]:
    """`第 1 个表第 3 行第 2 格` and the text of each cell, and the text of the paragraphs outside."""
    document = open_document(source)
    if document is None:
        return
    body = document.element.body
    for number, table in enumerate(body.iterfind(f"{W}tbl"), start=1):
        for row_number, row in enumerate(table.iterfind(f"{W}tr"), start=1):
            for cell_number, cell in enumerate(row.iterfind(f"{W}tc"), start=1):
                yield str(Where(number, row_number, cell_number)), _text(cell)
    for number, paragraph in enumerate(body.iterfind(f"{W}p"), start=1):
        yield str(Where(0, number)), _text(paragraph)


def _text(element: etree._Element) -> str:
    paragraphs = [element] if element.tag == f"{W}p" else element.iter(f"{W}p")
    return "\n".join("".join(text.text or "" for text in p.iter(f"{W}t")) for p in paragraphs)
