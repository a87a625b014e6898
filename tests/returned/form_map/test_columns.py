"""A value is read under the head that it was written under, whatever becomes of the columns of a table."""

from __future__ import annotations

import random
from collections.abc import Callable, Iterator, Sequence
from dataclasses import replace
from typing import Any, NamedTuple

import pytest

from perfdocs.compare.find_changes import without_blank_fields
from perfdocs.department.forms import build_submission
from perfdocs.word.grid import Cell, Row, Where
from perfdocs.yamlfile.reader import read
from tests.support.printed_forms import importer, printed_rows
from tests.support.random_specs import SPECS, load_specs, make_specs, random_specs
from tests.support.some_fast import random_cases

EXTRA = ("备注", "指标解释", "完成情况", "联系人")


CHOSEN = ("单位", "排序")
"""What no form prints: it is chosen by the other values."""


class Table(NamedTuple):
    """A row of heads among the rows of a document, and the rows below with as many cells; which hold fields."""

    head: int
    rows: range
    fields: Sequence[int]


def tables(pack: str, rows: Sequence[Row]) -> Iterator[Table]:
    """The tables of printed forms that have at least two columns of fields."""
    heads = importer(pack)._aligner._columns._heads
    for at, row in enumerate(rows):
        for head in heads:
            texts = tuple("".join(text.split()) for text in row.texts)
            labels = tuple("".join(column.label.split()) for column in head.columns)
            if len(texts) > 1 and texts == labels:
                end = at + 1
                while end < len(rows) and len(rows[end].cells) == len(row.cells):
                    end += 1
                yield Table(at, range(at + 1, end), [n for n, column in enumerate(head.columns) if column.hole])
                break


def change(rows: list[Row], table: Table, columns: Callable[[tuple[Cell, ...]], list[Cell]]) -> list[Row]:
    numbers = {table.head, *table.rows}
    return [replace(row, cells=tuple(columns(row.cells))) if at in numbers else row for at, row in enumerate(rows)]


def specs_of(pack: str, rows: list[Row]) -> tuple[list[Any], list[str]]:
    specs = importer(pack).import_rows([("a.docx", rows)], "")
    data = [without_blank_fields(read(text.encode(), name).data) for name, text in specs.files.items()]
    return data, sorted({finding.code for finding in specs.findings if finding.severity.name != "HINT"})


def values(data: Any, path: tuple[str, ...] = ()) -> Iterator[tuple[tuple[str, ...], str]]:
    """Every value with the names of the fields that it is in."""
    if isinstance(data, dict):
        for key, value in data.items():
            yield from values(value, (*path, key))
    elif isinstance(data, list):
        for value in data:
            yield from values(value, path)
    else:
        yield path, str(data)


def some_table(number: int) -> tuple[str, list[Row], Table, random.Random]:
    chance = random.Random(number)
    if number % 2:
        made = make_specs(SPECS[number % len(SPECS)][0], load_specs(*SPECS[number % len(SPECS)]))
    else:
        made = random_specs(number)
    rows = printed_rows(build_submission(made.pack, made.documents))
    some = [table for table in tables(made.pack.name, rows) if len(table.rows) > 1]
    return made.pack.name, rows, chance.choice(some), chance


@pytest.mark.parametrize("number", random_cases(24, every=24))
def test_two_columns_changed_places(number: int) -> None:
    pack, rows, table, chance = some_table(number)
    one, other = chance.sample(table.fields, 2) if len(table.fields) > 1 else (0, table.fields[0])

    def swapped(cells: tuple[Cell, ...]) -> list[Cell]:
        out = list(cells)
        out[one], out[other] = out[other], out[one]
        return out

    data, codes = specs_of(pack, change(rows, table, swapped))
    assert data == specs_of(pack, rows)[0]
    assert set(codes) <= {"N201", "N209"}  # a total of merged cells has kept its place: it stands below another head


