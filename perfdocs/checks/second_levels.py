"""Indicators under a second level where they do not belong: 满意度 under 社会效益, a rate of payment under 经济效益.

What belongs where is `prose/words/second_levels.yaml`, each entry with an example.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache, lru_cache
from typing import Any, NamedTuple

from perfdocs.checks.check import Remarks
from perfdocs.department.by_role import ByRole, Indicator
from perfdocs.department.read_by_role import is_blank
from perfdocs.prose.memoize import memoize_text
from perfdocs.prose.words import read_words

KINDS = {
    "数量": "quantity-indicators",
    "质量": "quality-indicators",
    "时效": "time-indicators",
    "成本": "cost-indicators",
    "效益": "benefit-indicators",
    "满意度": "satisfaction-indicators",
}
"""The words for the kinds of indicators in the list."""

_LAST = frozenset("率度况间限期数次积里程量")
"""Characters that the names in the list end with; nothing is tried for others."""

_BRACKET_AT_END = re.compile(r"[(（][^()（）]*[)）]$")


class Misplacement(NamedTuple):
    """What does not belong under some kinds of indicators, and where it does."""

    name: re.Pattern[str]
    value: re.Pattern[str]
    but: re.Pattern[str] | None
    kinds: frozenset[str]
    home: str
    is_sure: bool

    @staticmethod
    def of(entry: dict[str, Any]) -> Misplacement:
        return Misplacement(
            re.compile(entry["name"]),
            re.compile(entry.get("value", "")),
            re.compile(entry["but"]) if "but" in entry else None,
            frozenset(KINDS[word] for word in entry["under"]),
            entry["home"],
            entry.get("sure", True),
        )

    def is_called(self, name: str) -> bool:
        return self.name.search(name) is not None and not (self.but and self.but.search(name))

    def fits(self, indicator: Indicator) -> bool:
        """Whether an indicator of such a name is one."""
        return indicator.kind in self.kinds and self.value.search(indicator.text) is not None


class Misplaced(NamedTuple):
    """An indicator that stands where it does not belong."""

    indicator: Indicator
    misplacement: Misplacement

    @property
    def sentence(self) -> str:
        level, home = self.indicator.group[1], self.misplacement.home
        return f"“{self.indicator.label}”写在“{level}”下面：像是{home}一类的，请核对放在哪里"


@cache
def _misplacements() -> tuple[Misplacement, ...]:
    return tuple(map(Misplacement.of, read_words("second_levels")))


@memoize_text()
def _by_name(name: str) -> tuple[Misplacement, ...]:
    """What an indicator of the name may be."""
    name = _BRACKET_AT_END.sub("", name.strip())
    if name[-1:] not in _LAST:
        return ()
    return tuple(misplacement for misplacement in _misplacements() if misplacement.is_called(name))


@lru_cache(maxsize=1)
def _misplaced(by_role: ByRole) -> list[Misplaced]:
    return list(_every_misplaced(by_role))


def _every_misplaced(by_role: ByRole) -> Iterator[Misplaced]:
    for target in by_role.targets:
        for indicator in target.indicators:
            for misplacement in _by_name(indicator.name.text) if indicator.kind else ():
                if misplacement.fits(indicator) and not is_blank(indicator.text):
                    yield Misplaced(indicator, misplacement)
                    break


def misplaced(by_role: ByRole) -> Remarks:
    """An indicator stands under a second level of another kind."""
    for one in _misplaced(by_role):
        if one.misplacement.is_sure:
            yield one.indicator.name, one.sentence


def likely_misplaced(by_role: ByRole) -> Remarks:
    """An indicator may belong under another second level."""
    for one in _misplaced(by_role):
        if not one.misplacement.is_sure:
            yield one.indicator.name, one.sentence
