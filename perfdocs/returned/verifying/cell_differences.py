"""A document that came back beside what was printed: every cell and row that is not the same."""

from __future__ import annotations

import difflib
import enum
import unicodedata
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from rapidfuzz import fuzz

from perfdocs.prose.shorten import on_one_line
from perfdocs.returned.verifying.as_printed import IssuedRow
from perfdocs.word.cell_text import CellMark
from perfdocs.word.grid import Cell, Row

ALIKE = 45.0
"""Likeness, of 100, from which a row is the same row with other texts."""
MOST_PAIRS = 250_000
"""Pairs of rows that are compared; in longer stretches without one equal row, all is gone and all is new."""
_TOLD = (CellMark.TRACKED, CellMark.BOX, CellMark.HIDDEN, CellMark.STRUCK, CellMark.NUMBERED, CellMark.PICTURE)


class Kind(enum.StrEnum):
    """What has happened to a cell or a row."""

    CHANGED = "changed"
    LOOKS_ALIKE = "looks alike"
    TRACKED = "tracked"
    MARKED = "marked"
    MERGED = "merged"
    ADDED = "added"
    REMOVED = "removed"
    MOVED = "moved"


@dataclass(frozen=True)
class Difference:
    """One difference. `issued` and `column` say which cell was printed, `row` and `cell` which one came back."""

    kind: Kind
    old: str
    new: str
    issued: IssuedRow | None = None
    column: int = -1
    row: Row | None = None
    cell: Cell | None = None
    after: IssuedRow | None = None
    """For a row that was added: the row above it."""
    mark: CellMark | None = None

    @property
    def where(self) -> str:
        """The place in the document that came back; for a row that is gone, in the one that was printed."""
        place = self.cell.where if self.cell else (self.row or self.issued.row if self.issued else self.row)
        return str(place.where if isinstance(place, Row) else place)


def differences(printed: Sequence[IssuedRow], rows: Sequence[Row]) -> list[Difference]:
    """Everything that is not as it was printed, in the order of the document."""
    found: list[Difference] = []
    above: IssuedRow | None = None
    for one, row in _paired(printed, rows):
        if one and row:
            found += _in_row(one, row)
        elif row:
            found.append(Difference(Kind.ADDED, "", _line(row), row=row, after=above))
        elif one:
            found.append(Difference(Kind.REMOVED, _line(one.row), "", issued=one))
        above = one or above
    return _with_moves(found)


def _paired(printed: Sequence[IssuedRow], rows: Sequence[Row]) -> Iterator[tuple[IssuedRow | None, Row | None]]:
    """The rows side by side: equal ones first, between them those that are most alike."""
    rows = [row for row in rows if row.where.table or row.texts[0].strip() or row.cells[0].marks]
    ones, others = [_key(one.row) for one in printed], [_key(row) for row in rows]
    for tag, i1, i2, j1, j2 in difflib.SequenceMatcher(None, ones, others, autojunk=False).get_opcodes():
        if tag == "equal":
            yield from zip(printed[i1:i2], rows[j1:j2], strict=True)
        else:
            yield from _alike(printed[i1:i2], rows[j1:j2])


def _key(row: Row) -> tuple[bool, tuple[str, ...], tuple[bool, ...]]:
    return bool(row.where.table), row.texts, tuple(cell.continued for cell in row.cells)


def _alike(printed: Sequence[IssuedRow], rows: Sequence[Row]) -> Iterator[tuple[IssuedRow | None, Row | None]]:
    """Rows paired in order so that the pairs are as alike as they can be."""
    if len(printed) * len(rows) > MOST_PAIRS:
        yield from ((one, None) for one in printed)
        yield from ((None, row) for row in rows)
        return
    gain = [[0.0] * (len(rows) + 1) for _ in range(len(printed) + 1)]
    like = [[_likeness(one.row, row) for row in rows] for one in printed]
    for i in range(len(printed) - 1, -1, -1):
        for j in range(len(rows) - 1, -1, -1):
            both = gain[i + 1][j + 1] + like[i][j] if like[i][j] >= ALIKE else 0.0
            gain[i][j] = max(gain[i + 1][j], gain[i][j + 1], both)
    i = j = 0
    while i < len(printed) or j < len(rows):
        both = i < len(printed) and j < len(rows) and like[i][j] >= ALIKE
        if both and gain[i][j] == gain[i + 1][j + 1] + like[i][j]:
            yield printed[i], rows[j]
            i, j = i + 1, j + 1
        elif j == len(rows) or (i < len(printed) and gain[i][j] == gain[i + 1][j]):
            yield printed[i], None
            i += 1
        else:
            yield None, rows[j]
            j += 1


