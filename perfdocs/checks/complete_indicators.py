"""Indicators that have both a name and a value: what most checks of indicators look at."""

from __future__ import annotations

import re
from collections.abc import Sequence
from functools import lru_cache
from typing import NamedTuple

from perfdocs.department.by_role import ByRole, Indicator, Target
from perfdocs.department.read_by_role import is_blank
from perfdocs.prose.amounts import is_bare_number
from perfdocs.prose.shorten import without_spaces
from perfdocs.prose.vague import is_vague

_VERBS = re.compile("促进|推动|推进|提高|提升|增强|加强|保障|确保|实现|改善|优化|完成|达到|做好|[了的、，。；\\s]")
"""Chosen by hand; the cases of I106 hold it."""

_SHORTEST = 4
"""Characters of a value, without verbs, that cannot stand in the name by chance."""


class Complete(NamedTuple):
    """An indicator that has both a name and a value."""

    target: Target
    indicator: Indicator
    repeats: bool
    """The value is the name, or the name with a verb before it."""
    vague: bool
    """The value is a bare adjective, or nothing but calls such as 促进就业."""


_QUOTES = "“”\"'＂＇「」『』 "


@lru_cache(maxsize=1)
def complete_indicators(by_role: ByRole) -> Sequence[Complete]:
    """The indicators that have both, for all the checks here."""
    complete = []
    for target in by_role.targets:
        for indicator in target.indicators:
            if not is_blank(indicator.text) and not is_blank(indicator.name.value):
                vague = is_vague(indicator.text)
                complete.append(Complete(target, indicator, _repeats_name(indicator, vague), vague))
    return complete


def _repeats_name(indicator: Indicator, vague: bool) -> bool:
    name, value = indicator.name.text, indicator.text.strip(_QUOTES)
    if is_bare_number(indicator.name.value):
        return False
    if without_spaces(name) == without_spaces(value):
        return True
    if vague or indicator.quantities:
        return False
    value = _VERBS.sub("", value)
    return len(value) >= _SHORTEST and _stands_in(value, _VERBS.sub("", name))


def _stands_in(short: str, long: str) -> bool:
    """True where the characters of one stand in the other, in their order."""
    rest = iter(long)
    return all(character in rest for character in short)
