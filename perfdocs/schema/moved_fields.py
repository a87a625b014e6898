"""Fields that stood elsewhere in last year's form: `x-was` says where, and the data of the old year are read so.

`"x-was": "甲.乙"` is the path from the top of the document, as the old pack had it; rows of tables have no step in it.
A field can move within its document and within the rows of a table, not from one table to another.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from typing import Any, NamedTuple

from perfdocs.finding import Keys
from perfdocs.schema.node import Node
from perfdocs.yamlfile.address import path_steps

Names = tuple[str, ...]


class Move(NamedTuple):
    """A field that stands elsewhere: its path in the old layout and in the new one, without rows."""

    old: Names
    new: Names

    @property
    def shared(self) -> int:
        """How many steps both begin with."""
        pairs = list(zip(self.old, self.new, strict=False))
        return next((number for number, (old, new) in enumerate(pairs) if old != new), len(pairs))

    @property
    def back(self) -> Move:
        return Move(self.new, self.old)


def moves_between(old: Node, new: Node) -> tuple[Move, ...]:
    """The fields of an old document that stand elsewhere in a new one: those that either schema says have moved."""
    if old is new or not (old.moved or new.moved):
        return ()
    said = [*said_moves(new), *(move.back for move in said_moves(old))]
    return tuple(move for move in said if old.at_keys(move.old) and new.at_keys(move.new) and not old.at_keys(move.new))


def said_moves(tree: Node) -> Iterator[Move]:
    """What a schema says of its fields, those above before what is in them."""
    for path, was in tree.moved.items():
        names = names_of(was)
        if names:
            yield Move(names, path)


def names_of(text: str) -> Names:
    """The steps of a written path; none where it is none."""
    steps = path_steps(text) or []
    return () if any(step.is_row for step in steps) else tuple(step.text for step in steps)


def in_new_layout(data: Any, moves: Sequence[Move]) -> Any:
    """The data of an old document with each field where it stands now; a value that is there already stays."""
    for move in moves:
        data = _moved(data, move.old, move.new)
    return data


def _moved(data: Any, old: Names, new: Names) -> Any:
    """The data with a field moved; groups and tables on the way are new, everything else is the same object."""
    if isinstance(data, list):
        return [_moved(row, old, new) for row in data]
    if not isinstance(data, dict):
        return data
    if len(old) > 1 and len(new) > 1 and old[0] == new[0]:
        return {key: _moved(value, old[1:], new[1:]) if key == old[0] else value for key, value in data.items()}
    value = _value(data, old)
    return data if value is None or _value(data, new) is not None else _with(_without(data, old), new, value)


def _value(data: Any, path: Names) -> Any:
    for step in path:
        data = data.get(step) if isinstance(data, dict) else None
    return data


def _without(data: dict[str, Any], path: Names) -> dict[str, Any]:
    first, *rest = path
    if not rest:
        return {key: value for key, value in data.items() if key != first}
    return {key: _without(value, tuple(rest)) if key == first else value for key, value in data.items()}


def _with(data: dict[str, Any], path: Names, value: Any) -> dict[str, Any]:
    first, *rest = path
    below = data.get(first)
    return {**data, first: _with(below if isinstance(below, dict) else {}, tuple(rest), value) if rest else value}


def path_now(keys: Keys, moves: Iterable[Move]) -> Keys:
    """Where a path of the old document leads in the new one."""
    for move in moves:
        keys = _relocated(keys, move)
    return keys


def path_before(keys: Keys, moves: Iterable[Move]) -> Keys:
    """Where a path of the new layout led in the old document."""
    return path_now(keys, (move.back for move in moves))


def _relocated(keys: Keys, move: Move) -> Keys:
    """The path, with the move made where it leads to the field or into it."""
    names, ends = [], []
    for number, key in enumerate(keys):
        if isinstance(key, str):
            names.append(key)
            ends.append(number)
    if tuple(names[: len(move.old)]) != move.old:
        return keys
    above = ends[move.shared] if move.shared < len(move.old) else len(keys)
    return (*keys[:above], *move.new[move.shared :], *keys[ends[len(move.old) - 1] + 1 :])
