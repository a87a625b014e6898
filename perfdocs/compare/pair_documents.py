"""Which document of last year is which of this year's: by file, by name, or by what is most like it."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cached_property
from pathlib import PurePosixPath

from perfdocs.department.specs import Specs
from perfdocs.prose.similarity import SAME_NAME, likeness
from perfdocs.yamlfile.reader import Document


class Documents:
    """A department's documents of a kind, by id, which is the file's name."""

    def __init__(self, specs: Specs | None, kind: str) -> None:
        self.kind = specs.pack.kind(kind) if specs else None
        documents = specs.documents.get(kind, ()) if specs else ()
        self.by_id = {PurePosixPath(document.file).stem: document for document in documents}
        targets = specs.by_role.targets if specs else ()
        self._names = {target.whole.document.file: target.name for target in reversed(targets)}

    @cached_property
    def names(self) -> Mapping[str, str]:
        """The name of each document, by its id."""
        return {key: self.name(document) for key, document in self.by_id.items()}

    def name(self, document: Document) -> str:
        """The name that stands in a document, or its id."""
        return self._names.get(document.file) or PurePosixPath(document.file).stem


def pair_documents(before: Documents, after: Documents) -> dict[str, str]:
    """The id that each document of the new year had in the old one: of the same id, or else of the same name, or else
    of a name that is likely a new one for it."""
    pairs = {key: key for key in after.by_id if key in before.by_id}
    by_name: dict[str, list[str]] = {}
    for key in before.by_id:
        if key not in pairs:
            by_name.setdefault(before.names[key], []).append(key)
    for key in after.by_id:
        waiting = by_name.get(after.names[key], ())
        if key not in pairs and waiting:
            pairs[key] = waiting.pop(0)
    taken = set(pairs.values())
    waiting_old = {key: name for key, name in before.names.items() if key not in taken}
    waiting_new = {key: name for key, name in after.names.items() if key not in pairs}
    return pairs | pair_names(waiting_old, waiting_new)


def pair_names(old: Mapping[str, str], new: Mapping[str, str]) -> dict[str, str]:
    """The key in the old year of each thing of the new one whose names are likely one, the likeliest first."""
    graded = sorted(
        (-likeness(old_name, name), key, old_key) for key, name in new.items() for old_key, old_name in old.items()
    )
    pairs: dict[str, str] = {}
    for grade, key, old_key in graded:
        if -grade >= SAME_NAME and key not in pairs and old_key not in pairs.values():
            pairs[key] = old_key
    return pairs
