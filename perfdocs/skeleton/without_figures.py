"""A document or a row as the model of another: its structure, names and texts, without what must be new.

What goes: amounts, what they were worked out from, values to be reached, dates, and every text with a figure in it;
places in the order and numbers of rows, of which there is one each; waivers; what is signed by hand.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from perfdocs.department.read_by_role import is_blank
from perfdocs.prose.quantities import targets
from perfdocs.prose.read_periods import periods
from perfdocs.rollover.move_dates import Years, move_dates
from perfdocs.schema.node import Node
from perfdocs.skeleton.field_lines import NOT_ON_THE_FORM

_FIGURES = ("amount", "basis", "indicator-value", "number", "period", "start-date", "end-date")
_OWN = ("pack", "year", "order", *NOT_ON_THE_FORM)
_OF_A_DEPARTMENT = ("department-name", "unit-name", "responsible", "duty")
_WEIGHTS = ("score", "standard")
"""Numbers that are the same for every form, and stay."""
_NAMES = ("name", "department-name")


class Reading(NamedTuple):
    """How a model is read: what is signed on forms, the years from and to, and whether both are of one department."""

    signed: frozenset[str]
    """Texts that forms must print: a field that is called so is signed by hand."""
    years: Years
    same_department: bool


def without_figures(node: Node, data: Any, reading: Reading) -> Any:
    """The data of a group or a table, with None for what goes, and an empty list for a table that has no rows there."""
    if node.role in _OWN or node.role in _FIGURES or node.title in reading.signed:
        return None
    if node.role in _OF_A_DEPARTMENT and not reading.same_department:
        return None
    if isinstance(data, Mapping) and node.is_group:
        return {
            key: without_figures(child, data[key], reading) if data.get(key) is not None else _nothing(child)
            for key, child in node.fields.items()
        }
    if isinstance(data, list) and node.row:
        rows = [without_figures(node.row, row, reading) for row in data]
        return [row for row in rows if not is_blank(row)] or None
    return _value(node, data, reading)


def _nothing(node: Node) -> Any:
    """What a model does not have: tables without rows."""
    if node.is_group:
        return {key: _nothing(child) for key, child in node.fields.items()}
    return [] if node.row else None


def _value(node: Node, value: Any, reading: Reading) -> Any:
    if node.role in _WEIGHTS or node.options:
        return value
    if isinstance(value, Decimal) or not isinstance(value, str):
        return None
    if node.role in _NAMES:
        return move_dates(value, reading.years).text
    return None if has_figures(value) else value


def has_figures(text: str) -> bool:
    """Whether a text says a quantity or a date."""
    return bool(targets(text)) or bool(periods(text))
