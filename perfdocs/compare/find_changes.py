"""What has changed between two documents, by field and row.

Documents are compared as plain data (text, numbers, rows, groups), guided by their schemas: what makes a row
the same row is the schema's `x-key`, or its `row-id`. A blank and a missing field are the same.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from perfdocs.compare.change import Change, Kind, RowPair
from perfdocs.compare.changed_value import kind_of_change
from perfdocs.compare.find_moves import LooseRow, find_moves
from perfdocs.compare.find_splits import Split, total_of
from perfdocs.compare.match_rows import match_rows
from perfdocs.compare.place import Place
from perfdocs.compare.value_text import value_text
from perfdocs.finding import Keys
from perfdocs.prose.direction import better, is_weaker
from perfdocs.prose.quantities import Quantity, quantities
from perfdocs.prose.units_and_operators import comparable_units
from perfdocs.schema.load import Schema
from perfdocs.schema.moved_fields import in_new_layout, moves_between
from perfdocs.schema.node import Node


class Differences(NamedTuple):
    """Every change from the old data to the new, every row that is in both, and the rows that came or went."""

    changes: tuple[Change, ...] = ()
    rows: tuple[RowPair, ...] = ()
    loose: tuple[LooseRow, ...] = ()


def find_changes(old: Any, new: Any, old_schema: Schema, new_schema: Schema, years: int = 0) -> Differences:
    """The data of two documents compared. `years` is how many years the new one is later: what has moved along with
    them is no change of its own."""
    moves = moves_between(old_schema.tree, new_schema.tree)
    place = Place(old_schema.tree, new_schema.tree, years, moves=moves)
    before = in_new_layout(without_blank_fields(old), moves)
    steps = list(_compare_values(place, before, without_blank_fields(new)))
    moved_rows = find_moves([step for step in steps if isinstance(step, LooseRow)])
    gone = {id(row) for row in moved_rows.values()}
    changes: list[Change] = []
    loose = []
    for step in steps:
        if isinstance(step, Change):
            changes.append(step)
        elif isinstance(step, LooseRow) and id(step) in moved_rows:
            changes += compare_moved(moved_rows[id(step)], step)
        elif isinstance(step, LooseRow) and id(step) not in gone:
            changes.append(step.change)
            loose.append(step)
    return Differences(tuple(changes), tuple(step for step in steps if isinstance(step, RowPair)), tuple(loose))


def compare_moved(gone: LooseRow, come: LooseRow, old_file: str = "") -> list[Change]:
    """The changes of a row that is in another table now, or in another document."""
    place = come.place._replace(
        old_node=gone.place.old_node,
        old_path=gone.place.old_path,
        old_owners=gone.place.old_owners,
    )
    paths = come.place.old_path, gone.place.new_path
    moved = place.change(Kind.MOVED, None, None)._replace(
        between=(_table_name(gone), _table_name(come)), old_file=old_file, parts=paths
    )
    inside = (step for step in _compare_values(place, gone.row, come.row) if not isinstance(step, RowPair))
    changes = (step.change if isinstance(step, LooseRow) else step for step in inside)
    return [moved, *(change._replace(old_file=old_file) for change in changes)]


def _table_name(row: LooseRow) -> str:
    """The names of a table and of the groups around it, as far as the row that it stands in."""
    return "·".join(row.place.label[len(row.owner) : -1])


def without_blank_fields(data: Any) -> Any:
    """The data without fields that have no value, and groups and tables with nothing in them."""
    if isinstance(data, dict):
        fields = {key: without_blank_fields(value) for key, value in data.items()}
        return {key: value for key, value in fields.items() if value is not None and value != {} and value != []}
    return [without_blank_fields(item) for item in data] if isinstance(data, list) else data


Steps = Iterator[Change | RowPair | LooseRow]


def _compare_values(at: Place, old: Any, new: Any) -> Steps:
    given = [value for value in (old, new) if value is not None]
    if at.node and at.node.is_group and all(isinstance(value, dict) for value in given):
        yield from _compare_groups(at, old or {}, new or {})
    elif at.node and at.node.row and all(isinstance(value, list) for value in given):
        yield from _compare_tables(at, at.node, old or [], new or [])
    elif old is None and new is not None:
        yield at.change(Kind.ADDED, old, new)
    elif new is None and old is not None:
        yield at.change(Kind.REMOVED, old, new)
    elif old != new:
        change = at.change(Kind.CHANGED, old, new)
        yield change._replace(kind=kind_of_change(change, at.years))


def _compare_groups(at: Place, old: Mapping[str, Any], new: Mapping[str, Any]) -> Steps:
    in_schemas = [key for node in (at.new_node, at.old_node) if node for key in node.fields]
    for key in dict.fromkeys([*in_schemas, *new, *old]):
        if key in old or key in new:
            yield from _compare_values(at.below(key, old, new), old.get(key), new.get(key))


def _compare_tables(at: Place, table: Node, old: Sequence[Any], new: Sequence[Any]) -> Steps:
    keys = _row_keys(table)
    matches = match_rows(old, new, keys.identity, keys.name, keys.worth)
    yield from (_split(at, split, old, new, keys) for split in matches.splits)
    yield from (_merged(at, merger, old, new, keys) for merger in matches.mergers)
    unsure = {pair.old: pair for pair in matches.unsure}
    beside = {pair.new: pair for pair in matches.unsure}
    for i in matches.gone:
        name = keys.name(old[i])
        sure = unsure[i].sure if i in unsure else 1.0
        yield LooseRow(at.row(i, len(new), name), name, old[i], is_new=False, sure=sure)
        if i in unsure:
            yield _new_row(at, unsure[i].new, old, new, keys)._replace(sure=sure)
    yield from (_new_row(at, j, old, new, keys) for j in matches.come if j not in beside)
    for pair in matches.pairs:
        place = at.row(pair.old, pair.new, keys.name(new[pair.new]))
        yield RowPair(place.old_path, place.new_path)
        if pair.moved:
            yield place.change(Kind.MOVED, None, None)
        for step in _compare_values(place, old[pair.old], new[pair.new]):
            yield _as_renaming(step, (*place.new_path, keys.key), pair.sure)


def _new_row(at: Place, index: int, old: Sequence[Any], new: Sequence[Any], keys: _RowKeys) -> LooseRow:
    name = keys.name(new[index])
    return LooseRow(at.row(len(old), index, name), name, new[index], is_new=True)


def _split(at: Place, split: Split, old: Sequence[Any], new: Sequence[Any], keys: _RowKeys) -> Change:
    place = at.row(split.whole, split.parts[0], keys.name(old[split.whole]))
    change = place.change(Kind.SPLIT, old[split.whole], [new[part] for part in split.parts])
    whole, total = keys.worth(old[split.whole]), total_of([keys.worth(new[part]) for part in split.parts])
    is_less = _is_less(whole, total, keys.name(old[split.whole]))
    return change._replace(parts=tuple((*at.new_path, part) for part in split.parts), total=total, is_less=is_less)


def _merged(at: Place, merger: Split, old: Sequence[Any], new: Sequence[Any], keys: _RowKeys) -> Change:
    place = at.row(merger.parts[0], merger.whole, keys.name(new[merger.whole]))
    change = place.change(Kind.MERGED, [old[part] for part in merger.parts], new[merger.whole])
    whole, total = keys.worth(new[merger.whole]), total_of([keys.worth(old[part]) for part in merger.parts])
    is_less = _is_less(total, whole, keys.name(new[merger.whole]))
    return change._replace(parts=tuple((*at.old_path, part) for part in merger.parts), total=total, is_less=is_less)


def _is_less(old: Quantity | None, new: Quantity | None, name: str) -> bool:
    """True where the new number is weaker; an amount without a unit of its own is none."""
    if old is None or new is None or not new.unit or not comparable_units(old.unit, new.unit):
        return False
    return is_weaker(old, new, better(name, new.unit))


class _RowKeys(NamedTuple):
    """The fields of a table's rows that say which row is the same, what it is called and how much it is about."""

    key: str
    ids: tuple[str, ...]
    values: tuple[str, ...]
    amounts: tuple[str, ...]

    def identity(self, row: Any) -> str:
        if not isinstance(row, dict):
            return str(row)
        own = [str(row[key]) for key in self.ids if row.get(key) is not None]
        return f"#{own[0]}" if own else self.name(row) or repr(sorted(map(str, row.items())))

    def name(self, row: Any) -> str:
        return str(row.get(self.key, "")).strip() if isinstance(row, dict) and self.key else ""

    def worth(self, row: Any) -> Quantity | None:
        """The one number that is to be reached, or the amount; None where there is none, or several."""
        if not isinstance(row, dict):
            return None
        for key in self.amounts:
            if key in row:
                return Quantity(row[key]) if isinstance(row[key], Decimal) else None
        read = [quantity for key in self.values for quantity in quantities(value_text(row.get(key)))]
        return read[0] if len(read) == 1 else None


def _row_keys(table: Node) -> _RowKeys:
    roles = (table.row.with_role(role) if table.row else [] for role in ("row-id", "indicator-value", "amount"))
    return _RowKeys(table.row_key, *map(tuple, roles))


def _as_renaming(step: Change | RowPair | LooseRow, name: Keys, sure: float) -> Change | RowPair | LooseRow:
    """A change of the field that a row is called by is a renaming of the row."""
    if isinstance(step, Change) and step.kind is Kind.CHANGED and step.new_path == name:
        return step._replace(kind=Kind.RENAMED, sure=sure)
    return step
