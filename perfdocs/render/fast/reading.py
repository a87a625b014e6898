"""Reading a template as its documents will be read: what is open where a tag stands, and how long cells may get."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from html import unescape
from typing import NamedTuple

from jinja2 import nodes

from perfdocs.errors import CannotCompile
from perfdocs.pack.tag_state import MERGES
from perfdocs.render.fast import marked
from perfdocs.word import lengths
from perfdocs.word.xml import KEEP

_TOKEN = re.compile(r"<(?P<close>/?)(?P<name>[^\s<>/!?]+)(?P<rest>[^<>]*?)(?P<empty>/?)>|(?P<text>[^<]+)")
_HOLLOW = re.compile(r"<([\w:]+)((?: [^<>]*)?)></\1>")
_OPENED = re.compile(r"<w:t(?: [^<>]*)?(?<!/)>$")
CLOSING = "</w:t>"
_NUMBER = re.compile(r'w:(?:val|w)="([0-9]+)"')
_UNPAIRED = "标签没有成对地包住整行、整段"


class Room(NamedTuple):
    """The characters that a value may have before its row could be long; a line break counts for `line` of them.

    Where the value is all that the cell's length depends on, `exact` says how long the cell is: its lines without
    the value, the width of its text (2 for a wide character, 1 for others), the width of one, and that of a line.
    """

    characters: int
    line: int
    exact: tuple[int, int, int, int] | None = None


NO_END = Room(marked.ANY, 0)


@dataclass
class _Cell:
    """What is known of a cell's length before it has values. It begins with one of the pieces of a text."""

    start: int
    pieces: list[str]
    paragraphs: int = 0
    breaks: int = 0
    text: int = 0
    width: int = 0
    size: int = 21
    first_size: int = 0
    span: int = 1
    simple: bool = True
    endless: bool = False
    values: list[nodes.Expr] = field(default_factory=list)

    def room(self, width: int) -> Room:
        """That of all its values together, in a cell so wide; negative where it is long without them."""
        inside, character = max(width - lengths.PADDING, 1), 10 * self.size
        lines = self.paragraphs + self.breaks
        left = ((lengths.LONG - lines) * inside - 1) // character - self.text
        half = 5 * (self.first_size or 21)
        exact = (lines, self.width, half, inside) if self.simple and self.paragraphs == len(self.values) == 1 else None
        return Room(-1 if self.endless else left, -(-inside // character), exact)


class Reading:
    """Goes through the tree of a template as through a document, and says what is where.

    Wherever the tags lead, the elements that are open and the columns that a row has are to be the same.
    """

    def __init__(self) -> None:
        self.rooms: dict[int, Room] = {}
        """For the values (by `id` of their nodes) in rows that are to stay whole."""
        self.hollow: set[str] = set()
        """Elements that may be left without content."""
        self.refers = False
        self._stack: list[str] = []
        self._certain: list[int] = []
        """For each open element, how deep in conditions and loops it began; -1 once it surely has content."""
        self._widths: list[int] = []
        self._certain_rows = 0
        self._depth = 0
        self._texts: list[tuple[nodes.TemplateData, list[str]]] = []
        self._table_depth = 0
        self._columns = 0
        self._whole = False
        self._cell: _Cell | None = None

    def end(self) -> None:
        """To be called when all has been read: the texts of the tree are ours from now on."""
        if self._stack:
            raise CannotCompile(_UNPAIRED)
        for node, pieces in self._texts:
            node.data = "".join(pieces)

    def statements(self, body: Sequence[nodes.Node]) -> None:
        for node in body:
            if isinstance(node, nodes.Output):
                self._output(node)
            elif isinstance(node, nodes.If):
                self._branches([node.body, *(other.body for other in node.elif_), node.else_], loop=False)
            elif isinstance(node, nodes.For) and not node.recursive:
                if self._cell:
                    self._cell.endless = True
                self._branches([node.body, node.else_], loop=True)
            elif not isinstance(node, nodes.Assign):
                raise CannotCompile("模板里有宏、块等较少用的标签")

    def _branches(self, branches: Sequence[Sequence[nodes.Node]], loop: bool) -> None:
        """All begin at the same place, and must lead to the same one; of a loop, to that where it began."""
        opened, columns = [*self._stack], self._columns
        if self._cell:
            self._cell.simple = False
        self._depth += 1
        ends = set()
        for branch in branches:
            self._columns = columns
            self.statements(branch)
            ends.add(self._columns)
            if self._stack != opened:
                raise CannotCompile(_UNPAIRED)
        self._depth -= 1
        if len(ends) > 1 or (loop and ends != {columns}):
            raise CannotCompile("一行的格数要看数据才知道")

    def _output(self, node: nodes.Output) -> None:
        for at, child in enumerate(node.nodes):
            if isinstance(child, nodes.TemplateData):
                data = _HOLLOW.sub(r"<\1\2/>", child.data)
                self._texts.append((child, self._pieces(data, is_enclosed(node.nodes, at - 1))))
            elif asks_merges(child) is None:
                self._value(child)

    def _value(self, node: nodes.Expr) -> None:
        if self._stack[-2:] != ["w:r", "w:t"] or "w:p" not in self._stack:
            raise CannotCompile("有的标签不在一段文字里（例如在单元格的底色或合并格数里）")
        if self._cell:
            self._cell.values.append(node)
            self._cell.simple &= self._stack[-4:-2] == ["w:tc", "w:p"]

    def _pieces(self, data: str, closing: bool) -> list[str]:
        """The tags and words of a text, with our marks; what stands where in it is noted.

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
                self._words(token["text"])
            elif token["close"]:
                self._close(token["name"], full=closing and len(pieces) == 1)
            else:
                self._open(token["name"], token["rest"], pieces)
                if token["empty"]:
                    self._close(token["name"], full=True)
        if at != len(data):
            raise CannotCompile("有的标签写在了 XML 的标记里")
        return pieces

    def _fill(self) -> None:
        """Notes that the innermost element has content, if it has whatever the data are."""
        if self._certain and self._certain[-1] == self._depth:
            self._certain[-1] = -1

    def _words(self, text: str) -> None:
        self._fill()
        if self._cell:
            self._cell.text += len(text)
            self._cell.width += lengths.width(unescape(text)) if self._stack[-1:] == ["w:t"] else 0

    def _open(self, name: str, rest: str, pieces: list[str]) -> None:
        self._fill()
        self._stack.append(name)
        self._certain.append(self._depth)
        self.refers |= " r:" in rest or name in ("w:numPr", "w:bookmarkStart", "w:bookmarkEnd") or "Reference" in name
        if "xmlns" in rest or name == "wp:docPr" or name.endswith("Change"):
            raise CannotCompile("模板里有图片、文本框或修订")
        if name == "w:tbl":
            if "w:tbl" in self._stack[:-1]:
                raise CannotCompile("模板里有表中的表")
            self._widths, self._certain_rows, self._table_depth = [], 0, self._depth
        elif name == "w:gridCol":
            self._widths.append(_number(rest))
        elif name == "w:tr":
            self._begin_row(rest, pieces)
        elif name == "w:cantSplit":
            self._whole = True
        elif name == "w:tc":
            self._cell = _Cell(len(pieces) - 1, pieces)
        elif self._cell:
            self._in_cell(self._cell, name, rest)

    def _begin_row(self, rest: str, pieces: list[str]) -> None:
        if KEEP in rest:
            pieces[-1] = marked.KEEP_MARK.decode() + pieces[-1].replace(f' {KEEP}="1"', "")
        self._whole = False
        self._certain_rows += self._depth == self._table_depth

    def _in_cell(self, cell: _Cell, name: str, rest: str) -> None:
        if name == "w:p":
            cell.paragraphs += 1
        elif name == "w:br":
            cell.breaks += 1
        elif name == "w:sz":
            cell.size = max(cell.size, _number(rest))
            if self._stack[-4:] == ["w:p", "w:r", "w:rPr", "w:sz"]:
                cell.first_size = cell.first_size or _number(rest)
        elif name == "w:gridSpan":
            cell.span = _number(rest)

    def _close(self, name: str, full: bool = False) -> None:
        if not self._stack or self._stack.pop() != name:
            raise CannotCompile(_UNPAIRED)
        if self._certain.pop() >= 0 and not full:
            self.hollow.add(name)
        if name == "w:tc" and self._cell:
            self._end_cell(self._cell)
            self._cell = None
        elif name == "w:tr":
            if self._columns != len(self._widths):
                raise CannotCompile("有的行的格数和表的列数不一样")
            self._columns = 0
        elif name == "w:tbl" and not self._certain_rows:
            raise CannotCompile("有的表可能一行也没有")

    def _end_cell(self, cell: _Cell) -> None:
        width = sum(self._widths[self._columns : self._columns + cell.span]) or 1
        self._columns += cell.span
        room = cell.room(width)
        if self._whole and room.characters < 0:
            cell.pieces[cell.start] += marked.LONG_MARK.decode()
        elif self._whole:
            part = room._replace(characters=room.characters // max(len(cell.values), 1))
            self.rooms.update({id(value): part for value in cell.values})


def _number(attributes: str) -> int:
    found = _NUMBER.search(attributes)
    return int(found.group(1)) if found else 0


def is_enclosed(parts: Sequence[nodes.Node], at: int) -> bool:
    """Whether a value stands there which is all that its `w:t` holds, between the tags of that."""
    if not 0 < at < len(parts) - 1 or isinstance(parts[at], nodes.TemplateData):
        return False
    before, behind = parts[at - 1], parts[at + 1]
    return (
        isinstance(before, nodes.TemplateData)
        and isinstance(behind, nodes.TemplateData)
        and _OPENED.search(before.data) is not None
        and behind.data.startswith(CLOSING)
    )


def asks_merges(node: nodes.Node) -> str | None:
    """What the node asks of the state of merged cells, if it does."""
    if isinstance(node, nodes.Call) and isinstance(node.node, nodes.Getattr):
        owner = node.node.node
        if isinstance(owner, nodes.Name) and owner.name == MERGES:
            return node.node.attr
    return None
