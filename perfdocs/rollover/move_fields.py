"""Fields that the new year's pack has elsewhere (`x-was`), moved in the text of a file."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from perfdocs.finding import Keys, value_at
from perfdocs.schema.moved_fields import Move, Names, path_now
from perfdocs.yamlfile.comments import comments
from perfdocs.yamlfile.edit_in_place import Edits
from perfdocs.yamlfile.reader import Document, read


class MovedText(NamedTuple):
    """A file with its fields moved, and the paths of those that were not: something stands in the new place, or they
    have comments, which belong to them and would be lost."""

    text: str
    left: tuple[Keys, ...]


def move_fields(text: str, moves: Sequence[Move]) -> MovedText:
    """The file with each field where the new layout has it, and every other character as it was."""
    left: list[Keys] = []
    for move in moves:
        for keys in list(_paths(read(text.encode(), "").data, move.old)):
            moved = _with_moved(text, keys, path_now(keys, [move]))
            if moved is None:
                left.append(keys)
            else:
                text = moved
    return MovedText(text, tuple(left))


def _paths(data: Any, names: Names, above: Keys = ()) -> Iterator[Keys]:
    """Every place at which a field stands, once for each row on the way."""
    if isinstance(data, list):
        for index, row in enumerate(data):
            yield from _paths(row, names, (*above, index))
    elif isinstance(data, dict) and names and names[0] in data:
        keys = (*above, names[0])
        if len(names) == 1:
            yield keys
        else:
            yield from _paths(data[names[0]], names[1:], keys)


def _with_moved(text: str, old: Keys, new: Keys) -> str | None:
    """The file with a field moved; None where that cannot be done without losing something."""
    document = read(text.encode(), "")
    if value_at(document.data, new) is not None or _has_comments(text, document, old):
        return None
    value = value_at(document.data, old)
    edits = Edits(text)
    edits.remove(old)
    edits.add(new, value)
    again = read(edits.text.encode(), "")
    is_right = not again.findings and value_at(again.data, new) == value and value_at(again.data, old) is None
    return edits.text if is_right else None


def _has_comments(text: str, document: Document, keys: Keys) -> bool:
    """Whether a comment stands in a value, beside it or above what is in it."""
    first = document.key_place(keys).line
    inside = [document.value_place(path).line for path in document.places if path[: len(keys)] == keys]
    return any(first <= comment.line <= max(inside) for comment in comments(text))
