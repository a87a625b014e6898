"""In which unit of money the amounts of a sheet are, and in which their fields."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any, NamedTuple

from perfdocs.finding import Keys, value_at
from perfdocs.prose import amounts
from perfdocs.returned.form_map.columns import ColumnMap
from perfdocs.returned.importing.stated_units import unit_in
from perfdocs.returned.pasting.places import Leaf
from perfdocs.returned.pasting.sheet_table import SheetTable
from perfdocs.schema.node import Node
from perfdocs.word.grid import Cell


class FieldUnit(NamedTuple):
    """The unit of an amount: itself, or where the document says it, if it does, and what may stand there. Both empty:
    it has none."""

    unit: str = ""
    said_at: Keys = ()
    options: Sequence[Any] = ()


def field_unit(node: Node, leaf: Leaf, tree: Node, data: Any) -> FieldUnit:
    """The unit of a field of a row: the schema's, or what another field of the groups above says."""
    if not node.unit or node.unit in amounts.UNITS:
        return FieldUnit(node.unit)
    for end in range(len(leaf.keys), -1, -1):
        above = tree.at(leaf.keys[:end])
        if above is not None and above.group is not None and node.unit in above.group.fields:
            keys = (*leaf.keys[:end], node.unit)
            said = value_at(data, keys)
            return FieldUnit(said if said in amounts.UNITS else "", keys, above.group.fields[node.unit].options)
    return FieldUnit()


def sheet_unit(table: SheetTable) -> str:
    """The unit that is said above the heads for all amounts; empty for none or several."""
    first = min((head.cells[0].where.row for head in table.heads), default=0)
    above = [text for row in table.outside if row.number < first for text in row.texts]
    units = {unit_in(text) for text in above} - {""}
    return units.pop() if len(units) == 1 else ""


def column_unit(columns: ColumnMap, numbers: Sequence[int]) -> tuple[str, Cell | None]:
    """The unit that the head of a field's column names, with the cell; empty for none."""
    for number in numbers:
        unit = unit_in(columns.cells[number].text)
        if unit:
            return unit, columns.cells[number]
    return "", None
