"""A place in two documents: what their schemas say of it, its paths, and what to call it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from perfdocs.compare.change import WAIVERS, Change, Kind
from perfdocs.finding import Keys
from perfdocs.schema.moved_fields import Move, path_before
from perfdocs.schema.node import Node


class Place(NamedTuple):
    """A place in the old document and in the new one; `years` is how many years the new one is later."""

    old_node: Node | None
    new_node: Node | None
    years: int = 0
    old_path: Keys = ()
    new_path: Keys = ()
    label: tuple[str, ...] = ()
    old_owners: tuple[Mapping[str, Any], ...] = ()
    """The groups that it stands in, in the old data and in the new."""
    new_owners: tuple[Mapping[str, Any], ...] = ()
    is_waiver: bool = False
    """Whether it is a waiver, or stands in one."""
    moves: tuple[Move, ...] = ()
    """The fields that stood elsewhere in the old document; the old data are as if they had moved already."""

    @property
    def node(self) -> Node | None:
        return self.new_node or self.old_node

    def below(self, key: str, old: Mapping[str, Any], new: Mapping[str, Any]) -> Place:
        """The field of a group."""
        old_node = self.old_node.fields.get(key) if self.old_node else None
        new_node = self.new_node.fields.get(key) if self.new_node else None
        node = new_node or old_node
        old_path = (*self.old_path, key)
        return Place(
            old_node,
            new_node,
            self.years,
            path_before(old_path, self.moves) if self.moves else old_path,
            (*self.new_path, key),
            (*self.label, node.title if node else key),
            (*self.old_owners, old),
            (*self.new_owners, new),
            self.is_waiver,
            self.moves,
        )

    def row(self, old: int, new: int, name: str) -> Place:
        """A row of a table."""
        return self._replace(
            old_node=self.old_node.row if self.old_node else None,
            new_node=self.new_node.row if self.new_node else None,
            old_path=(*self.old_path, old),
            new_path=(*self.new_path, new),
            label=(*self.label, f"“{name}”" if name else f"第 {new + 1} 行"),
            is_waiver=self.is_waiver or bool(self.node and self.node.role == WAIVERS),
        )

    def change(self, kind: Kind, old: Any, new: Any) -> Change:
        """A change here."""
        role, unit = (self.node.role, self.node.unit) if self.node else ("", "")
        role = WAIVERS if self.is_waiver else role
        units = _unit(unit, self.new_owners), _unit(unit, self.old_owners)
        return Change(kind, self.old_path, self.new_path, self.label, old, new, role, *units)


def _unit(declared: str, owners: Sequence[Mapping[str, Any]]) -> str:
    """The unit that the schema declares, or that the nearest field of that name gives."""
    return str(next((owner[declared] for owner in reversed(owners) if declared in owner), declared))
