"""Cells that show something else than they did before a save."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import groupby
from typing import NamedTuple

from perfdocs.returned.cell_map import FormCell
from perfdocs.word.grid import Where

_LEAST_ALIKE = 0.3
"""Share of what a form shows: labels alone are more than that of most forms. Chosen by hand."""


class FormContents(NamedTuple):
    """A form's title, what each of its cells shows, in the order of the form, and which of them show a field."""

    title: str
    cells: Mapping[Where, str]
    fields: frozenset[Where]


def changed_cells(old: Sequence[FormContents], new: Sequence[FormContents]) -> frozenset[FormCell]:
    """The cells of the new forms that show something else than in the old ones.

    Rows are laid side by side by what stands in them: a row that is new changes no other. Of a form that was not there
    it is all cells that show a field.
    """
    partners = _partners(old, new)
    cells: set[FormCell] = set()
    for number, form in enumerate(new):
        places = _changed(old[partners[number]].cells, form.cells) if number in partners else form.fields
        cells |= {FormCell(number, where) for where in places}
    return frozenset(cells)


def _partners(old: Sequence[FormContents], new: Sequence[FormContents]) -> dict[int, int]:
    """For each form the one that it was, by their numbers: the same one; else, of those that have its title, the one
    most like it (all forms of a kind may have one title, and a new one may come between them)."""
    waiting = dict(enumerate(old))
    partners: dict[int, int] = {}
    for number, form in enumerate(new):
        same = next((at for at, other in waiting.items() if other == form), None)
        if same is not None:
            partners[number] = same
            del waiting[same]
    for number, form in enumerate(new):
        alike = {at: _likeness(other, form) for at, other in waiting.items() if other.title == form.title}
        best = max(alike, key=lambda at: alike[at], default=None)
        if number not in partners and best is not None and alike[best] > _LEAST_ALIKE:
            partners[number] = best
            del waiting[best]
    return partners


def _likeness(old: FormContents, new: FormContents) -> float:
    """The share of what the new form shows that the old one shows too."""
    texts = set(old.cells.values())
    return sum(text in texts for text in new.cells.values()) / max(len(new.cells), 1)


class _Row(NamedTuple):
    places: tuple[Where, ...]
    texts: tuple[str, ...]


def _changed(old: Mapping[Where, str], new: Mapping[Where, str]) -> Iterator[Where]:
    before, after = _rows(old), _rows(new)
    matcher = SequenceMatcher(None, [row.texts for row in before], [row.texts for row in after], autojunk=False)
    for tag, begin, end, start, stop in matcher.get_opcodes():
        if tag == "equal":
            continue
        is_edited = end - begin == stop - start
        for offset, row in enumerate(after[start:stop]):
            texts = before[begin + offset].texts if is_edited else ()
            if len(texts) == len(row.texts):
                yield from (where for where, was, text in zip(row.places, texts, row.texts, strict=True) if was != text)
            else:
                yield from row.places


def _rows(cells: Mapping[Where, str]) -> list[_Row]:
    rows = groupby(cells.items(), key=lambda item: (item[0].table, item[0].row))
    return [_Row(*map(tuple, zip(*row, strict=True))) for _, row in rows]
