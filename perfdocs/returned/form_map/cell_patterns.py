"""One cell of a form: what is printed in it always, what is filled in, and how well a cell of a document fits."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Sequence
from dataclasses import dataclass, replace
from functools import cache, cached_property
from typing import NamedTuple

from rapidfuzz import fuzz

from perfdocs.prose.amounts import NUMBER
from perfdocs.prose.numerals import CHARACTERS
from perfdocs.returned.form_map import costs
from perfdocs.returned.form_map.marker_data import Hole

ENDS = " \t\r\n\xa0"
"""White space that is no content at the ends of a cell. A full-width space is: it is seen, and typed on purpose."""
LONGEST = 20_000
"""Characters of a cell that are looked at; no field is that long."""
MOST_KEPT = 1_000
"""Fits that a pattern keeps: the cells of one row or document are much like those of the next."""

NUMBER_OF_ROW = re.compile(r"(?<!\d)1(?!\d)|一")
"""The number of the first row, as templates print it."""
_TEXT = r"[^\d\s≥≤<>=.,，、；;。+-][^\d\n，、；;。]{0,20}"
"""A text that may stand beside a number in one cell: a unit."""
_AMOUNT = re.compile(r"[-+]?[\d,，.\s]+\s*[%％\w()（）]{0,6}")


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
    blank: str = ""
    """The text where nothing is filled in, if that is more than the pieces without their fields."""
    computed: bool = False
    """Something is worked out in the template: the cell can be compared, not read."""
    span: int = 1
    is_list: bool = False
    """All texts of a list stand in it: where one ends and the next begins cannot be told."""
    is_numbered: bool = False
    """Its label has the number of the row."""
    is_optional: bool = False
    """Its labels stand there only where something is filled in."""

    @cached_property
    def holes(self) -> tuple[Hole, ...]:
        return tuple(piece for piece in self.pieces if isinstance(piece, Hole))

    @cached_property
    def literal(self) -> str:
        return compact("".join(piece for piece in self.pieces if isinstance(piece, str)))

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
        if self.is_list and text.strip() and not continued:
            return Fit(costs.FIELDS_WITHOUT_LABEL, left=(text,))
        if not self.holes:
            return self._fit_label(text, continued)
        if continued or not text.strip():
            is_unlike = self.literal and not self.is_optional
            return Fit(costs.UNLIKE if is_unlike else costs.EMPTY_FIELD, tuple((hole, "") for hole in self.holes))
        if not self.literal:
            hole, *more = self.holes
            if more:
                values = adjacent_values(self.holes, text)
                return Fit(costs.FIELDS_WITHOUT_LABEL, values, left=() if values else (text,))
            return Fit(field_cost(hole, text), ((hole, text),))
        small = compact(text)
        if self.is_numbered and (numbered := self._numbered_as(small)) != self.pieces:
            return replace(self, pieces=numbered, is_numbered=False).fit(text)
        if not any(pair in small for pair in self.pairs):
            first, *others = self.pieces
            if self.is_optional and isinstance(first, Hole):
                rest = tuple((hole, "") for hole in others if isinstance(hole, Hole))
                return Fit(field_cost(first, text), ((first, text), *rest))
            return Fit(costs.UNLIKE, left=(text,))
        if self.blank and small == compact(self.blank):
            return Fit(costs.WITH_LABELS, tuple((hole, "") for hole in self.holes))
        return _CellReader(text[:LONGEST]).fit(self.pieces)

    def _numbered_as(self, small: str) -> tuple[str | Hole, ...]:
        """The pieces with the number that the row has in this text, which its first has not."""
        pieces: list[str | Hole] = []
        for piece in self.pieces:
            label = compact(piece) if isinstance(piece, str) else ""
            pattern = NUMBER_OF_ROW.sub(r"[\\d一二三四五六七八九十]+", re.escape(label))
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
        self._hole: Hole | None = None
        """The last field in front of the label that is looked for."""
        self._cost = costs.WITH_LABELS
        self._values: list[tuple[Hole, str]] = []
        self._slips: list[tuple[str, str]] = []
        self._left: list[str] = []

    def fit(self, pieces: tuple[str | Hole, ...]) -> Fit:
        is_unlike = True
        for number, piece in enumerate(pieces):
            if isinstance(piece, Hole):
                self._hole = piece
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
        if self._hole is not None:
            self._values.append((self._hole, text))
            self._cost += field_cost(self._hole, text) + costs.FIELD_FOUND if text else 0
            self._hole = None
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


@cache
def _small(character: str) -> str:
    return "".join(unicodedata.normalize("NFKC", character).split()).casefold()


@cache
def compact(text: str) -> str:
    """A label without what a clerk's Word may change: white space, full and half width."""
    return "".join(_small(character) for character in text[:LONGEST])


def without_number(label: str) -> str:
    """A label without the number of its row."""
    return "".join(character for character in compact(label) if character not in CHARACTERS and not character.isdigit())


def field_cost(hole: Hole, text: str) -> float:
    """The cost of a text in a field: small where the field may hold it."""
    if not text.strip():
        return costs.EMPTY_FIELD
    small = compact(text)
    if hole.kind == "numeral":
        return costs.FITS if all(character in CHARACTERS + "、.()" for character in small) else costs.NO_NUMBER
    if hole.kind == "number":
        return costs.FITS if small.strip("、.()").isdecimal() else costs.NO_NUMBER
    if hole.kind == "amount" or (hole.node and hole.node.is_number):
        if NUMBER.fullmatch(small):
            return costs.FITS_AMOUNT
        return costs.NEARLY_AMOUNT if _AMOUNT.fullmatch(small) else costs.NO_AMOUNT
    if hole.node and hole.node.options:
        return costs.FITS if small in map(compact, map(str, hole.node.options)) else costs.NO_OPTION
    return costs.FITS_TEXT


def adjacent_values(holes: Sequence[Hole], text: str) -> tuple[tuple[Hole, str], ...]:
    """The values of fields that stand in one cell without a word between them; none where they cannot be parted.

    They can be where each is a word of a few, or a number, and at most one is a text behind it.
    """
    expressions = [_expression(hole) for hole in holes]
    if sum(expression is None for expression in expressions) > 1:
        return ()
    pattern = "".join(f"({expression or _TEXT})?" for expression in expressions)
    match = re.fullmatch(pattern, text.strip(ENDS))
    return tuple(zip(holes, (part or "" for part in match.groups()), strict=True)) if match else ()


def _expression(hole: Hole) -> str | None:
    if hole.node and hole.node.options:
        return "|".join(re.escape(str(option)) for option in hole.node.options if option is not None)
    return NUMBER.pattern if hole.kind == "amount" or (hole.node and hole.node.is_number) else None
