"""The cells of a table in its grid: which columns each takes, where it goes on below, which rows are heads."""

from __future__ import annotations

from collections.abc import Sequence
from typing import NamedTuple

from lxml import etree

from perfdocs.form_view.declarations import twips
from perfdocs.word.grid import is_continued, unwrapped
from perfdocs.word.xml import W, is_on, val


class Place(NamedTuple):
    """A cell of a table in its grid: the columns that it takes, and whether the one above goes on in it."""

    element: etree._Element
    column: int
    span: int
    continued: bool


def places_of(row: etree._Element) -> list[Place]:
    """The cells of a row from left to right, without those that old programs merged into the one at their left."""
    places: list[Place] = []
    column = int(twips(val(row.find(f"{W}trPr/{W}gridBefore"))))
    for cell in unwrapped(row):
        if cell.tag == f"{W}tc" and not is_continued(cell.find(f"{W}tcPr/{W}hMerge")):
            span = max(int(twips(val(cell.find(f"{W}tcPr/{W}gridSpan")), 1)), 1)
            places.append(Place(cell, column, span, is_continued(cell.find(f"{W}tcPr/{W}vMerge"))))
            column += span
    return places


def cells_below(place: Place, number: int, places: Sequence[Sequence[Place]]) -> list[Place]:
    """The cells of the next rows in which a cell goes on."""
    below: list[Place] = []
    for row in places[number + 1 :]:
        other = next((each for each in row if each.column == place.column and each.span == place.span), None)
        if other is None or not other.continued:
            break
        below.append(other)
    return below


def head_rows(rows: Sequence[etree._Element], places: Sequence[Sequence[Place]]) -> int:
    """How many rows at the top are repeated on every page; 0 where a cell of them goes on below."""
    count = 0
    while count < len(rows) and is_on(rows[count].find(f"{W}trPr"), "tblHeader"):
        count += 1
    goes_on = count < len(rows) and any(place.continued for place in places[count])
    return 0 if goes_on else count
