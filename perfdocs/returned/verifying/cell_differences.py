"""A document that came back beside what was printed: every cell and row that is not the same."""

from __future__ import annotations

import difflib
import enum
import unicodedata
from collections import defaultdict, deque
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from itertools import zip_longest

from rapidfuzz import fuzz

from perfdocs.prose.shorten import on_one_line
from perfdocs.returned.cell_findings import CellPlace, place_in
from perfdocs.returned.verifying.as_printed import PrintedRow
from perfdocs.word.cell_text import CellMark
from perfdocs.word.grid import Cell, Row

SAME_ROW = 45.0
"""Likeness, of 100, from which a row is the same row with other texts.

Chosen by hand; 1,200 planted edits are named with 0.5 to 1.2 times as much (tests/bench/cost_bounds.py)."""
OTHER_CELLS = 0.8
"""What the likeness of two rows is multiplied with where one has more cells.

Chosen by hand; no planted edit depends on it between 0.4 and 1.6 (tests/bench/cost_bounds.py)."""
MOST_PAIRS = 250_000
"""Pairs of rows that are compared; in longer stretches without one equal row, all is gone and all is new."""
_MARKS = (CellMark.BOX, CellMark.HIDDEN, CellMark.STRUCK, CellMark.NUMBERED, CellMark.PICTURE)


class DifferenceKind(enum.StrEnum):
    """What has happened to a cell or a row, by the code of the finding that tells it."""

    CHANGED = "N301"
    ADDED = "N302"
    REMOVED = "N303"
    MOVED = "N304"
    LOOKS_ALIKE = "N305"
    TRACKED = "N306"
    MARKED = "N307"
    MERGED = "N308"


@dataclass(frozen=True)
class Difference:
    """One difference. `printed` and `column` say which cell was printed, `row` and `cell` which one came back."""

    kind: DifferenceKind
    old: str
    new: str
    printed: PrintedRow | None = None
    column: int = -1
    row: Row | None = None
    cell: Cell | None = None
    after: PrintedRow | None = None
    """For a row that was added: the row above it."""
    mark: CellMark | None = None

    @property
    def is_new_text(self) -> bool:
        """Whether a printed cell came back with another text."""
        is_text = self.kind in (DifferenceKind.CHANGED, DifferenceKind.LOOKS_ALIKE)
        return is_text and self.cell is not None and self.column >= 0

    @property
    def is_in_fixed_text(self) -> bool:
        """Whether words that the form prints for a row became others."""
        pattern = self.printed.cell(self.column) if self.printed and self.column >= 0 else None
        return self.kind is DifferenceKind.CHANGED and pattern is not None and not pattern.holes

    def place(self, file: str) -> CellPlace:
        """Where it is in the document that came back; for a row that is gone, in the one that was printed."""
        row = self.row or (self.printed.row if self.printed else None)
        assert row is not None
        label = self.printed.label(self.column) if self.printed else ""
        return place_in(file, row, self.cell)._replace(label=label)


RowPair = tuple[PrintedRow | None, Row | None]
"""A row as it was printed and as it came back; None where there is only one of them."""


def differences(printed: Sequence[PrintedRow], rows: Sequence[Row]) -> list[Difference]:
    """Everything that is not as it was printed, in the order of the document."""
    return differences_of(row_pairs(printed, rows))


def differences_of(pairs: Iterable[RowPair]) -> list[Difference]:
    """The differences of rows that are side by side already."""
    changes: list[Difference] = []
    above: PrintedRow | None = None
    for old, row in pairs:
        if old and row:
            changes += _row_differences(old, row)
        elif row:
            changes.append(Difference(DifferenceKind.ADDED, "", _line(row), row=row, after=above))
        elif old:
            changes.append(Difference(DifferenceKind.REMOVED, _line(old.row), "", old))
        above = old or above
    return _with_moves(changes)


def row_pairs(printed: Sequence[PrintedRow], rows: Sequence[Row]) -> Iterator[RowPair]:
    """The rows side by side: equal ones first, between them those that are most alike."""
    rows = [row for row in rows if row.where.table or row.texts[0].strip() or row.cells[0].marks]
    old, new = [_row_key(each.row) for each in printed], [_row_key(row) for row in rows]
    for tag, i1, i2, j1, j2 in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from zip(printed[i1:i2], rows[j1:j2], strict=True)
        elif (i2 - i1) * (j2 - j1) > MOST_PAIRS:
            yield from ((each, None) for each in printed[i1:i2])
            yield from ((None, row) for row in rows[j1:j2])
        else:
            yield from _likest_pairs(printed[i1:i2], rows[j1:j2])


def _row_key(row: Row) -> tuple[bool, tuple[str, ...], tuple[bool, ...]]:
    return bool(row.where.table), row.texts, tuple(cell.continued for cell in row.cells)


def _likest_pairs(printed: Sequence[PrintedRow], rows: Sequence[Row]) -> Iterator[RowPair]:
    """Rows paired in order so that the pairs, together, are as alike as they can be."""
    lines = [_line(row) for row in rows]
    like = [
        [_likeness(old.row, row, fuzz.ratio(line, new)) for row, new in zip(rows, lines, strict=True)]
        for old, line in ((old, _line(old.row)) for old in printed)
    ]
    together = [[0.0] * (len(rows) + 1) for _ in range(len(printed) + 1)]
    for i in range(len(printed) - 1, -1, -1):
        for j in range(len(rows) - 1, -1, -1):
            both = together[i + 1][j + 1] + like[i][j] if like[i][j] >= SAME_ROW else 0.0
            together[i][j] = max(together[i + 1][j], together[i][j + 1], both)
    i = j = 0
    while i < len(printed) and j < len(rows):
        if like[i][j] >= SAME_ROW and together[i][j] == together[i + 1][j + 1] + like[i][j]:
            yield printed[i], rows[j]
            i, j = i + 1, j + 1
        elif together[i][j] == together[i + 1][j]:
            yield printed[i], None
            i += 1
        else:
            yield None, rows[j]
            j += 1
    yield from ((old, None) for old in printed[i:])
    yield from ((None, row) for row in rows[j:])


