"""The tables of a document that rows can be pasted into, and which of them is meant."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from perfdocs.department.row_names import RowNames, find_path
from perfdocs.department.specs import DocumentTree
from perfdocs.errors import PerfdocsError
from perfdocs.finding import Keys
from perfdocs.returned.form_map.compact_text import compact
from perfdocs.schema.node import Node
from perfdocs.yamlfile.address import path_steps

MOST_NAMED = 12
"""Places that a sentence names. Chosen by hand: a screen holds them."""


class Leaf(NamedTuple):
    """A table: the keys to it in its document, the node of its rows, and the groups and the table by whose names a
    sheet may say that a row belongs there, outermost first."""

    keys: Keys
    row: Node
    path: tuple[Node, ...]


class Target(NamedTuple):
    """Where rows are to go: the tables that are meant, and all those that their sheet may speak of as well."""

    keys: Keys
    leaves: tuple[Leaf, ...]
    beside: tuple[Leaf, ...]


def find_target(file: str, path: str, document: DocumentTree) -> Target:
    """The tables that a path names; the end of it is enough where that is clear (`明细`).

    Raises PerfdocsError where it names none, or several.
    """
    keys = find_path(path, document) if path.strip() else None
    node = document.tree.at(keys) if keys else None
    if not keys or node is None or not leaves(node, keys):
        keys = _only_place(file, path, document)
    above = keys
    while len(above) > 1 and not isinstance(above[-2], int) and _has_tables_only(document.tree.at(above[:-1])):
        above = above[:-1]
    root = document.tree.at(above)
    beside = leaves(root, above) if root else []
    meant = [leaf for leaf in beside if leaf.keys[: len(keys)] == keys]
    if len({tuple(leaf.row.fields) for leaf in meant}) > 1:
        names = _named(file, [leaf.keys for leaf in meant], document)
        raise PerfdocsError(f"{file} 的“{path}”下面有几张不同的表：写明是哪一张：{names}")
    alike = (leaf for leaf in beside if leaf.row.fields.keys() == meant[0].row.fields.keys())
    return Target(keys, tuple(meant), tuple(alike))


def leaves(node: Node, keys: Keys, path: tuple[Node, ...] = ()) -> list[Leaf]:
    """The tables with fields below a node that stands at these keys, without those in their rows."""
    table = node.table
    if table is not None and table.row is not None:
        row = table.row.group
        return [Leaf(keys, row, path)] if row is not None and node.role != "waivers" else []
    group = node.group
    children = group.fields.items() if group is not None and group.print_as is None else ()
    return [leaf for key, child in children for leaf in leaves(child, (*keys, key), (*path, child))]


def _has_tables_only(node: Node | None) -> bool:
    group = node.group if node else None
    return group is not None and all(leaves(child, ()) for child in group.fields.values())


def _only_place(file: str, path: str, document: DocumentTree) -> Keys:
    """The only group or table that the end of a path names."""
    steps = path_steps(path) or ()
    names = [compact(step.text) for step in steps if not step.is_row]
    places = list(_places(document.tree, document.document.data, ()))
    named = [keys for keys in places if _is_called(keys, names, document.tree)]
    outermost = [keys for keys in named if not any(keys[: len(other)] == other != keys for other in named)]
    if len(outermost) == 1 and (names or len(places) == 1):
        return outermost[0]
    if names and outermost:
        known = _named(file, outermost, document)
        raise PerfdocsError(f"{file} 里叫“{path}”的有 {len(outermost)} 处：写明是哪一处：{known}")
    if not places:
        raise PerfdocsError(f"{file} 里没有可以粘贴几行的地方")
    known = _named(file, [keys for keys in places if len(keys) < 4], document)
    if names:
        raise PerfdocsError(f"{file} 里没有“{path}”这张表。可以是：{known}")
    raise PerfdocsError(f"--to 里要写明粘贴到哪里，例如 {file}:{known.partition('、')[0]}。可以是：{known}")


def _named(file: str, places: Sequence[Keys], document: DocumentTree) -> str:
    """Places as they are written, the first of many."""
    names = RowNames({file: document})
    texts = "、".join(names.path(file, keys) for keys in places[:MOST_NAMED])
    return texts + (f" 等 {len(places)} 处" if len(places) > MOST_NAMED else "")


def _places(node: Node, data: Any, keys: Keys) -> Iterator[Keys]:
    """Every group and table that rows can be pasted into, also those that the document does not have yet."""
    group, table = node.group, node.table
    if table is not None and table.row is not None:
        for index, item in enumerate(data if isinstance(data, list) else ()):
            yield from _places(table.row, item, (*keys, index))
    elif group is not None:
        for key, child in group.fields.items():
            below = (*keys, key)
            if leaves(child, below):
                yield below
                yield from _places(child, data.get(key) if isinstance(data, dict) else None, below)


def _is_called(keys: Keys, names: Sequence[str], tree: Node) -> bool:
    """Whether the last steps of a place have these names, by their keys or their titles."""
    ends = [at for at, step in enumerate(keys, 1) if not isinstance(step, int)][-len(names) :] if names else []
    if len(ends) < len(names):
        return False
    for name, end in zip(names, ends, strict=True):
        node = tree.at(keys[:end])
        if name not in (compact(str(keys[end - 1])), compact(node.title if node else "")):
            return False
    return True
