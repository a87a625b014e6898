"""A pack's forms as rows of patterns: what is printed always, where each field stands, and which rows repeat."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from itertools import chain, combinations
from typing import Any, NamedTuple

from perfdocs.pack.manifest import Form, Pack
from perfdocs.render.template import Template, Templates
from perfdocs.returned.form_map.cell_patterns import NUMBER_OF_ROW, CellPattern, literal
from perfdocs.returned.form_map.compact_text import compact, without_number
from perfdocs.returned.form_map.list_cells import list_shape
from perfdocs.returned.form_map.marker_data import Address, Hole, MarkerData
from perfdocs.returned.form_map.row_origins import RowKey, RowOrigins
from perfdocs.word.grid import Cell, grid

MOST_CONDITIONAL = 4
"""Fields of a cell with words that depend on them which are told apart: 14 more fillings of a template."""
_BASES = (71 * 10**16, 83 * 10**16)
"""Of the made-up numbers of two fillings: what is not the same in both was worked out of them."""


@dataclass(frozen=True)
class RowPattern:
    """A row of a form. `items` are the tables that it repeats with, outermost first."""

    cells: tuple[CellPattern, ...]
    items: tuple[Address, ...] = ()
    key: RowKey = ()


@dataclass(frozen=True)
class FormPattern:
    """A form: its rows, and what it is made for (`loops`), outermost first."""

    form: Form
    rows: tuple[RowPattern, ...]
    loops: tuple[Address, ...]


def form_patterns(pack: Pack, templates: Templates) -> list[FormPattern]:
    """The forms of a pack. Raises TemplateFault and BadExpression for a pack that is at fault."""
    fillings = [
        *(MarkerData(pack, base) for base in _BASES),
        MarkerData(pack, 0, is_blank=lambda _: True),
        MarkerData(pack, _BASES[0], rows=2),
    ]
    forms, twins, blank, double = (_filled_forms(templates, pack, filling) for filling in fillings)
    some = [holes for number, form in forms.items() for holes in _conditional(form, blank.get(number))]
    partly = [
        _filled_forms(templates, pack, MarkerData(pack, _BASES[0], is_blank=addresses.__contains__))
        for addresses in _blanks(some)
    ]
    patterns = []
    for number, form in forms.items():
        blanks = [filled[number] for filled in (blank, *partly) if number in filled]
        rows = tuple(_row_patterns(form, twins[number], double[number], blanks))
        labels = frozenset(_labels(rows))
        rows = tuple(replace(row, cells=tuple(replace(cell, labels=labels) for cell in row.cells)) for row in rows)
        patterns.append(FormPattern(form.form, rows, form.loops))
    return patterns


class PackForms:
    """The forms of packs, each pack's made once."""

    def __init__(self, templates: Templates) -> None:
        self._templates = templates
        self._made: dict[str, list[FormPattern]] = {}

    def of(self, pack: Pack) -> list[FormPattern]:
        """The forms of a pack. Raises TemplateFault and BadExpression for a pack that is at fault."""
        if pack.name not in self._made:
            self._made[pack.name] = form_patterns(pack, self._templates)
        return self._made[pack.name]


def _labels(rows: Iterable[RowPattern]) -> Iterator[str]:
    """The labels that are no words which a field may have."""
    cells = [cell for row in rows for cell in row.cells]
    options = {
        compact(str(option)) for cell in cells for hole in cell.holes if hole.node for option in hole.node.options
    }
    for cell in cells:
        texts = [cell.plain] if not cell.holes else [literal(pieces) for pieces in cell.variants if not _holes(pieces)]
        yield from (text for text in texts if len(text) > 1 and text not in options)


class _FilledForm(NamedTuple):
    """A form filled with markers: its rows, and each by its key."""

    form: Form
    loops: tuple[Address, ...]
    rows: list[_FilledRow]

    @property
    def by_key(self) -> dict[RowKey, _FilledRow]:
        return {row.key: row for row in reversed(self.rows)}


def _filled_forms(templates: Templates, pack: Pack, filling: MarkerData) -> dict[int, _FilledForm]:
    """The forms by their number in the pack, each as it is for the first that it is made for."""
    forms: dict[int, _FilledForm] = {}
    for form, context, loops in filling.forms():
        number = next(number for number, each in enumerate(pack.forms) if each is form)
        if number not in forms:
            rows = _filled_rows(templates.get(pack.template(form)), filling, context)
            forms[number] = _FilledForm(form, loops, list(rows))
    return forms


