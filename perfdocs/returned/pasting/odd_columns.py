"""Columns of a sheet that no field has, fields that have no column, and what a reader may not see."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Sequence

from perfdocs.errors import PerfdocsError
from perfdocs.finding import Finding, Place, Severity
from perfdocs.returned.cell_findings import CellPlace, finding_at, place_in, quote
from perfdocs.returned.form_map.columns import ColumnMap
from perfdocs.returned.form_map.compact_text import compact
from perfdocs.returned.pasting.group_names import GroupNames
from perfdocs.returned.pasting.sheet_table import SheetTable, other_heads
from perfdocs.schema.node import Node
from perfdocs.sheet.cells import Sheet, column_letters
from perfdocs.word.grid import Row

_COUNT_HEAD = re.compile(r"序号?|编?号|行次|no\.?|#")
_COUNT = re.compile(r"\(?(?:\d{1,4}|[一二三四五六七八九十百]{1,4})[)、.]?")
"""How rows are counted, as `compact` has it."""
QUOTED_CELLS = 3
"""Cells of a column that a message quotes."""


def odd_columns(file: str, table: SheetTable, groups: GroupNames, no_data: Collection[int]) -> Iterator[Finding]:
    """N212: columns that are no field's, each once, without what rows of no data have there.

    Raises PerfdocsError where two columns with one head differ.
    """
    told: set[tuple[int, str]] = set()
    for head in table.heads:
        for number in sorted(set(head.other_columns) - set(groups.columns.get(id(head), {}).values())):
            cell = head.cells[number]
            texts = _texts(table, head, number, no_data)
            key = cell.where.cell, compact(cell.text)
            if not texts or key in told or _is_count(cell.text, texts):
                continue
            told.add(key)
            twin = _twin(head, number)
            if twin is not None and _texts(table, head, twin, no_data) != texts:
                letters = "、".join(column_letters(head.cells[each].where.cell) for each in (twin, number))
                where = table.sheet.title or "表里"
                raise PerfdocsError(
                    f"{file}：{where}有两列{quote(cell.text)}（{letters}），内容不一样，不知道读哪一列：去掉一列再粘贴"
                )
            quoted = "、".join(quote(text) for text in texts[:QUOTED_CELLS])
            more = f"等 {len(texts)} 格" if len(texts) > QUOTED_CELLS else ""
            reason = "和前面一列一样，只读了一列" if twin is not None else "不是这里的一栏"
            name = f"{quote(cell.text)}这一列" if cell.text.strip() else "没有表头的这一列"
            message = f"{name}{reason}，没有读入里面的{quoted}{more}"
            severity = Severity.HINT if twin is not None else Severity.WARNING
            yield finding_at(
                place_in(file, table.sheet.rows()[0], cell)._replace(line=cell.where.row), "N212", message, severity
            )


def renamed_columns(file: str, table: SheetTable, year: str) -> Iterator[Finding]:
    """N202: columns that were read though their head is not quite the form's."""
    for cell, column in other_heads(table, year):
        message = f"表头写的是{quote(cell.text)}，按{quote(column.label)}读入"
        place = CellPlace(file, cell.where.row, cell.where)
        yield finding_at(place, "N202", message, Severity.HINT)


def missing_columns(file: str, table: SheetTable, row: Node) -> Iterator[Finding]:
    """N213: fields that should not be blank and have no column."""
    have = {
        column.key for head in table.heads for column, own in zip(head.head.columns, head.columns, strict=True) if own
    }
    first = table.heads[0].cells[0].where
    for key, node in row.fields.items():
        if key not in have and (key in row.required or node.expected or node.role == "amount"):
            message = f"没有{quote(node.title)}这一列：各行的这一项都空着，需要的自己填上"
            place = CellPlace(file, first.row, table.sheet.where(first.row))
            yield finding_at(place, "N213", message, Severity.WARNING)


def unseen(file: str, table: SheetTable) -> Iterator[Finding]:
    """N208: hidden rows and columns that were read, and what is in the sheet besides its cells. N215: other tables."""
    sheet = table.sheet
    rows = [row.row.number for row in table.rows if row.row.number in sheet.hidden_rows]
    used = {head.cells[number].where.cell for head in table.heads for numbers in head.columns for number in numbers}
    columns = sorted(used & sheet.hidden_columns)
    first = table.heads[0].cells[0].where.row
    parts = [f"第 {'、'.join(map(str, rows))} 行"] if rows else []
    parts += [f"{'、'.join(map(column_letters, columns))} 列"] if columns else []
    if parts:
        message = f"{'，'.join(parts)}是隐藏的，照样读了进来：不要的请在填报文件里删掉"
        line = rows[0] if rows else first
        yield finding_at(CellPlace(file, line, sheet.where(line)), "N208", message, Severity.WARNING)
    for remark in sheet.remarks:
        yield Finding("N208", Place(file), f"{table.sheet.title}{remark}", severity=Severity.HINT)
    titles = list(_titles_of_further_tables(table))
    for title, count in titles:
        message = f"{quote(_text(title))}下面又是同样的表头，它的 {count} 行也读了进来：是另一张表的，请删掉，分开粘贴"
        yield finding_at(place_in(file, title), "N215", message, Severity.WARNING)
    others = [row for row in table.outside if row.number > first and _text(row)]
    others = [row for row in others if all(row is not title for title, _ in titles)]
    if others:
        message = f"从这一行起的 {len(others)} 行是另一张表的或者是标题，没有读入：要的另外粘贴"
        yield finding_at(place_in(file, others[0]), "N215", message, Severity.HINT)


def _titles_of_further_tables(table: SheetTable) -> Iterator[tuple[Row, int]]:
    """The rows between a table and the same heads again, with how many rows these have: where what stands there is no
    title that the first table has as well, as on every page of a long one."""
    starts = [head.cells[0].where.row for head in table.heads]
    above = {_text(row) for row in table.outside if row.number < starts[0]}
    for row in table.outside:
        if row.number + 1 in starts[1:] and _text(row) and _text(row) not in above:
            head = table.heads[starts.index(row.number + 1)]
            yield row, sum(each.columns is head for each in table.rows)


def _text(row: Row) -> str:
    return " ".join(text.strip() for text in row.texts if text.strip())


def hidden_sheets(file: str, sheets: Sequence[Sheet], read: Sheet) -> Iterator[Finding]:
    """N208: sheets that nobody sees and that were not read."""
    names = "、".join(f"“{sheet.name}”" for sheet in sheets if sheet.hidden and sheet is not read)
    if names:
        yield Finding("N208", Place(file), f"有隐藏的工作表{names}，没有读", severity=Severity.HINT)


def _texts(table: SheetTable, head: ColumnMap, number: int, no_data: Collection[int]) -> list[str]:
    rows = (row for row in table.rows if row.columns is head and row.row.number not in no_data)
    return [cell.text.strip() for row in rows for cell in row.cells(number) if cell.text.strip()]


def _twin(head: ColumnMap, number: int) -> int | None:
    """The column that was read and has the same head."""
    text = compact(head.cells[number].text)
    known = sorted(each for numbers in head.columns for each in numbers)
    return next((each for each in known if text and compact(head.cells[each].text) == text), None)


def _is_count(head: str, texts: list[str]) -> bool:
    """Whether a column only counts the rows; one without a head only where it does so one by one."""
    if compact(head):
        return bool(_COUNT_HEAD.fullmatch(compact(head))) and all(_COUNT.fullmatch(compact(text)) for text in texts)
    return texts == [str(number) for number in range(1, len(texts) + 1)]
