"""What stands in forms, compared across many of them: in time that grows with their number, not with its square."""

from __future__ import annotations

from collections import Counter
from collections.abc import Hashable, Iterable, Iterator

from perfdocs.department.by_role import Target

_OWN = ("name", "order", "row-id", "amount")
"""Roles of what differs between two forms although one was copied from the other."""

_REMEMBERED = 16
"""Forms of which is remembered that they have an item. What more of them have tells no two of them from the others;
and with all of them remembered, work would grow with the square of their number. Chosen by hand."""

NEARLY = 0.9
"""The share of the contents that two files have in common of which one is a copy; chosen by hand, six cells of sixty
may have been changed."""


def contents(targets: Iterable[Target], own: Iterable[str] = _OWN) -> frozenset[Hashable]:
    """What somebody wrote in the forms, without what stands in fields of these roles."""
    own = frozenset(own)
    return frozenset(item for target in targets for item in _items(target, own))


def _items(target: Target, own: frozenset[str]) -> Iterator[Hashable]:
    for field in target.fields:
        if field.value is not None and field.role not in own:
            yield field.title, field.value
    for indicator in target.indicators:
        if indicator.name.blank and not indicator.text:
            continue
        yield indicator.group, indicator.name.value, indicator.text


def has_figures(targets: Iterable[Target]) -> bool:
    """Whether an amount or a value to be reached is filled in. Forms without any are only begun: what they have in
    common with others is the form's, or a model's."""
    return any(target.money or any(indicator.text for indicator in target.indicators) for target in targets)


def wants_figures(targets: Iterable[Target]) -> bool:
    """Whether forms have amounts or values to be reached at all."""
    return any(target.having("amount") or target.indicators for target in targets)


def nearly_same(some: frozenset[Hashable], others: frozenset[Hashable]) -> bool:
    """Whether two contents are the same but for a few cells."""
    return len(some & others) >= NEARLY * max(len(some), len(others))


class Earlier:
    """Which of the forms seen before has the most in common with the next one."""

    def __init__(self) -> None:
        self._holders: dict[Hashable, list[int]] = {}

    def alike(self, items: Iterable[Hashable], least: int) -> list[int]:
        """The forms that have so many of the items, first those with the most, of several the earliest."""
        counts: Counter[int] = Counter()
        for item in items:
            counts.update(self._holders.get(item, ()))
        many = [form for form, count in counts.items() if count >= least]
        return sorted(many, key=lambda form: (-counts[form], form))

    def add(self, form: int, items: Iterable[Hashable]) -> None:
        """Remembers the items of a form, which is known by its number."""
        for item in items:
            holders = self._holders.setdefault(item, [])
            if len(holders) < _REMEMBERED:
                holders.append(form)
