"""Indicators by levels: the levels of the form as groups of the schema, a loop for each."""

from __future__ import annotations

from collections.abc import Sequence

from perfdocs.packdraft.draft_fields import DraftField, DraftGroup, DraftTable, field_key
from perfdocs.packdraft.draft_tables import column_tags, draft_totals, merge_sections, write_row
from perfdocs.packdraft.drafted_form import DraftedForm
from perfdocs.packdraft.form_cells import FormRow
from perfdocs.packdraft.form_parts import Column, Indicators, Level
from perfdocs.packdraft.vocabulary import term_title, words
from perfdocs.packdraft.write_tags import enclose, unmerge, write_tag

_ALLOWED = {
    *("amount", "basis", "goal", "responsible", "standard", "score", "order", "operator", "unit"),
    *("indicator-name", "indicator-value", "result", "awarded", "reason"),
}
"""Roles that a field of an indicator may have."""


def draft_indicators(form: DraftedForm, table: Indicators) -> None:
    """Adds the levels and writes the loops: over all levels, or one for each first level where they are not alike."""
    place = form.place(table.groups)
    title = table.title or words().names["indicators"]
    key = place.group.key(title)
    group = DraftGroup(title, role="taxonomy")
    place.group.fields[key] = group
    address = place.address + key
    row = DraftGroup(title)
    tags = column_tags(form, _with_name(table.columns), row, table.rows, _ALLOWED)
    rows_at = _definition(form, row)
    for level in table.levels:
        _add_level(group, level, rows_at)
    draft_totals(form, table, tags, address, f"{address} | all_rows")
    if table.is_even:
        write_row(table.rows, tags, table.sections)
        _loops_of_all(table, address)
    else:
        for level in table.levels:
            write_row(level.rows, tags, table.sections)
            _loops_of_one(table, level, address)


def _with_name(columns: Sequence[Column]) -> list[Column]:
    """The columns; one that is a level by its head has the names of the indicators where no other does."""
    if any(column.term.role == "indicator-name" for column in columns):
        return list(columns)
    at = next((n for n, column in enumerate(columns) if column.term.title in words().levels), None)
    return [
        Column(column.head, column.term._replace(role="indicator-name")) if n == at else column
        for n, column in enumerate(columns)
    ]


def _definition(form: DraftedForm, row: DraftGroup) -> str:
    """Where the schema has the rows of indicators; tables with the same columns share them."""
    fields = [(key, child) for key, child in row.fields.items() if isinstance(child, DraftField)]
    name = next((key for key, child in fields if child.role == "indicator-name"), "")
    shape = {key: child.schema() for key, child in fields}
    for known, table in form.definitions.items():
        if {key: child.schema() for key, child in table.row.fields.items()} == shape:
            return f"#/$defs/{known}"
    number = f"{len(form.definitions) + 1}" if form.definitions else ""
    form.definitions[f"indicator{number}"] = DraftTable(row.title, row, name)
    return f"#/$defs/indicator{number}"


def _add_level(group: DraftGroup, level: Level, rows_at: str) -> None:
    if level.below is None:
        group.fields[field_key(level.title)] = _list_of(level.title, rows_at)
        return
    first = group.fields[field_key(level.title)] = DraftGroup(level.title)
    for title in level.below:
        first.fields[field_key(title)] = _list_of(title, rows_at)


def _list_of(title: str, rows_at: str) -> DraftTable:
    return DraftTable(title, DraftGroup(title), role=words().kind(title), reference=rows_at)


def _loops_of_all(table: Indicators, address: str) -> None:
    names = words().names
    row = table.rows[0]
    loops = [f"{names['row']} in {names['rows']}|rows(1)", f"{names['first']}, {names['rows']} in {address}|items"]
    if table.depth > 1:
        outer = f"{names['first']}, {names['groups']} in {address}|items"
        loops[1:] = [f"{names['second']}, {names['rows']} in {names['groups']}|items", outer]
    for cell, name in zip(row.cells[table.sections :][: table.depth], ("first", "second"), strict=False):
        unmerge(cell.element)
        write_tag(cell.element, _label_tag(names[name]))
    merge_sections(row.cells[: table.sections], address)
    _enclose_all(row, loops)


def _loops_of_one(table: Indicators, level: Level, address: str) -> None:
    """Loops for one first level, the name of which stays as it is printed."""
    names = words().names
    row = level.rows[0]
    first, *others = row.cells[table.sections :]
    own = f"{address}.{field_key(level.title)}"
    unmerge(first.element)
    write_tag(first.element, f"{{% vm {own} %}}{term_title(first.text)}")
    loops = [f"{names['row']} in {own}|rows(1)"]
    if level.below is not None:
        unmerge(others[0].element)
        write_tag(others[0].element, _label_tag(names["second"]))
        loops = [f"{names['row']} in {names['rows']}|rows(1)", f"{names['second']}, {names['rows']} in {own}|items"]
    merge_sections(row.cells[: table.sections], address)
    _enclose_all(row, loops)


def _label_tag(name: str) -> str:
    return f"{{% vm {name} %}}{{{{ {name}.label }}}}"


def _enclose_all(row: FormRow, loops: Sequence[str]) -> None:
    """The loops around a row, the innermost first."""
    ends = row.element, row.element
    for loop in loops:
        ends = enclose(*ends, loop)
