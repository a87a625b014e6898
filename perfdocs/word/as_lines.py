"""A Word document as lines of text: a row of a table is a line, its cells side by side."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator

from perfdocs.word.grid import Row

_BLANKS = re.compile(r"\s+")


def document_lines(rows: Iterable[Row]) -> Iterator[str]:
    """Each row as `甲 | 乙 | 丙`, each paragraph outside of tables as a line.

    A cell that is merged with the one above is empty. What is deleted in tracked changes is left out.
    """
    for row in rows:
        line = " | ".join(_BLANKS.sub(" ", text).strip() for text in row.texts)
        if row.tracked != "deleted" and (line or row.where.table):
            yield line
