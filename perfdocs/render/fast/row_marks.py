"""The page rules (`word/page_rules`) applied to a body that is still bytes: only rows with marks are looked at.

The marks are left by a compiled template: they are characters that no document can hold.
"""

from __future__ import annotations

import re

from perfdocs.word.page_rules import LONG, PAGE, paragraph_lines
from perfdocs.word.xml import W

KEEP_MARK = b"\x01"
"""Stands before a row that is to stay with the one above."""
LONG_MARK = b"\x00"
"""Stands in a cell whose row may have to break."""
_SURELY = b"\x03"
SURELY_LONG_MARK = LONG_MARK + _SURELY
"""The same, where the row has at least PAGE lines."""

_ROW_END = b"</w:tr>"
_GRID_COLUMN = re.compile(rb'<w:gridCol(?: w:w="([0-9]+)")?/>')
_MARKS = re.compile(rb"[\x00-\x03]")
_GRID_SPAN = re.compile(rb'<w:gridSpan w:val="([0-9]+)"/>')
_CANT_SPLIT = re.compile(rb"<w:cantSplit(?: [^<>]*)?/>")
_PARAGRAPH = re.compile(rb"<w:p( [^<>]*?)?(/?)>(<w:pPr/>|<w:pPr>.*?</w:pPr>)?", re.DOTALL)
_STYLE = re.compile(rb"<w:pPr><w:pStyle(?: [^<>]*)?/>")


def apply_to_marked_rows(body: bytes, opening: bytes) -> bytes:
    """As `apply_page_rules`, for the text of a body without tables in tables; what has no mark is left as it is.

    `opening` is the start tag of the body, with the name spaces that its elements use.
    """
    parts: list[bytes] = []
    at, keep, long = 0, body.find(KEEP_MARK), body.find(LONG_MARK)
    while keep >= 0 or long >= 0:
        keep_first = keep >= 0 and not 0 <= long < keep
        end = keep if keep_first else body.index(_ROW_END, long) + len(_ROW_END)
        followed = body.startswith(KEEP_MARK, end)
        start = _last_start(body, b"<w:tr", at, end) if body.endswith(_ROW_END, at, end) else end
        row, breaks = body[start:end], False
        if LONG_MARK in row:
            row, breaks = _break_if_long(row, body, start, opening, followed)
        parts += [body[at:start], _PARAGRAPH.sub(_keep_with_next, row) if followed and not breaks else row]
        at = end + followed
        keep = body.find(KEEP_MARK, at) if keep >= 0 else -1
        long = body.find(LONG_MARK, at) if long >= 0 else -1
    return b"".join([*parts, body[at:]]) if parts else body


def _break_if_long(row: bytes, body: bytes, start: int, opening: bytes, followed: bool) -> tuple[bytes, bool]:
    """The row that starts there in the body, without marks, and whether it may break since it is long enough."""
    sure = not followed and _SURELY in row
    lines = PAGE if sure else _most_lines(row, body, start, opening)
    row = row.replace(_SURELY, b"").replace(LONG_MARK, b"")
    if lines < (LONG if followed else PAGE):
        return row, False
    cells = row.find(b"<w:tc")
    return _CANT_SPLIT.sub(b"", row[:cells]).replace(b"<w:trPr></w:trPr>", b"<w:trPr/>") + row[cells:], True


def _most_lines(row: bytes, body: bytes, start: int, opening: bytes) -> int:
    """An estimate of the printed lines of the longest of a row's marked cells."""
    from lxml import etree

    columns = body.rindex(b"<w:tblGrid>", 0, start)
    widths = [int(width or 0) for width in _GRID_COLUMN.findall(body, columns, body.index(b"</w:tblGrid>", columns))]
    column, longest = 0, 0
    for cell in row.split(b"</w:tc>")[:-1]:
        match = _GRID_SPAN.search(cell)
        span = int(match.group(1)) if match else 1
        if LONG_MARK in cell:
            cell = _MARKS.sub(b"", cell[_last_start(cell, b"<w:tc", 0, len(cell)) :])
            tree = etree.fromstring(b"%b%b</w:tc></w:body>" % (opening, cell))[0]
            width = sum(widths[column : column + span]) or 1
            longest = max(longest, sum(paragraph_lines(p, width) for p in tree.iterfind(f"{W}p")))
        column += span
    return longest


def _last_start(text: bytes, tag: bytes, start: int, end: int) -> int:
    """Where the last such element starts: `<w:tr` and not `<w:trPr`."""
    at = text.rfind(tag, start, end)
    while text[at + len(tag)] not in b" >":
        at = text.rfind(tag, start, at)
    return at


def _keep_with_next(paragraph: re.Match[bytes]) -> bytes:
    """The start of a paragraph with `w:keepNext` where `page_rules` puts it."""
    attributes, empty, properties = paragraph.group(1) or b"", paragraph.group(2), paragraph.group(3) or b""
    if b"<w:keepNext" not in properties:
        style = _STYLE.match(properties)
        inside = properties[len("<w:pPr>") : -len("</w:pPr>")] if b"</" in properties else b""
        at = style.end() - len("<w:pPr>") if style else 0
        properties = b"<w:pPr>%b<w:keepNext/>%b</w:pPr>" % (inside[:at], inside[at:])
    return b"<w:p%b>%b%b" % (attributes, properties, b"</w:p>" if empty else b"")
