"""Rows that are in another document now: a direction of one fund that is one of another fund."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import TYPE_CHECKING, NamedTuple

from perfdocs.compare.change import Change
from perfdocs.compare.find_changes import compare_moved
from perfdocs.compare.find_moves import LooseRow, pair_by_name
from perfdocs.compare.value_text import value_text

if TYPE_CHECKING:
    from perfdocs.compare.years import Pairing


class MovedRows(NamedTuple):
    """The documents with such rows told as moved, and what is to be said of the sums of their files."""

    pairings: list[Pairing]
    notes: dict[str, list[str]]


def tell_moved_rows(pairings: Sequence[Pairing]) -> MovedRows:
    """Rows of the same name that went from the table of one document and came in that of another of its kind."""
    owners = {id(row): pairing for pairing in pairings for row in pairing.loose}
    named = ((row, (_table(row), row.name)) for pairing in pairings for row in pairing.loose if _is_part(row))
    moves = pair_by_name(named, within_a_table=False)
    moves = {come: gone for come, gone in moves.items() if owners[come] is not owners[id(gone)]}
    gone = {id(row) for row in moves.values()}
    notes: dict[str, list[str]] = {}
    for come, row in moves.items():
        source, target = owners[id(row)], owners[come]
        amount = _amount(row)
        notes.setdefault(source.old_file, []).append(f"“{row.name}”{amount}移到“{target.name}”")
        notes.setdefault(target.new_file, []).append(f"“{row.name}”{amount}从“{source.name}”移来")
    return MovedRows([_told(pairing, moves, gone, owners) for pairing in pairings], notes)


def _table(row: LooseRow) -> tuple[str, ...]:
    return tuple(step for step in row.place.new_path if isinstance(step, str))


def _is_part(row: LooseRow) -> bool:
    """True for a row that is more than a line: it has tables or groups of its own, and stands in no other row."""
    return bool(row.name) and not row.owner and any(isinstance(value, dict) for value in row.row.values())


def _amount(row: LooseRow) -> str:
    """The first amount of a row with its unit."""
    node = row.place.node
    fields = node.fields.items() if node else ()
    amounts = [(row.row.get(key), field.unit) for key, field in fields if field.unit]
    told = (f"（{value_text(value)} {unit}）" for value, unit in amounts if isinstance(value, Decimal))
    return next(told, "")


def _told(pairing: Pairing, moves: dict[int, LooseRow], gone: set[int], owners: dict[int, Pairing]) -> Pairing:
    def changes() -> Iterator[Change]:
        by_place = {(row.is_new, row.place.old_path, row.place.new_path): row for row in pairing.loose}
        for change in pairing.changes:
            row = by_place.get((change.old is None, change.old_path, change.new_path))
            if row is None or (id(row) not in moves and id(row) not in gone):
                yield change
            elif id(row) in moves:
                earlier = moves[id(row)]
                source = owners[id(earlier)]
                moved, *inside = compare_moved(earlier, row, source.old_file)
                yield moved._replace(between=(source.name, pairing.name))
                yield from inside

    return pairing._replace(changes=tuple(changes()))
