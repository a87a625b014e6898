"""A made-up document of a kind in which no field is blank: for looking at what a pack does with its fields."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from perfdocs.schema.node import Node

TEXT = "示例"
NUMBERS = (Decimal(1), Decimal(10**9), Decimal(0), None)
"""The number in every field, by the variant: conditions of forms and templates ask for more and less. None: each field
has another, of which quotients do not come out even."""


def variants(node: Node) -> int:
    """How many variants there are, so that every option of every field is chosen in one."""
    below = [child for choice in node.choices for child in choice.fields.values()]
    rows = [choice.row for choice in node.choices if choice.row]
    own = max(len(choice.options) for choice in node.choices)
    return max(own, len(NUMBERS), *map(variants, [*below, *rows]))


def sample(node: Node, rows: int, parts: bool, variant: int = 0) -> Any:
    """Data for a schema's node, with so many rows a table; a value that may be given in parts is, if wanted."""
    choice = next((choice for choice in node.choices if choice.is_group == parts), node.choices[0])
    if choice.is_group:
        return {key: sample(child, rows, parts, variant) for key, child in choice.fields.items()}
    if choice.row:
        return [sample(choice.row, rows, parts, variant) for _ in range(rows)]
    if choice.options:
        return choice.options[variant % len(choice.options)]
    if not choice.is_number:
        return TEXT
    number = NUMBERS[variant % len(NUMBERS)]
    return Decimal(sum(map(ord, node.key)) % 89 + 7) if number is None else number


def blank(node: Node) -> Any:
    """The same with nothing filled in: every group with all its fields, no rows."""
    choice = node.choices[0]
    if choice.is_group:
        return {key: blank(child) for key, child in choice.fields.items()}
    return [] if choice.row else None
