"""The text of a cell as a reader sees it, and what in it a reader may miss."""

from __future__ import annotations

import enum
from collections.abc import Iterator, Mapping

from lxml import etree

from perfdocs.prose.tick_marks import TICKED, UNTICKED
from perfdocs.word.xml import MC, M, W, is_on, val

_CHARACTERS = {
    f"{W}br": "\n",
    f"{W}cr": "\n",
    f"{W}tab": "\t",
    f"{W}ptab": "\t",
    f"{W}noBreakHyphen": "-",
    f"{W}softHyphen": "",
}
_SYMBOLS = {
    "wingdings": {0x6E: "■", 0x6F: "□", 0xA8: "□", 0xFB: "✗", 0xFC: "√", 0xFD: "☒", 0xFE: "☑"},
    "wingdings 2": {0x4F: "✗", 0x50: "√", 0x51: "☒", 0x52: "☑", 0x53: "☒", 0x54: "☒", 0xA3: "□"},
}
"""What the signs of a font look like that people insert as boxes and ticks, by font and character.

Their code charts; a document may have them 0xF000 higher."""
_BOX = f"{W}ffData/{W}checkBox"
_IN = (f"{W}ins", f"{W}moveTo")
_OUT = (f"{W}del", f"{W}moveFrom")
_SKIPPED = {f"{W}{name}" for name in ("pPr", "rPr", "instrText", "delInstrText", "rt", "sdtPr", "sdtEndPr", "tcPr")}
PICTURES = {f"{W}drawing", f"{W}pict", f"{W}object"}
"""What a run has for a picture, a shape or a text box."""
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
        for part in run_parts(run):
            if part.tag in PICTURES:
                self._read_picture(part, deleted)
            elif part.tag == f"{W}ruby":
                self._read(part, inserted, deleted)  # `w:rt`, the text above, is skipped
            elif text := characters(part, properties):
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


def characters(part: etree._Element, properties: etree._Element | None) -> str:
    """What a part of a run prints."""
    tag = part.tag
    if tag in (f"{W}t", f"{W}delText"):
        fonts = None if properties is None else properties.find(f"{W}rFonts")
        table = {} if fonts is None else _SYMBOLS.get(fonts.get(f"{W}ascii", "").casefold(), {})
        return "".join(_shown(table, ord(character)) for character in part.text or "") if table else part.text or ""
    if tag in _CHARACTERS:
        return _CHARACTERS[str(tag)] if part.get(f"{W}type") in (None, "textWrapping") else ""
    if tag == f"{W}fldChar":
        return _check_box(part.find(_BOX))
    return _symbol(part) if tag == f"{W}sym" else ""


def _symbol(part: etree._Element) -> str:
    try:
        code = int(part.get(f"{W}char", ""), 16)
        return _shown(_SYMBOLS.get(part.get(f"{W}font", "").casefold(), {}), code)
    except (ValueError, OverflowError):
        return ""


def _shown(table: Mapping[int, str], code: int) -> str:
    return table.get(code & 0xFF, chr(code)) if code < 0x100 or code & 0xFF00 == 0xF000 else chr(code)


def _check_box(box: etree._Element | None) -> str:
    """A check box of a form as Word had them before 2010, as it is printed."""
    if box is None:
        return ""
    is_ticked = is_on(box, "checked" if box.find(f"{W}checked") is not None else "default")
    return TICKED if is_ticked else UNTICKED


def run_parts(run: etree._Element) -> Iterator[etree._Element]:
    """The parts of a run, of alternatives the first."""
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
