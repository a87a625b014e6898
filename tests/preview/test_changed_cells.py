"""Cells that changed with a save: a new row changes no other, a new form none."""

from __future__ import annotations

import pytest

from perfdocs.preview.changed_cells import FormContents, changed_cells
from perfdocs.returned.cell_map import FormCell
from perfdocs.word.grid import Where


def form(text: str, title: str = "表") -> FormContents:
    """A form of one table, written as rows between slashes and cells between blanks."""
    rows = enumerate(text.split("/"), start=1)
    cells = {Where(1, at, place): cell for at, row in rows for place, cell in enumerate(row.split(), start=1)}
    return FormContents(title, cells)


@pytest.mark.parametrize(
    ("old", "new", "changed"),
    [
        ("甲 1/乙 2", "甲 1/乙 2", []),
        ("甲 1/乙 2", "甲 1/乙 3", ["2-2"]),
        ("甲 1/乙 2", "甲 1/丙 3/乙 2", ["2-1", "2-2"]),
        ("甲 1/丙 3/乙 2", "甲 1/乙 2", []),
        ("甲 1/乙 2", "甲 1 x/乙 2", ["1-1", "1-2", "1-3"]),
        ("甲 1/乙 2/丙 3", "甲 4/乙 2/丙 5", ["1-2", "3-2"]),
        ("甲 1/甲 1/乙 2", "甲 1/甲 1/甲 1/乙 2", ["1-1", "1-2"]),
    ],
)
def test_changed_cells(old: str, new: str, changed: list[str]) -> None:
    cells = changed_cells([form(old)], [form(new)])
    assert sorted(f"{cell.where.row}-{cell.where.cell}" for cell in cells) == changed
    assert {cell.form for cell in cells} <= {0}


def test_forms_are_laid_side_by_side_by_their_titles() -> None:
    old = [form("甲 1", "一"), form("甲 1", "三")]
    new = [form("甲 1", "一"), form("甲 9", "二"), form("甲 2", "三")]
    assert changed_cells(old, new) == {FormCell(2, Where(1, 1, 2))}


def test_of_two_forms_of_one_title_each_is_its_own() -> None:
    old = [form("甲 1", "一"), form("甲 2", "一")]
    new = [form("甲 1", "一"), form("甲 3", "一")]
    assert changed_cells(old, new) == {FormCell(1, Where(1, 1, 2))}
