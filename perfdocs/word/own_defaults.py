"""A document's defaults written into its styles, so that it looks the same in one that has other defaults."""

from __future__ import annotations

import copy
from collections.abc import Iterable, Iterator, Mapping

from docx.document import Document as WordDocument
from docx.opc.constants import RELATIONSHIP_TYPE
from lxml import etree

from perfdocs.word.property_order import add_in_order
from perfdocs.word.write_docx import CannotJoin
from perfdocs.word.xml import W, canonical, paragraph_properties

_OFF = ("b", "bCs", "i", "iCs", "keepNext", "keepLines", "pageBreakBefore", "suppressAutoHyphens", "contextualSpacing")
_ON = ("widowControl", "kinsoku", "overflowPunct", "autoSpaceDE", "autoSpaceDN", "snapToGrid", "wordWrap")
_UNSET: Mapping[str, Mapping[str, str]] = {
    "spacing": {"before": "0", "after": "0", "line": "240", "lineRule": "auto"},
    "ind": dict.fromkeys(("left", "right", "firstLine"), "0"),
    "jc": {"val": "left"},
    "rFonts": dict.fromkeys(("ascii", "hAnsi", "eastAsia", "cs"), "Times New Roman"),
    "sz": {"val": "20"},
    "szCs": {"val": "20"},
    "kern": {"val": "0"},
    "color": {"val": "auto"},
    "lang": {},
    **{name: {"val": "0"} for name in _OFF},
    **{name: {"val": "1"} for name in _ON},
}
"""What a property is where nothing says it (ECMA-376 part 1, 17.3.1 and 17.3.2)."""
_KINDS = ("pPr", "rPr")
"""Properties of paragraphs and of characters."""
_STYLE_ORDER = ("pPr", "rPr", "tblPr", "trPr", "tcPr", "tblStylePr")
_OF_PARTS = ("rFonts", "spacing", "ind", "lang")
"""Properties of which each attribute is one for itself."""
_THEME = ("asciiTheme", "hAnsiTheme", "eastAsiaTheme", "cstheme")


def has_same_defaults(document: WordDocument, other: WordDocument) -> bool:
    """True where text without any style looks the same in both."""
    here, there = _styles(document), _styles(other)
    ours, theirs = _default_styles(here), _default_styles(there)
    return canonical(here.find(f"{W}docDefaults")) == canonical(there.find(f"{W}docDefaults")) and all(
        canonical(style) == canonical(ours.get(kind)) for kind, style in theirs.items()
    )


def write_out_defaults(document: WordDocument, other: WordDocument) -> None:
    """Makes a document look the same where the other's defaults hold. Raises CannotJoin where that cannot be said."""
    styles = _styles(document)
    explicit = {kind: _explicit(_default(styles, kind), _default(_styles(other), kind)) for kind in _KINDS}
    defaults = _default_styles(styles)
    for style in styles.iterfind(f"{W}style"):
        if style.get(f"{W}type") == "paragraph" and style.find(f"{W}basedOn") is None:
            for kind, block in explicit.items():
                _merge(_block(style, kind), block)
        style.attrib.pop(f"{W}default", None)
    for root in _texts(document):
        if "paragraph" in defaults:
            for paragraph in root.iter(f"{W}p"):
                _name_style(paragraph_properties(paragraph), "pStyle", defaults["paragraph"])
        if "table" in defaults:
            for table in root.iter(f"{W}tblPr"):
                _name_style(table, "tblStyle", defaults["table"])


def _styles(document: WordDocument) -> etree._Element:
    element: etree._Element = document.styles.element
    return element


def _default_styles(styles: etree._Element) -> dict[str, etree._Element]:
    """By their kinds, the styles that hold where none is named."""
    return {style.get(f"{W}type", ""): style for style in styles if style.get(f"{W}default") in ("1", "true", "on")}


def _texts(document: WordDocument) -> Iterator[etree._Element]:
    """The body, and the headers and footers."""
    yield document.element.body
    for relation in document.part.rels.values():
        if relation.reltype in (RELATIONSHIP_TYPE.HEADER, RELATIONSHIP_TYPE.FOOTER):
            yield relation.target_part.element


def _default(styles: etree._Element, kind: str) -> etree._Element:
    """The defaults of paragraphs (pPr) or characters (rPr)."""
    found = styles.find(f"{W}docDefaults/{W}{kind}Default/{W}{kind}")
    return styles.makeelement(f"{W}{kind}") if found is None else found


def _explicit(own: etree._Element, other: etree._Element) -> etree._Element:
    """The own properties, and those of the other that the own ones lack, unset."""
    block = copy.deepcopy(own)
    for theirs in other:
        name = str(theirs.tag).removeprefix(W)
        ours = block.find(str(theirs.tag))
        if canonical(ours) == canonical(theirs):
            continue
        if name not in _UNSET or any(each is not None and _has_theme(each) for each in (ours, theirs)):
            raise CannotJoin(name)
        unset = block.makeelement(theirs.tag, {f"{W}{key}": value for key, value in _UNSET[name].items()})
        if name != "lang":
            _merge(block, [unset])
    return block


def _has_theme(fonts: etree._Element) -> bool:
    return any(f"{W}{name}" in fonts.attrib for name in _THEME)


def _block(style: etree._Element, kind: str) -> etree._Element:
    """The properties of a style, which is given some where it has none."""
    block = style.find(f"{W}{kind}")
    if block is None:
        block = style.makeelement(f"{W}{kind}")
        behind = [style.find(f"{W}{name}") for name in _STYLE_ORDER[_STYLE_ORDER.index(kind) + 1 :]]
        place = next((element for element in behind if element is not None), None)
        style.append(block) if place is None else place.addprevious(block)
    return block


def _merge(block: etree._Element, defaults: Iterable[etree._Element]) -> None:
    """Adds the properties that a block lacks, each in its place, and to those that it has what attributes they lack."""
    for default in defaults:
        ours = block.find(str(default.tag))
        if ours is None:
            add_in_order(block, copy.deepcopy(default))
        elif str(default.tag).removeprefix(W) in _OF_PARTS:
            for key, value in default.attrib.items():
                ours.set(key, ours.get(key, value))


def _name_style(properties: etree._Element, name: str, style: etree._Element) -> None:
    if properties.find(f"{W}{name}") is None:
        properties.insert(0, properties.makeelement(f"{W}{name}", {f"{W}val": style.get(f"{W}styleId", "")}))
