"""Two schemas of one document in two parts as one: what its targets hold, and what a later step adds to them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from perfdocs.schema.load import Schema

_NAME = "joined.schema.json"


def join_schemas(targets: Schema, own: Schema) -> Schema:
    """The schema of the document as a whole. What stands in both is said by `own`, but for the field that names a row.

    A table whose rows have a name in `own` (`x-key`) has the fields of both in each row; any other one is `own`'s.
    """
    return Schema(_NAME, {_NAME: _join(targets, targets.root, own, own.root)})


def rows_have_name(own: Mapping[str, Any], row: Mapping[str, Any]) -> bool:
    """Whether a table's rows belong to those of the targets: they are called by what is in one of their fields."""
    return bool(own.get("x-key") or row.get("x-key"))


def _join(targets: Schema, targets_node: Any, own: Schema, own_node: Any) -> dict[str, Any]:
    old, new = targets.resolved(targets_node), own.resolved(own_node)
    if "properties" in old and "properties" in new:
        return {**old, **_said(new), **_group(targets, old, own, new)}
    if "items" in old and "items" in new:
        old_row, new_row = targets.resolved(old["items"]), own.resolved(new["items"])
        if "properties" in old_row and rows_have_name(new, new_row):
            row = _join(targets, old_row, own, new_row)
            key = new.get("x-key") or new_row.get("x-key")
            row["properties"][key] = _whole(targets, old_row["properties"][key])
            return {**old, **_said(new), "items": row, "x-key": key}
    whole: dict[str, Any] = _whole(own, new)
    return whole


def _said(node: Mapping[str, Any]) -> dict[str, Any]:
    """What a schema says of a field, without what is in it."""
    return {key: value for key, value in node.items() if key in ("title", "description", "x-expected")}


def _group(targets: Schema, old: Mapping[str, Any], own: Schema, new: Mapping[str, Any]) -> dict[str, Any]:
    fields = {
        key: _join(targets, child, own, new["properties"][key]) if key in new["properties"] else _whole(targets, child)
        for key, child in old["properties"].items()
    }
    fields |= {key: _whole(own, child) for key, child in new["properties"].items() if key not in fields}
    required = dict.fromkeys([*old.get("required", ()), *new.get("required", ())])
    return {"properties": fields, "required": [*required]}


def _whole(schema: Schema, node: Any) -> Any:
    """A part of a schema with its references followed, so that it may stand elsewhere."""
    if isinstance(node, dict):
        return {key: _whole(schema, child) for key, child in schema.resolved(node).items()}
    return [_whole(schema, child) for child in node] if isinstance(node, list) else node
