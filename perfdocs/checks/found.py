"""What a check yields."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TypeAlias

from perfdocs.department.by_role import Field

Found: TypeAlias = Iterator[tuple[Field, str]]
"""The fields that something is wrong with, and what to say of each."""
