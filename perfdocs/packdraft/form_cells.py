"""A form as cells in a grid: each knows where it begins, how wide it is, and which cell above it goes on from."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field

from lxml import etree

from perfdocs.word.grid import Row, Where
from perfdocs.word.xml import W


@dataclass(eq=False)
class FormCell:
    """A cell or, outside of tables, a paragraph. A continued cell has the text of the one that it goes on from."""

    where: Where
    text: str
    element: etree._Element
    start: int
    span: int
    above: FormCell | None = None
    """The first cell of those that it is merged with downward; None where it is that itself."""
    height: int = 1

    @property
    def end(self) -> int:
        return self.start + self.span

    @property
    def top(self) -> FormCell:
        return self.above or self

    @property
    def is_blank(self) -> bool:
        return not self.text.strip()


@dataclass(eq=False)
class FormRow:
    where: Where
    cells: list[FormCell]

    @property
    def element(self) -> etree._Element:
        """The row of the table; of a paragraph, that itself."""
        cell = self.cells[0].element
        return next(cell.iterancestors(f"{W}tr")) if self.where.table else cell


@dataclass(eq=False)
class Block:
    """A table, or a paragraph outside of tables (a single row)."""

    rows: list[FormRow] = field(default_factory=list)

    @property
    def is_table(self) -> bool:
        return self.rows[0].where.table > 0


def form_blocks(rows: Iterable[Row]) -> Iterator[Block]:
    """The tables and paragraphs of a form in order; cells of nested tables stand in tables of their own."""
    block = Block()
    for row in rows:
        if block.rows and (row.where.table == 0 or row.where.table != block.rows[0].where.table):
            yield block
            block = Block()
        block.rows.append(_row(row, block.rows[-1] if block.rows else None))
    if block.rows:
        yield block


def _row(row: Row, before: FormRow | None) -> FormRow:
    cells: list[FormCell] = []
    start = 0
    above = {(cell.start, cell.span): cell.top for cell in before.cells} if before else {}
    for cell in row.cells:
        assert cell.element is not None
        top = above.get((start, cell.span)) if cell.continued else None
        if top:
            top.height += 1
        text = top.text if top else cell.text
        cells.append(FormCell(cell.where, text, cell.element, start, cell.span, top))
        start += cell.span
    return FormRow(row.where, cells)
