"""Cases of which `make test-fast` runs a few, spread evenly, and `make test` all."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

import pytest


def some_fast(cases: Iterable[Any], every: int) -> list[Any]:
    """Parameters of a test; all but each so-many-th are marked as slow."""
    return [pytest.param(case, marks=pytest.mark.slow) if number % every else case for number, case in enumerate(cases)]
