"""What the cells of a form showed last year, where they show something else now."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from perfdocs.compare.change import UNKNOWN, Change, Kind
from perfdocs.compare.describe import describe
from perfdocs.compare.years import Side, compare_sides
from perfdocs.finding import touches
from perfdocs.returned.cell_map import CellMap, FormCell

NEW, NEW_FORM = "上年没有", "上年没有这一份"
_SILENT = (*UNKNOWN, Kind.YEAR_MOVED)
"""Kinds of which nothing is to be said: nobody knows, or it is the same of the new year."""


def last_year_texts(last: Side, this: Side, cells: CellMap) -> Mapping[FormCell, str]:
    """For each cell that shows something else than last year, what it showed then, in a few words.

    What is said of a row stands at its first cell; of one that is gone, at the first cell of its table. Of fields that
    no form shows nothing is said, nor of years that moved on.
    """
    texts: dict[FormCell, list[str]] = {}
    for pairing in compare_sides("", last, this).documents:
        if pairing.kind is Kind.ADDED:
            for cell in cells.cells(pairing.new_file, ())[:1]:
                texts.setdefault(cell, []).append(NEW_FORM)
        for change in pairing.changes:
            if change.kind not in _SILENT and change.role != "year":
                for cell in _cells(pairing.new_file, change, cells):
                    texts.setdefault(cell, []).append(_sentence(change))
    return {cell: "；".join(dict.fromkeys(sentences)) for cell, sentences in texts.items()}


def _cells(file: str, change: Change, cells: CellMap) -> Sequence[FormCell]:
    shown = cells.cells(file, change.new_path)
    if _is_row(change):
        return shown[:1]
    return [cell for cell in shown if any(touches(field.keys, change.new_path) for field in cells.fields(cell))]


def _is_row(change: Change) -> bool:
    return bool(change.new_path) and isinstance(change.new_path[-1], int)


def _sentence(change: Change) -> str:
    old = describe(change).old
    match change.kind:
        case Kind.ADDED:
            return NEW
        case Kind.REMOVED if _is_row(change):
            return f"上年有，今年没有：{old}"
        case Kind.MOVED:
            return f"上年在{old}"
        case Kind.SPLIT:
            return f"上年是一项：{old}"
        case Kind.MERGED:
            return f"上年是几项：{old}"
    return f"上年：{old}"
