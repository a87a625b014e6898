"""Name spaces of Office's XML, and the attributes by which our own templates mark rows while they are filled."""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from lxml import etree

OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
PACKAGE = "http://schemas.openxmlformats.org/package/2006"
MAIN = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
"""What documents in the strict variant of the format have in place of MAIN."""
RELATIONSHIPS = (f"{OFFICE}/relationships/", "http://purl.oclc.org/ooxml/officeDocument/relationships/")
"""What the types of Office's own relationships begin with, also in the strict variant (ECMA-376 part 1, annex A)."""
DUBLIN_CORE = "http://purl.org/dc/elements/1.1/"

W = f"{{{MAIN}}}"
R = f"{{{OFFICE}/relationships}}"
WP = "{http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing}"
M = f"{{{OFFICE}/math}}"
MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
SPACE = "{http://www.w3.org/XML/1998/namespace}space"

KEEP = "perfdocs-keep"
"""The attribute of a row, in a template as docxtpl has it, that is to stay with the row above."""
ROW_MARK = "perfdocs-row"
"""The attribute of a row, or of a paragraph outside of tables: its place in the template and the row of the data that
it was made for, where asked for."""


def val(element: etree._Element | None, default: str = "") -> str:
    """The `w:val` of an element; the default where it has none, or where there is no element."""
    return default if element is None else element.get(f"{W}val", default)


def is_on(properties: etree._Element | None, name: str) -> bool:
    """True where the properties have a switch of this name (`w:strike`) that is not off."""
    switch = None if properties is None else properties.find(f"{W}{name}")
    return switch is not None and val(switch, "true") not in ("0", "false", "off", "none")


def canonical(element: etree._Element | None) -> str:
    """The same text for elements that mean the same, wherever they stand; empty for none."""
    from lxml import etree

    if element is None:
        return ""
    try:
        return etree.tostring(element, method="c14n", exclusive=True).decode().strip()
    except etree.C14NError:  # a name space that is no address, in a damaged document: as it is written
        return etree.tostring(element, encoding="unicode", with_tail=False).strip()


def paragraph_properties(paragraph: etree._Element) -> etree._Element:
    """The `w:pPr` of a paragraph, which is given one where it has none."""
    properties = paragraph.find(f"{W}pPr")
    if properties is None:
        properties = paragraph.makeelement(f"{W}pPr")
        paragraph.insert(0, properties)
    return properties
