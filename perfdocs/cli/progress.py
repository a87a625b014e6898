"""A line on stderr that counts, for a person who watches a run that takes long."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

Item = TypeVar("Item")
PATIENCE = 1.0
"""Seconds before anything is shown; chosen by hand."""


class Progress:
    """Counts what is being done, where stderr is a terminal and a second has gone by."""

    def __init__(self, doing: str) -> None:
        self._doing = doing
        self._begun = time.monotonic()
        self._is_shown = False
        self.number = 0

    def count(self, total: int) -> None:
        """One more of so many."""
        self.number += 1
        if sys.stderr.isatty() and time.monotonic() - self._begun > PATIENCE:
            sys.stderr.write(f"\r{self._doing} {self.number}/{total}")
            sys.stderr.flush()
            self._is_shown = True

    def clear(self) -> None:
        """Takes the line away again."""
        if self._is_shown:
            sys.stderr.write("\r\x1b[K")


def count_on_stderr(items: Iterable[Item], total: int, doing: str) -> Iterator[Item]:
    """The items, counted."""
    progress = Progress(doing)
    for item in items:
        progress.count(total)
        yield item
    progress.clear()
