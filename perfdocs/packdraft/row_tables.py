"""Rows below a head: which they are, and whether entries, indicators by levels, fixed rows, or one row of values."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field, replace
from itertools import takewhile

from perfdocs.packdraft.form_cells import FormCell, FormRow
from perfdocs.packdraft.form_parts import Column, Indicators, Level, RowTable
from perfdocs.packdraft.vocabulary import LIKELY, POSSIBLE, UNSURE, Vocabulary, compact, term_title, words

_OF_ONE = {"goal", "amount", "result", "period", "start-date", "end-date", "reason"}
"""Roles of columns that have one value where there is a single row below."""
_FEW = 3
"""Cells of a row below which it may also be a label and its value."""
_NUMBER = re.compile(r"-?\d[\d,，]*(?:\.\d+)?[%％]?")
_MOSTLY = 0.6
"""Share of the texts of a column that are levels of indicators where it is one of levels; others are slips."""


@dataclass(eq=False)
class HeadedRows:
    """A head with the rows below it; `sections` cells at the left of each belong to all of them."""

    sections: int
    head: list[FormCell]
    rows: list[FormRow]
    totals: list[FormRow] = field(default_factory=list)
    """Rows with sums, which may reach over the cells at the left."""

    @property
    def all_rows(self) -> list[FormRow]:
        """Rows and totals as they stand in the form."""
        return sorted([*self.rows, *self.totals], key=lambda row: row.where.row)

    def inner(self, row: FormRow) -> list[FormCell]:
        return row.cells[self.sections :]


def headed_rows(rows: Sequence[FormRow], at: int, sections: int, vocabulary: Vocabulary) -> HeadedRows | None:
    """The head at a place, with its rows; None where that is no head."""
    head = rows[at].cells[sections:]
    if at + 1 == len(rows) or any(cell.above for cell in head) or not _may_be_head(head, vocabulary):
        return None
    found = HeadedRows(sections, head, [])
    body = list(takewhile(lambda row: _belongs(row, rows[at], found, vocabulary), rows[at + 1 :]))
    found.rows = [row for row in body if not _is_total(row)]
    found.totals = [row for row in body if _is_total(row)]
    if not found.rows or not (_is_known_head(head, vocabulary) or _is_over_values(found)):
        return None
    return _with_section(found) if _is_data(found, vocabulary) else None


def _may_be_head(head: Sequence[FormCell], vocabulary: Vocabulary) -> bool:
    """Whether every cell may be a label; the first may be blank."""
    texts = [cell.text for cell in head if not cell.is_blank]
    if not texts or any(cell.is_blank for cell in head[1:]) or (head[0].is_blank and len(head) < _FEW):
        return False
    return all(vocabulary.term(text).sure >= UNSURE for text in texts)


def _is_known_head(head: Sequence[FormCell], vocabulary: Vocabulary) -> bool:
    """Whether the words of most cells are known as labels."""
    terms = [vocabulary.term(cell.text) for cell in head if not cell.is_blank]
    return sum(term.sure == UNSURE for term in terms) * 3 <= len(terms)


def _is_over_values(found: HeadedRows) -> bool:
    """Whether the rows show that it is a head: below two cells or more nothing but numbers, or nothing at all.

    In rows of labels and values there is a label below a label.
    """
    if len(found.head) < _FEW or len(found.rows) < 2:
        return False
    columns = [
        [cell.text.strip() for row in found.rows for cell in found.inner(row) if cell.start == head.start]
        for head in found.head[1:]
    ]
    is_blank = [not any(texts) for texts in columns]
    is_number = [any(texts) and all(not text or _NUMBER.fullmatch(text) for text in texts) for texts in columns]
    return all(is_blank) or (sum(is_number) > 1 and sum(is_number) + sum(is_blank) >= _MOSTLY * len(columns))


def _belongs(row: FormRow, head: FormRow, found: HeadedRows, vocabulary: Vocabulary) -> bool:
    sections = found.sections
    starts, ends = {cell.start for cell in found.head}, {cell.end for cell in found.head}
    if [cell.top for cell in row.cells[:sections]] != [cell.top for cell in head.cells[:sections]]:
        label, *numbers = row.cells
        is_below = {cell.start for cell in numbers} <= starts and {cell.end for cell in row.cells} <= ends
        return words().is_total(label.text) and bool(numbers) and is_below
    inner = found.inner(row)
    if not inner or not ({cell.start for cell in inner} <= starts and {cell.end for cell in inner} <= ends):
        return False
    if len(inner) == len(found.head):
        return len(inner) > 1 or sections > 0
    term = vocabulary.term(inner[0].text)
    is_label = term.sure >= LIKELY and not words().kind(inner[0].text)
    return _is_total(row) or (len(inner) > 1 and len(inner) * 2 >= len(found.head) and not is_label)


def _is_data(found: HeadedRows, vocabulary: Vocabulary) -> bool:
    """Whether the first row holds values: no labels but in its first cells."""
    if _is_of_levels(found):
        return True
    first = found.inner(found.rows[0])
    labels = [not cell.above and vocabulary.term(cell.text).sure >= LIKELY for cell in first]
    if len(found.head) < _FEW and not found.head[0].is_blank and labels[0]:
        return False
    return not any(labels[1:])


def _with_section(found: HeadedRows) -> HeadedRows:
    """The first column is none where it is blank below its head, as one cell: that says what the rows are about."""
    column = [found.inner(row)[0] for row in found.rows]
    tops = {cell.top for cell in column}
    is_one = len(tops) == 1 and (column[0].height > 1 or _is_of_levels(found)) and column[0].is_blank
    if is_one and len(found.head) > 2 and not found.head[0].is_blank:
        return replace(found, sections=found.sections + 1, head=found.head[1:])
    return found


def _is_of_levels(found: HeadedRows) -> bool:
    return any(term_title(cell.text) in words().levels for cell in found.head)


def title_of(found: HeadedRows, row: FormRow) -> str:
    """What stands at the left of the head, over all rows; empty where there is nothing."""
    return term_title(row.cells[found.sections - 1].text) if found.sections else ""


def indicators(found: HeadedRows, title: str, groups: tuple[str, ...], vocabulary: Vocabulary) -> Indicators | None:
    """The rows by levels; None where they have none."""
    depth = len(list(takewhile(lambda number: _is_level(found, number), range(min(2, len(found.head))))))
    if not depth or not (_is_of_levels(found) or depth > 1):
        return None
    levels: list[Level] = []
    for row in found.rows:
        first, second = _levels_of(found, row, depth)
        if not first:
            return None
        last = levels[-1] if levels and levels[-1].title == first else None
        if last is None:
            levels.append(Level(first, (second,) if second else None, (row,)))
            continue
        below = None if last.below is None else tuple(dict.fromkeys([*last.below, *([second] if second else [])]))
        levels[-1] = Level(first, below, (*last.rows, row))
    columns = [Column(cell, vocabulary.term(cell.text)) for cell in found.head[depth:]]
    return Indicators(title, groups, columns, levels, depth, found.totals, found.sections)


def _is_total(row: FormRow) -> bool:
    return any(words().is_total(cell.text) for cell in row.cells)


def _is_level(found: HeadedRows, number: int) -> bool:
    start = found.head[number].start
    texts = [compact(cell.text) for row in found.rows for cell in found.inner(row) if cell.start == start]
    texts = [text for text in texts if text]
    levels = sum(bool(words().kind(text) or words().first_level.fullmatch(text)) for text in texts)
    return bool(texts) and levels >= _MOSTLY * len(texts)


def _levels_of(found: HeadedRows, row: FormRow, depth: int) -> tuple[str, str]:
    """The names of the levels of a row; the second is empty where one cell is both."""
    first = found.inner(row)[0]
    if depth == 1:
        return _one_line(first.text), ""
    second = next((cell for cell in found.inner(row) if cell.start == found.head[1].start), None)
    return _one_line(first.text), _one_line(second.text) if second else ""


def _one_line(text: str) -> str:
    return text.strip().replace("\n", " ")


def is_of_one(found: HeadedRows, vocabulary: Vocabulary) -> bool:
    """Whether each head has one value below it."""
    roles = {vocabulary.term(cell.text).role for cell in found.head}
    return len(found.rows) == 1 and not found.totals and roles <= _OF_ONE


def has_fixed_rows(found: HeadedRows, vocabulary: Vocabulary) -> bool:
    """Whether the first cell of every row is a label: amounts by what they are and what they are for."""
    if len(found.head) < 2:
        return False
    labels = [found.inner(row)[0] for row in found.rows]
    others = [vocabulary.term(cell.text) for cell in found.head[1:]]
    if not labels or not any(term.role == "amount" for term in others):
        return False
    return all(vocabulary.term(cell.text).sure >= POSSIBLE for cell in labels)


def entries(found: HeadedRows, title: str, groups: tuple[str, ...], vocabulary: Vocabulary) -> RowTable:
    """The rows as entries of a table."""
    columns = [Column(cell, vocabulary.term(cell.text)) for cell in found.head]
    return RowTable(title, groups, columns, found.rows, found.totals, found.sections)
