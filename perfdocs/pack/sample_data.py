"""A made-up document of a kind in which no field is blank: for looking at what a pack does with its fields."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from perfdocs.schema.node import Node

TEXT = "示例"


def sample(node: Node, rows: int, parts: bool) -> Any:
    """Data for a schema's node, with so many rows a table; a value that may be given in parts is, if wanted."""
    choice = next((choice for choice in node.choices if choice.is_group == parts), node.choices[0])
    if choice.is_group:
        return {key: sample(child, rows, parts) for key, child in choice.fields.items()}
    if choice.row:
        return [sample(choice.row, rows, parts) for _ in range(rows)]
    if choice.options:
        return choice.options[0]
    return Decimal(1) if choice.is_number else TEXT


def blank(node: Node) -> Any:
    """The same with nothing filled in: every group with all its fields, no rows."""
    choice = node.choices[0]
    if choice.is_group:
        return {key: blank(child) for key, child in choice.fields.items()}
    return [] if choice.row else None
