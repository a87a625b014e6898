"""Properties of paragraphs, characters and cells in the order in which the format wants them."""

from __future__ import annotations

from lxml import etree

from perfdocs.word.xml import W, paragraph_properties

_OF_PARAGRAPHS = """pStyle keepNext keepLines pageBreakBefore framePr widowControl numPr suppressLineNumbers pBdr shd
    tabs suppressAutoHyphens kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd
    snapToGrid spacing ind contextualSpacing mirrorIndents suppressOverlap jc textDirection textAlignment
    textboxTightWrap outlineLvl divId cnfStyle rPr sectPr pPrChange"""
_OF_CHARACTERS = """rStyle rFonts b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof
    snapToGrid vanish webHidden color spacing w kern position sz szCs highlight u effect bdr shd fitText vertAlign rtl
    cs em lang eastAsianLayout specVanish oMath"""
_OF_CELLS = """cnfStyle tcW gridSpan hMerge vMerge tcBorders shd noWrap tcMar textDirection tcFitText vAlign hideMark
    headers cellIns cellDel cellMerge tcPrChange"""
_ORDER = {
    f"{W}{kind}": [f"{W}{name}" for name in names.split()]
    for kind, names in (("pPr", _OF_PARAGRAPHS), ("rPr", _OF_CHARACTERS), ("tcPr", _OF_CELLS))
}
"""ECMA-376 part 1, CT_PPr, EG_RPrBase and CT_TcPr."""


def add_in_order(properties: etree._Element, added: etree._Element) -> None:
    """Puts a property in its place; behind all others where it is none that the format knows."""
    order = _ORDER[str(properties.tag)]
    later = order[order.index(str(added.tag)) + 1 :] if added.tag in order else []
    place = next((each for each in properties if each.tag in later), None)
    properties.append(added) if place is None else place.addprevious(added)


def shade(element: etree._Element, colour: str) -> None:
    """Gives a cell or a paragraph this colour behind it (`F8CBAD`), in place of any that it has."""
    properties = paragraph_properties(element) if element.tag == f"{W}p" else _cell_properties(element)
    for old in properties.findall(f"{W}shd"):
        properties.remove(old)
    shading = {f"{W}val": "clear", f"{W}color": "auto", f"{W}fill": colour}
    add_in_order(properties, properties.makeelement(f"{W}shd", shading))


def _cell_properties(cell: etree._Element) -> etree._Element:
    """The `w:tcPr` of a cell, which is given one where it has none."""
    properties = cell.find(f"{W}tcPr")
    if properties is None:
        properties = cell.makeelement(f"{W}tcPr")
        cell.insert(0, properties)
    return properties
