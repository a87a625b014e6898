"""A Word document as lines of text: a row of a table is a line, its cells side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from perfdocs.wordfile import opened

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_BLANKS = re.compile(r"\s+")


class NotWord(Exception):
    """A file that is no Word document, or a damaged one."""


def rows(source: bytes) -> Iterator[str]:
    """Each row as `甲 | 乙 | 丙`, each paragraph outside of tables as a line. Raises NotWord.

    A cell that is merged with the one above is empty. What is deleted in tracked changes is left out.
    """
    document = opened(source)
    if document is None:
        raise NotWord
    for element in document.element.body:
        if element.tag == f"{_W}p":
            text = _text(element)
            if text:
                yield text
        elif element.tag == f"{_W}tbl":
            for row in element.iter(f"{_W}tr"):
                yield " | ".join(_cell(cell) for cell in row.iterfind(f"{_W}tc"))


def _cell(cell: etree._Element) -> str:
    merge = cell.find(f"{_W}tcPr/{_W}vMerge")
    if merge is not None and merge.get(f"{_W}val") != "restart":
        return ""
    return " ".join(text for paragraph in cell.iter(f"{_W}p") if (text := _text(paragraph)))


def _text(paragraph: etree._Element) -> str:
    parts = paragraph.iter(f"{_W}t", f"{_W}tab", f"{_W}br")
    texts = (part.text or "" if part.tag == f"{_W}t" else " " for part in parts)
    return _BLANKS.sub(" ", "".join(texts)).strip()
