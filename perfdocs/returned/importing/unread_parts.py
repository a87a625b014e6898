"""What stands in a Word document beside the text of its cells, and is mentioned, since it is not read as a value."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from itertools import takewhile

from lxml import etree

from perfdocs.finding import Finding, Place, Severity
from perfdocs.returned.cell_findings import CellPlace, finding_at, quote
from perfdocs.word.cell_text import CellText
from perfdocs.word.grid import Row, Where
from perfdocs.word.incoming import IncomingDocument
from perfdocs.word.page_words import MADE_UP
from perfdocs.word.xml import W, is_on

_PAGE_NUMBER = re.compile(r"[\s\d\-—–/]|[第共]\s*\d*\s*页")
_NOTES = {f"{W}footnoteReference": "footnote", f"{W}endnoteReference": "endnote"}


def unread_parts(returned: IncomingDocument) -> Iterator[Finding]:
    """N214: comments and notes. N208: rows that are not printed, characters above others, headers and footers."""
    yield from _comments(returned)
    for element in returned.document.body.iter(f"{W}tr", f"{W}ruby", *_NOTES):
        if element.tag == f"{W}tr":
            if is_on(element.find(f"{W}trPr"), "hidden"):
                message = "这一行设成了隐藏，印不出来，照样读了：请核对"
                yield finding_at(_place(returned, element), "N208", message, Severity.WARNING)
        elif element.tag == f"{W}ruby":
            message = f"有注在字上面的小字{quote(_characters(element, 'rt'))}，只读了下面的字：请核对"
            yield finding_at(_place(returned, element), "N208", message, Severity.WARNING)
        else:
            text = _note(returned, _NOTES[str(element.tag)], element.get(f"{W}id", ""))
            message = f"有脚注或尾注{quote(text)}，没有读入：请核对，需要的自己填上"
            yield finding_at(_place(returned, element), "N214", message, Severity.WARNING)
    for text in _margins(returned):
        message = f"页眉或页脚里写着{quote(text)}，没有读入"
        yield Finding("N208", Place(returned.name), message, severity=Severity.HINT)


def _comments(returned: IncomingDocument) -> Iterator[Finding]:
    comments: dict[str, etree._Element] = {
        comment.get(f"{W}id", ""): comment for part in returned.document.parts("comments") for comment in part
    }
    places: dict[str, CellPlace] = {}
    for reference in returned.document.body.iter(f"{W}commentReference"):
        places.setdefault(reference.get(f"{W}id", ""), _place(returned, reference))
    for number, comment in comments.items():
        author = comment.get(f"{W}author", "")
        message = f"有{f' {author} 的' if author else ''}批注{quote(_text(comment))}，没有读入：请核对，需要的自己填上"
        if number in places:
            yield finding_at(places[number], "N214", message, Severity.WARNING)
        else:
            yield Finding("N214", Place(returned.name), message, severity=Severity.WARNING)


def _place(returned: IncomingDocument, element: etree._Element) -> CellPlace:
    """The cell, the row or the paragraph that an element is in, counted as the rows of the document are."""
    inside = [element, *element.iterancestors()]
    rows = [each for each in inside if each.tag == f"{W}tr"]
    if not rows:
        return CellPlace(returned.name, 1, Where(0, _number(returned.document.body, f"{W}p", inside)))
    table = next(each for each in rows[0].iterancestors() if each.tag == f"{W}tbl")
    cells = [each for each in inside[: inside.index(rows[0])] if each.tag == f"{W}tc"]
    where = Where(
        _number(returned.document.body, f"{W}tbl", [table]),
        _number(table, f"{W}tr", rows[:1]),
        _number(rows[0], f"{W}tc", cells[-1:]) if cells else 0,
    )
    return CellPlace(returned.name, _line(returned.rows, where), where)


def _number(element: etree._Element, tag: str, inside: list[etree._Element]) -> int:
    """The number, from 1, of the first element of this name that is one of these."""
    return 1 + sum(1 for _ in takewhile(lambda each: each not in inside, element.iter(tag)))


def _line(rows: tuple[Row, ...], where: Where) -> int:
    return next((row.number for row in rows if (row.where.table, row.where.row) == (where.table, where.row)), 1)


def _characters(element: etree._Element, name: str) -> str:
    return "".join(str(text) for part in element.iter(f"{W}{name}") for text in part.itertext())


def _text(element: etree._Element) -> str:
    text = CellText()
    for paragraph in element.iter(f"{W}p"):
        text.add(paragraph)
    return text.accepted


def _note(returned: IncomingDocument, kind: str, number: str) -> str:
    notes: Mapping[str, etree._Element] = {
        note.get(f"{W}id", ""): note for part in returned.document.margins for note in part.iter(f"{W}{kind}")
    }
    return _text(notes[number]) if number in notes else ""


def _margins(returned: IncomingDocument) -> list[str]:
    """The texts of headers and footers, each once, but for page numbers."""
    parts = [part for part in returned.document.margins if part.tag in (f"{W}hdr", f"{W}ftr")]
    texts = dict.fromkeys(_text(part).strip() for part in parts)
    return [text for text in texts if text != MADE_UP and _PAGE_NUMBER.sub("", text)]


def says_made_up(returned: IncomingDocument) -> bool:
    """True where the data are said to be made up for a demonstration, which is a field of the department."""
    return any(_text(part).strip() == MADE_UP for part in returned.document.margins)
