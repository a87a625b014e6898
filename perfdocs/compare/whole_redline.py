"""The redlines of all forms in one file, from which a form that came or went can be taken out with its page."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from docx.document import Document as WordDocument
from lxml import etree

from perfdocs.compare.redline import GONE, Redlined
from perfdocs.word.join_forms import join_forms
from perfdocs.word.tracked_changes import Author
from perfdocs.word.xml import W, canonical


def whole_redline(redlined: Sequence[Redlined], author: Author) -> WordDocument:
    """One document of the forms, which are changed, each on a new page. Raises CannotJoin.

    Each form but the last ends with a paragraph that ends its section. With a form that came or went goes the
    paragraph before it, which then joins with its own: LibreOffice keeps one that a table follows. Where there is none
    before it, or that is for another paper, it is its own.
    """
    ends = _own_ends(redlined)
    for number, each in enumerate(redlined):
        following = redlined[number + 1] if number + 1 < len(redlined) and not ends[number + 1] else None
        _end(each.document.element.body, each if ends[number] else following, author)
    return join_forms([(each.filled.form.template, each.document) for each in redlined])


def _own_ends(redlined: Sequence[Redlined]) -> list[bool]:
    """For each form whether it came or went with its own end; the document's own is always there."""
    last = max((number for number, each in enumerate(redlined) if not each.kind), default=0)
    ends: list[bool] = []
    for number, each in enumerate(redlined):
        has_no_other = not number or ends[-1] or not _is_same_paper(redlined[number - 1], each)
        ends.append(bool(each.kind) and number < last and has_no_other)
    return ends


def _is_same_paper(first: Redlined, second: Redlined) -> bool:
    sections = [canonical(each.document.element.body.find(f"{W}sectPr")) for each in (first, second)]
    return sections[0] == sections[1]


def _end(body: Any, owner: Redlined | None, author: Author) -> None:
    """Lets the blank paragraph at the end of a form come or go with the owner; without one it stays."""
    blocks = [element for element in body if element.tag != f"{W}sectPr"]
    end = blocks[-1] if blocks else None
    if end is None or end.tag != f"{W}p" or next(end.iter(f"{W}r"), None) is not None:
        end = etree.Element(f"{W}p")
        body.insert(len(blocks), end)
    mark = end.find(f"{W}pPr/{W}rPr")
    if mark is not None:
        etree.strip_elements(mark, f"{W}ins", f"{W}del")
    if owner and owner.kind:
        author.mark_end(end, "del" if owner.kind == GONE else "ins")
