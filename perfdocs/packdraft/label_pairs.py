"""Which cells of a row are labels, which hold values: the cheapest reading of the row.

The costs were chosen on half of the layouts of `tests/examples/drafts`, and held on the other half.
"""

from __future__ import annotations

import enum
import re
from collections.abc import Sequence

from perfdocs.packdraft.form_cells import FormCell
from perfdocs.packdraft.inline_fields import is_field_label, is_sure, label_pieces, unit_caption
from perfdocs.packdraft.vocabulary import KNOWN, POSSIBLE, Term, Vocabulary

NEVER = 99.0
"""More than any reading of a row costs."""
_NUMBER = re.compile(r"[-\d,，.%％/]+")


class Reading(enum.Enum):
    """What a cell is: a label, a value, both in one, or nothing (a blank that belongs to none)."""

    LABEL = "label"
    VALUE = "value"
    BOTH = "both"
    NOTHING = "nothing"


_NEXT = {
    (Reading.LABEL, Reading.LABEL): 1.5,
    (Reading.LABEL, Reading.NOTHING): 4.0,
    (Reading.LABEL, Reading.BOTH): 1.5,
    (Reading.VALUE, Reading.VALUE): 3.0,
    (Reading.BOTH, Reading.VALUE): 3.0,
    (Reading.NOTHING, Reading.VALUE): 2.0,
}
"""What it costs that a cell of the second kind follows one of the first."""
_FIRST = {Reading.VALUE: 2.0}
_LAST = {Reading.LABEL: 3.0}


def readings(cells: Sequence[FormCell], vocabulary: Vocabulary, has_label: bool) -> list[Reading]:
    """What each cell of a row is. `has_label`: a cell at the left, over several rows, may be the label of the first."""
    ways: dict[Reading, tuple[float, list[Reading]]] = {}
    for number, cell in enumerate(cells):
        own = _costs(cell, vocabulary)
        if number == 0:
            first = {} if has_label and len(cells) == 1 else _FIRST
            ways = {kind: (cost + first.get(kind, 0.0), [kind]) for kind, cost in own.items()}
            continue
        ways = {kind: _cheapest(ways, kind, cost) for kind, cost in own.items()}
    ends = [(total + _LAST.get(kind, 0.0), path) for kind, (total, path) in ways.items()]
    return min(ends, key=lambda end: end[0])[1] if ends else []


def _cheapest(
    ways: dict[Reading, tuple[float, list[Reading]]], kind: Reading, cost: float
) -> tuple[float, list[Reading]]:
    totals = [(total + _NEXT.get((before, kind), 0.0) + cost, path) for before, (total, path) in ways.items()]
    total, path = min(totals, key=lambda way: way[0])
    return total, [*path, kind]


def _costs(cell: FormCell, vocabulary: Vocabulary) -> dict[Reading, float]:
    if cell.above is not None:  # it belongs to the rows above; a label there may stand for this row too
        is_label = bool(cell.text.strip()) and _sure(cell, vocabulary) >= POSSIBLE
        return {Reading.LABEL: 0.0} if is_label else {Reading.NOTHING: 0.0}
    if unit_caption(cell.text):
        return {Reading.NOTHING: 0.0}
    if cell.is_blank:
        return {Reading.VALUE: 0.0, Reading.NOTHING: 1.0}
    sure = _sure(cell, vocabulary)
    label = NEVER if _NUMBER.fullmatch(cell.text.strip()) else float(KNOWN - sure)
    costs = {Reading.LABEL: label, Reading.VALUE: float(max(0, sure - 1))}
    pieces = label_pieces(cell.text, vocabulary)
    accepted = [piece for piece in pieces if is_field_label(piece)]
    filled = [piece for piece in accepted if piece.part.end > piece.part.begin]
    if accepted and (is_sure(accepted[0]) or len(accepted) > 1):
        amounts = sum(piece.is_amount for piece in accepted)
        costs[Reading.BOTH] = -2.0 if amounts > 1 else -0.5 if filled else 0.5
    return costs


def _sure(cell: FormCell, vocabulary: Vocabulary) -> int:
    term: Term = vocabulary.term(cell.text)
    return term.sure
