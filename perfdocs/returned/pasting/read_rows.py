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
from perfdocs.returned.pasting.sums import Figures, heading_subtotals, is_total, sum_findings
from perfdocs.schema.meant_values import meant_option
from perfdocs.sheet.cells import SheetCell, cell_name
from perfdocs.word.grid import Cell

_REMARK = re.compile(
    r"(?:备?注|说明|附注|填表说明)\d*[:、.)]|[\u4e00-\u9fff]{2,8}(?:\([^()]*\))?:$"
    r"|(?:单位|部门|项目|分管|主管)?(?:填表|制表|编制|审核|复核|经办|负责|联系|填报|领导)"
    r"(?:人|单位|部门|电话|日期|时间|负责人)?(?:签字|签章)?(?:\((?:签字|签章|盖章)\))?:"
)
"""How a remark begins, or the line in which a sheet is signed, as `compact` has it."""


class NewRow(NamedTuple):
    """A row for a table."""

    leaf: Leaf
    values: dict[str, Any]


QUOTED_CELLS = 3
"""Cells that a message names."""


@dataclass
class NewRows:
    """The rows of a sheet, the units of money that the document is to say for them, and all there is to tell."""

    rows: list[NewRow] = field(default_factory=list)
    units: dict[Keys, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    no_data: set[int] = field(default_factory=set)
    """The numbers of totals, remarks and headings, of which nothing is left to tell."""


class _Remark(NamedTuple):
    place: CellPlace
    text: str


class _FieldText(NamedTuple):
    """What a row has for a field: its column, the text, its first cell, what there is to know of all its cells, and
    whether it is that of a merged cell above."""

    at: int
    column: HeadColumn
    text: str
    cell: Cell
    about: SheetCell = SheetCell("")
    inherited: bool = False

    @property
    def is_own(self) -> bool:
        """Whether anything stands in the row itself."""
        return bool(self.text or self.about.problem) and not self.inherited


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
        self._names: dict[str, str] = {}
        """What the rows above had last in each field."""
        self._last_total = 0
        self._remarks: dict[tuple[int, str], list[_Remark]] = {}
        """What is to be said of the cells of a column, together where it is the same but for its numbers."""
        self._read = NewRows()

    def read(self) -> NewRows:
        self._last_total = max((row.row.number for row in self._table.rows if self._is_total(row)), default=0)
        rows = [(row, list(self._fields(row))) for row in self._table.rows]
        subtotals = heading_subtotals([Figures(row.row, _own_cells(fields)) for row, fields in rows])
        for row, fields in rows:
            self._row(row, fields, row.row.number in subtotals)
        for remarks in self._remarks.values():
            first, *others = remarks
            cells = "、".join(cell_name(each.place.where) for each in others[:QUOTED_CELLS])
            more = f"等 {len(others)} 格" if len(others) > QUOTED_CELLS else ""
            rest = f"（这一列的 {cells}{more}也是这样）" if others else ""
            self._tell(first.place, "N206", f"{first.text}{rest}", Severity.WARNING)
        self._read.findings += [*self._groups.findings, *sum_findings(self._file, self._figures)]
        return self._read

    def _row(self, row: TableRow, fields: Sequence[_FieldText], is_subtotal: bool) -> None:
        texts = [text.strip() for text in row.row.texts if text.strip()]
        if self._groups.is_heading(row):
            self._read.no_data.add(row.row.number)
            return
        self._groups.read(row)
        if self._is_total(row):
            self._read.no_data.add(row.row.number)
            self._total(row, fields)
        elif texts and (is_subtotal or self._is_remark(row, texts)):
            self._read.no_data.add(row.row.number)
            reason = "是下面各行的小计" if is_subtotal else "不是一条内容"
            severity = Severity.WARNING if is_subtotal else Severity.HINT
            message = f"{quote(' '.join(texts))}这一行{reason}，没有读入：请核对"
            self._tell(place_in(self._file, row.row), "N215", message, severity)
        elif any(each.is_own for each in fields):
            self._data(row, fields)

    def _is_total(self, row: TableRow) -> bool:
        fields = row.columns.head.columns
        return is_total(row.row, any(field.hole and field.hole.node and field.hole.node.unit for field in fields))

    def _is_remark(self, row: TableRow, texts: Sequence[str]) -> bool:
        """Whether a row is a remark, a signature, or a text alone below the last total."""
        is_below = row.row.number > self._last_total > 0 and len(texts) == 1
        first = compact(texts[0])
        return is_below or is_no_data(first) or bool(_REMARK.match(first)) or self._is_across(row)

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
            about = [self._cell(cell) for cell in pieces]
            text = ""
            for cell in filled:
                piece = meant_option(cell.text, column.signs) or cell.text.strip(ENDS)
                text += "" if len(numbers) > 1 and text.endswith(piece) else piece  # 90% and a column of units with %
            problem = next((each.problem for each in about if each.problem), "")
            remarks = [each.remark for each in about if each.remark]
            if len(filled) > len(numbers):
                remarks.append(f"几格的内容连起来读作{quote(text)}：请核对")
            first = next(
                (cell for cell, each in zip(pieces, about, strict=True) if each.problem), (filled or pieces)[0]
            )
            yield _FieldText(at, column, text, first, SheetCell("", "；".join(remarks), problem))

    def _inherited(self, cell: Cell) -> tuple[str, Cell]:
        """The text of the cell above that a cell is merged with, where that stands in a row of data."""
        area = self._table.sheet.anchors.get((cell.where.row, cell.where.cell))
        if area is None or area.top < self._table.first_row:
            return "", cell
        return self._table.sheet.cells.get((area.top, area.left), SheetCell("")).text.strip(ENDS), cell

    def _total(self, row: TableRow, fields: Sequence[_FieldText]) -> None:
        for each in fields:
            if each.about.problem:
                message = f"{each.about.problem}，没有和各行之和比"
                self._tell(self._place(row, each.column, each.cell), "N206", message, Severity.WARNING)
        self._figures.append(Figures(row.row, _own_cells(fields), is_total=True))

    def _data(self, row: TableRow, fields: Sequence[_FieldText]) -> None:
        leaf = self._groups.leaf(row)
        if leaf is None:
            return
        self._figures.append(Figures(row.row, _own_cells(fields)))
        self._tell_blank_name(row, fields, leaf)
        values = {each.column.key: self._value(row, each, leaf) for each in fields}
        kept = {key: values.get(key) for key in leaf.row.fields}
        needed = leaf.row.required
        self._read.rows.append(
            NewRow(leaf, {key: value for key, value in kept.items() if value is not None or key in needed})
        )

    def _tell_blank_name(self, row: TableRow, fields: Sequence[_FieldText], leaf: Leaf) -> None:
        """N203 for a row without the first of the fields that it must have: often the row above goes on in it."""
        name = next((each for each in fields if each.column.key in leaf.row.required), None)
        if name is not None and not name.text and not name.about.problem:
            above = self._names.get(name.column.key, "")
            same = f"：和上一行（{quote(above)}）是同一项的，请在填报文件里填上" if above else "：请在填报文件里填上"
            self._tell(self._place(row, name.column, name.cell), "N203", f"空着{same}", Severity.WARNING)
        self._names |= {each.column.key: each.text for each in fields if each.text}

    def _value(self, row: TableRow, each: _FieldText, leaf: Leaf) -> Any:
        """The value of a field; None, with a finding if anything stands there, for none."""
        place = self._place(row, each.column, each.cell)
        if each.about.problem:
            self._tell(place, "N203", f"{each.about.problem}，没有读入")
            return None
        if reason := no_value(each.text, each.inherited):
            self._tell(place, "N216", f"{quote(each.text)}{reason}", Severity.WARNING)
            return None
        if each.about.remark:
            kind = re.sub(r"[\d.,]+", "", each.about.remark)
            self._remarks.setdefault((each.at, kind), []).append(_Remark(place, each.about.remark))
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
            options = [option for option in unit.options if option in amounts.UNITS]
            self._read.units[unit.said_at] = wanted = stated if stated in options or not options else options[0]
        if wanted and not stated and each.at not in self._converted:
            self._converted.add(each.at)
            head = next((cell for cell in self._heads(row, each) if "元" in cell.text), None)
            unknown = f"看不出{quote(head.text)}写的是什么单位" if head else "表头没有写金额的单位"
            message = f"{unknown}，按{wanted}读入：请核对"
            severity = Severity.WARNING if head else Severity.HINT
            self._tell(self._place(row, each.column, each.cell), "N206", message, severity)
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

    @staticmethod
    def _heads(row: TableRow, each: _FieldText) -> list[Cell]:
        return [row.columns.cells[number] for number in row.columns.columns[each.at]]

    def _cell(self, cell: Cell) -> SheetCell:
        return self._table.sheet.cells.get((cell.where.row, cell.where.cell), SheetCell(""))

    def _place(self, row: TableRow, column: HeadColumn, cell: Cell) -> CellPlace:
        return place_in(self._file, row.row, cell)._replace(label=column.key)

    def _tell(self, place: CellPlace, code: str, message: str, severity: Severity = Severity.ERROR) -> None:
        self._read.findings.append(finding_at(place, code, message, severity))


def _own_cells(fields: Sequence[_FieldText]) -> dict[int, Cell]:
    return {each.at: each.cell for each in fields if each.text and not each.inherited}
