"""Clauses of a text, and whether one speaks of an earlier year on purpose."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import NamedTuple

from perfdocs.prose.read_periods import periods

_CLAUSE = re.compile(r"[^，,；;。！!？?\n]+")
_LOOKING_BACK = re.compile(
    r"未|已|结转|遗留|以来|相比|[比较]|同期|基础|基数|上年|去年|历年|决算|[〔﹝\[]|号|届|续建|延续|存量|往年|前期|启动|开工|批复|签订的|"
    r"中标|起|至今|遗|滚动|尾款|质保|欠|补发|清算|结算|验收合格的|累计|截至"
)
"""Chosen by hand; the cases of D101 and the real forms in `tests/examples/forms` hold that."""
_MAY_TAKE_YEARS = re.compile("年|五[”’]?[期时末规]")
_TWO_YEARS = re.compile(r"(?:19|20)\d{2}.*20\d{2}")
_SEVERAL_YEARS = re.compile(
    r"(?<![第\d])(?:[两二三四五六七八九十]|[2-9]|1\d)年(?:内|间|期间|来|共|累计|总计|合计|行动|规划|(?=完成|建成|新建|改造|养护|实现|培训|治理))"
    r"|(?<=[“‘])十[三四五六]五(?=[”’])|十[三四五六]五(?:期间|时期|末|规划)"
    r"|[到至](?P<year>20\d{2})年(?!\s?\d{1,2}\s?[月-])"
)
"""What says that several years are meant; chosen by hand, the cases of G105 hold it."""


class YearsAhead(NamedTuple):
    """A clause that speaks of several years, and by which words."""

    words: str
    start: int
    stop: int


def years_ahead(text: str, year: int) -> Sequence[YearsAhead]:
    """The clauses that speak of what several years bring, or one after `year`: 三年内, 2023-2025年, 到2026年."""
    if not _MAY_TAKE_YEARS.search(text):
        return ()
    ahead = []
    for clause in _CLAUSE.finditer(text):
        words = _years_meant(clause.group(), year)
        if words and not looks_back(clause.group().replace(words, "")):
            ahead.append(YearsAhead(words, *clause.span()))
    return ahead


def _years_meant(clause: str, year: int) -> str:
    for period in periods(clause) if _TWO_YEARS.search(clause) else ():
        first, last = period.begin, period.end
        if period.is_range and first and last and not period.fault and first.first.year < last.last.year:
            return clause[period.start : period.stop]
    several = _SEVERAL_YEARS.search(clause)
    if not several or (several["year"] and int(several["year"]) <= year):
        return ""
    return several.group()


def clauses(text: str) -> list[str]:
    """The parts of a text between its commas, semicolons, full stops and line ends, blanks kept."""
    return _CLAUSE.findall(text)


def clause_at(text: str, index: int) -> str:
    """The clause in which a character of the text stands; empty for one between two."""
    return next((match.group() for match in _CLAUSE.finditer(text) if match.start() <= index < match.end()), "")


def looks_back(clause: str) -> bool:
    """True where a clause speaks of an earlier year on purpose: 2022年引进未履约的, 比2022年.

    起 and 号 inside a date do not say so.
    """
    for period in reversed(periods(clause)):
        clause = clause[: period.start] + clause[period.stop :]
    return _LOOKING_BACK.search(clause) is not None