def _conditional(form: _FilledForm, blank: _FilledForm | None) -> Iterator[tuple[Hole, ...]]:
    """The fields of each cell that has other words where they are blank, and of each row that is not there then."""
    bare = blank.by_key if blank else {}
    for row in form.rows:
        twin = bare.get(row.key)
        if twin is None or not _has_columns(twin, row):
            yield _holes(chain.from_iterable(row.pieces))
            continue
        for pieces, other in zip(row.pieces, twin.pieces, strict=True):
            if literal(pieces) != literal(other):
                yield _holes(pieces)


def _holes(pieces: Iterable[str | Hole]) -> tuple[Hole, ...]:
    return tuple(dict.fromkeys(piece for piece in pieces if isinstance(piece, Hole)))


def _blanks(cells: Sequence[tuple[Hole, ...]]) -> Iterator[frozenset[Address]]:
    """Which fields to leave blank, so that of each cell all but some are: of the first, the second and so on."""
    numbers = range(min(max(map(len, cells), default=0), MOST_CONDITIONAL))
    for some in chain.from_iterable(combinations(numbers, length) for length in range(1, len(numbers) + 1)):
        yield frozenset(holes[number].address for holes in cells for number in some if number < len(holes))


class _FilledRow(NamedTuple):
    """A row of a filled template, what it was made for, and each cell's text in pieces."""

    key: RowKey
    items: tuple[Address, ...]
    cells: tuple[Cell, ...]
    pieces: tuple[tuple[str | Hole, ...], ...]


def _filled_rows(template: Template, filling: MarkerData, context: Mapping[str, Any]) -> Iterator[_FilledRow]:
    """The rows of a filled template, without those that it keeps though its table has no more."""
    origins = RowOrigins()
    for number, row in enumerate(grid(template.body_element(context, origins))):
        key, items = origins.of(number, row)
        addresses = tuple(filling.address(item) for item in items if item)
        if len(addresses) == len(items):
            yield _FilledRow(key, addresses, row.cells, tuple(filling.pieces(cell.text) for cell in row.cells))


def _row_patterns(
    form: _FilledForm, twin: _FilledForm, double: _FilledForm, blanks: Sequence[_FilledForm]
) -> Iterator[RowPattern]:
    """The rows of a form, from several fillings: with other numbers, with two rows a table, with all or some blank."""
    doubles, bare = double.by_key, [blank.by_key for blank in blanks]
    labels: dict[int, str] = {}
    heads: dict[int, str] = {}
    """For each column the label so far, and the last that was not blank."""
    for row, again in zip(form.rows, twin.rows, strict=True):
        cells = []
        column = 0
        two = doubles.get(row.key, row)
        others = [other for other in (rows.get(row.key) for rows in bare) if other and _has_columns(other, row)]
        for number, (cell, pieces) in enumerate(zip(row.cells, row.pieces, strict=True)):
            text = "".join(piece for piece in pieces if isinstance(piece, str))
            if not cell.continued:
                labels[column] = "" if any(isinstance(piece, Hole) for piece in pieces) else text
                heads[column] = labels[column] or heads.get(column, "")
            cells.append(
                CellPattern(
                    pieces=pieces,
                    label=labels.get(column, ""),
                    continued=cell.continued,
                    above=heads.get(column, ""),
                    variants=_variants(pieces, [other.pieces[number] for other in others]),
                    computed=pieces != again.pieces[number] or not _has_columns(two, row),
                    span=cell.span,
                    is_numbered=bool(row.items) and _is_numbered(text, pieces, two.pieces[number : number + 1]),
                    list_shape=list_shape(pieces, two.pieces[number]) if _has_columns(two, row) else None,
                    of_one_row=_has_columns(two, row) and _holes(pieces) != () == _holes(two.pieces[number]),
                )
            )
            column += cell.span
        yield RowPattern(tuple(cells), row.items, row.key)


def _is_numbered(text: str, pieces: Sequence[str | Hole], of_two: Sequence[Sequence[str | Hole]]) -> bool:
    """Whether a cell of a row has its number: that of the first, or one that is another where more rows are above."""
    if NUMBER_OF_ROW.search(text):
        return True
    others = [literal(other) for other in of_two]
    return any(
        other != literal(pieces) and without_number(other) == without_number(literal(pieces)) for other in others
    )


def _has_columns(other: _FilledRow, row: _FilledRow) -> bool:
    return len(other.cells) == len(row.cells)


def _variants(
    pieces: tuple[str | Hole, ...], others: Sequence[tuple[str | Hole, ...]]
) -> tuple[tuple[str | Hole, ...], ...]:
    """The ways in which a cell is printed that are not only the pieces without some fields."""
    if all(literal(pieces) == literal(other) for other in others):
        return ()
    return tuple(dict.fromkeys(other for other in others if other != pieces))
