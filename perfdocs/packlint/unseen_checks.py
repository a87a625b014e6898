"""Which checks have nothing to look at in a pack, since none of its fields has the role that they go by."""

from __future__ import annotations

from collections.abc import Iterator

from perfdocs.pack.manifest import Pack
from perfdocs.schema.node import Node

_CHECKS = {
    "amount": "金额的（M）",
    "goal": "目标的（G）",
    "taxonomy": "指标的（I）",
    "indicator-value": "指标值的（I106 到 I112）",
}
"""Roles, and the checks that go by them."""


def unseen_checks(pack: Pack) -> list[tuple[str, str]]:
    """Pairs of a role that no field has, and what of the checks sees nothing without it."""
    roles = {role for kind in pack.kinds for role in _roles(kind.schema.tree)}
    return [(role, checks) for role, checks in _CHECKS.items() if role not in roles]


def _roles(node: Node) -> Iterator[str]:
    for _, field in node.owned():
        yield field.role
        yield from (choice.role for choice in field.choices)
