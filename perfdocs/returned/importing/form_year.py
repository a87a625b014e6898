"""The year of the forms, where none of their fields says it: from their titles, or from where they are to stand."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from decimal import Decimal

from perfdocs.finding import Finding, Place, Severity
from perfdocs.prose.read_periods import narrowed
from perfdocs.returned.cell_findings import finding_at
from perfdocs.returned.importing.draft import Draft
from perfdocs.word.grid import Row

_YEAR = re.compile(r"(?<![0-9])([12][0-9]{3})\s*年")
_BEFORE_TABLE = 4
"""Paragraphs and rows in which a title is looked for; in real forms it is the first, below an 附件 the second."""


def enter_year(draft: Draft, documents: Iterable[tuple[str, Sequence[Row]]], directory_year: str) -> Iterator[Finding]:
    """Enters the year into the department's own file where it is not there: the one year that the titles of the
    documents name, or that of the directory (`specs/2023/…`), if any. Says so (N206), or that both differ (N204).
    """
    for key in draft.kind.schema.tree.with_role("year"):
        year, entry = draft.data.get(key), draft.entries.get((key,))
        if year is None:
            file, year, doubt = _guess(documents, directory_year)
            if year:
                draft.data[key] = Decimal(year)
                draft.doubt((key,), doubt)
                yield Finding("N206", Place(file), f"“{key}”{doubt}", severity=Severity.HINT)
        if year is not None and directory_year and str(year) != directory_year:
            message = f"“{key}”是 {year}，而 --out 写的是 {directory_year} 年的目录：按表上的读入，请核对"
            if entry is None:
                yield Finding("N204", Place(file), message)
            else:
                yield finding_at(entry.place, "N204", message)


def _guess(documents: Iterable[tuple[str, Sequence[Row]]], directory_year: str) -> tuple[str, str, str]:
    """The file, the year, and what is to be said of it."""
    by_year: dict[str, str] = {}
    first = ""
    for file, rows in documents:
        first = first or file
        for year in _YEAR.findall(narrowed("\n".join(_title(rows)))):
            by_year.setdefault(year, file)
    if len(by_year) == 1:
        ((year, file),) = by_year.items()
        return file, year, "表里没有这一项，按标题里的年份读入"
    return first, directory_year, "表上没有写年份，按 --out 的目录读入"


def _title(rows: Sequence[Row]) -> Iterator[str]:
    """What stands above the first table, and its first row."""
    for row in rows[:_BEFORE_TABLE]:
        yield from row.texts
        if row.where.table:
            return