def _likeness(old: Row, new: Row, of_lines: float) -> float:
    """How alike two rows are, of 100: cell by cell where they have as many."""
    if len(old.cells) != len(new.cells):
        return of_lines * OTHER_CELLS
    if not any(map(str.strip, old.texts)) or not any(map(str.strip, new.texts)):
        return SAME_ROW  # also where a tab is left of what was hidden
    cells = [fuzz.ratio(*texts) for texts in zip(old.texts, new.texts, strict=True) if any(texts)]
    # a cell that was emptied or filled must not make another row of a short one
    return max(sum(cells) / len(cells), of_lines)


def _line(row: Row) -> str:
    return " | ".join(map(on_one_line, row.texts))


def _row_differences(printed: PrintedRow, row: Row) -> Iterator[Difference]:
    old = printed.row
    if row.tracked == "deleted" != old.tracked:
        yield Difference(DifferenceKind.REMOVED, _line(old), "", printed, row=row, mark=CellMark.TRACKED)
        return
    if row.tracked and row.tracked != old.tracked:
        yield Difference(DifferenceKind.TRACKED, "", _line(row), printed, row=row, cell=row.cells[0])
    for column, cell in cell_pairs(old, row):
        if column is None:
            if cell and (cell.text.strip() or cell.marks):
                yield Difference(DifferenceKind.CHANGED, "", cell.text, printed, -1, row, cell)
        elif cell:
            yield from _cell_differences(printed, column, row, cell)
        elif old.cells[column].text.strip() and not old.cells[column].continued:
            yield Difference(DifferenceKind.CHANGED, old.cells[column].text, "", printed, column, row)


def cell_pairs(old: Row, new: Row) -> Iterator[tuple[int | None, Cell | None]]:
    """Columns and cells side by side: by their places, or by their texts where there are not as many."""
    if len(old.cells) == len(new.cells):
        yield from enumerate(new.cells)
        return
    for _, i1, i2, j1, j2 in difflib.SequenceMatcher(None, old.texts, new.texts, autojunk=False).get_opcodes():
        yield from zip_longest(range(i1, i2), new.cells[j1:j2])


def _cell_differences(printed: PrintedRow, column: int, row: Row, cell: Cell) -> Iterator[Difference]:
    old = printed.row.cells[column]
    changed = Difference(DifferenceKind.CHANGED, old.text, cell.text, printed, column, row, cell)
    if old.continued != cell.continued:
        yield replace(changed, kind=DifferenceKind.MERGED)
    elif old.text != cell.text:
        yield replace(changed, kind=DifferenceKind.LOOKS_ALIKE) if looks_alike(old.text, cell.text) else changed
    elif CellMark.TRACKED in cell.marks and (CellMark.TRACKED, cell.before) not in [
        (mark, old.before) for mark in old.marks
    ]:
        yield replace(changed, kind=DifferenceKind.TRACKED, old=cell.before)
    for mark in _MARKS:
        if mark in cell.marks and mark not in old.marks:
            yield replace(changed, kind=DifferenceKind.MARKED, mark=mark)


def _with_moves(changes: Sequence[Difference]) -> list[Difference]:
    """A row that is gone in one place and added, with the same texts, in another has been moved."""
    gone: dict[tuple[str, ...], deque[int]] = defaultdict(deque)
    for number, difference in enumerate(changes):
        if difference.kind is DifferenceKind.REMOVED and difference.mark is None and difference.printed:
            gone[_without_label(difference.printed.row)].append(number)
    left = dict(enumerate(changes))
    for number, difference in enumerate(changes):
        if difference.kind is DifferenceKind.ADDED and difference.row and gone[_without_label(difference.row)]:
            source = left.pop(gone[_without_label(difference.row)].popleft())
            left[number] = replace(difference, kind=DifferenceKind.MOVED, old=source.old, printed=source.printed)
    return list(left.values())


def _without_label(row: Row) -> tuple[str, ...]:
    """The texts of a row without its first, a label that may be merged upwards."""
    return tuple(text for text in row.texts[1:] if text) or row.texts


_GROUPS = (
    "0OОΟ〇○ 1lIІΙ|丨 -一—–‐‑−―ー ~〜∼ 二ニ 口囗 日曰 ≥≧⩾ ≤≦⩽ AАΑ BВΒ CС EЕΕ "
    "HНΗ KКΚ MМΜ PРΡ TТΤ XХΧ aа cс eе oоο pр xх yу"
)
"""Characters that look alike, once full and half width have been made one; a blank between the groups."""
_TWINS = {ord(character): group[0] for group in _GROUPS.split() for character in group}


def looks_alike(old: str, new: str) -> bool:
    """Whether two different texts look the same in print: white space, widths of characters, other alphabets."""
    return _look(old) == _look(new)


def _look(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text)
    seen = "".join(character for character in plain if unicodedata.category(character) not in ("Cf", "Zs", "Cc"))
    return seen.translate(_TWINS)
