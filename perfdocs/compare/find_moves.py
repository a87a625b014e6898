"""Rows that are gone from one table and have come in another: an indicator at another level, a direction of another
fund."""

from __future__ import annotations

from collections.abc import Hashable, Iterable, Sequence
from typing import Any, NamedTuple

from perfdocs.compare.change import Change, Kind
from perfdocs.compare.place import Place
from perfdocs.finding import Keys


class LooseRow(NamedTuple):
    """A row without a partner in its table: one that came, or (not `is_new`) one that went."""

    place: Place
    name: str
    row: Any
    is_new: bool
    sure: float = 1.0
    """How sure it is, below 1, that it is the same one as a row beside it, under a new name: not sure enough."""

    @property
    def change(self) -> Change:
        old, new = (None, self.row) if self.is_new else (self.row, None)
        return self.place.change(Kind.ADDED if self.is_new else Kind.REMOVED, old, new)._replace(sure=self.sure)

    @property
    def owner(self) -> Keys:
        """The row of the new document in which the table stands; empty where it stands in none."""
        table = self.place.new_path[:-1]
        last = max((index for index, step in enumerate(table) if isinstance(step, int)), default=-1)
        return table[: last + 1]


def find_moves(rows: Sequence[LooseRow]) -> dict[int, LooseRow]:
    """Where the rows that came were before, by their `id`: in another table of the same row, under the same name."""
    return pair_by_name((row, (row.owner, row.name)) for row in rows if row.name)


def pair_by_name(rows: Iterable[tuple[LooseRow, Hashable]], within_a_table: bool = True) -> dict[int, LooseRow]:
    """The row that went for each that came, by the `id` of that, where their names are the same, and no others'.

    Those of one table, whose ids say that they are two, are left out unless `within_a_table` is False: then the rows
    are of several documents.
    """
    named: dict[Hashable, tuple[list[LooseRow], list[LooseRow]]] = {}
    for row, name in rows:
        named.setdefault(name, ([], []))[row.is_new].append(row)
    pairs = [(gone[0], come[0]) for gone, come in named.values() if len(gone) == len(come) == 1]
    if not within_a_table:
        return {id(come): gone for gone, come in pairs}
    return {id(come): gone for gone, come in pairs if gone.place.new_path[:-1] != come.place.new_path[:-1]}
