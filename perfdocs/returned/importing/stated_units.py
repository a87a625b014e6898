"""The units of money that the heads and labels of a document name, beside those of the amounts that stand there."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from perfdocs.prose.amounts import UNIT_NAMES, UNIT_PATTERN, UNITS
from perfdocs.returned.form_map.align_rows import AlignedRow
from perfdocs.returned.form_map.compact_text import compact
from perfdocs.returned.form_map.form_rows import FormPattern
from perfdocs.returned.form_map.row_match import ReadCell
from perfdocs.word.grid import Cell

_STATED = re.compile(
    rf"(?:(?:计量|货币)?单位:?|(?<=金额)|[:(\[【{{,、/_-])(?:单位:?)?(?:人民币:?)?(?P<unit>{UNIT_PATTERN})[)\]】}}]?$"
)
"""A unit at the end of a label, as `compact` has it."""
_OF_MONEY = re.compile("金额|资金|经费|预算|拨款|支出|收入|单价|合计|小计")
"""Without such a word, 万 counts anything."""


def unit_in(label: str) -> str:
    """The unit of money that a label ends with; empty for none."""
    match = _stated(label)
    return UNIT_NAMES[match["unit"]] if match else ""


def without_unit(label: str) -> str:
    """A label, as `compact` has it, without the unit of money that it ends with."""
    match = _stated(label)
    return compact(label)[: match.start() if match else None]


def _stated(label: str) -> re.Match[str] | None:
    small = compact(label)
    match = _STATED.search(small)
    return match if match and (match["unit"] in UNITS or _OF_MONEY.search(small)) else None


def unit_of_form(form: FormPattern) -> str:
    """The unit of money that a form says of all its amounts; empty for none or several."""
    cells = [cell for row in form.rows for cell in row.cells]
    labels = [cell.plain if not cell.holes else cell.pieces[-1] for cell in cells if cell.pieces]
    units = {unit_in(label) for label in labels if isinstance(label, str)} - {""}
    return units.pop() if len(units) == 1 else ""


class StatedUnit(NamedTuple):
    """A unit of money, and the cell that names it."""

    unit: str
    cell: Cell


class StatedUnits:
    """The units that were named so far in a form, by the column where they hold."""

    def __init__(self) -> None:
        self._below: dict[int, StatedUnit] = {}

    def read(self, row: AlignedRow) -> list[StatedUnit | None]:
        """For each cell of the next row the unit that a label before it or the head above it names."""
        starts = _starts(row)
        named: list[StatedUnit | None] = []
        before: StatedUnit | None = None
        is_head = len(row.cells) > 1 and not any(read.pattern and read.pattern.holes for read in row.cells)
        if is_head:
            self._below = {}
        for read, start in zip(row.cells, starts, strict=True):
            own = _own(read)
            if own and is_head:
                self._below[start] = own
            named.append(before or self._below.get(start))
            before = own
        return named


def _own(read: ReadCell) -> StatedUnit | None:
    """The unit that a label of the document names and the form does not."""
    if read.pattern is None or read.pattern.holes or read.cell.continued or unit_in(read.pattern.label):
        return None
    unit = unit_in(read.cell.text)
    return StatedUnit(unit, read.cell) if unit else None


def _starts(row: AlignedRow) -> Sequence[int]:
    """For each cell the column of the form in which it begins; -1 for none."""
    patterns = row.form_row.pattern.cells if row.form_row else ()
    starts = {}
    at = 0
    for pattern in patterns:
        starts[id(pattern)] = at
        at += pattern.span
    return [starts.get(id(read.pattern), -1) for read in row.cells]
