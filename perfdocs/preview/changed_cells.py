"""Cells that show something else than they did before a save."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from difflib import SequenceMatcher
from itertools import groupby
from typing import NamedTuple

from perfdocs.returned.cell_map import FormCell
from perfdocs.word.grid import Where


class FormContents(NamedTuple):
    """A form's title and what each of its cells shows, in the order of the form."""

    title: str
    cells: Mapping[Where, str]


def changed_cells(old: Sequence[FormContents], new: Sequence[FormContents]) -> frozenset[FormCell]:
    """The cells of the new forms that show something else than in the old ones.

    Forms are laid side by side by their titles, rows by what stands in them: a row that is new changes no other. A
    form that was not there has no cell that changed.
    """
    before = [form.title for form in old]
    cells: set[FormCell] = set()
    for number, form in enumerate(new):
        partner = _partner(number, form.title, before)
        if partner is not None and old[partner].cells != form.cells:
            cells |= {FormCell(number, where) for where in _changed(old[partner].cells, form.cells)}
    return frozenset(cells)


def _partner(number: int, title: str, before: Sequence[str]) -> int | None:
    """The old form of the same title: in the same place if there are several."""
    if before[number : number + 1] == [title]:
        return number
    return before.index(title) if title in before else None


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
