"""One cell of a form: what is printed in it always, what is filled in, and how well a cell of a document fits."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from math import inf
from typing import NamedTuple

from rapidfuzz import fuzz

from perfdocs.returned.form_map import costs
from perfdocs.returned.form_map.compact_text import ENDS, LONGEST, compact, without_number
from perfdocs.returned.form_map.field_costs import adjacent_values, field_cost
from perfdocs.returned.form_map.list_cells import ListShape
from perfdocs.returned.form_map.marker_data import Hole

MOST_KEPT = 1_000
"""Fits that a pattern keeps: the cells of one row or document are much like those of the next."""

NUMBER_OF_ROW = re.compile(r"(?<!\d)1(?!\d)|一")
"""The number of the first row, as templates print it."""
_RUNNING_NUMBER = re.compile(r"\d+|[一二三四五六七八九十]+")
"""That of a row in a later group, where the numbers go on."""

_AT_END = re.compile(r"\((?:盖章|公章|签章|签字)\)$")
"""What a label asks for in brackets, and a clerk leaves out."""


@dataclass(frozen=True)
class Fit:
    """How a cell fits its pattern: the smaller the `cost` the better. `values` are what is filled in, in order.

    `slips` are the labels that stand in the document in other words: (as printed, as it should be).
    """

    cost: float
    values: tuple[tuple[Hole, str], ...] = ()
    slips: tuple[tuple[str, str], ...] = ()
    left: tuple[str, ...] = ()
    """What is in the cell besides labels and fields."""


@dataclass(frozen=True)
class CellPattern:
    """A cell of a form. `label` is the text that stands there, or above where the cell is merged upwards."""

    pieces: tuple[str | Hole, ...]
    label: str = ""
    continued: bool = False
    above: str = ""
    """For a cell that is empty: the label that the column had last, which some repeat in every row."""
    variants: tuple[tuple[str | Hole, ...], ...] = ()
    """The pieces as they are where some fields are blank, if that is more than the pieces without those."""
    computed: bool = False
    """Something is worked out in the template: the cell can be compared, not read."""
    span: int = 1
    list_shape: ListShape | None = None
    """How the items of a list stand in it, where it holds all of them."""
    is_numbered: bool = False
    """Its label has the number of the row."""
    labels: frozenset[str] = frozenset()
    """All labels of the form: none of them is a value."""
    of_one_row: bool = False
    """It is a field of a row only where the table has no more than one: else the sum of all."""

    @cached_property
    def holes(self) -> tuple[Hole, ...]:
        return tuple(piece for piece in self.pieces if isinstance(piece, Hole))

    @cached_property
    def literal(self) -> str:
        return literal(self.pieces)

    @cached_property
    def pairs(self) -> frozenset[str]:
        """Each two characters of the labels that follow one another, or one that stands alone."""
        labels = [compact(piece) for piece in self.pieces if isinstance(piece, str)]
        return frozenset(label[at : at + 2] for label in labels for at in range(max(len(label) - 1, 1)) if label)

    @cached_property
    def plain(self) -> str:
        return compact(self.label)

    @cached_property
    def _fits(self) -> dict[tuple[str, bool], Fit]:
        return {}

    def fit(self, text: str, continued: bool = False) -> Fit:
        """How a cell with this text, or one merged with the cell above, fits."""
        fit = self._fits.get((text, continued))
        if fit is None:
            if len(self._fits) >= MOST_KEPT:
                self._fits.clear()
            fit = self._fits[text, continued] = self._fit(text, continued)
        return fit

    def _fit(self, text: str, continued: bool) -> Fit:
        if self.computed:
            return Fit(costs.COMPUTED)
        if self.list_shape and not continued:
            return self._fit_list(self.list_shape, text)
        if self.variants and not continued:
            return self._fit_variants(text)
        if not self.holes:
            return self._fit_label(text, continued)
        if continued or not text.strip():
            return Fit(costs.UNLIKE if self.literal else costs.EMPTY_FIELD, tuple((hole, "") for hole in self.holes))
        if not self.literal:
            hole, *more = self.holes
            if compact(text) in self.labels:
                return Fit(costs.UNLIKE, left=(text,))
            if more:
                values = adjacent_values(self.holes, text)
                return Fit(costs.FIELDS_WITHOUT_LABEL, values, left=() if values else (text,))
            return Fit(field_cost(hole, text), ((hole, text),))
        small = compact(text)
        if self.is_numbered and (numbered := self._numbered_as(small)) != self.pieces:
            return replace(self, pieces=numbered, is_numbered=False).fit(text)
        if not any(pair in small for pair in self.pairs):
            return Fit(costs.UNLIKE, left=(text,))
        return _CellReader(text[:LONGEST]).fit(self.pieces)

    def _fit_variants(self, text: str) -> Fit:
        """As the one of the ways in which the cell may be printed that fits best."""
        best = Fit(inf)
        for pieces in sorted((self.pieces, *self.variants), key=len):
            fit = CellPattern(pieces, is_numbered=self.is_numbered)._fit_one(text)
            if fit.cost < best.cost:
                known = {hole.address for hole, _ in fit.values}
                blanks = tuple((hole, "") for hole in self.holes if hole.address not in known)
                best = replace(fit, values=(*fit.values, *blanks))
        return best

    def _fit_one(self, text: str) -> Fit:
        if self.holes:
            return self._fit(text, continued=False)
        small = compact(text)
        is_same = small == self.literal or (self.is_numbered and without_number(small) == without_number(self.literal))
        return (
            Fit(costs.WITH_LABELS / 2 if small else costs.EMPTY_FIELD) if is_same else Fit(costs.UNLIKE, left=(text,))
        )

    def _fit_list(self, shape: ListShape, text: str) -> Fit:
        """The items one after another; the text itself is left where they cannot be parted."""
        if not text.strip() or compact(text) in map(literal, self.variants):
            return Fit(costs.EMPTY_FIELD)
        items = shape.items(text)
        inner = CellPattern(shape.item)
        fits = [inner.fit(item) for item in items or ()]
        if not fits or any(fit.left or fit.cost >= costs.SURE for fit in fits):
            return Fit(costs.FIELDS_WITHOUT_LABEL, left=(text,))
        return Fit(costs.WITH_LABELS, tuple(value for fit in fits for value in fit.values))

    def _numbered_as(self, small: str) -> tuple[str | Hole, ...]:
        """The pieces with the number that the row has in this text, which its first has not."""
        pieces: list[str | Hole] = []
        for piece in self.pieces:
            label = compact(piece) if isinstance(piece, str) else ""
            number = NUMBER_OF_ROW if NUMBER_OF_ROW.search(label) else _RUNNING_NUMBER
            pattern = number.sub(r"[\\d一二三四五六七八九十]+", re.escape(label))
            match = re.search(pattern, small) if label else None
            pieces.append(match[0] if match else piece)
        return tuple(pieces)

    def _fit_label(self, text: str, continued: bool) -> Fit:
        if continued:
            return Fit(0.0 if self.continued or not self.plain else costs.MERGED_LABEL)
        printed = compact(text)
        if printed == self.plain or (self.is_numbered and without_number(printed) == without_number(self.plain)):
            return Fit(0.0)
        if not printed:
            return Fit(costs.NO_LABEL_BELOW if self.continued else costs.NO_LABEL)
        if not self.plain:
            return Fit(0.0 if printed == compact(self.above) else costs.TEXT_IN_EMPTY)
        is_long = len(printed) > costs.LONGER * len(self.plain) + costs.LONGER_BY
        likeness = 0.0 if is_long else fuzz.ratio(printed, self.plain, score_cutoff=costs.NEAR)
        cost = costs.SLIP + (100 - likeness) / costs.POINTS if likeness else costs.UNLIKE
        return Fit(cost, slips=((text.strip(), self.label.strip()),))


def literal(pieces: Sequence[str | Hole]) -> str:
    """What is printed always, as `compact` has it."""
    return compact("".join(piece for piece in pieces if isinstance(piece, str)))


class _LabelMatch(NamedTuple):
    """Where in the compact text a label stands, and how like it is, of 100."""

    start: int
    end: int
    likeness: float


class _CellReader:
    """A text read from left to right: labels are looked for one after another, and what is between was filled in."""

    def __init__(self, text: str) -> None:
        self._text = text
        self._small, self._places = _compact_with_places(text)
        self._begin = 0
        self._holes: list[Hole] = []
        """The fields in front of the label that is looked for."""
        self._cost = costs.WITH_LABELS
        self._values: list[tuple[Hole, str]] = []
        self._slips: list[tuple[str, str]] = []
        self._left: list[str] = []

    def fit(self, pieces: tuple[str | Hole, ...]) -> Fit:
        is_unlike = True
        for number, piece in enumerate(pieces):
            if isinstance(piece, Hole):
                self._holes.append(piece)
            elif compact(piece):
                match = self._find(compact(piece), is_first=number == 0, is_last=number == len(pieces) - 1)
                is_unlike = is_unlike and match is None
                self._read_label(piece, match)
        if is_unlike:
            return Fit(costs.UNLIKE, left=(self._text,))
        self._read_up_to(len(self._small))
        filled = {hole.address for hole, _ in self._values}
        holes = [piece for piece in pieces if isinstance(piece, Hole) and piece.address not in filled]
        values = (*self._values, *((hole, "") for hole in holes))
        return Fit(self._cost, values, tuple(self._slips), tuple(self._left))

    def _read_label(self, label: str, match: _LabelMatch | None) -> None:
        if match is None:
            self._cost += costs.NO_LABEL if len(compact(label)) > 1 else costs.NO_SHORT_LABEL
            return
        if match.likeness < 100:
            self._cost += costs.SLIP_BETWEEN_FIELDS + (100 - match.likeness) / costs.POINTS
            self._slips.append((self._small[match.start : match.end], label.strip()))
        self._read_up_to(match.start)
        self._begin = match.end

    def _read_up_to(self, end: int) -> None:
        """What stands between the last label and this place is the field's that stands there, or nobody's."""
        text = ""
        if self._begin < end:
            text = self._text[self._places[self._begin] : self._places[end - 1] + 1].strip(ENDS)
        holes, self._holes = self._holes, []
        values = adjacent_values(holes, text) if len(holes) > 1 else tuple((hole, text) for hole in holes)
        if values:
            self._values += values
            self._cost += sum(field_cost(hole, value) + costs.FIELD_FOUND for hole, value in values if value)
        elif text:
            self._left.append(text)
            self._cost += costs.STRAY_TEXT

    def _find(self, label: str, is_first: bool, is_last: bool) -> _LabelMatch | None:
        """The label from where the last one ends; at the beginning of a cell it stands first, at its end last."""
        text, begin = self._small, self._begin
        if is_first and text.startswith(label):
            return _LabelMatch(0, len(label), 100)
        at = text.rfind(label, begin) if is_last else text.find(label, begin)
        if at >= 0 and not (is_first and at > costs.FIRST_WITHIN):
            return _LabelMatch(at, at + len(label), 100)
        bare = _AT_END.sub("", label)
        at = text.find(bare, begin) if len(bare) > 1 else -1
        if at >= 0 and not (is_first and at > costs.FIRST_WITHIN):
            return _LabelMatch(at, at + len(bare), 100)
        if len(label) < costs.SHORTEST_SLIP or len(text) > costs.LONGEST_SLIP or len(label) > len(text) - begin + 2:
            return None
        near = fuzz.partial_ratio_alignment(label, text[begin:], score_cutoff=costs.NEAR)
        if near is None or (is_first and near.dest_start > costs.FIRST_SLIP_WITHIN):
            return None
        return _LabelMatch(begin + near.dest_start, begin + near.dest_end, near.score)


def _compact_with_places(text: str) -> tuple[str, list[int]]:
    """The text as `compact` has it, and for each of its characters the place in the text."""
    small, places = "", []
    for place, character in enumerate(text):
        plain = compact(character)
        small += plain
        places += [place] * len(plain)
    return small, places
