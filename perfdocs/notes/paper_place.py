"""A place on a printed form, as a person finds it: the form's title, the table, the row's name, the column's head."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from pathlib import PurePosixPath
from typing import NamedTuple

from perfdocs.finding import Finding
from perfdocs.prose.shorten import shorten

WHOLE_FORM = "整张表"
"""What the row is called where a finding is about a whole form."""


class PaperPlace(NamedTuple):
    """A place on a form; where it is on none, `remark` says so and the rest says what is known."""

    title: str = ""
    """The form's; empty where it is no form's."""
    subject: str = ""
    """What the form is about, where several have its title."""
    forms: int = 1
    """How many have it."""
    table: int = 0
    """Counted from 1; 0 for what stands outside of tables, and for a whole form."""
    first_row: int = 0
    last_row: int = 0
    labels: str = ""
    """The labels at the left of the row's name."""
    row: str = ""
    """What the row is called."""
    column: str = ""
    """The head of the column; empty for a whole row, and where the row's name says it."""
    remark: str = ""

    @property
    def form(self) -> str:
        """The form as it is told from the department's others."""
        subject = f"（{self.subject}）" if self.subject else ""
        return f"《{self.title}》{subject}" if self.title else ""


def no_paper(finding: Finding) -> PaperPlace:
    """The place of what is on no form: a directory, a file that could not be read, a form that could not be made."""
    return no_paper_of(finding.place.file)._replace(row=finding.address)


def no_paper_of(file: str) -> PaperPlace:
    """The place of a file that no form was made of."""
    name = "/".join(PurePosixPath(file).parts[_ABOVE:])
    return PaperPlace(remark=f"填报文件 {name}，没有印成表" if name else "整个部门，没有印成表")


_ABOVE = 3
"""Parts of a path above what is a department's own: `specs/2023/commerce`."""
MOST_NAMED = 6
"""Rows of a column that are named one by one; more of them have their numbers only. Chosen by hand: two lines."""
MOST_SUBJECTS = 3
"""Forms that are named although they are all of their title; chosen by hand, a line of names."""
MOST_LINES = 5
"""Lines with names; chosen by hand, the eye takes them in."""
_LONGEST = 24
"""Characters of a row's name in a list of rows; chosen by hand, four of them fill a line."""


def place_lines(places: Sequence[PaperPlace]) -> list[str]:
    """The places in as few lines as name all of them: rows of a column together, and forms that have the same.

    Rows are called by their names as well, unless there are too many to read.
    """
    lines = _folded(places, MOST_NAMED)
    return lines if len(lines) <= MOST_LINES else _folded(places, 0)


def _folded(places: Iterable[PaperPlace], most_named: int) -> list[str]:
    columns: dict[PaperPlace, list[PaperPlace]] = {}
    for place in places:
        columns.setdefault(place._replace(first_row=0, last_row=0, labels="", row=""), []).append(place)
    subjects: dict[PaperPlace, list[str]] = {}
    for column, rows in columns.items():
        line = column._replace(row=_rows_text(rows, most_named), subject="")
        subjects.setdefault(line, []).append(column.subject)
    return [_line(line._replace(subject=_subjects(line, about))) for line, about in subjects.items()]


def _subjects(place: PaperPlace, subjects: Iterable[str]) -> str:
    """What the forms of one title are about: `甲、乙`, or that it is all of them."""
    names = dict.fromkeys(filter(None, subjects))
    return f"全部 {place.forms} 张" if len(names) == place.forms > MOST_SUBJECTS else "、".join(names)


def _line(place: PaperPlace) -> str:
    table = f"第 {place.table} 个表" if place.table else ""
    column = f"“{place.column}”栏" if place.column else ""
    where = "".join((place.form, table, column))
    text = "：".join(part for part in (where, place.row) if part)
    return f"{text}（{place.remark}）" if text and place.remark else text or place.remark


def _rows_text(places: Sequence[PaperPlace], most_named: int) -> str:
    """`第 3 行“市下任务”、第 4 行“合格”`, or the numbers alone where there are more than are named."""
    if len(places) <= most_named or not all(place.first_row for place in places):
        return "、".join(dict.fromkeys(_row_text(place) for place in places))
    rows = sorted({row for place in places for row in range(place.first_row, place.last_row + 1)})
    runs = [list(run) for _, run in groupby(enumerate(rows), key=lambda pair: pair[1] - pair[0])]
    return "、".join(_numbers_text(run[0][1], run[-1][1]) for run in runs)


def _row_text(place: PaperPlace) -> str:
    name = shorten(place.row, _LONGEST)
    if not place.first_row:
        return name
    return _numbers_text(place.first_row, place.last_row) + (f"“{name}”" if name else "")


def _numbers_text(first: int, last: int) -> str:
    return f"第 {first} 行" if first == last else f"第 {first}—{last} 行"
