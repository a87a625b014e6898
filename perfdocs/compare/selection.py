"""Only some of the changes, or the largest first."""

from __future__ import annotations

from decimal import Decimal

from perfdocs.compare.change import Change
from perfdocs.compare.describe import describe
from perfdocs.compare.years import Comparison, Pairing


def only_weaker(comparison: Comparison) -> Comparison:
    """The comparison with nothing but the changes by which less is promised."""
    documents = [
        pairing._replace(changes=tuple(change for change in pairing.changes if describe(change).weaker))
        for pairing in comparison.documents
        if not pairing.kind
    ]
    shown = tuple(pairing for pairing in documents if pairing.changes)
    return comparison._replace(documents=shown, every=comparison.documents, nothing="没有变弱的")


def largest_first(comparison: Comparison) -> Comparison:
    """The comparison with the changes of each document by their size, and so the documents; those without a size stay
    behind them, in their order."""
    documents = [
        pairing._replace(changes=tuple(sorted(pairing.changes, key=_size, reverse=True)))
        for pairing in comparison.documents
    ]
    return comparison._replace(documents=tuple(sorted(documents, key=_largest, reverse=True)))


def _largest(pairing: Pairing) -> tuple[bool, Decimal]:
    return bool(pairing.kind), max(map(_size, pairing.changes), default=Decimal(-1))


def _size(change: Change) -> Decimal:
    """By how much per cent it changed, of a percentage by how many points; -1 where that is not known."""
    description = describe(change)
    sizes = [number.difference if number.percent is None else number.percent for number in description.numbers]
    known = [abs(size) for size in (description.percent, *sizes) if size is not None]
    return max(known, default=Decimal(-1))
