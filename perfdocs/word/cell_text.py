"""The text of a cell as a reader sees it, and what in it a reader may miss."""

from __future__ import annotations

import enum
from collections.abc import Iterator

from lxml import etree

from perfdocs.word.xml import MC, M, W, is_on, val

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
_ALTERNATIVES = f"{MC}AlternateContent"


class CellMark(enum.StrEnum):
    """What a reader of a printed page would not expect of a cell."""

    TRACKED = "修订"
    BOX = "文本框"
    HIDDEN = "隐藏的文字"
    STRUCK = "删除线"
    NUMBERED = "自动编号"
    PICTURE = "图片"


class CellText:
    """Paragraphs read so far: as they stand with all changes accepted, and with all rejected."""

    def __init__(self) -> None:
        self.accepted = ""
        self.rejected = ""
        self.marks: set[CellMark] = set()
        self._break_due = (False, False)
        """Whether a line break is due before more text, in each of the two."""
        self._boxes: list[etree._Element] = []
        """Contents of the text boxes in the paragraph that is being read."""

    def add(self, paragraph: etree._Element) -> None:
        """Another paragraph (`w:p`) below the others; text boxes in it follow as paragraphs of their own."""
        accepted, rejected = self._break_due
        self.accepted += "\n" if accepted else ""
        self.rejected += "\n" if rejected else ""
        self._read(paragraph, False, False)
        end = paragraph.find(f"{W}pPr/{W}rPr")
        deleted = end is not None and any(end.find(tag) is not None for tag in _OUT)
        inserted = end is not None and any(end.find(tag) is not None for tag in _IN)
        if deleted or inserted:
            self.marks.add(CellMark.TRACKED)
        self._break_due = (not deleted, not inserted)
        number = paragraph.find(f"{W}pPr/{W}numPr/{W}numId")
        if number is not None and val(number) != "0":
            self.marks.add(CellMark.NUMBERED)
        boxes, self._boxes = self._boxes, []
        for box in boxes:
            self.marks.add(CellMark.BOX)
            for inner in _topmost(box, f"{W}p"):
                self.add(inner)

    def _read(self, element: etree._Element, inserted: bool, deleted: bool) -> None:
        for child in element:
            tag = child.tag
            if tag == f"{W}r":
                self._read_run(child, inserted, deleted)
            elif tag in _IN:
                self._read(child, True, deleted)
            elif tag in _OUT:
                self._read(child, inserted, True)
            elif tag == _ALTERNATIVES:
                self._read(_first_choice(child), inserted, deleted)
            elif tag == f"{M}t":
                self._put(child.text or "", inserted, deleted)
            elif tag not in _SKIPPED:
                self._read(child, inserted, deleted)

    def _read_run(self, run: etree._Element, inserted: bool, deleted: bool) -> None:
        properties = run.find(f"{W}rPr")
        hidden = is_on(properties, "vanish")
        if is_on(properties, "strike") or is_on(properties, "dstrike"):
            self.marks.add(CellMark.STRUCK)
        for part in _parts(run):
            if part.tag in _PICTURES:
                self._read_picture(part, deleted)
            elif part.tag == f"{W}ruby":
                self._read(part, inserted, deleted)  # `w:rt`, the text above, is skipped
            elif text := _characters(part):
                if hidden and text.strip():
                    self.marks.add(CellMark.HIDDEN)
                else:
                    self._put(text, inserted, deleted or part.tag == f"{W}delText")

    def _read_picture(self, picture: etree._Element, deleted: bool) -> None:
        boxes = list(_topmost(picture, f"{W}txbxContent"))
        if not boxes:
            self.marks.add(CellMark.PICTURE)
        elif not deleted:
            self._boxes += boxes

    def _put(self, text: str, inserted: bool, deleted: bool) -> None:
        if inserted or deleted:
            self.marks.add(CellMark.TRACKED)
        self.accepted += "" if deleted else text
        self.rejected += "" if inserted else text


def _characters(part: etree._Element) -> str:
    """What a part of a run prints."""
    tag = part.tag
    if tag in (f"{W}t", f"{W}delText"):
        return part.text or ""
    if tag in _CHARACTERS:
        return _CHARACTERS[str(tag)] if part.get(f"{W}type") in (None, "textWrapping") else ""
    return _symbol(part) if tag == f"{W}sym" else ""


def _symbol(part: etree._Element) -> str:
    try:
        return chr(int(part.get(f"{W}char", ""), 16))
    except (ValueError, OverflowError):
        return ""


def _parts(run: etree._Element) -> Iterator[etree._Element]:
    for part in run:
        if part.tag == _ALTERNATIVES:
            yield from _first_choice(part)
        else:
            yield part


def _topmost(element: etree._Element, tag: str) -> Iterator[etree._Element]:
    """The elements of a name below this one, but not those inside of them."""
    for child in element:
        if child.tag == tag:
            yield child
        elif child.tag == _ALTERNATIVES:
            yield from _topmost(_first_choice(child), tag)
        else:
            yield from _topmost(child, tag)


def _first_choice(alternatives: etree._Element) -> etree._Element:
    """The first of the alternatives: the others say the same for older programs."""
    return alternatives[0] if len(alternatives) else alternatives