def _likeness(one: Row, other: Row) -> float:
    """How alike two rows are, of 100: cell by cell where they have as many."""
    if len(one.cells) == len(other.cells) and not (any(one.texts) and any(other.texts)):
        return ALIKE
    if len(one.cells) != len(other.cells):
        return float(fuzz.ratio(_line(one), _line(other))) * 0.8
    cells = [
        100.0 if a == b else float(fuzz.ratio(a, b)) if a and b else 0.0
        for a, b in zip(one.texts, other.texts, strict=True)
        if a or b
    ]
    # a cell that was emptied or filled must not make another row of a short one
    return max(sum(cells) / len(cells), float(fuzz.ratio(_line(one), _line(other)))) if cells else 100.0


def _line(row: Row) -> str:
    return " | ".join(on_one_line(text) for text in row.texts)


def _in_row(one: IssuedRow, row: Row) -> Iterator[Difference]:
    if row.tracked == "deleted":
        yield Difference(Kind.REMOVED, _line(one.row), "", issued=one, row=row, mark=CellMark.TRACKED)
        return
    if row.tracked:
        yield Difference(Kind.TRACKED, "", _line(row), issued=one, row=row, cell=row.cells[0])
    pairs = _cells(one.row, row)
    for column, cell in pairs:
        old = one.row.cells[column] if column is not None else None
        if old is None and cell is not None:
            if cell.text.strip() or cell.marks:
                yield Difference(Kind.CHANGED, "", cell.text, one, -1, row, cell)
        elif cell is None and old is not None:
            if old.text.strip() and not old.continued:
                yield Difference(Kind.CHANGED, old.text, "", one, column or 0, row)
        elif old is not None and cell is not None:
            yield from _in_cell(one, column or 0, old, row, cell)


def _cells(one: Row, other: Row) -> Iterator[tuple[int | None, Cell | None]]:
    """The cells side by side: by their places, or by their texts where there are not as many."""
    if len(one.cells) == len(other.cells):
        yield from enumerate(other.cells)
        return
    matcher = difflib.SequenceMatcher(None, one.texts, other.texts, autojunk=False)
    for _, i1, i2, j1, j2 in matcher.get_opcodes():
        for step in range(max(i2 - i1, j2 - j1)):
            yield (
                i1 + step if i1 + step < i2 else None,
                other.cells[j1 + step] if j1 + step < j2 else None,
            )


def _in_cell(one: IssuedRow, column: int, old: Cell, row: Row, cell: Cell) -> Iterator[Difference]:
    if old.continued != cell.continued:
        yield Difference(Kind.MERGED, old.text, cell.text, one, column, row, cell)
    elif old.text != cell.text:
        kind = Kind.LOOKS_ALIKE if looks_alike(old.text, cell.text) else Kind.CHANGED
        yield Difference(kind, old.text, cell.text, one, column, row, cell)
    elif CellMark.TRACKED in cell.marks:
        yield Difference(Kind.TRACKED, cell.before, cell.text, one, column, row, cell)
    for mark in _TOLD[1:]:
        if mark in cell.marks and mark not in old.marks:
            yield Difference(Kind.MARKED, old.text, cell.text, one, column, row, cell, mark=mark)


def _with_moves(found: list[Difference]) -> list[Difference]:
    """A row that is gone in one place and added, with the same texts, in another has been moved."""
    gone: dict[tuple[str, ...], list[Difference]] = {}
    for one in found:
        if one.kind is Kind.REMOVED and one.mark is None and one.issued:
            gone.setdefault(_bare(one.issued.row), []).append(one)
    made: list[Difference] = []
    moved: set[int] = set()
    for one in found:
        waiting = gone.get(_bare(one.row), []) if one.kind is Kind.ADDED and one.row else []
        if waiting:
            source = waiting.pop(0)
            moved.add(id(source))
            made.append(replace(one, kind=Kind.MOVED, old=source.old, issued=source.issued))
        else:
            made.append(one)
    return [one for one in made if id(one) not in moved]


def _bare(row: Row) -> tuple[str, ...]:
    """The texts of a row without its labels that may be merged upwards."""
    return tuple(text for text in row.texts[1:] if text) or row.texts


_GROUPS = (
    "0OОΟ〇○",
    "1lIІΙ|丨",
    "-一—–‐‑−―ー",
    "~〜∼",
    "二ニ",
    "口囗",
    "日曰",
    "≥≧⩾",
    "≤≦⩽",
    "AАΑ",
    "BВΒ",
    "CС",
    "EЕΕ",
    "HНΗ",
    "KКΚ",
    "MМΜ",
    "PРΡ",
    "TТΤ",
    "XХΧ",
    "aа",
    "cс",
    "eе",
    "oоο",
    "pр",
    "xх",
    "yу",
)
"""Characters that look alike, once full and half width have been made one."""
_TWINS = {ord(one): group[0] for group in _GROUPS for one in group}


def looks_alike(old: str, new: str) -> bool:
    """Whether two different texts look the same in print: white space, widths of characters, other alphabets."""
    return _look(old) == _look(new)


def _look(text: str) -> str:
    plain = unicodedata.normalize("NFKC", text)
    shown = "".join(one for one in plain if unicodedata.category(one) not in ("Cf", "Zs", "Cc"))
    return shown.translate(_TWINS)
