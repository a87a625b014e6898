"""A Word document as lines of text: a row of a table is a line, its cells side by side."""

from __future__ import annotations

import re
from collections.abc import Iterator

from lxml import etree

from perfdocs.word.grid import grid
from perfdocs.word.list_numbers import ListNumbers
from perfdocs.word.open_docx import WordFile
from perfdocs.word.xml import MC, W

_BLANKS = re.compile(r"\s+")
_AROUND = {"hdr": "页眉", "ftr": "页脚"}
_NOTES = {"footnote": "脚注", "endnote": "尾注", "comment": "批注"}


def document_lines(document: WordFile) -> Iterator[str]:
    """Each row as `甲 | 乙 | 丙`, each paragraph outside of tables as a line, with the numbers that Word counts; then
    headers, footers, notes and comments, as `[页眉] 甲`. Raises NotWord.

    A cell that is merged with the one above is empty. What is deleted in tracked changes is left out.
    """
    numbers = ListNumbers(document)
    yield from _lines(document.body, numbers)
    for part in (*document.margins, *document.parts("comments")):
        name = etree.QName(part).localname
        owners = [part] if name in _AROUND else list(part)
        for owner in owners:
            kind = etree.QName(owner).localname
            label = _AROUND.get(kind) or _NOTES.get(kind, kind)
            author = owner.get(f"{W}author")
            for line in _lines(owner, numbers):
                yield f"[{label}{f' {author}' if author else ''}] {line}"


def _lines(element: etree._Element, numbers: ListNumbers) -> Iterator[str]:
    for_older_programs = {each for one in element.iter(f"{MC}Fallback") for each in one.iter(f"{W}p")}
    for paragraph in element.iter(f"{W}p"):
        number = "" if paragraph in for_older_programs else numbers.of(paragraph)
        if number:
            _put_before(paragraph, f"{number} ")
    for row in grid(element):
        line = " | ".join(_BLANKS.sub(" ", text).strip() for text in row.texts)
        if row.tracked != "deleted" and (line or row.where.table):
            yield line


def _put_before(paragraph: etree._Element, text: str) -> None:
    """Makes the text that of the paragraph's first run."""
    run = paragraph.makeelement(f"{W}r")
    etree.SubElement(run, f"{W}t").text = text
    properties = paragraph.find(f"{W}pPr")
    paragraph.insert(0 if properties is None else paragraph.index(properties) + 1, run)
