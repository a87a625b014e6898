"""What can be begun in a pack, by the words that a clerk may use for it: kinds of files, and tables in them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import PurePosixPath
from typing import NamedTuple

from perfdocs.pack.manifest import DocumentKind, Pack
from perfdocs.schema.node import Node

DEPARTMENT = "department"
_ONE_OF_MANY = ("fund", "project")
"""Words for a file of which a department has many, where there is only one such kind."""
_TARGETS, _INDICATORS, _ANY = "direction", "indicator", "row"


class Word(NamedTuple):
    """A word for what can be begun, and what the pack calls it."""

    word: str
    called: str

    def __str__(self) -> str:
        return self.word if self.word == self.called else f"{self.word}（{self.called}）"


def kinds_called(word: str, pack: Pack) -> list[DocumentKind]:
    """The kinds of files that a word may mean: the pack's name, the title, the directory, or the role in English."""
    many = [kind for kind in pack.kinds if kind.many]
    by_role = many if word in _ONE_OF_MANY else [pack.head] if word == DEPARTMENT else []
    return [kind for kind in pack.kinds if word in _own_words(kind)] or by_role


def _own_words(kind: DocumentKind) -> set[str]:
    directory = PurePosixPath(kind.path).parent.name if kind.many else ""
    return {kind.name, kind.schema.tree.title, *({directory, directory.removesuffix("s")} if directory else ())}


def is_table_called(word: str, table: Node) -> bool:
    """Whether a word may mean the rows of a table: its name, its title or theirs, or the role in English."""
    row = table.table.row if table.table else None
    if row is None:
        return False
    return word in {table.key, table.title, row.title, _ANY, *_roles(row)}


def _roles(row: Node) -> Iterator[str]:
    if row.with_role("taxonomy"):
        yield _TARGETS
    if row.with_role("indicator-name"):
        yield _INDICATORS


def words(pack: Pack) -> list[Word]:
    """What can be begun in a pack, for a message."""
    many = [kind for kind in pack.kinds if kind.many]
    files = [Word(PurePosixPath(kind.path).parent.name.removesuffix("s"), kind.name) for kind in many]
    rows = [Word(next(_roles(row), row.title), row.title) for kind in pack.kinds for row in _rows(kind.schema.tree)]
    return list(dict.fromkeys([Word(DEPARTMENT, pack.head.name), *files, *rows]))


def _rows(node: Node) -> Iterator[Node]:
    for _, field in node.owned():
        row = field.table.row if field.table and field.role != "waivers" else None
        if row is not None and row.is_group:
            yield row


def name_field(node: Node) -> str:
    """The field by which a document or a row is called; its first one where nothing else says."""
    roles = ("department-name", "name", "indicator-name")
    by_role = [key for role in roles for key in node.with_role(role)]
    return next(iter([*by_role, *([node.row_key] if node.row_key else []), *node.fields]), "")
