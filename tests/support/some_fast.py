"""Cases of which `make test-fast` runs a few, spread evenly, and `make test` all."""

from __future__ import annotations

import os
from collections.abc import Iterable
from typing import Any

import pytest

TIMES = int(os.environ.get("PERFDOCS_TIMES", "1"))
"""`make fuzz` tries so many times as many random cases."""


def some_fast(cases: Iterable[Any], every: int) -> list[Any]:
    """Parameters of a test; all but each so-many-th are marked as slow."""
    return [pytest.param(case, marks=pytest.mark.slow) if number % every else case for number, case in enumerate(cases)]


def random_cases(number: int, every: int) -> list[Any]:
    """The numbers of random cases, from 0; see `some_fast`."""
    return some_fast(range(number * TIMES), every)
