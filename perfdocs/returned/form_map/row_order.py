"""The orders in which the rows of a pack's forms may follow one another in a document.

Each row of a form has a position in front of it. Rows that repeat have a second one for every time but the first, in
which their labels are merged with, or left out below, those of the first. Moves that cost nothing lead back to the
beginning of what repeats, and from the end of a form to the beginning of any; leaving a row out costs.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from perfdocs.returned.form_map import costs
from perfdocs.returned.form_map.cell_patterns import CellPattern
from perfdocs.returned.form_map.form_rows import FormPattern, RowPattern
from perfdocs.returned.form_map.marker_data import Address, Hole
from perfdocs.returned.form_map.shortest_path import Network, Step


@dataclass(frozen=True)
class FormRow:
    """A row of a form to be found: the form's number, its own in the form, and what it costs to leave it out."""

    form: int
    number: int
    pattern: RowPattern
    missing: float


@dataclass(frozen=True)
class RowOrder:
    """For each position the row that it stands before (None where rows repeat, and at home), and where that leads."""

    rows: tuple[FormRow | None, ...]
    after: tuple[int, ...]
    network: Network


def row_order(forms: Sequence[FormPattern]) -> RowOrder:
    """The rows of the forms, in any order and any number of each form."""
    builder = _Builder()
    starts, ends = [], set()
    for number, form in enumerate(forms):
        starts.append(len(builder.rows))
        builder.add_rows(number, list(enumerate(form.rows)), 0, again=False)
        ends.add(len(builder.rows))
    home = len(builder.rows)
    back = [*builder.back, *(Step(home, start) for start in starts)]
    onward = sorted([*builder.onward, *builder.skips.values()], key=lambda move: move.start)
    onward = [move._replace(end=home) if move.end in ends else move for move in onward]
    after = (home if position in ends else position for position in builder.after)
    return RowOrder((*builder.rows, None), (*after, home), Network(home, [*back, *onward]))


@dataclass
class _Builder:
    rows: list[FormRow | None] = field(default_factory=list)
    after: list[int] = field(default_factory=list)
    back: list[Step] = field(default_factory=list)
    onward: list[Step] = field(default_factory=list)
    skips: dict[int, Step] = field(default_factory=dict)

    def add_rows(self, form: int, rows: list[tuple[int, RowPattern]], depth: int, again: bool) -> None:
        """Positions for rows of which the outermost `depth` tables are placed; `again` for all times but the first."""
        at = 0
        while at < len(rows):
            items = rows[at][1].items
            if len(items) <= depth:
                self._add_row(form, *rows[at], again)
                at += 1
                continue
            block = _block(rows[at:], depth, items[depth])
            first = len(self.rows)
            self.add_rows(form, block, depth + 1, again)
            start = len(self.rows)
            self.add_rows(form, block, depth + 1, again=True)
            junction = self._add(None)
            if start == first + 1:  # what is left out does not come again
                self.skips[first] = self.skips[first]._replace(end=junction + 1)
            self.onward += [Step(start, junction + 1), Step(junction, junction + 1)]
            self.back.append(Step(junction, start))
            at += len(block)

    def _add_row(self, form: int, number: int, pattern: RowPattern, again: bool) -> None:
        pattern = _below(pattern) if again else pattern
        missing = costs.FORM_ITEM_ONLY if pattern.items else costs.FORM_ROW_ONLY
        lines = _lines(pattern)
        if lines:
            start = self._add(FormRow(form, number, pattern, missing), len(lines) + 1)
            self.onward.append(Step(start, start + 1))
        for line in lines or [pattern]:
            self._add(FormRow(form, number, line, missing / len(lines or [1])))

    def _add(self, row: FormRow | None, length: int = 1) -> int:
        """A position before a row that ends `length` positions on."""
        position = len(self.rows)
        self.rows.append(row)
        self.after.append(position + length)
        if row:
            self.skips[position] = Step(position, position + length, row.missing)
        return position


def _block(rows: list[tuple[int, RowPattern]], depth: int, item: Address) -> list[tuple[int, RowPattern]]:
    """The rows from the first on that repeat with an item."""
    block = []
    for row in rows:
        if len(row[1].items) <= depth or row[1].items[depth] != item:
            break
        block.append(row)
    return block


def _below(pattern: RowPattern) -> RowPattern:
    """The row as it is printed below its like: its labels merged upwards."""
    cells = tuple(replace(cell, continued=True) if not cell.holes and cell.label else cell for cell in pattern.cells)
    return replace(pattern, cells=cells)


def _lines(pattern: RowPattern) -> list[RowPattern]:
    """The lines of a row of one cell, and the pairs of labels and fields of one of several, as rows of their own.

    A clerk may put them into cells, rows or paragraphs.
    """
    if len(pattern.cells) > 1 and not pattern.items:
        return _pairs(pattern)
    if len(pattern.cells) != 1 or not pattern.cells[0].holes:
        return []
    lines: list[list[str | Hole]] = [[]]
    for piece in pattern.cells[0].pieces:
        if isinstance(piece, Hole):
            lines[-1].append(piece)
            continue
        first, *rest = piece.split("\n")
        lines[-1].append(first)
        lines += [[text] for text in rest]
    filled = [pieces for pieces in (tuple(piece for piece in line if piece) for line in lines) if pieces]
    return [replace(pattern, cells=(CellPattern(pieces),)) for pieces in filled] if len(filled) > 1 else []


def _pairs(pattern: RowPattern) -> list[RowPattern]:
    """Each field of a row with the labels before it; none where a field has no label of its own."""
    pairs: list[list[CellPattern]] = [[]]
    for cell in pattern.cells:
        if pairs[-1] and pairs[-1][-1].holes:
            pairs.append([])
        pairs[-1].append(cell)
    has_labels = all(
        len(pair) > 1 and pair[-2].plain and not any(cell.literal for cell in pair if cell.holes) for pair in pairs
    )
    is_plain = all(cell.holes or cell.plain for cell in pattern.cells)
    labels = [pair[-2].plain if len(pair) > 1 else "" for pair in pairs]
    if (
        len(pairs) < 2
        or len(set(labels)) < len(labels)
        or not has_labels
        or not is_plain
        or not all(pair[-1].holes for pair in pairs)
    ):
        return []
    return [replace(pattern, cells=tuple(pair)) for pair in pairs]
