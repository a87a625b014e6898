"""Sums inside a text: a total with its parts (总投资89.97万元，其中……), and arithmetic (30+30+29.99=89.97)."""

from __future__ import annotations

import re
from bisect import bisect_left
from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import NamedTuple

from perfdocs.checks.check import Remarks
from perfdocs.department.by_role import ByRole
from perfdocs.prose.amounts import number_text, without_zeros
from perfdocs.prose.calculations import calculate
from perfdocs.prose.clauses import clauses
from perfdocs.prose.quantities import Quantity, quantities

_OPERATORS = "+＋*×xX"
_EQUALS = re.compile("[=＝]")
_MAY_ADD_UP = re.compile(r"[=＝]\s*\d|元.*元")
_PARTS_FOLLOW = re.compile("其中|包括|分别|[:：（(]")
_SENTENCE = re.compile(r"[^。\n]+")
_BASES = ("basis",)
"""Roles of texts in which M201 works out what is calculated."""

_NEARLY = Decimal("0.02")
"""How far the parts may be from the total, as a share of it: a total that is further away has other parts too. Chosen
by hand; the form that M207 comes of is 0.02 % off."""


def parts_differ_from_sum(by_role: ByRole) -> Remarks:
    """The parts that a text gives of a total come to nearly as much; or a sum in it is worked out wrongly."""
    for field in by_role.texts:
        if field.role not in _BASES and _MAY_ADD_UP.search(field.value):
            for fault in _faults(field.value):
                yield field, fault


def _faults(text: str) -> Iterator[str]:
    for clause in filter(_is_arithmetic, clauses(text)):
        calculation = calculate(clause)
        for wrong in calculation.wrong if calculation else ():
            yield f"“{wrong.part}”算错了：应是 {wrong.right}，写的是 {wrong.stated}"
    for total, parts in _sums(text):
        yield from _difference(text, total, parts)


def _is_arithmetic(clause: str) -> bool:
    """Whether numbers are added up or multiplied in it, and the result is given."""
    left, *right = _EQUALS.split(clause, maxsplit=1)
    return bool(right) and right[0].lstrip()[:1].isdigit() and any(sign in left for sign in _OPERATORS)


def parts_of_sums(text: str) -> list[Quantity]:
    """The money that a text names as parts of other money in it, as `quantities` has it."""
    terms = [quantity for clause in filter(_is_arithmetic, clauses(text)) for quantity in _within(text, clause)]
    return [part for sum_ in _sums(text) for part in sum_.parts] + terms


def _within(text: str, clause: str) -> list[Quantity]:
    start = text.index(clause)
    return [quantity for quantity in quantities(text) if start <= quantity.start < start + len(clause)]


class _Sum(NamedTuple):
    """Money, and what a text says that it is made up of."""

    total: Quantity
    parts: Sequence[Quantity]


def _sums(text: str) -> Iterator[_Sum]:
    """The totals of a text that are followed by their parts, to the end of the sentence."""
    if "元" not in text or not _PARTS_FOLLOW.search(text):
        return
    money = [quantity for quantity in quantities(text) if quantity.in_plain_unit[1] == "元"]
    ends = [match.end() for match in _SENTENCE.finditer(text)]
    at = 0
    while at + 1 < len(money):
        total, following = money[at : at + 2]
        at += 1
        end = ends[min(bisect_left(ends, total.end), len(ends) - 1)]
        if following.start < end and _PARTS_FOLLOW.search(text, total.end, following.start):
            begin = at
            while at < len(money) and money[at].start < end:
                at += 1
            yield _Sum(total, money[begin:at])


def _difference(text: str, total: Quantity, parts: Sequence[Quantity]) -> Iterator[str]:
    whole = total.in_plain_unit[0]
    there = sum((part.in_plain_unit[0] for part in parts), Decimal(0))
    if len(parts) > 1 and there != whole and abs(there - whole) <= whole * _NEARLY:
        named = "+".join(text[part.start : part.end].strip() for part in parts)
        size = whole / total.number
        sums = f"{named}={number_text(without_zeros(there / size))}{total.unit}"
        yield f"各项相加和总数不一样：{sums}，写的是“{text[total.start : total.end].strip()}”，请核对"
