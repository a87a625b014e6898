"""One cell of a form: what is printed in it always, what is filled in, and how well a cell of a document fits."""

from __future__ import annotations

import re
import unicodedata
from dataclasses import dataclass
from functools import cache, cached_property

from rapidfuzz import fuzz

from perfdocs.prose.amounts import NUMBER
from perfdocs.prose.numerals import CHARACTERS
from perfdocs.returned.form_map.marker_data import Hole

NEAR = 70
"""Likeness, of 100, from which a printed text counts as a label with a slip."""
LONGEST = 20_000
"""Characters of a cell that are looked at; no field is that long."""

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
class PatternCell:
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

    def fit(self, text: str, continued: bool) -> Fit:
        """How a cell with this text, or one merged with the cell above, fits."""
        if self.computed:
            return Fit(0.3)
        if not self.holes:
            return self._fit_label(text, continued)
        if continued or not text.strip():
            return Fit(0.3 if not self.literal else 3.0, tuple((hole, "") for hole in self.holes))
        if not self.literal:
            return Fit(_strangeness(self.holes[0], text), ((self.holes[0], text),)) if len(self.holes) == 1 else Fit(2)
        small = compact(text)
        if not any(pair in small for pair in self.pairs):
            return Fit(3.0, left=(text,))
        return _fit_mixed(self.pieces, self.blank, text[:LONGEST])

    def _fit_label(self, text: str, continued: bool) -> Fit:
        if continued:
            return Fit(0.0 if self.continued or not self.plain else 1.6)
        printed = compact(text)
        if printed == self.plain:
            return Fit(0.0)
        if not printed:
            return Fit(0.2 if self.continued else 1.2)
        if not self.plain and printed == compact(self.above):
            return Fit(0.0)
        if not self.plain or len(printed) > 3 * len(self.plain) + 10:
            return Fit(3.0, slips=((text.strip(), self.label.strip()),)) if self.plain else Fit(1.0)
        near = fuzz.ratio(printed, self.plain, score_cutoff=NEAR)
        return Fit(0.3 + (100 - near) / 50 if near else 3.0, slips=((text.strip(), self.label.strip()),))


def _fit_mixed(pieces: tuple[str | Hole, ...], blank: str, text: str) -> Fit:
    """Labels found one after another in the text; what stands between them was filled in."""
    if blank and compact(text) == compact(blank):
        return Fit(0.1, tuple((piece, "") for piece in pieces if isinstance(piece, Hole)))
    small, places = _compacted(text)
    values: list[tuple[Hole, str]] = []
    slips: list[tuple[str, str]] = []
    left: list[str] = []
    hole: Hole | None = None
    begin, cost, found = 0, 0.1, 0
    for index, piece in enumerate(pieces):
        if isinstance(piece, Hole):
            hole = piece
            continue
        label = compact(piece)
        if not label:
            continue
        at, end, like = _find(label, small, begin, first=index == 0, last=index == len(pieces) - 1)
        if like < 0:
            cost += 1.2 if len(label) > 1 else 0.3
            continue
        found += 1
        if like < 100:
            cost += 0.4 + (100 - like) / 50
            slips.append((small[at:end], piece.strip()))
        if hole is not None:
            values.append((hole, _between(text, places, begin, at)))
            cost += _strangeness(hole, values[-1][1]) - 0.2 if values[-1][1] else 0
            hole = None
        elif small[begin:at]:
            left.append(_between(text, places, begin, at))
            cost += 0.8
        begin = end
    rest = _between(text, places, begin, len(small))
    if hole is not None:
        values.append((hole, rest))
        cost += _strangeness(hole, rest) - 0.2 if rest else 0
    elif rest:
        left.append(rest)
        cost += 0.8
    read = {one.address for one, _ in values}
    values += [(one, "") for one in pieces if isinstance(one, Hole) and one.address not in read]
    return Fit(cost, tuple(values), tuple(slips), tuple(left)) if found else Fit(3.0, left=(text,))


def _find(label: str, text: str, begin: int, first: bool, last: bool) -> tuple[int, int, float]:
    """Where a label stands from `begin` on, and how like; (…, -1) where it does not."""
    if first and text.startswith(label):
        return 0, len(label), 100
    at = text.rfind(label, begin) if last else text.find(label, begin)
    if at >= 0 and not (first and at > 12):
        return at, at + len(label), 100
    if len(label) < 3 or len(text) > 400:
        return -1, -1, -1
    found = fuzz.partial_ratio_alignment(label, text[begin:], score_cutoff=NEAR)
    if found is None or len(label) > len(text) - begin + 2 or (first and found.dest_start > 2):
        return -1, -1, -1
    return begin + found.dest_start, begin + found.dest_end, found.score


def _between(text: str, places: list[int], begin: int, end: int) -> str:
    """The original text between two places of the compact one."""
    if begin >= end:
        return ""
    return text[places[begin] : places[end - 1] + 1].strip(" \t\n\xa0")


def _compacted(text: str) -> tuple[str, list[int]]:
    """The text as `compact` has it, and for each of its characters the place in the text."""
    made, places = "", []
    for place, character in enumerate(text):
        small = compact(character)
        made += small
        places += [place] * len(small)
    return made, places


@cache
def _small(character: str) -> str:
    return "".join(unicodedata.normalize("NFKC", character).split()).casefold()


@cache
def compact(text: str) -> str:
    """A label without what a clerk's Word may change: white space, full and half width."""
    return "".join(_small(character) for character in text[:LONGEST])


def _strangeness(hole: Hole, text: str) -> float:
    """The cost of a text in a field: small where the field may hold it."""
    if not text.strip():
        return 0.3
    small = compact(text)
    if hole.kind == "numeral":
        return 0.1 if all(one in CHARACTERS + "、.()" for one in small) else 1.2
    if hole.kind == "number":
        return 0.1 if small.strip("、.()").isdecimal() else 1.2
    if hole.kind == "amount" or is_number_only(hole.node):
        return 0.15 if NUMBER.fullmatch(small) else 0.3 if _AMOUNT.fullmatch(small) else 1.5
    if hole.node is not None and "enum" in hole.node:
        return 0.1 if small in map(compact, filter(None, hole.node["enum"])) else 1.0
    return 0.2


def is_number_only(node: object) -> bool:
    """Whether a field holds nothing but numbers."""
    types = node.get("type", "string") if isinstance(node, dict) and "anyOf" not in node else "string"
    wanted = {types} if isinstance(types, str) else set(types)
    return bool(wanted & {"number", "integer"}) and "string" not in wanted
