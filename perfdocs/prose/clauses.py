"""Clauses of a text, and whether one speaks of an earlier year on purpose."""

from __future__ import annotations

import re

from perfdocs.prose.read_periods import periods

_CLAUSE = re.compile(r"[^，,；;。！!？?\n]+")
_LOOKING_BACK = re.compile(
    r"未|已|结转|遗留|以来|相比|[比较]|同期|基础|基数|上年|去年|历年|决算|[〔﹝\[]|号|届|续建|延续|存量|往年|前期|启动|开工|批复|签订的|"
    r"中标|起|至今|遗|滚动|尾款|质保|欠|补发|清算|结算|验收合格的|累计|截至"
)
"""Chosen by hand; the cases of D101 and the real forms in `tests/examples/forms` hold that."""


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
