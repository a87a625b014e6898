"""Everything in a document that came back that is neither its text nor its look, and was not printed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from lxml import etree

from perfdocs.returned.verifying.allowed import Level, tolerance
from perfdocs.returned.verifying.strange_styles import style_oddities
from perfdocs.word.cell_text import CellText
from perfdocs.word.grid import Cell, Row
from perfdocs.word.open_docx import WordFile
from perfdocs.word.page_edges import edge_oddities
from perfdocs.word.picture_hash import picture_hash
from perfdocs.word.xml import MAIN, MC, WP, R, W, val

_PROPERTIES = {f"{W}{name}" for name in ("pPr", "rPr", "tcPr", "trPr", "tblPr", "tblPrEx", "sectPr")}
"""What decides the look: looked at there (`look_differences`)."""
_FIRST = _PROPERTIES - {f"{W}sectPr"} | {f"{W}tblGrid"}
"""What stands before everything else."""
_INSIDE = {f"{W}sdtPr", f"{W}sdtEndPr", f"{W}smartTagPr", f"{W}customXmlPr"}
_BOUND = "dataBinding"
DRAWINGS = {f"{W}drawing", f"{W}pict", f"{W}object"}
_PICTURES = (f"{R}embed", f"{R}id", f"{R}pict")
"""Attributes by which a drawing refers to what it shows."""
_NAMES = {
    "fldSimple": "域（内容会自己变）",
    "fldChar": "域（内容会自己变）",
    "instrText": "域（内容会自己变）",
    "AlternateContent": "不同软件显示不同内容的写法",
    "drawing": "图形",
    "pict": "图形",
    "object": "嵌入的对象",
    "ruby": "拼音指南",
    "oMath": "公式",
    "oMathPara": "公式",
    "altChunk": "插入的文件",
    "subDoc": "子文档",
    "footnoteReference": "脚注",
    "endnoteReference": "尾注",
    "pgNum": "页码",
    "sym": "符号字体的字",
    "ptab": "移动位置的制表符",
    "br": "分页或分栏",
    "background": "页面背景",
    "hyperlink": "超链接",
    "framePr": "图文框",
    "sectPr": "多出来的分节",
    "tbl": "表格",
    "separator": "脚注的横线",
    "softHyphen": "可选的连字符",
    _BOUND: "绑定了数据的内容控件",
}
"""What things are called, by their elements."""
_WRAPPERS = frozenset(
    "sdt sdtContent customXml smartTag ins del moveFrom moveTo".split()  # noqa: SIM905
)
"""What may stand around anything."""
_BLOCKS = frozenset(("body", "tc", "hdr", "ftr", "footnote", "endnote"))
_PARENTS = {
    "body": frozenset(("document",)),
    "p": _BLOCKS,
    "tbl": _BLOCKS,
    "tr": frozenset(("tbl",)),
    "tc": frozenset(("tr",)),
    "r": frozenset(("p",)),
    **dict.fromkeys(("t", "delText", "tab", "br", "cr", "noBreakHyphen"), frozenset(("r",))),
}
"""What each stands in (ECMA-376 part 1, annex A): elsewhere one program prints it, another leaves it out."""
_SERIOUS_SETTINGS = frozenset(("linkStyles", "printFormsData"))
"""Settings by which the styles come from another file, or only what was typed is printed."""
_WORDS_OWN = "http://schemas.microsoft.com/office/"
"""What the types of Word's own relationships begin with."""
_NO_CHANGE = re.compile(r" \\\* (MERGEFORMAT|CHARFORMAT|ARABIC)(?= |$)")
"""Switches of a field that some programs add and others drop: they do not change what a number of pages reads."""
_TWENTIETH = 635
"""English Metric Units in a twentieth of a point."""


class Strange(NamedTuple):
    """Something that was not printed: what it is called, what is written in it, and where it stands.

    No element: it is the file's.
    """

    name: str
    text: str
    element: etree._Element | None
    is_serious: bool = True
    """Whether another figure may be read because of it."""


