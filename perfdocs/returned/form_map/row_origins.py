"""Which row of its template, and which rows of the data, each row of a filled form was made for."""

from __future__ import annotations

from typing import Any, NamedTuple

from perfdocs.pack.tag_state import RowKeys
from perfdocs.pack.values import Key, Origin, Placeholder, origin_of
from perfdocs.word.grid import Row

RowKey = tuple[str, ...]
"""A row of a template, with the groups that it was printed for."""


class RowOrigin(NamedTuple):
    """A row of a template, and where the rows of data stand that it was filled with; None for a blank one."""

    key: RowKey
    items: tuple[Origin | None, ...] = ()


class RowOrigins(RowKeys):
    """What the rows of one document were made for; given to the template that fills it."""

    def __init__(self) -> None:
        self._rows: list[RowOrigin] = []

    def key(self, number: int, *values: Any) -> str:
        keys = (value for value in values if isinstance(value, Key))
        items = tuple(origin_of(value) for value in values if _is_item(value))
        self._rows.append(RowOrigin((str(number), *keys), items))
        return str(len(self._rows) - 1)

    def of(self, number: int, row: Row) -> RowOrigin:
        """Those of a row of the filled document, the `number`th from 0."""
        return self._rows[int(row.mark.partition(":")[2])] if row.mark else RowOrigin(("p", str(number)))


def _is_item(value: Any) -> bool:
    """A row, a document, a blank row or what stands for a text of a list; not a key, a table or a group of fields."""
    origin = origin_of(value)
    if value is None or isinstance(value, Placeholder):
        return value is None or isinstance(value.origin.keys[-1], int)
    return isinstance(value, dict) and (origin is None or not origin.keys or isinstance(origin.keys[-1], int))
