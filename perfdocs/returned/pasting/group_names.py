"""To which of several tables each row of a sheet belongs: by the names of groups in columns beside its fields, down
several rows or in rows of their own.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from perfdocs.finding import Finding, Severity
from perfdocs.returned.cell_findings import finding_at, place_in, quote
from perfdocs.returned.form_map.columns import ColumnMap, likeness_of_labels
from perfdocs.returned.form_map.compact_text import compact
from perfdocs.returned.pasting.places import Leaf, Target
from perfdocs.returned.pasting.sheet_table import SheetTable, TableRow
from perfdocs.word.grid import Cell

_NUMBER = re.compile(r"^(?:\([一二三四五六七八九十\d]{1,2}\)|[一二三四五六七八九十\d]{1,2}[、.)])")


class GroupNames:
    """Goes through the rows of a table from above, and knows for each the table where it belongs."""

    def __init__(self, file: str, table: SheetTable, target: Target) -> None:
        self.findings: list[Finding] = []
        self._file = file
        self._table = table
        self._target = target
        self._depth = max((len(leaf.path) for leaf in target.beside), default=0)
        self._current: list[str] = [""] * self._depth
        self._told: set[str] = set()
        self.columns = {id(head): self._columns(head) for head in table.heads}
        """For each row of heads, which of its columns name the groups of which depth."""

    @property
    def are_there(self) -> bool:
        """Whether any column names groups."""
        return any(self.columns.values())

    def _columns(self, head: ColumnMap) -> dict[int, int]:
        """By depth, the column of which most texts are names of groups of that depth, to the letter if they can be; of
        two the one at the right, which is the more exact."""
        columns: dict[int, int] = {}
        rows = [row for row in self._table.rows if row.columns is head and not _is_alone(row)]
        for number in reversed(head.other_columns):
            texts = {text for row in rows if (text := self._text(row, number))}
            scores = {
                depth: (sum(self._is_name(text, depth) for text in texts), known)
                for depth in range(self._depth)
                if (known := sum(bool(self._named(text, depth, self._target.beside)) for text in texts))
                and depth not in columns
                and 2 * known >= len(texts)
            }
            if scores:
                columns[max(scores, key=lambda depth: scores[depth])] = number
        return columns

    def _is_name(self, text: str, depth: int) -> bool:
        return any(_plain(text) in _names(leaf, depth) for leaf in self._target.beside)

    def _text(self, row: TableRow, number: int) -> str:
        """The text of a row in a column, or what is wrong there."""
        cells = self._table.sheet.cells
        places = [(cell.where.row, cell.where.cell) for cell in row.cells(number)]
        texts = (cells[place].text.strip() or cells[place].problem for place in places if place in cells)
        return next(texts, "")

    def _named(self, text: str, depth: int, leaves: Sequence[Leaf]) -> list[Leaf]:
        """The tables in the group of that depth that a text names, also shortly or with a slip."""
        small = _plain(text)
        names = {leaf.keys: _names(leaf, depth) for leaf in leaves if depth < len(leaf.path)}
        exact = [leaf for leaf in leaves if small in names.get(leaf.keys, ())]
        if exact or not small:
            return exact
        labels = [name for of_leaf in names.values() for name in of_leaf]
        likeness = {
            leaf.keys: max(likeness_of_labels(name, small, labels, own) for name in own)
            for leaf in leaves
            if (own := names.get(leaf.keys))
        }
        best = max(likeness.values(), default=0.0)
        near = [leaf for leaf in leaves if best and likeness.get(leaf.keys) == best]
        return near if len({leaf.path[depth].key for leaf in near}) == 1 else []

    def is_heading(self, row: TableRow) -> bool:
        """Whether a row has nothing but the name of a group, which then holds for the rows below."""
        if not _is_alone(row) or not self._depth:
            return False
        text = next(text.strip() for text in row.row.texts if text.strip())
        exact = (depth for depth in range(self._depth) if self._is_name(text, depth))
        near = (depth for depth in range(self._depth) if self._named(text, depth, self._target.beside))
        depth = next(exact, next(near, None))
        if depth is not None:
            self._enter(depth, text)
        return depth is not None

    def read(self, row: TableRow) -> None:
        """Takes what a row says of groups, which holds for the rows below as well."""
        for depth, number in sorted(self.columns.get(id(row.columns), {}).items()):
            text = self._text(row, number)
            if text:
                self._enter(depth, text)

    def _enter(self, depth: int, text: str) -> None:
        if text != self._current[depth]:
            self._current[depth:] = [text, *[""] * (self._depth - depth - 1)]

    def leaf(self, row: TableRow) -> Leaf | None:
        """The table where a row belongs; None, with a finding, where that cannot be told, or is not meant.

        A group that there is not is no hindrance where one inside of it is known.
        """
        leaves: list[Leaf] = list(self._target.beside if any(self._current) else self._target.leaves)
        unknown: list[int] = []
        for depth, text in enumerate(self._current):
            named = self._named(text, depth, leaves)
            if text and not named:
                unknown.append(depth)
            elif text:
                if unknown and len(named) == 1:
                    self._tell_unknown(row, [*unknown, depth], named[0])
                    unknown = []
                self._tell_slip(row, depth, text, named)
                leaves = named
        reason = ""
        if unknown:
            reason = f"{quote(self._current[unknown[0]])}不是这里的一类：这一行没有读入，请核对"
        elif len(leaves) > 1:
            reason = "这一行没有写明是哪一类，没有读入：在前面的一列里写上，再粘贴"
        elif leaves[0] not in self._target.leaves:
            reason = f"这一行是{quote(leaves[0].path[-1].title)}的，不在要粘贴的地方，没有读入"
        if reason:
            place = place_in(self._file, row.row, self._cell(row, unknown[0] if unknown else self._depth - 1))
            self.findings.append(finding_at(place, "N201", reason))
        return None if reason else leaves[0]

    def _tell_unknown(self, row: TableRow, depths: Sequence[int], leaf: Leaf) -> None:
        """N202, once, for groups that there are not, of which the one inside of them is known."""
        texts = [self._current[depth] for depth in depths]
        if not self._told.issuperset(texts):
            self._told.update(texts)
            named = "下面的".join(map(quote, texts))
            message = f"这里没有{named}，按{quote(leaf.path[-1].title)}读入：请核对"
            place = place_in(self._file, row.row, self._cell(row, depths[0]))
            self.findings.append(finding_at(place, "N202", message, Severity.WARNING))

    def _tell_slip(self, row: TableRow, depth: int, text: str, named: Sequence[Leaf]) -> None:
        """N202, once, for a name that is written otherwise."""
        if text not in self._told and not any(_plain(text) in _names(leaf, depth) for leaf in named):
            self._told.add(text)
            message = f"表上写的是{quote(text)}，按{quote(named[0].path[depth].title)}读入"
            place = place_in(self._file, row.row, self._cell(row, depth))
            self.findings.append(finding_at(place, "N202", message, Severity.HINT))

    def _cell(self, row: TableRow, depth: int) -> Cell | None:
        number = self.columns.get(id(row.columns), {}).get(depth)
        return next(iter(row.cells(number)), None) if number is not None else None


def _is_alone(row: TableRow) -> bool:
    """Whether nothing stands in a row but one text."""
    return sum(bool(text.strip()) for text in row.row.texts) == 1


def _plain(text: str) -> str:
    """A name without the number before it (`（一）`, `1.`)."""
    return _NUMBER.sub("", compact(text))


def _names(leaf: Leaf, depth: int) -> tuple[str, ...]:
    """The names of the group of that depth that a table is in."""
    return tuple(_texts(leaf, depth))


def _texts(leaf: Leaf, depth: int) -> Iterator[str]:
    if depth < len(leaf.path):
        node = leaf.path[depth]
        yield compact(node.key)
        yield compact(node.title)
