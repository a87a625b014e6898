"""What can have happened between two documents."""

from __future__ import annotations

import enum
from typing import Any, NamedTuple

from perfdocs.finding import Keys
from perfdocs.prose.quantities import Quantity


class Kind(enum.StrEnum):
    """What has happened to a field or a row."""

    ADDED = "added"
    REMOVED = "removed"
    CHANGED = "changed"
    RENAMED = "renamed"
    MOVED = "moved"
    REWORDED = "reworded"
    """The same quantity in other words or in another unit."""
    YEAR_MOVED = "year-moved"
    """The same, of the new year."""
    SPLIT = "split"
    MERGED = "merged"
    """A row is several now, or several are one."""
    UNREADABLE = "unreadable"
    NOT_HANDED_IN = "not-handed-in"
    """A document of which nothing can be said."""


FOLDED = (Kind.REWORDED, Kind.YEAR_MOVED)
"""Kinds of which it is only said how many there are."""


UNKNOWN = (Kind.UNREADABLE, Kind.NOT_HANDED_IN)
"""Kinds of which nothing can be compared."""


WAIVERS = "waivers"
"""The role of waivers and all that stands in one: no part of the form, and no promise."""


class Change(NamedTuple):
    """One change. `old_path` and `new_path` say where, in the old and in the new document.

    `old` and `new` are the values, whole rows where rows came or went: enough to make the new document of the old
    one. `label` names the place in the terms of the form. What was 0 and is something now, was added.
    """

    kind: Kind
    old_path: Keys
    new_path: Keys
    label: tuple[str, ...]
    old: Any
    new: Any
    role: str = ""
    unit: str = ""
    """Of an amount, in the new document and in the old one."""
    old_unit: str = ""
    sure: float = 1.0
    """How sure it is that a renamed row is the same one."""
    parts: tuple[Keys, ...] = ()
    """Of a row that was split: where its parts stand, the rows in `new`; of one that was merged: where they stood. Of
    one that has moved to another table: its place there as the old document counts, and where it was, as the new one
    does."""
    total: Quantity | None = None
    """Of a row that was split or merged: what the parts make up, and whether that is less than was promised."""
    is_less: bool = False
    between: tuple[str, ...] = ()
    """Of a row that has moved to another table or document: what that is called where it stood, and where it stands."""
    old_file: str = ""
    """Of a row that has moved from another document."""
    result: str = ""
    """Of a target: what was reached of it in the old year, where that is known."""


class RowPair(NamedTuple):
    """Where a row stands that is in both documents."""

    old: Keys
    new: Keys
