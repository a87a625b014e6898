"""What is in effect for a run, a paragraph or a cell: defaults, styles, numbering and what stands at the place itself.

ECMA-376 part 1, 17.7.2: document defaults, then the table's style, the paragraph's, the character's, then direct
formatting; the last one that says something of a property is right.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from functools import cached_property

from lxml import etree

from perfdocs.word.open_docx import WordFile
from perfdocs.word.xml import MAIN, W, canonical, val

Properties = Mapping[str, str]
"""Properties by name: `sz`, `spacing.line`, `rFonts.ascii`; one that is as if it were not said is left out."""

INHERITED = "?"
"""At the end of a margin that only a style says: Word looks there, LibreOffice does not."""

_DEFAULTS = {
    "jc": "left",
    "color": "auto",
    "position": "0",
    "spacing": "0",
    "w": "100",
    "u": "none",
    "highlight": "none",
    "em": "none",
    "effect": "none",
    "vertAlign": "baseline",
    "spacing.before": "0",
    "spacing.after": "0",
    "spacing.line": "240",
    "spacing.lineRule": "auto",
    "ind.left": "0",
    "ind.right": "0",
    "ind.firstLine": "0",
    "ind.hanging": "0",
    "textDirection": "lrTb",
    "textAlignment": "auto",
    "vAlign": "top",
    "trHeight.hRule": "atLeast",
    "tblInd.w": "0",
    "type": "nextPage",
    "pgSz.orient": "portrait",
    "pgMar.gutter": "0",
    "pgNumType.fmt": "decimal",
    "docGrid.type": "default",
    "cols.num": "1",
    "cols.equalWidth": "1",
}
"""What a property is where nothing says so (ECMA-376 part 1, 17.3 to 17.6)."""
_ON_BY_DEFAULT = {"widowControl", "snapToGrid", "kinsoku", "wordWrap", "overflowPunct", "autoSpaceDE", "autoSpaceDN"}
_SYNONYMS = {"start": "left", "end": "right", "000000": "auto"}
"""Other words for the same: of the later editions, and of colours."""
_SWITCH_VALUES = {"true": "on", "on": "on", "false": "off", "off": "off"}
_SWITCHES = frozenset(
    """b bCs i iCs caps smallCaps strike dstrike outline shadow emboss imprint noProof snapToGrid vanish webHidden
    specVanish rtl cs oMath keepNext keepLines pageBreakBefore widowControl suppressLineNumbers suppressAutoHyphens
    kinsoku wordWrap overflowPunct topLinePunct autoSpaceDE autoSpaceDN bidi adjustRightInd contextualSpacing
    mirrorIndents suppressOverlap hidden cantSplit tblHeader noWrap tcFitText hideMark bidiVisual titlePg formProt
    noEndnote rtlGutter evenAndOddHeaders""".split()  # noqa: SIM905
)
_TOGGLES = frozenset(
    "b bCs i iCs caps smallCaps strike outline shadow emboss imprint vanish".split()  # noqa: SIM905
)
_CONDITIONS = tuple(f"{W}{path}" for path in ("tblStylePr", "trPr", f"tcPr/{W}tcBorders", f"tcPr/{W}tcMar"))
_CONTAINERS = {"rPr", "pPr", "sectPr", "numPr", "pStyle", "rStyle", "tblStyle", "tabs", "shd"}
"""What is no property of its own, or looked at apart."""


def said(element: etree._Element | None) -> dict[str, str]:
    """The properties that one element (`w:rPr`, `w:tcPr`, …) says, in one way of writing, also those that are off.

    One that is said twice is right in one program as it is said first, in another as it is said last: both are given.
    """
    properties: dict[str, str] = {}
    tags: set[str] = set()
    for child in element if element is not None else ():
        if child.tag in tags:
            properties[f"{etree.QName(child).localname} twice"] = canonical(child)
        tags.add(str(child.tag))
        name = etree.QName(child)
        key = name.localname if name.namespace == MAIN else f"{name.namespace}:{name.localname}"
        if key == "shd":
            properties["shd"] = _shading(child)
        elif key == "tabs":
            properties.update(_stops(child))
        elif key in _CONTAINERS:
            continue
        elif len(child):
            properties[key] = canonical(child)
        elif key in _SWITCHES:
            value = val(child, "true")
            properties[key] = _SWITCH_VALUES.get(value, {"1": "on", "0": "off", "none": "off"}.get(value, value))
        elif not child.attrib:
            properties[key] = "on"
        for attribute, value in child.attrib.items() if not len(child) and key not in _SWITCHES else ():
            short = etree.QName(attribute).localname
            word = _SYNONYMS.get(short, short)
            if key not in ("shd", "tabs"):
                properties[key if word == "val" else f"{key}.{word}"] = _SYNONYMS.get(value, value)
    return properties


def _shading(shading: etree._Element) -> str:
    """Pattern, colour and background; empty where nothing of it is to be seen."""
    pattern, fill = val(shading, "clear"), (shading.get(f"{W}fill") or "auto").lower()
    themed = "".join(value for name, value in sorted(shading.attrib.items()) if "theme" in str(name))
    if pattern in ("clear", "nil") and fill in ("auto", "ffffff") and not themed:
        return ""
    return f"{pattern} {shading.get(f'{W}color') or 'auto'} {fill} {themed}".strip()


def _stops(tabs: etree._Element) -> dict[str, str]:
    """The tab stops by their places: those of all layers are in effect, but for those that a later layer clears."""
    stops = {f"tabs.{each.get(f'{W}pos', '')}": (val(each), each.get(f"{W}leader", "none")) for each in tabs}
    return {
        name: "off" if kind == "clear" else kind if leader == "none" else f"{kind}/{leader}"
        for name, (kind, leader) in stops.items()
    }


def layered(layers: Iterable[Properties]) -> dict[str, str]:
    """The layers one over the other."""
    merged: dict[str, str] = {}
    for layer in layers:
        for name in layer:
            if name.startswith("rFonts.") and not name.endswith("Theme"):
                merged.pop(f"{name}Theme", None)  # a font by its name takes the place of the theme's
        merged.update(layer)
    return merged


def in_effect(properties: Properties) -> dict[str, str]:
    """The properties without those that are as if nothing were said."""
    return {
        name: value
        for name, value in properties.items()
        if value and value != _DEFAULTS.get(name) and value != ("on" if name in _ON_BY_DEFAULT else "off")
    }


def style_key(style: etree._Element) -> tuple[str, str]:
    """The kind of a style and the name by which others refer to it; one of no kind is a paragraph's."""
    return style.get(f"{W}type", "paragraph"), style.get(f"{W}styleId", "")