@pytest.mark.parametrize("number", random_cases(24, every=24))
def test_a_column_more_is_told_once_and_moves_nothing(number: int) -> None:
    pack, rows, table, chance = some_table(number)
    at = chance.randrange(len(rows[table.head].cells) + 1)
    extra = chance.choice(EXTRA)

    def longer(cells: tuple[Cell, ...]) -> list[Cell]:
        text = extra if cells is rows[table.head].cells else chance.choice(["", "核心指标", "35", "无"])
        return [*cells[:at], Cell(Where(9, 9, 9), text), *cells[at:]]

    changed = change(rows, table, longer)
    data, codes = specs_of(pack, rows)
    has_text = any(changed[row].texts[at] for row in table.rows)
    assert specs_of(pack, changed) == (data, sorted([*codes, "N212"]) if has_text else codes)


@pytest.mark.parametrize("number", random_cases(24, every=24))
def test_a_column_less_leaves_its_field_blank(number: int) -> None:
    pack, rows, table, chance = some_table(number)
    gone = chance.choice(table.fields)
    data, codes = specs_of(pack, change(rows, table, lambda cells: [*cells[:gone], *cells[gone + 1 :]]))
    before = list(values(specs_of(pack, rows)[0]))
    after = [(path, value) for path, value in values(data) if path[-1] not in CHOSEN]
    assert "N213" in codes
    assert not [value for value in after if value not in before]


@pytest.mark.parametrize("number", random_cases(24, every=24))
def test_of_a_double_column_the_first_is_read(number: int) -> None:
    pack, rows, table, chance = some_table(number)
    double = chance.choice(table.fields)

    def doubled(cells: tuple[Cell, ...]) -> list[Cell]:
        is_head = cells is rows[table.head].cells
        return [*cells, cells[double] if is_head else replace(cells[double], text="35")]

    data, codes = specs_of(pack, rows)
    assert specs_of(pack, change(rows, table, doubled)) == (data, sorted({*codes, "N212"}))


def test_the_sentences() -> None:
    pack, (rows, table) = "shifeng-2023", fund_table()
    more = change(rows, table, lambda cells: [*cells, replace(cells[4], text=f"备注{cells[4].where.row}")])
    assert [message for message in messages(pack, more) if "一列" in message] == [
        "第 2 个表第 1 行第 5 格：表上没有“备注1”这一列，没有读入里面的“备注2”、“备注3”、“备注4”等 9 格："
        "请核对，需要的自己填上"
    ]
    blank = change(rows, table, lambda cells: [*cells, replace(cells[4], text="备注" * (cells[4].where.row == 1))])
    assert [message for message in messages(pack, blank) if "一列" in message] == [
        "第 2 个表第 1 行第 5 格：表上没有“备注”这一列，里面也是空的：没有读入"
    ]
    double = change(rows, table, lambda cells: [*cells, cells[5]])
    assert next(message for message in messages(pack, double) if "一列" in message).startswith(
        "第 2 个表第 1 行第 6 格：“绩效标准”这样的列有两列，只读了一列，没有读入里面的“"
    )
    less = change(rows, table, lambda cells: list(cells[:5]))
    assert [message for message in messages(pack, less) if "一列" in message] == [
        "第 2 个表第 1 行：这里没有“绩效标准”这一列：各行的这一项都空着，需要的自己填上"
    ]


def messages(pack: str, rows: list[Row]) -> list[str]:
    return [finding.message for finding in importer(pack).import_rows([("a.docx", rows)], "").findings]


def fund_table() -> tuple[list[Row], Table]:
    """A department's forms, and the indicators of the first fund."""
    made = make_specs("shifeng-2023", load_specs("shifeng-2023", "2023/commerce"))
    rows = printed_rows(build_submission(made.pack, made.documents))
    table = next(table for table in tables("shifeng-2023", rows) if rows[table.head].texts[-1] == "绩效标准")
    return rows, table
