"""What a department has written, as it is handed from step to step."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import NamedTuple

from perfdocs.department.by_role import ByRole
from perfdocs.department.read_by_role import read_by_role
from perfdocs.pack.manifest import Pack
from perfdocs.schema.node import Node
from perfdocs.yamlfile.reader import Document


class DocumentTree(NamedTuple):
    """A document, and what its schema says of it, from the top."""

    document: Document
    tree: Node


@dataclass(frozen=True, eq=False)
class Specs:
    """A department's documents by kind, with blanks for what is wrong, and the pack that they are written for."""

    pack: Pack
    documents: Mapping[str, Sequence[Document]]

    @property
    def name(self) -> str:
        """The department's name; empty where it has none."""
        field = self.by_role.targets[0].first("department-name") if self.by_role.targets else None
        return field.text.strip() if field else ""

    @property
    def files(self) -> frozenset[str]:
        """The files that they were read from, also those of the targets of a later step."""
        documents = [document for group in self.documents.values() for document in group]
        return frozenset(part.file for document in documents for part in document.parts)

    @cached_property
    def trees(self) -> Mapping[str, DocumentTree]:
        """The documents by file, each with what its schema says of it."""
        kinds = [(kind.schema.tree, document) for kind in self.pack.kinds for document in self.documents[kind.name]]
        return {document.file: DocumentTree(document, tree) for tree, document in kinds}

    @cached_property
    def by_role(self) -> ByRole:
        """The same by role, read once."""
        return read_by_role(self.pack, self.documents)