def _toggled(styles: Sequence[Properties], direct: Properties) -> dict[str, str]:
    """Switches that are on in Word, where an odd number of styles has them, but not where the last style decides.

    ECMA-376 part 1, 17.7.3. They are given as properties of their own: other programs go by the last style.
    """
    names = {name for each in styles for name in each if name in _TOGGLES} - direct.keys()
    values = {name: [each[name] for each in styles if name in each] for name in names}
    by_number = {name: "on" if each.count("on") % 2 else "off" for name, each in values.items()}
    return {f"{name}.toggled": by_number[name] for name, each in values.items() if each[-1] != by_number[name]}


class Styles:
    """The styles, defaults and numbering of a document, each resolved once."""

    def __init__(self, document: WordFile) -> None:
        self._document = document
        self._chains: dict[tuple[str, str, str], dict[str, str]] = {}
        self._runs: dict[tuple[str, str, str], dict[str, str]] = {}

    @cached_property
    def _parts(self) -> list[etree._Element]:
        return self._document.parts("styles")

    @cached_property
    def _styles(self) -> dict[tuple[str, str], etree._Element]:
        return {style_key(each): each for part in self._parts for each in part}

    @cached_property
    def _default(self) -> dict[str, str]:
        """The name of the style of each kind that is in effect where none is named."""
        marked = (key for key, style in self._styles.items() if style.get(f"{W}default") in ("1", "true", "on"))
        return dict(marked)

    def _defaults(self, name: str) -> dict[str, str]:
        return layered(said(part.find(f"{W}docDefaults/{W}{name}Default/{W}{name}")) for part in self._parts)

    def chain(self, kind: str, style: str, name: str) -> dict[str, str]:
        """What a style and those that it is based on say in `w:rPr` or another of their parts."""
        style = style or self._default.get(kind, "")
        key = kind, style, name
        if key not in self._chains:
            layers = [said(each.find(f"{W}{name}")) for each in self._ancestry(kind, style)]
            self._chains[key] = layered(reversed(layers))
        return self._chains[key]

    def _ancestry(self, kind: str, style: str) -> Iterator[etree._Element]:
        """The style, then what it is based on."""
        seen: set[str] = set()
        while style not in seen and (kind, style) in self._styles:
            seen.add(style)
            yield self._styles[kind, style]
            style = val(self._styles[kind, style].find(f"{W}basedOn"))

    def table_conditions(self, style: str) -> str:
        """What a table's style says of some of its rows and columns only, and of each row and cell in some programs."""
        ancestry = self._ancestry("table", style or self._default.get("table", ""))
        return "".join(canonical(each) for one in ancestry for path in _CONDITIONS for each in one.iterfind(path))

    def table_parts(self, style: str, name: str) -> list[etree._Element]:
        """The elements of this name in a table's style and those that it is based on, the last to be heard first."""
        ancestry = reversed(list(self._ancestry("table", style or self._default.get("table", ""))))
        return [found for one in ancestry for found in one.iterfind(f"{W}tblPr/{W}{name}")]

    def paragraph(self, paragraph: etree._Element, table: str | None) -> dict[str, str]:
        """What is in effect for a paragraph in a table of this style; None: outside of tables."""
        direct = paragraph.find(f"{W}pPr")
        style = val(paragraph.find(f"{W}pPr/{W}pStyle"))
        of_table = self.chain("table", table, "pPr") if table is not None else {}
        layers = (self._defaults("pPr"), of_table, self.chain("paragraph", style, "pPr"), said(direct))
        properties = in_effect(layered(layers))
        number = self.numbering(paragraph, table)
        return {**properties, "numPr": self._level(*number)} if number[0] else properties

    def run(self, properties: etree._Element | None, paragraph: etree._Element, table: str | None) -> dict[str, str]:
        """What is in effect for a run with these `w:rPr`."""
        style = val(paragraph.find(f"{W}pPr/{W}pStyle"))
        key = canonical(properties), style, table if table is not None else "\0"
        if key not in self._runs:
            character = val(None if properties is None else properties.find(f"{W}rStyle"))
            of_table = self.chain("table", table, "rPr") if table is not None else {}
            of_styles = (of_table, self.chain("paragraph", style, "rPr"), self.chain("character", character, "rPr"))
            layers = (self._defaults("rPr"), *of_styles, said(properties))
            self._runs[key] = in_effect({**layered(layers), **_toggled(of_styles, said(properties))})
        return self._runs[key]

    def numbering(self, paragraph: etree._Element, table: str | None = None) -> tuple[str, str]:
        """The list that a paragraph is of (`w:numId`) and its level in it; empty where it is of none.

        `table` is the style of the table around it.
        """
        style = val(paragraph.find(f"{W}pPr/{W}pStyle"))
        ancestry = self._ancestry("paragraph", style or self._default.get("paragraph", ""))
        of_table = self._ancestry("table", table or self._default.get("table", "")) if table is not None else ()
        owners = [paragraph.find(f"{W}pPr"), *(one.find(f"{W}pPr") for one in (*ancestry, *of_table))]
        owners += (part.find(f"{W}docDefaults/{W}pPrDefault/{W}pPr") for part in self._parts)
        for owner in owners:
            numbering = None if owner is None else owner.find(f"{W}numPr")
            number = "" if numbering is None else val(numbering.find(f"{W}numId"))
            if numbering is not None and number:
                return ("", "") if number == "0" else (number, val(numbering.find(f"{W}ilvl"), "0"))
        return "", ""

    def _level(self, number: str, level: str) -> str:
        for part in self._document.parts("numbering"):
            for each in part.iterfind(f"{W}num"):
                if each.get(f"{W}numId") == number:
                    of = val(each.find(f"{W}abstractNumId"))
                    return " ".join(
                        filter(None, (_level_text(part, of, level), canonical(each.find(f"{W}lvlOverride"))))
                    )
        return f"numId {number}"


def _level_text(numbering: etree._Element, abstract: str, level: str) -> str:
    """Start, format and text of a level."""
    for each in numbering.iterfind(f"{W}abstractNum"):
        for one in each.iterfind(f"{W}lvl") if each.get(f"{W}abstractNumId") == abstract else ():
            if one.get(f"{W}ilvl") == level:
                names = ("start", "numFmt", "lvlText", "suff")
                return " ".join(f"{name}={val(one.find(f'{W}{name}'))}" for name in names)
    return f"abstractNumId {abstract}"
