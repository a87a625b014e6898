"""Totals and subtotals of a sheet, and whether they are the sums of the rows that were read."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from perfdocs.finding import Finding, Severity
from perfdocs.prose import amounts
from perfdocs.returned.cell_findings import finding_at, place_in, quote
from perfdocs.returned.form_map.compact_text import compact
from perfdocs.word.grid import Cell, Row

_TOTAL = re.compile(r"(?:本页|本表)?(?:[合小总共]计|累计)(?:数|金额)?(?:\([^()]*\))?:?")
_OF_SOMETHING = re.compile(r".{1,10}(?:小计|合计|总计)(?:\([^()]*\))?:?")
_SUBTOTAL = ("小计", "本页")


def is_total(row: Row, of_money: bool) -> bool:
    """Whether a row is a total: a text says so. In a table of money a text may also say what it is the total of, where
    there are only numbers beside it."""
    texts = [compact(text) for text in row.texts if text.strip()]
    words = [text for text in texts if not _figure(text)]
    return any(_TOTAL.fullmatch(text) for text in texts) or (
        of_money and len(words) == 1 and len(texts) > 1 and _OF_SOMETHING.fullmatch(words[0]) is not None
    )


class Figures(NamedTuple):
    """A row and the numbers of its columns, by the number of the field; whether it is a total."""

    row: Row
    cells: dict[int, Cell]
    is_total: bool = False

    def figure(self, column: int) -> Decimal | None:
        return _figure(compact(self.cells[column].text)) if column in self.cells else None


def heading_subtotals(rows: Sequence[Figures]) -> set[int]:
    """The numbers of rows that have nothing but a name and the sum of the numbers of two rows or more below, up to the
    next such row."""
    found: set[int] = set()
    for at, row in enumerate(rows):
        columns = [column for column in row.cells if row.figure(column) is not None]
        if len(columns) != 1 or len(row.cells) != 2:
            continue
        same = (number for number, each in enumerate(rows[at + 1 :], at + 1) if each.cells.keys() == row.cells.keys())
        below = rows[at + 1 : next(same, len(rows))]
        figures = [figure for each in below if (figure := each.figure(columns[0])) is not None]
        if len(figures) > 1 and amounts.total(figures) == row.figure(columns[0]):
            found.add(row.row.number)
    return found


def _figure(text: str) -> Decimal | None:
    """A number as a sheet has it; None for anything else."""
    plain = re.sub(r"(?:万元|亿元|元)$", "", text.replace(",", "").lstrip("¥"))
    return Decimal(plain) if amounts.NUMBER.fullmatch(plain) else None


def sum_findings(file: str, rows: Sequence[Figures]) -> Iterator[Finding]:
    """N215 for each total that is a sum, N205 for each that is not."""
    for at, row in enumerate(rows):
        if not row.is_total:
            continue
        name = next(text.strip() for text in row.row.texts if text.strip())
        wrong = False
        for column, cell in row.cells.items():
            figure = row.figure(column)
            parts = _parts(rows, at, column, any(word in compact(name) for word in _SUBTOTAL))
            if figure is None or not parts or figure in parts:
                continue
            wrong = True
            sums = parts[0]
            message = (
                f"{quote(name)}是 {amounts.number_text(figure)}，读入的各行之和是 {amounts.number_text(sums)}，"
                f"相差 {amounts.number_text(abs(figure - sums))}：请核对少了哪一行，还是表上算错了"
            )
            yield finding_at(place_in(file, row.row, cell), "N205", message)
        if not wrong:
            message = f"{quote(name)}这一行不是一条内容，没有读入"
            yield finding_at(place_in(file, row.row), "N215", message, Severity.HINT)


def _parts(rows: Sequence[Figures], at: int, column: int, is_part: bool) -> list[Decimal]:
    """What a total may be the sum of, the likeliest first: of all rows, or of those since the total before, or up to
    the next. None where there is nothing to be added."""
    before, after = list(reversed(rows[:at])), rows[at + 1 :]
    near = [_since(before, column), _since(after, column)]
    every = _sum([row for row in rows if not row.is_total], column)
    candidates = [*near, every] if is_part else [every, *near]
    return [each for each in candidates if each is not None]


def _since(rows: Sequence[Figures], column: int) -> Decimal | None:
    of_part: list[Figures] = []
    for row in rows:
        if row.is_total:
            break
        of_part.append(row)
    return _sum(of_part, column)


def _sum(rows: Sequence[Figures], column: int) -> Decimal | None:
    figures = [figure for row in rows if (figure := row.figure(column)) is not None]
    return amounts.total(figures) if figures else None
