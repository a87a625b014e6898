"""Which fields of a pack can be read back from its own prints, and which cannot."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from itertools import groupby
from typing import NamedTuple

from perfdocs.pack.manifest import Pack
from perfdocs.returned.form_map.cell_patterns import CellPattern
from perfdocs.returned.form_map.compact_text import without_number
from perfdocs.returned.form_map.field_costs import adjacent_values
from perfdocs.returned.form_map.form_rows import FormPattern, RowPattern
from perfdocs.returned.form_map.marker_data import ITEM, Address, Hole
from perfdocs.schema.node import Node


def unreadable_fields(pack: Pack, forms: Sequence[FormPattern]) -> Iterator[Address]:
    """The fields that are neither read, worked out nor chosen by the other values, without those never printed."""
    cells = [cell for form in forms for row in form.rows for cell in row.cells]
    readable = {_path(hole.address) for cell in cells for hole in _readable(cell)}
    derived = {_path(address) for address in pack.derived_fields}
    for kind in pack.own_kinds:
        for path, node in _fields(kind.in_files.tree, (kind.name,)):
            is_chosen = node.role == "money-unit" or path == (kind.name, kind.order) or "const" in node.said
            is_unprinted = any(path[-len(steps) :] == steps for steps in map(_steps, pack.unprinted))
            if not (path in readable or path in derived or is_chosen or is_unprinted):
                yield path


class Indistinct(NamedTuple):
    """Two tables whose rows a form prints alike, with nothing in between that tells one from the other."""

    first: Address
    second: Address


def indistinct_tables(forms: Sequence[FormPattern]) -> Iterator[Indistinct]:
    """The tables of each form whose rows would be read as those of the table above."""
    for form in forms:
        seen: set[tuple[str, ...]] = set()
        last: RowPattern | None = None
        is_parted = True
        for row in form.rows:
            labels = tuple(without_number(cell.literal) for cell in row.cells)
            if not row.items:
                is_parted = is_parted or (any(labels) and labels not in seen)
                seen.add(labels)
            else:
                if last and not is_parted and not _is_within(last, row) and _looks_like(row, last):
                    yield Indistinct(_path(last.items[-1]), _path(row.items[-1]))
                last, is_parted = row, False


def _is_within(row: RowPattern, other: RowPattern) -> bool:
    """Whether two rows are of one table, or of one that is a part of the other."""
    ours, theirs = row.items[-1], other.items[-1]
    return ours[: len(theirs)] == theirs[: len(ours)]


def _looks_like(row: RowPattern, other: RowPattern) -> bool:
    labels, others = ([without_number(cell.literal) for cell in each.cells] for each in (row, other))
    return labels == others and [bool(cell.holes) for cell in row.cells] == [bool(cell.holes) for cell in other.cells]


def ticked_fields(forms: Sequence[FormPattern]) -> dict[Hole, set[str]]:
    """For each field that is printed as boxes the words that have one, in all cells together."""
    words: dict[Hole, set[str]] = {}
    for form in forms:
        for row in form.rows:
            for hole in (hole for cell in row.cells for hole in cell.holes if hole.options):
                known = next((other for other in words if other.address == hole.address), hole)
                words.setdefault(known, set()).update(hole.options)
    return words


def _readable(cell: CellPattern) -> Iterator[Hole]:
    if cell.computed:
        return
    if cell.list_shape:
        if cell.list_shape.between:
            yield from _readable(CellPattern(cell.list_shape.item))
        return
    for is_hole, group in groupby(cell.pieces, key=lambda piece: isinstance(piece, Hole) or not piece.strip()):
        holes = [piece for piece in group if isinstance(piece, Hole)] if is_hole else []
        if len(holes) < 2 or adjacent_values(holes, ""):
            yield from holes


def _path(address: Address) -> Address:
    return tuple(step for step in address if step != ITEM)


def _steps(name: str) -> Address:
    return tuple(name.split("."))


def _fields(node: Node, path: Address) -> Iterator[tuple[Address, Node]]:
    """Every field that holds a value, by the keys down to it; one that may be in parts is one field."""
    for choice in node.choices:
        if choice.row:
            yield from _fields(choice.row, path) if choice.row.choices[0].is_group else [(path, choice.row)]
        for key, child in choice.fields.items():
            if child.role in ("waivers", "demonstration"):
                continue
            is_value = any(not each.is_group and not each.row for each in child.choices if each.types != ("null",))
            if is_value or any(each.print_as is not None for each in child.choices):
                yield (*path, key), child
            else:
                yield from _fields(child, (*path, key))
