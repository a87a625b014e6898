"""What the cells of a department's forms showed last year, where they show something else now."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from perfdocs.checks.check_department import CheckedDepartment
from perfdocs.compare.change import UNKNOWN, Change, Kind
from perfdocs.compare.describe import Description, describe
from perfdocs.compare.value_text import value_text
from perfdocs.compare.years import Comparison, Pairing
from perfdocs.department.forms import build_submission
from perfdocs.department.specs import Specs
from perfdocs.finding import Keys, touches, value_at
from perfdocs.pack.expressions import BadExpression
from perfdocs.returned.cell_map import CellMap, FormCell

NEW, NEW_FORM = "上年没有", "上年没有这一份"

_SILENT = (*UNKNOWN, Kind.YEAR_MOVED)
"""Kinds of which nothing is to be said: nobody knows, or it is the same of the new year."""


class CellChange(NamedTuple):
    """A change with its description, and the cells that show it; none for what no form shows by itself."""

    change: Change
    description: Description
    cells: tuple[FormCell, ...]

    @property
    def is_amount(self) -> bool:
        return self.change.role == "amount"

    @property
    def sentence(self) -> str:
        """What the cell showed last year, in a few words."""
        old = self.description.old
        match self.change.kind:
            case Kind.ADDED:
                return NEW
            case Kind.REMOVED if _is_row(self.change):
                return f"上年有，今年没有：{old}"
            case Kind.MOVED:
                return f"上年在{old}"
            case Kind.SPLIT:
                return f"上年是一项：{old}"
            case Kind.MERGED:
                return f"上年是几项：{old}"
        return f"上年：{old}"


def cell_changes(comparison: Comparison, cells: CellMap) -> list[CellChange]:
    """The changes of a department with their cells, in the order of its documents; without what could not be read, and
    without years that moved on.

    A row shows at its first cell; one that is gone, at the first cell of its table.
    """
    return [
        CellChange(change, describe(change), _cells(pairing.new_file, change, cells))
        for pairing in comparison.documents
        for change in pairing.changes
        if change.kind not in _SILENT and change.role != "year"
    ]


def last_year_texts(checked: CheckedDepartment, comparison: Comparison, cells: CellMap) -> Mapping[FormCell, str]:
    """For each cell that shows something else than last year, what it showed then, in a few words: also for what is
    worked out (totals, numbers), which no comparison of files has."""
    texts: dict[FormCell, list[str]] = defaultdict(list)
    for pairing in comparison.documents:
        if pairing.kind is Kind.ADDED:
            for cell in cells.cells(pairing.new_file, ())[:1]:
                texts[cell].append(NEW_FORM)
    for change in cell_changes(comparison, cells):
        for cell in change.cells:
            texts[cell].append(change.sentence)
    last = checked.last.specs if checked.last else None
    for cell, text in _derived_texts(last, checked.specs, cells, comparison.documents):
        texts.setdefault(cell, [text])
    return {cell: "；".join(dict.fromkeys(sentences)) for cell, sentences in texts.items()}


def _cells(file: str, change: Change, cells: CellMap) -> tuple[FormCell, ...]:
    shown = cells.cells(file, change.new_path)
    if _is_row(change):
        return shown[:1]
    return tuple(cell for cell in shown if any(touches(field.keys, change.new_path) for field in cells.fields(cell)))


def _derived_texts(
    last: Specs | None, this: Specs | None, cells: CellMap, pairings: Sequence[Pairing]
) -> Iterator[tuple[FormCell, str]]:
    """The same for values that are worked out (totals, numbers), which no comparison of files has."""
    before, after = _data_by_file(last), _data_by_file(this)
    written = this.trees if this else {}
    by_file = {pairing.new_file: pairing for pairing in pairings if pairing.kind is None}
    for cell, fields in cells.by_cell.items():
        for field in fields:
            pairing = by_file.get(field.file)
            keys = _old_keys(field.keys, pairing) if pairing else None
            if pairing and keys and value_at(written[field.file].document.data, field.keys) is None:
                was, value = value_at(before.get(pairing.old_file), keys), value_at(after.get(field.file), field.keys)
                if was not in (None, value) and value is not None:
                    yield cell, f"上年：{value_text(was)}"


def _data_by_file(specs: Specs | None) -> Mapping[str, Any]:
    """The data of each file with all that is worked out; nothing where that cannot be done."""
    if specs is None:
        return {}
    try:
        data = build_submission(specs.pack, specs.documents).data
    except BadExpression:
        return {}
    documents = (data[kind.name] if kind.many else [data] for kind in specs.pack.kinds)
    return {document.origin.document.file: document for group in documents for document in group}


def _old_keys(keys: Keys, pairing: Pairing) -> Keys | None:
    """Where a field stood in the old document; None for one of a row that was not there."""
    if not any(isinstance(step, int) for step in keys):
        return keys
    rows = {row.new: row.old for row in pairing.rows}
    last_row = max(place for place, step in enumerate(keys) if isinstance(step, int)) + 1
    old = rows.get(keys[:last_row])
    return None if old is None else (*old, *keys[last_row:])


def _is_row(change: Change) -> bool:
    return bool(change.new_path) and isinstance(change.new_path[-1], int)
