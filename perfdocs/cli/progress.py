"""A line on stderr that counts, for a person who watches a run that takes long."""

from __future__ import annotations

import sys
import time
from collections.abc import Iterable, Iterator
from typing import TypeVar

Item = TypeVar("Item")
PATIENCE = 1.0
"""Seconds before anything is shown; chosen by hand."""


def count_on_stderr(items: Iterable[Item], total: int, doing: str) -> Iterator[Item]:
    """The items, counted on stderr where that is a terminal and a second has gone by."""
    shows = sys.stderr.isatty()
    begun, shown = time.monotonic(), False
    for number, item in enumerate(items, start=1):
        if shows and time.monotonic() - begun > PATIENCE:
            sys.stderr.write(f"\r{doing} {number}/{total}")
            sys.stderr.flush()
            shown = True
        yield item
    if shown:
        sys.stderr.write("\r\x1b[K")
