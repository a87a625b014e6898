"""What the rows of a table are called where a place is written, and which row is meant where one is read.

A row has a name where its key, its name or its number is given, and stands in no other row of the table.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any

from perfdocs.department.specs import DocumentTree
from perfdocs.finding import Keys, value_at
from perfdocs.prose.amounts import number_text
from perfdocs.schema.node import Node
from perfdocs.yamlfile.address import Step, path_steps, path_text

_LONGEST = 40
"""Characters of a row's name; with a longer one it is counted. Chosen by hand: a line holds the rest of the path."""


class RowNames:
    """The names of the rows of some documents, each looked up once."""

    def __init__(self, documents: Mapping[str, DocumentTree]) -> None:
        self._documents = documents
        self._of_tables: dict[tuple[str, Keys], Sequence[str | None]] = {}

    def path(self, file: str, keys: Keys) -> str:
        """The path to a value as it is written, by the names of the rows on the way."""
        names = {}
        for depth, step in enumerate(keys):
            if isinstance(step, int):
                of_table = self._of_table(file, keys[:depth])
                name = of_table[step] if step < len(of_table) else None
                if name is not None:
                    names[depth] = name
        return path_text(keys, names)

    def _of_table(self, file: str, keys: Keys) -> Sequence[str | None]:
        known = self._of_tables.get((file, keys))
        if known is None:
            known = self._of_tables[file, keys] = self._read(file, keys)
        return known

    def _read(self, file: str, keys: Keys) -> Sequence[str | None]:
        if file not in self._documents:
            return ()
        document, tree = self._documents[file]
        fields, rows = _naming_fields(tree, keys), value_at(document.data, keys)
        return _names(rows, fields) if fields and isinstance(rows, list) else ()


def _naming_fields(tree: Node, keys: Keys) -> Sequence[str]:
    """The fields by which the rows of a table are told from one another, the surest first."""
    node = tree.at(keys)
    if node is None or node.table is None or node.table.row is None:
        return ()
    row = node.table.row
    key = [node.table.row_key] if node.table.row_key else []
    return list(dict.fromkeys([*key, *row.with_role("name"), *row.with_role("row-id")]))


def _names(rows: Sequence[Any], fields: Sequence[str]) -> Sequence[str | None]:
    texts = [list(dict.fromkeys(_texts(row, fields))) for row in rows]
    held = Counter(text for of_row in texts for text in of_row)
    return [next((text for text in of_row if held[text] == 1 and len(text) <= _LONGEST), None) for of_row in texts]


def _texts(row: Any, fields: Sequence[str]) -> Iterator[str]:
    """What stands in some fields of a row."""
    for field in fields:
        value = row.get(field) if isinstance(row, dict) else None
        if isinstance(value, Decimal):
            yield number_text(value)
        elif isinstance(value, str) and value:
            yield value


def find_path(text: str, document: DocumentTree) -> Keys | None:
    """Where a written path leads in a document; None where it leads nowhere."""
    steps = path_steps(text)
    keys: Keys = ()
    for step in steps or ():
        meant = next(_meanings(step, value_at(document.document.data, keys), document.tree, keys), None)
        if meant is None:
            return None
        keys = (*keys, meant)
    return None if steps is None else keys


def _meanings(step: Step, data: Any, tree: Node, above: Keys) -> Iterator[str | int]:
    """The keys or rows that a step can mean, what it surely means first: a field may be left out, and a row be called
    by anything in it."""
    if not step.is_row:
        node = tree.at(above)
        there = data if isinstance(data, dict) else ()
        yield from (key for key in (step.text, step.written) if key in there or (node and node.below(key)))
    if isinstance(data, list) and step.is_row:
        if step.number is not None and step.number < len(data):
            yield step.number
        fields = _naming_fields(tree, above)
        yield from (index for index, row in enumerate(data) if step.text in _texts(row, fields))
        rows = [(index, row) for index, row in enumerate(data) if isinstance(row, dict)]
        called = {step.text, step.written}
        yield from (index for index, row in rows if called & {str(value) for value in row.values()})
