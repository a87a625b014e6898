"""Units and operators: what they mean, and which of them say the same.

The words stand in `words/units.yaml`, `same_units.yaml` and `operators.yaml`, each with an example that a test reads.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import lru_cache
from itertools import chain
from typing import NamedTuple

from perfdocs.prose.words import read_words

SCALES = {
    "百": 10**2,
    "千": 10**3,
    "万": 10**4,
    "十万": 10**5,
    "百万": 10**6,
    "千万": 10**7,
    "亿": 10**8,
    "十亿": 10**9,
    "百亿": 10**10,
    "千亿": 10**11,
    "万亿": 10**12,
}
"""Words between a number and its unit, by which it is multiplied."""

_OPERATORS = read_words("operators")
_TURNED = {">": "≤", "<": "≥"}
_OR_EQUAL = {">": "≥", "<": "≤"}


def _signs() -> Iterator[tuple[str, str]]:
    for sign, words in _OPERATORS["前"].items():
        yield from ((word, sign) for word in words)
    for sign, words in _OPERATORS["比较"].items():
        for word in words:
            yield word, sign
            yield from ((f"{word}{equal}等于", _OR_EQUAL[sign]) for equal in ("", "或", "或者"))
            yield from ((f"{no}{word}", _TURNED[sign]) for no in _OPERATORS["不"])


SIGN_OF: Mapping[str, str] = dict(_signs())
"""The sign that a word before a number means: 不得低于 and 大于等于 are ≥."""

SIGN_OF_ENDING: Mapping[str, str] = {word: sign for sign, words in _OPERATORS["后"].items() for word in words}
"""The sign that a word behind a unit means; 及, 或 and （含） before it are left out."""


def alternatives(words: Iterable[str]) -> str:
    """A pattern of words, the longest first."""
    return "|".join(map(re.escape, sorted(words, key=lambda word: (-len(word), word))))


_NOT = alternatives(_OPERATORS["不"])
_COMPARED = alternatives(chain(*_OPERATORS["比较"].values()))
_COMPARISON = f"(?:{_NOT})?(?:{_COMPARED})(?:(?:或者?)?等于)?"
_OTHER_WORDS = [word for line in _OPERATORS["别的词"] for word in line.split()]


def _guarded(operator: str) -> str:
    """A pattern of an operator where it is no part of another word: 约, but not that of 签约."""
    before = "".join(word[0] for word in _OTHER_WORDS if word[1:] == operator)
    behind = "(?=[百千万亿])" if operator in ("上", "破", "过") else ""
    return (f"(?<![{before}])" if before else "") + re.escape(operator) + behind


_PLAIN = "|".join(_guarded(word) for word in sorted(chain(*_OPERATORS["前"].values()), key=len, reverse=True))
BEFORE = f"(?:{_COMPARISON}|{_PLAIN})"
"""A pattern of the words that SIGN_OF knows."""

OPERATOR_BEGINNINGS = "".join(sorted({word[0] for word in SIGN_OF}))

_NOT_BEGINNINGS = "".join(sorted({word[0] for word in _OPERATORS["不"]}))
EARLIER = rf"(?=[至最起{_NOT_BEGINNINGS}])(?:至少|最少|起码|至多|最多|(?:{_NOT})(?:{_COMPARED}))"
"""A pattern of those that may stand further away, before what is counted: 至少引进项目5个."""

_TABLE = read_words("units")
COUNTED = frozenset(_TABLE["数东西"])
"""Units in which things are counted."""

UNITS = frozenset(chain(*_TABLE.values()))

SAME_THING = frozenset(["个", "家", "项", "件", "条", "处", "座", "所", "间", "户", "宗", "例", "台", "套", "只", "张"])
"""Units that are one as good as another: what is counted is in the noun."""


class _InPlain(NamedTuple):
    """One of a unit in its plain unit: 公里 is 1000 米, 万公里 is 10000 times as much."""

    factor: Decimal
    unit: str


_PLAIN_UNITS = {
    name: _InPlain(Decimal(str(entry["is"][0])), entry["is"][1]) for name, entry in read_words("same_units").items()
}

_FIRST_NAMES: dict[_InPlain, str] = {}
for _unit in chain(*_TABLE.values()):
    _FIRST_NAMES.setdefault(_PLAIN_UNITS.get(_unit, _InPlain(Decimal(1), _unit)), _unit)

_LONGEST_SCALES = sorted(SCALES, key=len, reverse=True)
_PER = re.compile(f"[/／每·•.、和]|(?:{alternatives({*UNITS, '月', '季度', '季', '生'} - {'人月'})})")
"""The parts of what a unit is for: 元/人·月, 元/人月 and 元/人.每月 are for a person and a month."""


def in_plain_unit(number: Decimal, unit: str) -> tuple[Decimal, str]:
    """A number and its unit in the plain unit: 6 万人 is (60000, 人), 2.5 亿元 is (250000000, 元)."""
    plain = _plain(unit)
    return number * plain.factor, plain.unit


@lru_cache(maxsize=1024)
def _plain(unit: str) -> _InPlain:
    name, per = unit, ""
    if name not in UNITS:
        at = min((at for at in (unit.find("/"), unit.find("每")) if at >= 0), default=len(unit))
        name, per = unit[:at], unit[at:]
    factor = Decimal(1)
    if name not in UNITS:
        scale = next((word for word in _LONGEST_SCALES if name.startswith(word)), "")
        if scale and (name == scale or name[len(scale) :] in UNITS):
            factor, name = Decimal(SCALES[scale]), name[len(scale) :]
    plain = _PLAIN_UNITS.get(name, _InPlain(Decimal(1), name))
    return _InPlain(factor * plain.factor, plain.unit + "".join(f"/{part}" for part in _parts(per)))


def _parts(per: str) -> Sequence[str]:
    """What a unit is for, each by the first of its names."""
    parts = [part for part in _PER.split(per) if part]  # what no table knows
    if parts:
        return [per.strip("/／每")]
    names = [part for part in _PER.findall(per) if part not in "/／每·•.、和"]
    return [_FIRST_NAMES.get(_PLAIN_UNITS.get(name, _InPlain(Decimal(1), name)), name) for name in names]


def comparable_units(unit: str, other: str) -> bool:
    """True where numbers in these units can be compared; 个, 家 and the like are one as good as another."""
    plain, other_plain = _plain(unit).unit, _plain(other).unit
    return plain == other_plain or {plain, other_plain} <= SAME_THING
