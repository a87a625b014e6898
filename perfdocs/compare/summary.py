"""How much has changed, in a line: what stands first in every format."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from typing import NamedTuple

from perfdocs.compare.change import FOLDED, WAIVERS, Kind
from perfdocs.compare.describe import describe
from perfdocs.compare.totals import Total
from perfdocs.compare.years import Comparison, grand_total


class Summary(NamedTuple):
    """How many changes of each kind there are, how many numbers are weaker, and the sum that is asked for."""

    kinds: Counter[Kind]
    weaker: int
    emptied: int = 0
    """Of those that were removed: the fields that are only blank."""
    amount: Total | None = None
    """That of all departments of which it is known in both years, or is one that came or went."""
    unknown: int = 0
    """How many departments are left out of it."""


def sum_up(comparisons: Sequence[Comparison]) -> Summary:
    """The changes of all departments together; a document that came or went is one. What came and went are
    promises: a waiver, or a part of one, counts as changed."""
    kinds: Counter[Kind] = Counter()
    weaker = emptied = 0
    for comparison in comparisons:
        kinds.update(pairing.kind for pairing in comparison.every or comparison.documents if pairing.kind)
        for change in comparison.changes:
            is_waiver = change.role == WAIVERS
            kinds[Kind.CHANGED if is_waiver else change.kind] += 1
            if change.kind not in FOLDED and not is_waiver:
                description = describe(change)
                weaker += description.how_many_weaker
                emptied += description.is_emptied
    unknown = sum(not all(each.is_known for each in comparison.own) for comparison in comparisons)
    return Summary(kinds, weaker, emptied, grand_total(comparisons), unknown)
