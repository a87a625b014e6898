"""The two page rules: what Word cannot say in a template because it depends on the length of the data.

A row marked `keep` stays on the page of the row above it, however long the table gets. A row that is not
to break over pages may do so after all where it fills a page; the row that a kept one goes
with where both would not fit a page together, and then they part: LibreOffice prints no more than a page of a row that
must stay with the next.

How long rows get is estimated, in the same way by every engine: `render/fast` applies the rules to a body that is
still bytes. `tests/render/test_template.py` holds what breaks; the numbers were chosen by hand on the forms of
the repository, as LibreOffice sets them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from perfdocs.word.xml import KEEP, W, paragraph_properties, val

if TYPE_CHECKING:
    from lxml import etree

LONG = 28
"""Lines from which a row may break that others are to stay with: the total and the signature take up to eight of the
forty of an upright page below a repeated head."""
PAGE = 31
"""Lines from which any row may break over two pages. A shorter one goes to the next page whole: its rest would stand
there without its labels. Where a font has digits a quarter wider than the estimate, 31 lines are 39; and of a row that
may not break and is longer than a page LibreOffice does not print all (measured)."""
PADDING = 216
"""Twentieths of a point of a cell's width that are not for text: Word's own margins of a cell, 108 on each side."""
HALF_POINTS = 21
"""The size of text that does not say its own: 10.5 points, 五号."""
_WIDEST_NARROW = "\u024f"
"""The last of the Latin letters. Dashes, quotation marks and signs, wide in Chinese fonts, are behind them."""
_BEFORE_KEEP_NEXT = {f"{W}pStyle"}


def apply_page_rules(tree: etree._Element) -> None:
    """Applies both rules to every table below `tree`, in place."""
    for table in tree.iter(f"{W}tbl"):
        rows = table.findall(f"{W}tr")
        widths = [int(column.get(f"{W}w", "0")) for column in table.iterfind(f"{W}tblGrid/{W}gridCol")]
        kept = [row.attrib.pop(KEEP, None) is not None for row in rows]
        for row, followed in zip(rows, [*kept[1:], False], strict=True):
            if _row_lines(row, widths) >= (LONG if followed else PAGE):
                _may_break(row)
            elif followed:
                _keep_with_next(row)


def text_width(text: str) -> int:
    """An estimate of the width of a text in half characters: a Chinese character is twice as wide as a digit."""
    return len(text) + sum(map(_WIDEST_NARROW.__lt__, text))


def paragraph_lines(paragraph: etree._Element, width: int) -> int:
    """An estimate of the printed lines of a paragraph in a cell so wide, in twentieths of a point."""
    size = paragraph.find(f"{W}r/{W}rPr/{W}sz")
    half_points = HALF_POINTS if size is None else int(val(size, str(HALF_POINTS)))
    breaks = sum(1 for _ in paragraph.iter(f"{W}br"))
    text = "".join(t.text or "" for t in paragraph.iter(f"{W}t"))
    length = text_width(text) * half_points * 5
    return 1 + breaks + length // max(width - PADDING, 1)


def _row_lines(row: etree._Element, widths: list[int]) -> int:
    """An estimate of the printed lines of the row's longest cell; 0 where that is surely shorter than LONG."""
    column, longest = 0, 0
    for cell in row.iterfind(f"{W}tc"):
        span = int(val(cell.find(f"{W}tcPr/{W}gridSpan")) or 1)
        width = sum(widths[column : column + span]) or 1
        column += span
        if _most_lines(cell, width) >= max(longest, LONG):
            longest = max(longest, sum(paragraph_lines(p, width) for p in cell.iterfind(f"{W}p")))
    return longest


def _most_lines(cell: etree._Element, width: int) -> int:
    """No fewer lines than the estimate has, by a quicker way: most cells are short."""
    from lxml import etree

    sizes = [int(val(size, str(HALF_POINTS))) for size in cell.iter(f"{W}sz")]
    text = etree.tostring(cell, method="text", encoding="unicode", with_tail=False)
    lines = sum(1 for _ in cell.iter(f"{W}p", f"{W}br"))
    return lines + len(text) * 2 * max([HALF_POINTS, *sizes]) * 5 // max(width - PADDING, 1)


def _may_break(row: etree._Element) -> None:
    for properties in row.iterfind(f"{W}trPr"):
        for cant_split in properties.findall(f"{W}cantSplit"):
            properties.remove(cant_split)


def _keep_with_next(row: etree._Element) -> None:
    from lxml import etree

    for paragraph in row.iter(f"{W}p"):
        properties = paragraph_properties(paragraph)
        if properties.find(f"{W}keepNext") is None:
            at = 1 if len(properties) and properties[0].tag in _BEFORE_KEEP_NEXT else 0
            properties.insert(at, etree.Element(f"{W}keepNext"))
