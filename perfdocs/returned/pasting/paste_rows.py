"""Rows of a sheet written into a spec in place."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from enum import Enum
from typing import Any, NamedTuple

from perfdocs.department.row_names import RowNames
from perfdocs.department.specs import DocumentTree
from perfdocs.errors import PerfdocsError
from perfdocs.finding import Finding, has_errors, in_order, value_at
from perfdocs.returned.form_map.columns import Head
from perfdocs.returned.pasting.group_names import GroupNames
from perfdocs.returned.pasting.odd_columns import hidden_sheets, missing_columns, odd_columns, renamed_columns, unseen
from perfdocs.returned.pasting.places import Leaf, Target
from perfdocs.returned.pasting.read_rows import NewRow, read_rows
from perfdocs.returned.pasting.sheet_table import Labels, SheetTable, sheet_table, table_heads
from perfdocs.sheet.cells import Sheet
from perfdocs.yamlfile.address import Address
from perfdocs.yamlfile.edit_in_place import Edits

MOST_HEADS = 8
"""Heads that a sentence names."""


class Present(Enum):
    """What becomes of rows that a table has already."""

    REFUSE = "refuse"
    REPLACE = "replace"
    APPEND = "append"


class Pasted(NamedTuple):
    """The new text of the spec, how many rows went to which tables, how many others beside them have (in each those
    that stayed), and what there is to tell."""

    text: str
    numbers: Mapping[Leaf, int]
    untouched: Mapping[Leaf, int]
    findings: list[Finding]


class SheetFile(NamedTuple):
    """The sheets of a file, the name that findings have for it, and the sheet that was asked for (empty: none)."""

    name: str
    sheets: Sequence[Sheet]
    wanted: str = ""


def paste_rows(
    source: SheetFile, target: Target, kind: str, document: DocumentTree, text: str, labels: Labels, year: str,
    present: Present = Present.REFUSE,
) -> Pasted:  # fmt: skip
    """The rows of a sheet in the tables of a spec, of which `text` is the source.

    Raises PerfdocsError where no sheet has such heads or several have, or there are rows already.
    """
    heads = table_heads(kind, document.tree, labels)
    keys = tuple(target.leaves[0].row.fields)
    own = next(head for head in heads if tuple(column.key for column in head.columns) == keys)
    table = _choose(source, heads, own, year)
    groups = GroupNames(source.name, table, target)
    if len(target.leaves) > 1 and not groups.are_there and not any(map(groups.is_heading, table.rows)):
        names = "、".join(leaf.path[-1].title for leaf in target.leaves[:3])
        raise PerfdocsError(
            f"{source.name}：看不出每一行是哪一类：前面要有一列写着{names}这样的名称，或者 --to 里写明一类"
        )
    read = read_rows(source.name, table, target, document)
    findings = [
        *odd_columns(source.name, table, groups, read.no_data),
        *renamed_columns(source.name, table, year),
        *missing_columns(source.name, table, target.leaves[0].row),
        *unseen(source.name, table),
        *hidden_sheets(source.name, source.sheets, table.sheet),
        *read.findings,
    ]
    if not read.rows and not has_errors(findings):
        raise PerfdocsError(f"{source.name} 的{table.sheet.title}表头下面没有一行内容，没有可以粘贴的")
    edits = Edits(text)
    for leaf in {row.leaf.keys: row.leaf for row in read.rows}.values():
        _put_rows(edits, leaf, [row for row in read.rows if row.leaf == leaf], document, present)
    for place, unit in read.units.items():
        edits.put(place, unit)
    numbers = Counter(row.leaf for row in read.rows)
    data = document.document.data
    others = {leaf: value_at(data, leaf.keys) for leaf in target.leaves if leaf not in numbers}
    untouched = {leaf: sum(map(_is_filled, rows)) for leaf, rows in others.items() if isinstance(rows, list)}
    return Pasted(edits.text if read.rows else text, numbers, untouched, in_order(findings))


def _choose(source: SheetFile, heads: Sequence[Head], own: Head, year: str) -> SheetTable:
    """The sheet that is asked for, or else the only one with the heads of the table."""
    by_name = [sheet for sheet in source.sheets if source.wanted in ("", sheet.name)]
    sheets = by_name or [sheet for sheet in source.sheets if source.wanted == str(sheet.number)]
    known = "、".join(f"“{sheet.name}”" for sheet in source.sheets)
    if not sheets and source.wanted:
        raise PerfdocsError(f"{source.name} 里没有工作表“{source.wanted}”：有{known}")
    tables = [table for sheet in sheets if (table := sheet_table(sheet, heads, own, year)).heads]
    seen = [table for table in tables if source.wanted or not table.sheet.hidden]
    if not seen and tables:
        names = "、".join(f"“{table.sheet.name}”" for table in tables)
        raise PerfdocsError(f"{source.name} 里只有隐藏的工作表{names}有这张表：确实要它，加 --sheet 写明")
    if not seen:
        columns = [
            column for column in own.columns if column.hole and column.hole.node and column.hole.node.role != "row-id"
        ]
        wanted = "、".join(column.label for column in columns[:MOST_HEADS])
        where = f"（看过工作表{known}）" if known != "“”" else ""
        raise PerfdocsError(f"{source.name} 里没有找到表头{where}：要有一行至少写着两项：{wanted}")
    if len(seen) > 1:
        names = "、".join(f"“{table.sheet.name}”" for table in seen)
        raise PerfdocsError(f"{source.name} 里有几个工作表都有这样的表头：{names}。加 --sheet 写明是哪一个")
    (table,) = seen
    if table.sheet.too_large:
        raise PerfdocsError(f"{source.name} 的{table.sheet.title or '表'}太大，没有读：只留要粘贴的那张表再试")
    return table


def _put_rows(edits: Edits, leaf: Leaf, rows: Iterable[NewRow], document: DocumentTree, present: Present) -> None:
    """Puts rows into a table behind those that are kept. Raises PerfdocsError where it may not be touched."""
    data, file = document.document.data, document.document.file
    old = value_at(data, leaf.keys)
    where = Address(file, RowNames({file: document}).path(file, leaf.keys))
    above = (value_at(data, leaf.keys[:end]) for end in range(1, len(leaf.keys)))
    if not isinstance(old, list | None) or any(not isinstance(value, dict | list | None) for value in above):
        raise PerfdocsError(f"{where} 里写的不是列表：先删掉那里写的，再粘贴")
    kept = old if isinstance(old, list) else []
    if any(map(_is_filled, kept)) and present is Present.REFUSE:
        raise PerfdocsError(f"{where} 已有 {len(kept)} 行，没有动它：要换掉就加 --replace，要接在后面就加 --append")
    gone = [at for at, row in enumerate(kept) if present is Present.REPLACE or not _is_filled(row)]
    for at in gone:
        edits.remove((*leaf.keys, at))
    for row in rows:
        edits.insert(leaf.keys, len(kept), row.values)


def _is_filled(row: Any) -> bool:
    """Whether anything is filled in: `new` makes rows of blanks."""
    if isinstance(row, Mapping):
        return any(map(_is_filled, row.values()))
    return row is not None
