"""A value of a spec in a line."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from perfdocs.prose.amounts import number_text

CELL, ROW = "｜", "；"
"""Between the cells of a row; between rows, and between the parts of a group."""


def value_text(value: Any, between: str = "") -> str:
    """A value in a line: a row as its values, one that is given in parts (≥, 90, %) put together."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return number_text(value)
    if isinstance(value, Mapping):
        has_groups = any(isinstance(item, Mapping | list) for item in value.values())
        marks = between or (ROW if has_groups else "")
        return marks.join(part for part in map(value_text, value.values()) if part)
    if isinstance(value, list):
        return ROW.join(value_text(item, CELL) for item in value)
    return str(value)
