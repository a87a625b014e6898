"""Reading a template as its documents will be read: what is open where a tag stands, and how long cells may get."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import unescape

from jinja2 import nodes

from perfdocs.pack.tag_state import MERGES
from perfdocs.render.fast.program import NeedsDocxtpl
from perfdocs.render.fast.rooms import Cell, Room
from perfdocs.render.fast.row_marks import KEEP_MARK, LONG_MARK
from perfdocs.word.page_rules import text_width
from perfdocs.word.xml import KEEP

_TOKEN = re.compile(r"<(?P<close>/?)(?P<name>[^\s<>/!?]+)(?P<attributes>[^<>]*?)(?P<empty>/?)>|(?P<text>[^<]+)")
_HOLLOW = re.compile(r"<([\w:]+)((?: [^<>]*)?)></\1>")
_OPENED = re.compile(r"<w:t(?: [^<>]*)?(?<!/)>$")
CLOSING = "</w:t>"
_NUMBER = re.compile(r'w:(?:val|w)="([0-9]+)"')
_MARGIN_REFERENCES = ("w:headerReference", "w:footerReference")
_NUMBERED = ("w:numPr", "w:bookmarkStart", "w:bookmarkEnd")
"""What has a number that must be another in each form of a document."""
_UNPAIRED = "标签没有成对地包住整行、整段"


@dataclass
class _Element:
    """An open element, and in how many conditions and loops it began."""

    name: str
    depth: int
    filled: bool = False
    """It has content whatever the data are."""


@dataclass
class _Table:
    depth: int
    widths: list[int] = field(default_factory=list)
    certain_rows: int = 0
    """Rows that it has whatever the data are."""


class TemplateReader:
    """Goes through the tree of a template as through a document, and notes what holds whatever the data are.

    Between Jinja's tags stand texts. Each is cut into tags of XML and words; a start tag is put on the stack of open
    elements, an end tag takes it off, and what a cell holds is counted until it ends. A value must stand in a `w:t`.
    Every branch of a condition begins at the same place, and must lead to the same one: to the same open elements and
    to the same number of columns. Of a loop, that is where it began.
    """

    def __init__(self) -> None:
        self.rooms: dict[int, Room] = {}
        """For the values (by `id` of their nodes) that decide how long their rows get."""
        self.hollow: set[str] = set()
        """Elements that may be left without content."""
        self.refers = False
        """Something refers to other parts of the package than headers and footers."""
        self._open: list[_Element] = []
        self._depth = 0
        """The conditions and loops around the place that has been reached."""
        self._texts: list[tuple[nodes.TemplateData, list[str]]] = []
        self._table = _Table(0)
        self._columns = 0
        """Of the open row, so far."""
        self._cell: Cell | None = None

    def read(self, body: Sequence[nodes.Node]) -> None:
        """Reads nodes that follow one another. Raises NeedsDocxtpl."""
        for node in body:
            if isinstance(node, nodes.Output):
                self._read_output(node)
            elif isinstance(node, nodes.If):
                self._read_branches([node.body, *(other.body for other in node.elif_), node.else_], loop=False)
            elif isinstance(node, nodes.For) and not node.recursive:
                if self._cell:
                    self._cell.repeated = True
                self._read_branches([node.body, node.else_], loop=True)
            elif not isinstance(node, nodes.Assign):
                raise NeedsDocxtpl("模板里有宏、块等较少用的标签")

    def finish(self) -> None:
        """To be called when all has been read: writes our marks into the texts of the tree."""
        if self._open:
            raise NeedsDocxtpl(_UNPAIRED)
        for node, pieces in self._texts:
            node.data = "".join(pieces)

    def _read_branches(self, branches: Sequence[Sequence[nodes.Node]], loop: bool) -> None:
        opened, columns = self._names(), self._columns
        if self._cell:
            self._cell.plain = False
        self._depth += 1
        ends = set()
        for branch in branches:
            self._columns = columns
            self.read(branch)
            ends.add(self._columns)
            if self._names() != opened:
                raise NeedsDocxtpl(_UNPAIRED)
        self._depth -= 1
        if len(ends) > 1 or (loop and ends != {columns}):
            raise NeedsDocxtpl("一行的格数要看数据才知道")

    def _read_output(self, node: nodes.Output) -> None:
        for at, child in enumerate(node.nodes):
            if isinstance(child, nodes.TemplateData):
                data = _HOLLOW.sub(r"<\1\2/>", child.data)
                self._texts.append((child, self._read_text(data, is_enclosed(node.nodes, at - 1))))
            elif merge_call(child) is None:
                self._read_value(child)

    def _read_value(self, node: nodes.Expr) -> None:
        names = self._names()
        if names[-2:] != ["w:r", "w:t"] or "w:p" not in names:
            raise NeedsDocxtpl("有的标签不在一段文字里（例如在单元格的底色或合并格数里）")
        if self._cell:
            self._cell.values.append(node)
            self._cell.plain &= names[-4:-2] == ["w:tc", "w:p"]

    def _read_text(self, data: str, closing: bool) -> list[str]:
        """The tags and words of a text, with our marks.

        `closing` says that it begins with the end of an element that the program itself writes.
        """
        pieces: list[str] = []
        at = 0
        for token in _TOKEN.finditer(data):
            if token.start() != at:
                break
            at = token.end()
            pieces.append(token.group())
            if token["text"] is not None:
                self._read_words(token["text"])
            elif token["close"]:
                self._close(token["name"], filled=closing and len(pieces) == 1)
            else:
                self._start(token["name"], token["attributes"], pieces)
                if token["empty"]:
                    self._close(token["name"], filled=True)
        if at != len(data):
            raise NeedsDocxtpl("有的标签写在了 XML 的标记里")
        return pieces

    def _read_words(self, text: str) -> None:
        self._fill()
        if self._cell:
            self._cell.characters += len(text)
            self._cell.width += text_width(unescape(text)) if self._names()[-1:] == ["w:t"] else 0

    def _names(self) -> list[str]:
        return [element.name for element in self._open]

    def _fill(self) -> None:
        """The innermost element has content, if it has whatever the data are."""
        if self._open and self._open[-1].depth == self._depth:
            self._open[-1].filled = True

    def _start(self, name: str, attributes: str, pieces: list[str]) -> None:
        """Reads a start tag, the last of the pieces of its text."""
        self._fill()
        if "xmlns" in attributes or name == "wp:docPr" or name.endswith("Change"):
            raise NeedsDocxtpl("模板里有图片、文本框或修订")
        if name == "w:tbl" and "w:tbl" in self._names():
            raise NeedsDocxtpl("模板里有表中的表")
        self._open.append(_Element(name, self._depth))
        if name not in _MARGIN_REFERENCES:
            self.refers |= " r:" in attributes or "Reference" in name or name in _NUMBERED
        if name == "w:tbl":
            self._table = _Table(self._depth)
        elif name == "w:gridCol":
            self._table.widths.append(_number(attributes))
        elif name == "w:tr":
            self._start_row(attributes, pieces)
        elif name == "w:tc":
            self._cell = Cell(pieces, len(pieces) - 1)
        elif self._cell:
            self._start_in_cell(self._cell, name, attributes)

    def _start_row(self, attributes: str, pieces: list[str]) -> None:
        if KEEP in attributes:
            pieces[-1] = KEEP_MARK.decode() + pieces[-1].replace(f' {KEEP}="1"', "")
        self._table.certain_rows += self._depth == self._table.depth

    def _start_in_cell(self, cell: Cell, name: str, attributes: str) -> None:
        if name == "w:p":
            cell.paragraphs += 1
            cell.certain_paragraphs += self._open[-2].depth == self._depth
        elif name == "w:br":
            cell.breaks += 1
        elif name == "w:sz":
            cell.size = max(cell.size, _number(attributes))
            if self._names()[-4:] == ["w:p", "w:r", "w:rPr", "w:sz"]:
                cell.first_size = cell.first_size or _number(attributes)
        elif name == "w:gridSpan":
            cell.span = _number(attributes)

    def _close(self, name: str, filled: bool = False) -> None:
        element = self._open.pop() if self._open else None
        if element is None or element.name != name:
            raise NeedsDocxtpl(_UNPAIRED)
        if not (element.filled or filled):
            self.hollow.add(name)
        if name == "w:tc" and self._cell:
            if not self._cell.certain_paragraphs:
                raise NeedsDocxtpl("有的格子可能一段文字也没有")
            self._close_cell(self._cell)
            self._cell = None
        elif name == "w:tr":
            if self._columns != len(self._table.widths):
                raise NeedsDocxtpl("有的行的格数和表的列数不一样")
            self._columns = 0
        elif name == "w:tbl" and not self._table.certain_rows:
            raise NeedsDocxtpl("有的表可能一行也没有")

    def _close_cell(self, cell: Cell) -> None:
        width = sum(self._table.widths[self._columns : self._columns + cell.span]) or 1
        self._columns += cell.span
        room, values = cell.room(width), cell.values
        if room.characters < 0:
            cell.pieces[cell.start] += LONG_MARK.decode()
        else:
            share = room._replace(characters=room.characters // max(len(values), 1))
            self.rooms.update({id(value): share for value in values})


def _number(attributes: str) -> int:
    match = _NUMBER.search(attributes)
    return int(match.group(1)) if match else 0


def is_enclosed(parts: Sequence[nodes.Node], at: int) -> bool:
    """True where a value stands which is all that its `w:t` holds, between the tags of that."""
    if not 0 < at < len(parts) - 1 or isinstance(parts[at], nodes.TemplateData):
        return False
    before, behind = parts[at - 1], parts[at + 1]
    return (
        isinstance(before, nodes.TemplateData)
        and isinstance(behind, nodes.TemplateData)
        and _OPENED.search(before.data) is not None
        and behind.data.startswith(CLOSING)
    )


def merge_call(node: nodes.Node) -> str | None:
    """The method of the state of merged cells that a node calls, if it does."""
    if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Getattr):
        owner = node.node.node
        if isinstance(owner, nodes.Name) and owner.name == MERGES:
            return node.node.attr
    return None
