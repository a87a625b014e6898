"""The table of a sheet: the row of its heads, by which field each column is, and the rows below."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import dataclass, field
from typing import NamedTuple

from perfdocs.returned.form_map.columns import ColumnMap, Head, HeadColumn, column_map, form_heads
from perfdocs.returned.form_map.compact_text import compact
from perfdocs.returned.form_map.document_columns import head_texts
from perfdocs.returned.form_map.form_rows import FormPattern
from perfdocs.returned.form_map.marker_data import ITEM, Hole
from perfdocs.returned.importing.stated_units import without_unit
from perfdocs.returned.pasting.places import leaves
from perfdocs.schema.node import Node
from perfdocs.sheet.cells import Sheet
from perfdocs.word.grid import Cell, Row

_BRACKET = re.compile(r"\([^()]*\)$")
_ELSEWHEN = re.compile(
    r"[上去前往历]年|上一年|调整|变更|决算|执行|实际|完成|差额|增减|占比|比例|比重|累计|年初|[12]\d{3}年?"
)
"""What makes a head that of other figures than the form's, though it has the form's words in it. Chosen by hand: a
column that is not read is told, one of other figures would be believed."""

Labels = Mapping[tuple[str, ...], Sequence[str]]
"""The heads that templates print above a field, by its kind of document and the keys to it without rows."""


class TableRow(NamedTuple):
    """A row below the heads of a table, and the columns that it stands in."""

    row: Row
    columns: ColumnMap

    def cells(self, number: int) -> list[Cell]:
        """The cells that begin below one of the heads."""
        head = self.columns.cells[number]
        start = head.where.cell
        return [cell for cell in self.row.cells if start <= cell.where.cell < start + head.span]


@dataclass
class SheetTable:
    """The rows of a sheet that stand below the heads of a table, and all others."""

    sheet: Sheet
    rows: list[TableRow] = field(default_factory=list)
    heads: list[ColumnMap] = field(default_factory=list)
    """Each row of heads; a table may have them again on every page."""
    outside: list[Row] = field(default_factory=list)
    """Titles above, and rows of other tables."""

    @property
    def first_row(self) -> int:
        """The number of the first row of data; 0 where there is none."""
        return self.rows[0].row.number if self.rows else 0


def form_labels(forms: Sequence[FormPattern]) -> Labels:
    """The heads above the fields of a pack's forms."""
    labels: dict[tuple[str, ...], list[str]] = {}
    for number, form in enumerate(forms):
        for head in form_heads(form, number):
            for column in head.columns:
                if column.hole is not None:
                    steps = tuple(step for step in column.hole.address if step != ITEM)
                    labels.setdefault(steps, []).append(column.label)
    return labels


def table_heads(kind: str, tree: Node, labels: Labels) -> list[Head]:
    """The heads of each kind of row that a document may have."""
    holes: dict[tuple[str, ...], dict[str, list[str]]] = {}
    rows: dict[tuple[str, ...], Node] = {}
    for steps, row in _row_nodes(tree, (kind,)):
        own = holes.setdefault(tuple(row.fields), {})
        rows.setdefault(tuple(row.fields), row)
        for key in row.fields:
            own.setdefault(key, []).extend(labels.get((*steps, key), ()))
    return [
        Head(0, number, tuple(_column(key, child, own[key]) for key, child in rows[keys].fields.items()), range(0))
        for number, (keys, own) in enumerate(holes.items())
    ]


def _row_nodes(node: Node, above: tuple[str, ...]) -> Iterator[tuple[tuple[str, ...], Node]]:
    for leaf in leaves(node, ()):
        steps = (*above, *map(str, leaf.keys))
        yield steps, leaf.row
        for key, child in leaf.row.fields.items():
            yield from _row_nodes(child, (*steps, key))


def _column(key: str, node: Node, labels: Sequence[str]) -> HeadColumn:
    names = [node.title, key, *labels]
    others = [*names[1:], *(_BRACKET.sub("", compact(name)) for name in names)]
    return HeadColumn(node.title, Hole((key,), node), tuple(dict.fromkeys(others)))


def sheet_table(sheet: Sheet, heads: Sequence[Head], own: Head, year: str) -> SheetTable:
    """The rows of a sheet below the heads of one of the tables; `year` is that of the spec."""
    table = SheetTable(sheet)
    rows = sheet.rows()
    maps = _maps(rows, heads, own, year)
    current: ColumnMap | None = None
    for at, (row, found) in enumerate(zip(rows, maps, strict=True)):
        if found is not None:
            current = found if found.head is own else None
            if current:
                table.heads.append(current)
        elif current is None or (any(maps[at + 1 : at + 2]) and _is_alone(row)):
            table.outside.append(row)
        else:
            table.rows.append(TableRow(row, current))
    for number, head in enumerate(table.heads):
        signed = head.with_signs([each.row for each in table.rows if each.columns is head])
        table.heads[number] = signed
        table.rows = [each._replace(columns=signed) if each.columns is head else each for each in table.rows]
    return table


def _maps(rows: Sequence[Row], heads: Sequence[Head], own: Head, year: str) -> list[ColumnMap | None]:
    """The columns of each row of heads: of the table that most of it is of. Below the first, only a row that has two
    heads to the letter is one: values may be much like heads."""
    parts = {compact(part) for head in heads for column in head.columns for part in column.parts}
    names = parts.union(*(head.labels for head in heads))
    maps: list[ColumnMap | None] = []
    is_below = False
    for at, row in enumerate(rows):
        texts = [head_text(text, names, year) for text in head_texts(rows, at)]
        filled = [text for text, cell in zip(texts, row.cells, strict=True) if text and not cell.continued]
        is_likely = filled and (not is_below or len(names.intersection(texts)) > 1)
        found = [
            each
            for head in (heads if is_likely else ())
            if (each := column_map(head, texts, row.cells, may_have_more=True))
        ]
        maps.append(max(found, key=lambda each: (sum(map(bool, each.columns)), each.head is own), default=None))
        is_below = is_below or bool(found)
    return maps


def other_heads(table: SheetTable, year: str) -> Iterator[tuple[Cell, HeadColumn]]:
    """The cells with a field's head in other words than the form has for it, each once."""
    told: set[str] = set()
    for head in table.heads:
        for column, numbers in zip(head.head.columns, head.columns, strict=True):
            cell = head.cells[numbers[0]] if len(numbers) == 1 else None
            if (
                cell
                and compact(cell.text) not in told
                and head_text(cell.text, set(column.names), year) not in column.names
            ):
                told.add(compact(cell.text))
                yield cell, column


def head_text(text: str, names: Set[str], year: str) -> str:
    """A head without its unit of money; empty where it is that of other figures."""
    small = compact(text)
    if small in names:
        return small
    plain = without_unit(small)
    if plain in names:
        return plain
    return "" if _ELSEWHEN.search(plain.replace(f"{year}年", "").replace(year, "")) else plain


def _is_alone(row: Row) -> bool:
    return sum(bool(cell.text.strip()) for cell in row.cells) == 1
