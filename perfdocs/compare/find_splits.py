"""A row that is several now: 建档人数 as that of 城镇 and that of 农村, which make up about as much."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from itertools import combinations
from typing import NamedTuple

from perfdocs.prose.amounts import without_zeros
from perfdocs.prose.quantities import Quantity
from perfdocs.prose.similarity import are_opposed_names, is_closer_name
from perfdocs.prose.units_and_operators import comparable_units

_LEAST, _MOST = Decimal("0.5"), Decimal(2)
"""How many times the whole the parts may make up, where their names are opposed: last year's figure is not this
year's. Chosen by hand."""
_NEARLY = Decimal("0.1")
"""How far they may be from the whole where nothing else says that they are its parts."""


class NamedRow(NamedTuple):
    """What a row is called, and its number where it has one."""

    name: str
    worth: Quantity | None


class Split(NamedTuple):
    """A row of one year, and the rows of the other that are its parts."""

    whole: int
    parts: tuple[int, ...]


def find_splits(
    old: Mapping[int, NamedRow], new: Mapping[int, NamedRow]
) -> tuple[tuple[Split, ...], tuple[Split, ...]]:
    """The rows of the old year that were split, and those of the new one that others were merged into."""
    splits, mergers = list(_splits(old, new)), list(_splits(new, old))
    in_splits = {split.whole for split in splits}, {part for split in splits for part in split.parts}
    in_mergers = {part for merger in mergers for part in merger.parts}, {merger.whole for merger in mergers}
    return (
        tuple(split for split in splits if split.whole not in in_mergers[0] and not in_mergers[1] & {*split.parts}),
        tuple(one for one in mergers if one.whole not in in_splits[1] and not in_splits[0] & {*one.parts}),
    )


def _splits(wholes: Mapping[int, NamedRow], rows: Mapping[int, NamedRow]) -> Iterator[Split]:
    if len(rows) < 2:
        return
    taken: set[int] = set()
    for index, whole in wholes.items():
        parts = [part for part, row in rows.items() if part not in taken and is_closer_name(whole.name, row.name)]
        if len(parts) > 1 and _make_up(whole, [rows[part] for part in parts]):
            taken.update(parts)
            yield Split(index, tuple(parts))


def _make_up(whole: NamedRow, parts: Sequence[NamedRow]) -> bool:
    """True where the parts are told from one another, and make up about the whole."""
    opposed = all(are_opposed_names(part.name, other.name) for part, other in combinations(parts, 2))
    total = total_of([part.worth for part in parts])
    if whole.worth is None or total is None or not comparable_units(whole.worth.unit, total.unit):
        return opposed
    share = total.in_plain_unit[0] / whole.worth.in_plain_unit[0] if whole.worth.number else Decimal(0)
    return _LEAST <= share <= _MOST if opposed else abs(share - 1) <= _NEARLY


def total_of(parts: Sequence[Quantity | None]) -> Quantity | None:
    """The sum in the unit of the first; None where one has no number, or they cannot be added (percentages)."""
    first = parts[0]
    if first is None or "%" in first.unit or "‰" in first.unit:
        return None
    total = Decimal(0)
    for part in parts:
        if part is None or part.upper is not None or not comparable_units(part.unit, first.unit):
            return None
        total += part.in_plain_unit[0]
    one = first._replace(number=Decimal(1)).in_plain_unit[0]
    return Quantity(without_zeros(total / one), first.unit, first.operator)