def strange_parts(document: WordFile, printed: WordFile) -> Iterator[Strange]:
    """Everything that is not allowed and was not printed: elements, parts, settings, fonts of the file's own."""
    in_body, in_margins = Counter[str](), Counter[str]()
    for root, is_margin in _texts(printed):
        (in_margins if is_margin else in_body).update(_key(each, printed) for each in _unknown(root, is_margin))
    for root, is_margin in _texts(document):
        known = Counter(in_margins if is_margin else in_body)
        for element in _unknown(root, is_margin):
            key = _key(element, document)
            known[key] -= 1
            if known[key] < 0:
                yield Strange(("页眉页脚里的" if is_margin else "") + name_of(element), _text(element), element)
    allowed, had = tolerance(Level.PART).free, {kind for kind, _ in printed.relations}
    for kind, target in document.relations:
        if not {kind, _short(kind)} & allowed and kind not in had:
            yield Strange(f"没有见过的部分（{target}）", "", None)
    known_oddities = {*style_oddities(printed), *edge_oddities(printed)}
    oddities = dict.fromkeys((*style_oddities(document), *edge_oddities(document)))
    yield from (Strange(name, "", None) for name in oddities if name not in known_oddities)
    yield from _settings(document, printed)
    if _embedded_fonts(document) > _embedded_fonts(printed):
        yield Strange("内嵌的字体（字的样子由文件自己定）", "", None)


def _short(kind: str) -> str:
    """The last word of a kind of part that Word has beside those of the standard."""
    return kind.rpartition("/relationships/")[2] if kind.startswith(_WORDS_OWN) else kind


def _texts(document: WordFile) -> list[tuple[etree._Element, bool]]:
    """The parts with text, and whether each is a header, footer or note."""
    return [(document.main, False), *((part, True) for part in document.margins)]


def _unknown(root: etree._Element, is_margin: bool) -> Iterator[etree._Element]:
    """The elements that are not allowed, but for what stands in them."""
    known = tolerance(Level.ELEMENT).free | (tolerance(Level.MARGIN).free if is_margin else frozenset())
    if any(str(name).startswith(MC) and name != f"{MC}Ignorable" for name in root.attrib):
        yield root
    for child in root.iterchildren(etree.Element):
        if child.tag in _FIRST and not all(each.tag in _FIRST for each in child.itersiblings(preceding=True)):
            yield child  # one program takes it where it stands, another not at all
        elif child.tag in _FIRST and root.find(str(child.tag)) is not child:
            yield child  # one program takes the first, another the last
        elif child.tag == f"{W}sectPr" and child.getnext() is not None:
            yield child  # the last one of the body ends it: one before it is a page more, or none
        elif child.tag in _PROPERTIES:
            yield from child.iter(f"{W}framePr") if is_margin else ()
        elif child.tag in _INSIDE:
            yield from (each for each in child.iter(etree.Element) if etree.QName(each).localname == _BOUND)
        elif not _is_known(child, known):
            yield child
        elif is_margin and child.tag == f"{W}tbl":
            yield child  # may lie anywhere on the page
            yield from _unknown(child, is_margin)
        else:
            yield from _unknown(child, is_margin)


def _is_known(element: etree._Element, known: frozenset[str]) -> bool:
    name = etree.QName(element)
    return name.namespace == MAIN and name.localname in known and not _is_break(element) and not _is_misplaced(element)


def _is_misplaced(element: etree._Element) -> bool:
    """Whether an element stands where it has no place, or is a second body."""
    name = etree.QName(element).localname
    if name == "body" and next(element.itersiblings(f"{W}body", preceding=True), None) is not None:
        return True
    above = (etree.QName(each).localname for each in element.iterancestors())
    parent = next((each for each in above if each not in _WRAPPERS), "")
    return parent not in _PARENTS.get(name, {parent})


def _is_break(element: etree._Element) -> bool:
    return element.tag == f"{W}br" and element.get(f"{W}type", "textWrapping") != "textWrapping"


def _key(element: etree._Element, document: WordFile) -> str:
    """What makes one thing the same as another, however a program writes it: of a drawing, its pictures."""
    code = element.get(f"{W}instr") or (element.text if element.tag == f"{W}instrText" else "")
    if element.tag in (f"{W}fldSimple", f"{W}instrText"):
        return f"field {_NO_CHANGE.sub('', ' '.join((code or '').upper().split()))}"
    if element.tag in DRAWINGS:
        references = (each.get(name) for each in element.iter(etree.Element) for name in _PICTURES if each.get(name))
        pictures = (document.related(element, str(reference)) for reference in references)
        return " ".join([str(element.tag), *(picture_hash(picture) for picture in pictures if picture)])
    return "field" if element.tag == f"{W}fldChar" else str(element.tag)


