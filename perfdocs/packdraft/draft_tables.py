"""Tables of a form: their fields added, one of their rows left with tags, loops around it."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from perfdocs.packdraft.draft_fields import DraftField, DraftGroup, DraftTable, field_key
from perfdocs.packdraft.drafted_form import NUMBER, Derived, DraftedForm
from perfdocs.packdraft.form_cells import FormCell, FormRow
from perfdocs.packdraft.form_parts import Column, Indicators, RowTable
from perfdocs.packdraft.vocabulary import compact, words
from perfdocs.packdraft.write_tags import enclose, take_out, unmerge, write_tag
from perfdocs.prose.shorten import shorten

_ALLOWED = {"amount", "basis", "goal", "responsible", "standard", "score", "order"}
"""Roles that a field of a row may have."""
_POINTS = ("score", "awarded")
_SUMMED = ("amount", *_POINTS)
_QUOTED = 20
_YEAR = re.compile(r"(?:19|20)\d\d\s*年")


class ColumnTag(NamedTuple):
    """What a column prints: the tag, and the key of its field (empty for the number of the row)."""

    column: Column
    tag: str
    key: str


def draft_table(form: DraftedForm, table: RowTable) -> None:
    """Adds a table with a row for each entry."""
    place = form.place(table.groups)
    title = table.title or words().names["table"]
    key = place.group.key(title)
    row = DraftGroup(title)
    tags = column_tags(form, table.columns, row, table.rows, _ALLOWED)
    texts = (name for name, child in row.fields.items() if isinstance(child, DraftField) and not child.role)
    place.group.fields[key] = DraftTable(title, row, next(texts, ""))
    if len(table.rows) == 1:
        message = f"“{title}”下面只有一行，当作可以有许多行的表：只有一行的话，请改成一个个字段"
        form.parts.doubt(table.columns[0].head, message)
    draft_totals(form, table, tags, place.address + key, place.address + key)
    write_row(table.rows, tags, table.sections)
    merge_sections(table.rows[0].cells[: table.sections], place.address + key)
    only = table.rows[0].element
    enclose(only, only, f"{words().names['row']} in {place.address}{key}|rows(1)")


def column_tags(
    form: DraftedForm, columns: Sequence[Column], row: DraftGroup, rows: Sequence[FormRow], allowed: set[str]
) -> list[ColumnTag]:
    """The tag of each column; the fields are added to the row."""
    tags = []
    for column in columns:
        values = [text for text in _texts(column, rows) if not words().is_placeholder(text)]
        if column.term.role == "order" and _is_counted(list(_texts(column, rows))):
            tags.append(ColumnTag(column, "{{ loop.index }}", ""))
            continue
        sample = next((value for value in values if not NUMBER.fullmatch(value)), values[0] if values else "")
        term = form.checked(column.term, allowed, column.head, sample)
        form.has_separators |= term.role == "amount" and any("," in value for value in values)
        is_odd = term.role in ("score", "awarded") and sample and not NUMBER.fullmatch(sample)
        term = term._replace(role="" if is_odd or term.role == "order" else term.role)
        if _YEAR.search(column.head.text):
            form.parts.doubt(column.head, f"表头里写着年份（{compact(column.head.text)}）：下一年要改")
        key = row.key(term.title)
        row.fields[key] = DraftField(term.title, term.role, term.unit)
        tags.append(ColumnTag(column, f"{{{{ {words().names['row']}.{key} }}}}", key))
    return tags


def _texts(column: Column, rows: Sequence[FormRow]) -> Iterator[str]:
    for row in rows:
        yield next((cell.text.strip() for cell in row.cells if cell.start == column.head.start), "")


def _is_counted(values: Sequence[str]) -> bool:
    """Whether they count the rows from 1, in figures, or are blank."""
    return all(value in ("", str(number)) for number, value in enumerate(values, start=1))


def write_row(rows: Sequence[FormRow], tags: Sequence[ColumnTag], sections: int) -> None:
    """Puts the tags into the first row; the others are taken out."""
    first, *others = rows
    by_start = {cell.start: cell for cell in first.cells[sections:]}
    for column, tag, _ in tags:
        cell = by_start.get(column.head.start)
        if cell is not None:
            unmerge(cell.element)
            write_tag(cell.element, tag)
    for row in others:
        take_out(row.element)


def merge_sections(cells: Sequence[FormCell], address: str) -> None:
    """A cell at the left that begins in the row that is repeated is merged by a tag."""
    for cell in cells:
        if cell.above is None and cell.height > 1:
            unmerge(cell.element)
            write_tag(cell.element, f"{{% vm {address} %}}{cell.text.strip()}")


def draft_totals(
    form: DraftedForm, table: RowTable | Indicators, tags: Sequence[ColumnTag], address: str, rows: str
) -> None:
    """The sums in rows of totals: worked out of the `rows`, or fields where what is printed is another number."""
    place = form.place(table.groups)
    for number, total in enumerate(table.totals, start=1):
        title = next(compact(cell.text) for cell in total.cells if words().is_total(cell.text))
        by_start = {cell.start: cell for cell in total.cells if not cell.above and not words().is_total(cell.text)}
        name = f"{address.rpartition('.')[2]}{field_key(title)}{number if number > 1 else ''}"
        summed = []
        for column, _, key in tags:
            cell = by_start.get(column.head.start)
            is_number = column.term.role in _SUMMED or (cell and NUMBER.fullmatch(cell.text.strip()))
            if cell is None or not key or not is_number:
                continue
            target = f"{place.address}{name}.{key}"
            is_elsewhere = not cell.text.strip() and _has_more(form, column)
            if not is_elsewhere and _adds_up(cell, list(_texts(column, table.rows))):
                form.derived.append(Derived(target, f"{rows} | total('{key}')"))
            else:
                filled = cell.text.strip()
                message = f"“{title}”填的“{filled}”不是各行之和，当作自己填的数：填错了就改好原表再起草"
                if is_elsewhere:
                    message = f"“{title}”除了这张表的各行，大概还有上面的“{column.term.title}”：当作自己填的数"
                form.parts.doubt(cell, message)
                term = form.checked(column.term, {*_ALLOWED, *_POINTS}, cell, filled)
                group = place.group.fields.setdefault(name, DraftGroup(title))
                assert isinstance(group, DraftGroup)
                group.fields[key] = DraftField(term.title, term.role, term.unit)
            write_tag(cell.element, f"{{{{ {target} }}}}")
            summed.append(cell)
        for cell in by_start.values():
            if cell not in summed and not cell.is_blank:
                text = shorten(cell.text.strip(), _QUOTED)
                form.parts.doubt(cell, f"“{title}”一行的“{text}”当作固定的字留在模板里：是填的内容的话，请改成标签")


def _has_more(form: DraftedForm, column: Column) -> bool:
    """Whether the form has points elsewhere too, that a total may hold."""
    return column.term.role in _POINTS and any(slot.term.role == column.term.role for slot in form.parts.slots)


def _adds_up(cell: FormCell, values: Sequence[str]) -> bool:
    """Whether the number is the sum of the values; also where either is blank, or a value no number."""
    total = _number(cell.text)
    numbers = [_number(value) for value in values if value]
    known = [number for number in numbers if number is not None]
    return total is None or not known or len(known) < len(numbers) or sum(known) == total


def _number(text: str) -> Decimal | None:
    return Decimal(re.sub("[,，]", "", text.strip())) if NUMBER.fullmatch(text.strip()) else None
