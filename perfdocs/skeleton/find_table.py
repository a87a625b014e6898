"""The table of a document in which a row is to be begun, from the words that a clerk gives for its place."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

from perfdocs.department.row_names import RowNames
from perfdocs.department.specs import DocumentTree
from perfdocs.errors import PerfdocsError
from perfdocs.finding import Keys
from perfdocs.schema.node import Node
from perfdocs.skeleton.vocabulary import Word, is_table_called
from perfdocs.yamlfile.address import Step, path_steps

_MOST_SHOWN = 12
"""Places in a message; chosen by hand: the indicators of one form have nine."""


class Spot(NamedTuple):
    """A place in a document that may hold a table, also where nothing stands yet."""

    root: Node
    keys: Keys
    nodes: tuple[Node, ...]
    """The nodes on the way there, one for each key; the last is the table's."""
    rows: Sequence[Any]

    @property
    def table(self) -> Node:
        return self.nodes[-1]

    @property
    def row(self) -> Node:
        row = self.table.table and self.table.table.row
        assert row is not None
        return row


def find_table(document: DocumentTree, word: str, place: str, known: Sequence[Word]) -> Spot:
    """The table whose rows the word means. Of the place, which leads to it, levels may be left out as long as only one
    table can be meant. `known` are the words to choose from. Raises PerfdocsError.
    """
    steps = path_steps(place)
    if steps is None:
        raise PerfdocsError(
            f"位置“{place}”写得不对：一级一级写，用半角句点隔开，方括号里写那一行的名称，例如 甲[乙].丙"
        )
    every = spots(document.tree, document.document.data)
    called = [spot for spot in every if is_table_called(word, spot.table)]
    if not called:
        words = "、".join(map(str, known))
        raise PerfdocsError(f"{document.document.file} 里没有可以加“{word}”的地方：这套版式可以新建 {words}")
    meant = [spot for spot in called if _leads_to(steps, spot, document.document.data)]
    exact = [spot for spot in meant if len(steps) == len(spot.keys)]
    if len(exact or meant) == 1:
        return (exact or meant)[0]
    names = RowNames({document.document.file: document})
    shown = [names.path(document.document.file, spot.keys) for spot in (meant or called)]
    more = f" 等 {len(shown)} 处" if len(shown) > _MOST_SHOWN else ""
    what = f"“{place}”可以是几处" if meant and place else f"没有“{place}”这个位置" if place else "要写明加在哪里"
    raise PerfdocsError(f"{what}：请在文件名后面写冒号和位置，可以写 {'、'.join(shown[:_MOST_SHOWN])}{more}")


def spots(tree: Node, data: Any) -> Iterator[Spot]:
    """Every table that a document has or may have, in the order of the form."""
    yield from _spots(tree, tree, data, (), ())


def _spots(root: Node, node: Node, data: Any, keys: Keys, nodes: tuple[Node, ...]) -> Iterator[Spot]:
    for key, field in (node.group.fields if node.group else {}).items():
        below = data.get(key) if isinstance(data, dict) else None
        yield from _spots(root, field, below, (*keys, key), (*nodes, field))
    row = node.table.row if node.table and node.role != "waivers" else None
    if row is not None and row.is_group:
        rows = data if isinstance(data, list) else []
        yield Spot(root, keys, nodes, rows)
        for index, item in enumerate(rows):
            yield from _spots(root, row, item, (*keys, index), (*nodes, row))


def _leads_to(steps: Sequence[Step], spot: Spot, data: Any) -> bool:
    """Whether the steps are among the keys, in their order."""
    left = list(steps)
    node: Node | None = None
    for key, after in zip(spot.keys, spot.nodes, strict=True):
        data = _below(data, key)
        if left and (is_row_called(left[0], key, data, node) if isinstance(key, int) else _is_key(left[0], after)):
            left.pop(0)
        node = after
    return not left


def _is_key(step: Step, node: Node) -> bool:
    return not step.is_row and step.text in (node.key, node.title)


def is_row_called(step: Step, index: int, row: Any, table: Node | None) -> bool:
    """Whether a step means a row: by its number, or by the field that the table's rows are called by; the brackets may
    be left out."""
    if step.number == index:
        return True
    node = table.table.row if table and table.table else None
    fields = [*([table.table.row_key] if table and table.table else []), *(node.with_role("name") if node else [])]
    return isinstance(row, dict) and any(str(row.get(field)) == step.text for field in fields if field)


def _below(data: Any, key: str | int) -> Any:
    if isinstance(key, int):
        return data[key] if isinstance(data, list) and key < len(data) else None
    return data.get(key) if isinstance(data, dict) else None
