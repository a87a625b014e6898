"""What has happened to a value that is not what it was: changed, or only put in other words."""

from __future__ import annotations

from decimal import Decimal

from perfdocs.compare.change import Change, Kind
from perfdocs.compare.value_text import value_text
from perfdocs.prose.amounts import UNITS, convert
from perfdocs.prose.direction import Better, better
from perfdocs.prose.quantities import Quantity, quantities
from perfdocs.prose.rewording import is_year_moved, says_the_same

_OF_THE_FORM = ("order", "pack", "score", "row-id", "waivers")
"""Roles of values that are no promise: they are the same or they are not."""

_NAMES = ("department-name", "name")
"""Roles of what a document is called, where it stands at the top."""


def kind_of_change(change: Change, years: int) -> Kind:
    """The kind of a change from one value to another one; `years` is how many years the new one is later."""
    old, new = change.old, change.new
    if change.role in _OF_THE_FORM:
        return Kind.CHANGED
    if isinstance(old, Decimal) and isinstance(new, Decimal):
        return _kind_of_numbers(change, old, new, years)
    before, after = value_text(old), value_text(new)
    if says_the_same(before, after):
        return Kind.REWORDED
    if is_year_moved(before, after, years):
        return Kind.YEAR_MOVED
    if change.role in _NAMES and len(change.new_path) == 1:
        return Kind.RENAMED
    if change.role == "indicator-value":
        return _kind_from_nothing(change, quantities(before), quantities(after))
    return Kind.CHANGED


def _kind_of_numbers(change: Change, old: Decimal, new: Decimal, years: int) -> Kind:
    if change.role == "year":
        return Kind.YEAR_MOVED if years and new - old == years else Kind.CHANGED
    units = change.old_unit, change.unit
    if units[0] != units[1] and all(unit in UNITS for unit in units) and convert(old, *units) == new:
        return Kind.REWORDED
    if change.role == "amount" and (not old or not new):
        return Kind.REMOVED if old else Kind.ADDED
    return Kind.CHANGED


def _kind_from_nothing(change: Change, old: list[Quantity], new: list[Quantity]) -> Kind:
    """0人 that are 38508人 now are new; 0 accidents are not."""
    if len(old) != 1 or len(new) != 1 or old[0].operator or new[0].operator in ("≤", "<"):
        return Kind.CHANGED
    if bool(old[0].number) == bool(new[0].number):
        return Kind.CHANGED
    names = "".join(step.strip("“”") for step in change.label[-3:-1])
    if better(f"{names}{new[0].subject}", new[0].unit) is Better.LESS:
        return Kind.CHANGED
    return Kind.REMOVED if old[0].number else Kind.ADDED
