"""Names of WordprocessingML, and the attributes by which our own templates mark rows while they are filled."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml import etree

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
R = f"{{{OFFICE}/relationships}}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"

KEEP = "perfdocs-keep"
"""The attribute of a row, in a template as docxtpl has it, that is to stay with the row above."""
ROW_MARK = "perfdocs-row"
"""The attribute of a row: its place in the template and the row of the data that it was made for, where asked for."""


def val(element: etree._Element | None, default: str = "") -> str:
    """The `w:val` of an element; the default where it has none, or where there is no element."""
    return default if element is None else element.get(f"{W}val", default)
