"""To which of several tables each row of a sheet belongs: by the names of groups in columns beside its fields, down
several rows or in rows of their own.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from perfdocs.finding import Finding, Severity
from perfdocs.returned.cell_findings import finding_at, place_in, quote
from perfdocs.returned.form_map.columns import ColumnMap, likeness_of_labels
from perfdocs.returned.form_map.compact_text import compact
from perfdocs.returned.pasting.places import Leaf, Target
from perfdocs.returned.pasting.sheet_table import SheetTable, TableRow
from perfdocs.word.grid import Cell


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
        """By depth, the column of which most texts are names of groups of that depth."""
        columns: dict[int, int] = {}
        for number in head.other_columns:
            texts = {text for row in self._table.rows if row.columns is head if (text := self._text(row, number))}
            for depth in range(self._depth):
                known = sum(bool(self._named(text, depth, self._target.beside)) for text in texts)
                if depth not in columns and known and 2 * known >= len(texts):
                    columns[depth] = number
                    break
        return columns

    def _text(self, row: TableRow, number: int) -> str:
        """The text of a row in a column, or what is wrong there."""
        cells = self._table.sheet.cells
        places = [(cell.where.row, cell.where.cell) for cell in row.cells(number)]
        texts = (cells[place].text.strip() or cells[place].problem for place in places if place in cells)
        return next(texts, "")

    def _named(self, text: str, depth: int, leaves: Sequence[Leaf]) -> list[Leaf]:
        """The tables in the group of that depth that a text names, also shortly or with a slip."""
        small = compact(text)
        names = {leaf.keys: _names(leaf, depth) for leaf in leaves if depth < len(leaf.path)}
        exact = [leaf for leaf in leaves if small in names.get(leaf.keys, ())]
        if exact or not small:
            return exact
        labels = [name for of_leaf in names.values() for name in of_leaf]
        near = [
            leaf
            for leaf in leaves
            if any(likeness_of_labels(name, small, labels, names[leaf.keys]) for name in names.get(leaf.keys, ()))
        ]
        return near if len({leaf.path[depth].key for leaf in near}) == 1 else []

    def is_heading(self, row: TableRow) -> bool:
        """Whether a row has nothing but the name of a group, which then holds for the rows below."""
        filled = [cell for cell in row.row.cells if cell.text.strip()]
        if len(filled) != 1 or not self._depth:
            return False
        small = compact(filled[0].text)
        depths = [
            depth for depth in range(self._depth) if any(small in _names(leaf, depth) for leaf in self._target.beside)
        ]
        if not depths:
            return False
        self._enter(depths[0], filled[0].text.strip())
        return True

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
        """The table where a row belongs; None, with a finding, where that cannot be told, or is not meant."""
        leaves: list[Leaf] = list(self._target.beside if any(self._current) else self._target.leaves)
        for depth, text in enumerate(self._current):
            if not text:
                continue
            named = self._named(text, depth, leaves)
            if not named:
                self._refuse(row, depth, f"{quote(text)}不是这里的一类：这一行没有读入，请核对")
                return None
            exact = any(compact(text) in _names(leaf, depth) for leaf in named)
            if not exact and text not in self._told:
                self._told.add(text)
                label = named[0].path[depth].title
                message = f"表上写的是{quote(text)}，按{quote(label)}读入"
                place = place_in(self._file, row.row, self._cell(row, depth))
                self.findings.append(finding_at(place, "N202", message, Severity.HINT))
            leaves = named
        if len(leaves) > 1:
            self._refuse(row, self._depth - 1, "这一行没有写明是哪一类，没有读入：在前面的一列里写上，再粘贴")
            return None
        if leaves[0] not in self._target.leaves:
            label = leaves[0].path[-1].title
            self._refuse(row, self._depth - 1, f"这一行是{quote(label)}的，不在要粘贴的地方，没有读入")
            return None
        return leaves[0]

    def _cell(self, row: TableRow, depth: int) -> Cell | None:
        number = self.columns.get(id(row.columns), {}).get(depth)
        return next(iter(row.cells(number)), None) if number is not None else None

    def _refuse(self, row: TableRow, depth: int, message: str) -> None:
        place = place_in(self._file, row.row, self._cell(row, depth))
        self.findings.append(finding_at(place, "N201", message))


def _names(leaf: Leaf, depth: int) -> tuple[str, ...]:
    """The names of the group of that depth that a table is in."""
    return tuple(_texts(leaf, depth))


def _texts(leaf: Leaf, depth: int) -> Iterator[str]:
    if depth < len(leaf.path):
        node = leaf.path[depth]
        yield compact(node.key)
        yield compact(node.title)