def name_of(element: etree._Element) -> str:
    """What an element is called."""
    name = etree.QName(element).localname
    if _is_misplaced(element):
        return f"放错地方的内容（{name}）"
    return _NAMES.get(name, f"不认识的内容（{name}）")


def _text(element: etree._Element) -> str:
    return "".join(str(text) for text in element.itertext()).strip()


def _settings(document: WordFile, printed: WordFile) -> Iterator[Strange]:
    known = tolerance(Level.SETTING).free | {each.tag for part in printed.parts("settings") for each in part}
    for part in document.parts("settings"):
        for each in part.iterchildren(etree.Element):
            name = etree.QName(each)
            if name.namespace == MAIN and name.localname not in known and each.tag not in known:
                yield Strange(f"设置 {name.localname}", "", None, name.localname in _SERIOUS_SETTINGS)


def _embedded_fonts(document: WordFile) -> int:
    return sum(
        "embed" in etree.QName(each).localname
        for part in document.parts("fontTable")
        for each in part.iter(etree.Element)
    )


class Comment(NamedTuple):
    """A reviewer's comment: who, what, and where its mark stands; none where there is no mark."""

    author: str
    text: str
    element: etree._Element | None


def comments(document: WordFile) -> Iterator[Comment]:
    """Every comment, in the order of the file."""
    marks = {each.get(f"{W}id"): each for each in document.body.iter(f"{W}commentReference")}
    for part in document.parts("comments"):
        for comment in part.iterfind(f"{W}comment"):
            text = CellText()
            for paragraph in comment.iter(f"{W}p"):
                text.add(paragraph)
            yield Comment(comment.get(f"{W}author", ""), text.accepted, marks.get(comment.get(f"{W}id")))


class Places:
    """The cells of a document, found from what stands in them."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._cells = {cell.element: (row, cell) for row in rows for cell in row.cells if cell.element is not None}

    def of(self, element: etree._Element | None) -> tuple[Row, Cell] | None:
        """The row and the cell that an element stands in; None outside of them."""
        above = () if element is None else (element, *element.iterancestors())
        return next((self._cells[each] for each in above if each in self._cells), None)


def is_seal_inside(drawing: etree._Element, cell: etree._Element) -> bool:
    """Whether a drawing is surely a picture, and surely inside the cell in which it is anchored."""
    if drawing.tag != f"{W}drawing" or not any(etree.QName(each).localname == "blip" for each in drawing.iter("{*}*")):
        return False
    if any(etree.QName(each).localname in ("txbxContent", "t", "AlternateContent") for each in drawing.iter("{*}*")):
        return False
    if any(map(_reaches_out, drawing.iter(etree.Element))):
        return False
    if drawing.find(f"{WP}inline") is not None:
        return len(drawing) == 1
    anchor = drawing.find(f"{WP}anchor")
    if anchor is None or len(drawing) > 1 or anchor.get("layoutInCell", "1") not in ("1", "true"):
        return False
    height = val(next(iter(row.find(f"{W}trPr/{W}trHeight") for row in cell.iterancestors(f"{W}tr")), None))
    width = cell.find(f"{W}tcPr/{W}tcW")
    room = (0 if width is None else _measure(width.get(f"{W}w")), _measure(height))
    extent = anchor.find(f"{WP}extent")
    size = (0, 0) if extent is None else (_measure(extent.get("cx")), _measure(extent.get("cy")))
    froms = (("positionH", ("column", "character")), ("positionV", ("paragraph", "line")))
    for (name, bases), large, much in zip(froms, size, room, strict=True):
        position = anchor.find(f"{WP}{name}")
        offset = None if position is None else position.findtext(f"{WP}posOffset")
        if position is None or offset is None or position.get("relativeFrom") not in bases:
            return False
        if _measure(offset) < 0 or large <= 0 or _measure(offset) + large > much * _TWENTIETH:
            return False
    return True


def _reaches_out(element: etree._Element) -> bool:
    """Whether something of a picture is drawn outside of its measures: an outline, a shadow, a size of the page's."""
    name = etree.QName(element).localname
    if name in ("pctWidth", "pctHeight"):
        return (element.text or "").strip() != "0"
    if name == "ln":
        return not any(etree.QName(each).localname == "noFill" for each in element.iterchildren(etree.Element))
    return name in ("effectLst", "effectDag", "scene3d", "sp3d") and len(element) > 0


def _measure(text: str | None) -> int:
    return int(text) if text and re.fullmatch(r"-?[0-9]{1,9}", text) else -1
