"""Two wordings that say the same: a quantity in other words or in another unit, or a year that has moved along."""

from __future__ import annotations

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from perfdocs.prose.amounts import number_text, without_zeros
from perfdocs.prose.quantities import Quantity, quantities
from perfdocs.prose.text_changes import same_amount
from perfdocs.prose.units_and_operators import SCALES, comparable_units

_YEAR = re.compile(r"(?<![\d.])(?:19|20)\d\d(?!\d|\s?[人个户家万元亩%]|\.\d+\s?[人个户家万亿元亩%])")
_NUMBER = re.compile(r"(\d{1,30}(?:\.\d{1,20})?)(千万|百万|万|亿)?元?")
_IDLE = re.compile(
    r"[\s，,。；;：:、！“”\"'（）()]|(?:应|需|要|将|力争|确保)?(?:达到|达|实现|控制在|保持在|稳定在|保持|为|至|到|共计|合计|共)$"
)
"""What a sentence says the same without, before a number and else."""


def says_the_same(old: str, new: str) -> bool:
    """True for ≥90% and 90%以上, 1.2万人 and 12000人, 30分钟 and 0.5小时: the words beside the numbers are the same."""
    if old == new or _in_plain_numbers(old) == _in_plain_numbers(new):
        return True
    before, after = list(_segments(old)), list(_segments(new))
    return len(before) == len(after) and all(_alike(mine, other) for mine, other in zip(before, after, strict=True))


def is_year_moved(old: str, new: str, years: int) -> bool:
    """True where the new text says what the old one said, of so many years later: 2023年12月前, 2024年12月前."""
    before, after = _YEAR.findall(old), _YEAR.findall(new)
    if not years or old == new or len(before) != len(after):
        return False
    steps = {int(later) - int(earlier) for earlier, later in zip(before, after, strict=True)}
    if years not in steps or not steps <= {0, years}:
        return False
    new_years = iter(after)
    return says_the_same(_YEAR.sub(lambda _: next(new_years), old), new)


def _in_plain_numbers(text: str) -> str:
    """The text with its numbers without 万 and 元, for calculations: 40场*0.5万元 is 40场*5000."""

    def plain(match: re.Match[str]) -> str:
        return number_text(without_zeros(Decimal(match[1]) * SCALES.get(match[2], 1)))

    return _IDLE.sub("", _NUMBER.sub(plain, text))


class _Segment(NamedTuple):
    """A number of a text and the words before it; no number behind the last."""

    words: str
    quantity: Quantity | None


def _segments(text: str) -> Iterator[_Segment]:
    end = 0
    for quantity in quantities(text):
        yield _Segment(_IDLE.sub("", text[end : quantity.start]), quantity)
        end = quantity.end
    yield _Segment(_IDLE.sub("", text[end:]), None)


def _alike(old: _Segment, new: _Segment) -> bool:
    if old.words != new.words or (old.quantity is None) != (new.quantity is None):
        return False
    if old.quantity is None or new.quantity is None:
        return True
    written, plain = zip(
        *((quantity.unit, quantity.in_plain_unit[1]) for quantity in (old.quantity, new.quantity)), strict=True
    )
    return same_amount(old.quantity, new.quantity) and (comparable_units(*written) or not all(plain))
