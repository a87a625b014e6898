"""A made-up document of a kind in which no field is blank: for looking at what a pack does with its fields."""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

from perfdocs.schema.load import Schema

TEXT = "示例"


def sample(schema: Schema, node: Any, rows: int, parts: bool) -> Any:
    """Data for a schema's node, with so many rows a table; a value that may be given in parts is, if wanted."""
    node = schema.resolved(node)
    if "anyOf" in node:
        branches = [schema.resolved(branch) for branch in node["anyOf"]]
        node = next((branch for branch in branches if ("properties" in branch) == parts), branches[0])
    if "properties" in node:
        return {key: sample(schema, child, rows, parts) for key, child in node["properties"].items()}
    if "items" in node:
        return [sample(schema, node["items"], rows, parts) for _ in range(rows)]
    return _scalar(node)


def _scalar(node: Mapping[str, Any]) -> Any:
    if "const" in node:
        return node["const"]
    if "enum" in node:
        return next(value for value in node["enum"] if value is not None)
    types = node.get("type", "string")
    wanted = [types] if isinstance(types, str) else list(types)
    if "string" not in wanted and ("number" in wanted or "integer" in wanted):
        return Decimal(1)
    return TEXT
