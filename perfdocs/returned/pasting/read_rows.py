"""The rows of a sheet's table as rows of a spec, and what is to be said of each cell that is not simply its value."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from perfdocs.department.specs import DocumentTree
from perfdocs.finding import Finding, Keys, Severity
from perfdocs.prose import amounts
from perfdocs.returned.cell_findings import CellPlace, finding_at, place_in, quote
from perfdocs.returned.form_map.columns import HeadColumn
from perfdocs.returned.form_map.compact_text import ENDS, compact
from perfdocs.returned.form_map.marker_data import Hole
from perfdocs.returned.importing.collect_fields import no_value
from perfdocs.returned.importing.rows_without_data import is_no_data
from perfdocs.returned.importing.value_from_text import FieldValue, has_unit, value_from_text
from perfdocs.returned.pasting.group_names import GroupNames
from perfdocs.returned.pasting.money import FieldUnit, column_unit, field_unit, sheet_unit
from perfdocs.returned.pasting.places import Leaf, Target
from perfdocs.returned.pasting.sheet_table import SheetTable, TableRow
from perfdocs.returned.pasting.sums import Figures, is_total, sum_findings
from perfdocs.schema.meant_values import meant_option
from perfdocs.sheet.cells import SheetCell
from perfdocs.word.grid import Cell

_SIGNED = re.compile(
    r"(?:单位|部门|项目)?(?:填表|制表|编制|审核|复核|经办|负责|联系|填报)(?:人|单位|部门|电话|日期|时间|负责人)?(?:签字|签章)?(?:\((?:签字|签章|盖章)\))?:"
)
"""How the line begins, as `compact` has it, in which a sheet is signed."""


class NewRow(NamedTuple):
    """A row for a table."""

    leaf: Leaf
    values: dict[str, Any]


@dataclass
class NewRows:
    """The rows of a sheet, the units of money that the document is to say for them, and all there is to tell."""

    rows: list[NewRow] = field(default_factory=list)
    units: dict[Keys, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    no_data: set[int] = field(default_factory=set)
    """The numbers of totals, remarks and the like, each told with all that is in it."""


class _FieldText(NamedTuple):
    """What a row has for a field: its column, the text, its first cell, whether it is that of a merged cell above."""

    at: int
    column: HeadColumn
    text: str
    cell: Cell
    inherited: bool = False


def read_rows(file: str, table: SheetTable, target: Target, document: DocumentTree) -> NewRows:
    """The rows of a table that was found in a sheet, for the tables of a document."""
    return _Reader(file, table, target, document).read()


class _Reader:
    def __init__(self, file: str, table: SheetTable, target: Target, document: DocumentTree) -> None:
        self._file = file
        self._table = table
        self._document = document
        self._groups = GroupNames(file, table, target)
        self._sheet_unit = sheet_unit(table)
        self._converted: set[int] = set()
        self._figures: list[Figures] = []
        self._read = NewRows()

    def read(self) -> NewRows:
        for row in self._table.rows:
            self._row(row)
        self._read.findings += [*self._groups.findings, *sum_findings(self._file, self._figures)]
        return self._read

    def _row(self, row: TableRow) -> None:
        texts = [text.strip() for text in row.row.texts if text.strip()]
        if self._groups.is_heading(row):
            return
        self._groups.read(row)
        fields = list(self._fields(row))
        if is_total(row.row):
            self._read.no_data.add(row.row.number)
            self._total(row, fields)
        elif texts and (is_no_data(texts[0]) or _SIGNED.match(compact(texts[0])) or self._is_across(row)):
            self._read.no_data.add(row.row.number)
            message = f"{quote(' '.join(texts))}这一行不是一条内容，没有读入：请核对"
            self._tell(place_in(self._file, row.row), "N215", message, Severity.HINT)
        elif any((each.text.strip() or self._cell(each.cell).problem) and not each.inherited for each in fields):
            self._data(row, fields)

    def _is_across(self, row: TableRow) -> bool:
        """Whether the only text of a row stands in a cell that is merged over several fields."""
        filled = [cell for cell in row.row.cells if cell.text.strip()]
        if len(filled) != 1 or filled[0].span < 2:
            return False
        first = filled[0].where.cell
        numbers = [number for numbers in row.columns.columns for number in numbers]
        covered = [
            number for number in numbers if first <= row.columns.cells[number].where.cell < first + filled[0].span
        ]
        return len(covered) > 1

    def _fields(self, row: TableRow) -> Iterator[_FieldText]:
        """What a row has for each field that has a column."""
        columns = zip(row.columns.head.columns, row.columns.columns, strict=True)
        for at, (column, numbers) in enumerate(columns):
            pieces = [cell for number in numbers for cell in row.cells(number)]
            if not pieces:
                continue
            filled = [cell for cell in pieces if cell.text.strip(ENDS)]
            if not filled and pieces[0].continued:
                yield _FieldText(at, column, *self._inherited(pieces[0]), inherited=True)
                continue
            text = ""
            for cell in filled:
                piece = meant_option(cell.text, column.signs) or cell.text.strip(ENDS)
                text += "" if len(numbers) > 1 and text.endswith(piece) else piece  # 90% and a column of units with %
            cell = (filled or pieces)[0]
            if len(filled) > len(numbers):
                message = f"几格的内容连起来读作{quote(text)}：请核对"
                self._tell(self._place(row, column, cell), "N206", message, Severity.WARNING)
            yield _FieldText(at, column, text, cell)

    def _inherited(self, cell: Cell) -> tuple[str, Cell]:
        """The text of the cell above that a cell is merged with, where that stands in a row of data."""
        area = self._table.sheet.anchors.get((cell.where.row, cell.where.cell))
        if area is None or area.top < self._table.first_row:
            return "", cell
        return self._table.sheet.cells.get((area.top, area.left), SheetCell("")).text.strip(ENDS), cell

    def _total(self, row: TableRow, fields: Sequence[_FieldText]) -> None:
        for each in fields:
            if problem := self._cell(each.cell).problem:
                message = f"{problem}，没有和各行之和比"
                self._tell(self._place(row, each.column, each.cell), "N206", message, Severity.WARNING)
        self._figures.append(Figures(row.row, _own_cells(fields), is_total=True))

    def _data(self, row: TableRow, fields: Sequence[_FieldText]) -> None:
        leaf = self._groups.leaf(row)
        if leaf is None:
            return
        self._figures.append(Figures(row.row, _own_cells(fields)))
        values = {each.column.key: self._value(row, each, leaf) for each in fields}
        kept = {key: values.get(key) for key in leaf.row.fields}
        needed = leaf.row.required
        self._read.rows.append(
            NewRow(leaf, {key: value for key, value in kept.items() if value is not None or key in needed})
        )

    def _value(self, row: TableRow, each: _FieldText, leaf: Leaf) -> Any:
        """The value of a field; None, with a finding if anything stands there, for none."""
        place = self._place(row, each.column, each.cell)
        about = SheetCell("") if each.inherited else self._cell(each.cell)
        if about.problem:
            self._tell(place, "N203", f"{about.problem}，没有读入")
            return None
        if reason := no_value(each.text, each.inherited):
            self._tell(place, "N216", f"{quote(each.text)}{reason}", Severity.WARNING)
            return None
        if about.remark:
            self._tell(place, "N206", about.remark, Severity.WARNING)
        if not each.text:
            return None
        node = leaf.row.fields[each.column.key]
        value = value_from_text(
            Hole((each.column.key,), node), each.text.lstrip("¥￥") if node.is_number else each.text
        )
        if value.wrong:
            self._tell(place, "N203", f"{quote(each.text)}没有读入：{value.wrong}")
            return None
        if value.doubt:
            self._tell(place, "N206", value.doubt, Severity.HINT)
        unit = field_unit(node, leaf, self._document.tree, self._document.document.data)
        if node.is_number and (unit.unit or unit.said_at):
            return self._in_unit_of_field(row, each, value, unit)
        return value.value

    def _in_unit_of_field(self, row: TableRow, each: _FieldText, value: FieldValue, unit: FieldUnit) -> Any:
        """An amount in the unit of its field; what was converted is told once for each column."""
        if not value.unit and has_unit(each.text):
            return value.value  # it was read in the unit of the field already
        head_unit, head = column_unit(row.columns, row.columns.columns[each.at])
        stated = value.unit or head_unit or self._sheet_unit
        wanted = unit.unit or self._read.units.get(unit.said_at, "")
        if not wanted and stated:
            self._read.units[unit.said_at] = wanted = stated
        if wanted and not stated and each.at not in self._converted:
            self._converted.add(each.at)
            message = f"表头没有写金额的单位，按{wanted}读入：请核对"
            self._tell(self._place(row, each.column, each.cell), "N206", message, Severity.HINT)
        if not stated or not wanted or stated == wanted:
            return value.value
        converted = amounts.convert(value.value, stated, wanted)
        if value.unit or each.at not in self._converted:
            where = f"这一列都这样换算（{quote(head.text) if head else '表头上面'}写的是{stated}）"
            text = f"{amounts.number_text(value.value)} {stated}换算成 {amounts.number_text(converted)} {wanted}"
            message = text if value.unit else f"{text}，{where}"
            self._converted |= set() if value.unit else {each.at}
            self._tell(self._place(row, each.column, each.cell), "N206", message, Severity.HINT)
        return converted

    def _cell(self, cell: Cell) -> SheetCell:
        return self._table.sheet.cells.get((cell.where.row, cell.where.cell), SheetCell(""))

    def _place(self, row: TableRow, column: HeadColumn, cell: Cell) -> CellPlace:
        return place_in(self._file, row.row, cell)._replace(label=column.key)

    def _tell(self, place: CellPlace, code: str, message: str, severity: Severity = Severity.ERROR) -> None:
        self._read.findings.append(finding_at(place, code, message, severity))


def _own_cells(fields: Sequence[_FieldText]) -> dict[int, Cell]:
    return {each.at: each.cell for each in fields if each.text and not each.inherited}
