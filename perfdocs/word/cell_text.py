"""The text of a paragraph as a reader sees it, and what in it a reader may miss."""

from __future__ import annotations

import enum
from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from perfdocs.word.xml import W

_MC = "{http://schemas.openxmlformats.org/markup-compatibility/2006}"
_MATH = "{http://schemas.openxmlformats.org/officeDocument/2006/math}t"

_CHARACTERS = {
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}noBreakHyphen": "-",
    f"{W}softHyphen": "",
}
_IN = (f"{W}ins", f"{W}moveTo")
_OUT = (f"{W}del", f"{W}moveFrom")
_SKIPPED = {f"{W}{name}" for name in ("pPr", "rPr", "instrText", "delInstrText", "rt", "sdtPr", "sdtEndPr", "tcPr")}
_PICTURES = {f"{W}drawing", f"{W}pict", f"{W}object"}


class Mark(enum.StrEnum):
    """What a reader of a printed page would not expect of a cell."""

    TRACKED = "修订"
    BOX = "文本框"
    HIDDEN = "隐藏的文字"
    STRUCK = "删除线"
    NUMBERED = "自动编号"
    PICTURE = "图片"


@dataclass
class Piece:
    """Text of one run, and whether tracked changes put it in or take it out."""

    text: str
    inserted: bool = False
    deleted: bool = False


@dataclass
class Text:
    """Paragraphs read so far: as they stand with all changes accepted, and with all rejected."""

    accepted: str = ""
    rejected: str = ""
    marks: set[Mark] = field(default_factory=set)
    _open: tuple[bool, bool] = (False, False)
    """Whether a line break is due before more text, in each of the two."""

    def add(self, paragraph: etree._Element) -> None:
        """Another paragraph (`w:p`) below the others; text boxes in it follow as paragraphs of their own."""
        boxes: list[etree._Element] = []
        now, before = self._open
        self.accepted += "\n" if now else ""
        self.rejected += "\n" if before else ""
        for piece in _pieces(paragraph, False, False, self.marks, boxes):
            if piece.inserted or piece.deleted:
                self.marks.add(Mark.TRACKED)
            self.accepted += "" if piece.deleted else piece.text
            self.rejected += "" if piece.inserted else piece.text
        end = paragraph.find(f"{W}pPr/{W}rPr")
        gone = end is not None and any(end.find(tag) is not None for tag in _OUT)
        come = end is not None and any(end.find(tag) is not None for tag in _IN)
        if gone or come:
            self.marks.add(Mark.TRACKED)
        self._open = (not gone, not come)
        number = paragraph.find(f"{W}pPr/{W}numPr/{W}numId")
        if number is not None and number.get(f"{W}val") != "0":
            self.marks.add(Mark.NUMBERED)
        for box in boxes:
            self.marks.add(Mark.BOX)
            for inner in _topmost(box, f"{W}p"):
                self.add(inner)


def _pieces(
    element: etree._Element, inserted: bool, deleted: bool, marks: set[Mark], boxes: list[etree._Element]
) -> Iterator[Piece]:
    for child in element:
        tag = child.tag
        if tag == f"{W}r":
            yield from _run(child, inserted, deleted, marks, boxes)
        elif tag in _IN:
            yield from _pieces(child, True, deleted, marks, boxes)
        elif tag in _OUT:
            yield from _pieces(child, inserted, True, marks, boxes)
        elif tag == f"{_MC}AlternateContent":
            yield from _pieces(_chosen(child), inserted, deleted, marks, boxes)
        elif tag == _MATH:
            yield Piece(child.text or "", inserted, deleted)
        elif tag not in _SKIPPED:
            yield from _pieces(child, inserted, deleted, marks, boxes)


def _run(
    run: etree._Element, inserted: bool, deleted: bool, marks: set[Mark], boxes: list[etree._Element]
) -> Iterator[Piece]:
    properties = run.find(f"{W}rPr")
    hidden = properties is not None and _is_on(properties, "vanish")
    if properties is not None and (_is_on(properties, "strike") or _is_on(properties, "dstrike")):
        marks.add(Mark.STRUCK)
    for part in _parts(run):
        tag = part.tag
        if tag in (f"{W}t", f"{W}delText"):
            text = part.text or ""
        elif tag in _CHARACTERS:
            text = _CHARACTERS[str(tag)] if part.get(f"{W}type") in (None, "textWrapping") else ""
        elif tag == f"{W}sym":
            text = _symbol(part)
        elif tag in _PICTURES:
            found = list(_topmost(part, f"{W}txbxContent"))
            boxes.extend(found if not deleted else [])
            if not found:
                marks.add(Mark.PICTURE)
            continue
        elif tag == f"{W}ruby":
            yield from _pieces(part, inserted, deleted, marks, boxes)  # `w:rt`, the text above, is skipped
            continue
        else:
            continue
        if hidden and text.strip():
            marks.add(Mark.HIDDEN)
        elif text:
            yield Piece(text, inserted, deleted or tag == f"{W}delText")


def _parts(run: etree._Element) -> Iterator[etree._Element]:
    for part in run:
        if part.tag == f"{_MC}AlternateContent":
            yield from _chosen(part)
        else:
            yield part


def _topmost(element: etree._Element, tag: str) -> Iterator[etree._Element]:
    """The elements of a name below this one, but not those inside of them."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag == f"{_MC}AlternateContent":
            yield from _topmost(_chosen(child), tag)
        else:
            yield from _topmost(child, tag)


def _chosen(alternatives: etree._Element) -> etree._Element:
    """The first of the alternatives: the others say the same for older programs."""
    return alternatives[0] if len(alternatives) else alternatives


def _is_on(properties: etree._Element, name: str) -> bool:
    found = properties.find(f"{W}{name}")
    return found is not None and found.get(f"{W}val", "true") not in ("0", "false", "off", "none")


def _symbol(part: etree._Element) -> str:
    try:
        return chr(int(part.get(f"{W}char", ""), 16))
    except (ValueError, OverflowError):
        return ""
