"""Cells that changed with a save: a new row changes no other, a new form none."""

from __future__ import annotations

import pytest

from perfdocs.preview.changed_cells import FormContents, changed_cells
from perfdocs.word.grid import Where


def form(text: str, title: str = "表") -> FormContents:
    """A form of one table, written as rows between slashes and cells between blanks; the first of a row is a label."""
    rows = enumerate(text.split("/"), start=1)
    cells = {Where(1, at, place): cell for at, row in rows for place, cell in enumerate(row.split(), start=1)}
    return FormContents(title, cells, frozenset(where for where in cells if where.cell > 1))


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


FORMS = {
    "by their titles": (["一 甲 1", "三 甲 1"], ["一 甲 1", "三 甲 2"], {"1.1-2"}),
    "a new title": (["一 甲 1", "三 甲 1"], ["一 甲 1", "二 甲 9", "三 甲 1"], {"1.1-2"}),
    "one that is gone": (["一 甲 1", "二 甲 1", "三 甲 1"], ["一 甲 1", "三 甲 1"], set()),
    "two of one title": (["一 甲 1", "一 甲 2"], ["一 甲 1", "一 甲 3"], {"1.1-2"}),
    "a new one between those of one title": (["一 甲 1", "一 乙 2"], ["一 甲 1", "一 丙 9", "一 乙 2"], {"1.1-2"}),
    "a new one, and one that was edited": (
        ["一 甲 1", "一 乙 2/乙 3"],
        ["一 甲 1", "一 丙 9/丙 8", "一 乙 2/乙 4"],
        {"1.1-2", "1.2-2", "2.2-2"},
    ),
    "in another order": (["一 甲 1", "一 乙 2"], ["一 乙 2", "一 甲 1"], set()),
}
"""Forms before and after, each its title and its rows, and the cells that changed."""


@pytest.mark.parametrize(("old", "new", "changed"), FORMS.values(), ids=FORMS)
def test_which_form_was_which(old: list[str], new: list[str], changed: set[str]) -> None:
    before, after = ([form(rows, title) for title, _, rows in (f.partition(" ") for f in side)] for side in (old, new))
    cells = changed_cells(before, after)
    assert {f"{cell.form}.{cell.where.row}-{cell.where.cell}" for cell in cells} == changed
