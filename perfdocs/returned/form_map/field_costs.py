"""How well a text fits the fields that stand in its cell without a word between them."""

from __future__ import annotations

import re
from collections.abc import Sequence

from perfdocs.prose.amounts import NUMBER
from perfdocs.prose.numerals import CHARACTERS
from perfdocs.prose.tick_marks import ticked_options
from perfdocs.returned.form_map import costs
from perfdocs.returned.form_map.compact_text import ENDS, compact
from perfdocs.returned.form_map.marker_data import Hole

_TEXT = r"[^\d\s≥≤<>=.,，、；;。+-][^\d\n，、；;。]{0,20}"
"""A text that may stand beside a number in one cell: a unit."""
_AMOUNT = re.compile(r"[-+]?[\d,，.\s]+\s*[%％\w()（）]{0,6}")


def field_cost(hole: Hole, text: str) -> float:
    """The cost of a text in a field: small where the field may hold it."""
    if not text.strip():
        return costs.EMPTY_FIELD
    if hole.options:
        return costs.NO_OPTION if ticked_options(text, hole.options) is None else costs.FITS
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
        options = [str(option) for option in hole.node.options]
        is_option = small in map(compact, options) or ticked_options(text, options) is not None
        return costs.FITS if is_option else costs.NO_OPTION
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
