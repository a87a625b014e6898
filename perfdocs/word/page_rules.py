"""What Word cannot say in a template because it depends on the length of the data.

A row marked `keep` stays on the page of the row above it, however long the table gets. A row that is not
to break over pages may do so after all where it fills a good part of a page; the row that a kept one goes
with only where both would not fit a page together.
"""

from __future__ import annotations

from lxml import etree

from perfdocs.word.lengths import LONG, LONGER, PADDING
from perfdocs.word.lengths import width as text_width
from perfdocs.word.xml import KEEP, W

_BEFORE_KEEP_NEXT = {f"{W}pStyle"}


def settle(tree: etree._Element) -> None:
    """Applies both rules to every table below `tree`, in place."""
    for table in tree.iter(f"{W}tbl"):
        rows = table.findall(f"{W}tr")
        widths = [int(column.get(f"{W}w", "0")) for column in table.iterfind(f"{W}tblGrid/{W}gridCol")]
        kept = [row.attrib.pop(KEEP, None) is not None for row in rows]
        for row, followed in zip(rows, [*kept[1:], False], strict=True):
            if lines(row, widths) >= (LONGER if followed else LONG):
                _may_break(row)
            if followed:
                _keep_with_next(row)


def lines(row: etree._Element, widths: list[int]) -> int:
    """An estimate of the printed lines of the row's longest cell; 0 where that is surely shorter than LONG.

    `widths` are in twentieths of a point.
    """
    column, longest = 0, 0
    for cell in row.iterfind(f"{W}tc"):
        span = int(_value(cell, "gridSpan") or 1)
        width = sum(widths[column : column + span]) or 1
        column += span
        if _at_most(cell, width) >= max(longest, LONG):
            longest = max(longest, sum(paragraph_lines(p, width) for p in cell.iterfind(f"{W}p")))
    return longest


def _at_most(cell: etree._Element, width: int) -> int:
    """No fewer lines than the estimate has, by a quicker way: most cells are short."""
    sizes = [int(size.get(f"{W}val", "21")) for size in cell.iter(f"{W}sz")]
    text = etree.tostring(cell, method="text", encoding="unicode", with_tail=False)
    lines = sum(1 for _ in cell.iter(f"{W}p", f"{W}br"))
    return lines + len(text) * 2 * max([21, *sizes]) * 5 // max(width - PADDING, 1)


def _value(cell: etree._Element, name: str) -> str | None:
    found = cell.find(f"{W}tcPr/{W}{name}")
    return None if found is None else found.get(f"{W}val")


def paragraph_lines(paragraph: etree._Element, width: int) -> int:
    """An estimate of the printed lines of a paragraph in a cell so wide."""
    size = paragraph.find(f"{W}r/{W}rPr/{W}sz")
    half_points = int(size.get(f"{W}val", "21")) if size is not None else 21
    breaks = sum(1 for _ in paragraph.iter(f"{W}br"))
    text = "".join(t.text or "" for t in paragraph.iter(f"{W}t"))
    length = text_width(text) * half_points * 5
    return 1 + breaks + length // max(width - PADDING, 1)


def _may_break(row: etree._Element) -> None:
    for properties in row.iterfind(f"{W}trPr"):
        for cant_split in properties.findall(f"{W}cantSplit"):
            properties.remove(cant_split)


def _keep_with_next(row: etree._Element) -> None:
    for paragraph in row.iter(f"{W}p"):
        properties = paragraph.find(f"{W}pPr")
        if properties is None:
            properties = etree.Element(f"{W}pPr")
            paragraph.insert(0, properties)
        if properties.find(f"{W}keepNext") is None:
            at = 1 if len(properties) and properties[0].tag in _BEFORE_KEEP_NEXT else 0
            properties.insert(at, etree.Element(f"{W}keepNext"))
