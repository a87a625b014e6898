"""What the tags of a template may call while it is filled, besides what loops and data offer."""

from __future__ import annotations

from typing import Any

from jinja2.runtime import Undefined

MERGES = "perfdocs_merges"
ROWS = "perfdocs_rows"
"""The names under which a template finds the state of its merged cells, and the keys of its rows."""


class MergeState:
    """Knows, for each merged cell of a template, whether its group has just begun."""

    def __init__(self) -> None:
        self._last: dict[int, Any] = {}

    def starts(self, cell: int, group: Any) -> bool:
        if isinstance(group, Undefined):
            str(group)  # raises
        begins = cell not in self._last or not _same(self._last[cell], group)
        self._last[cell] = group
        return begins

    def new_table(self) -> str:
        self._last.clear()
        return ""


def _same(a: Any, b: Any) -> bool:
    if isinstance(a, dict | list) or isinstance(b, dict | list):
        return a is b
    return bool(a == b)


class RowKeys:
    """Says of a row of a table which row of the data it was made for."""

    def address(self, value: Any) -> str:
        """Where a row of the data stands, as text."""
        raise NotImplementedError

    def key(self, number: int, *values: Any) -> str:
        """A text that is the same for the same rows: of the template, and of the data."""
        return "/".join([str(number), *(self.address(value) for value in values)])
