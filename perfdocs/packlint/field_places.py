"""Where a pack's schemas say what a field is: the file and the line, also behind references."""

from __future__ import annotations

import posixpath
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import NamedTuple

from perfdocs.finding import Keys, Place, value_at
from perfdocs.pack.manifest import schema_files
from perfdocs.schema.load import COMMON, MOST_REFERENCES
from perfdocs.yamlfile.reader import Document, read_file


class _Here(NamedTuple):
    """A place in a schema file: its name, as references say it, and the keys."""

    file: str
    keys: Keys = ()


def schema_documents(root: Path, pack: str) -> dict[str, Document]:
    """A pack's schema files and those that all packs share, by the names that references say.

    JSON is YAML, so the reader knows where each thing stands.
    """
    directories = {pack: "", "common": COMMON}
    return {
        f"{before}{path.name}": read_file(path, f"schema/{directory}/{path.name}")
        for directory, before in directories.items()
        for path in schema_files(root, directory)
    }


class FieldPlaces:
    """The places of a pack's fields in its schema files (`schema_documents`)."""

    def __init__(self, documents: Mapping[str, Document]) -> None:
        self._documents = documents

    def place(self, schema: str, keys: Sequence[str]) -> Place:
        """Where the field is written down; where the schema begins, if it cannot be followed so far."""
        here: _Here | None = _Here(schema)
        for key in keys:
            here = here and self._field(here, key)
        if here is None or here.file not in self._documents:
            document = self._documents.get(schema)
            return document.value_place(()) if document else Place(schema)
        return self._documents[here.file].key_place(here.keys)

    def _field(self, here: _Here, key: str) -> _Here | None:
        here = self._resolved(here)
        node = self._node(here)
        if not isinstance(node, dict):
            return None
        if key in (node.get("properties") or {}):
            return _Here(here.file, (*here.keys, "properties", key))
        inside: list[Keys] = [("items",)] if "items" in node else []
        inside += [("anyOf", index) for index in range(len(node.get("anyOf") or ()))]
        found = (self._field(_Here(here.file, (*here.keys, *step)), key) for step in inside)
        return next((each for each in found if each), None)

    def _resolved(self, here: _Here) -> _Here:
        for _ in range(MOST_REFERENCES):
            node = self._node(here)
            reference = node.get("$ref") if isinstance(node, dict) else None
            if not isinstance(reference, str):
                break
            file, _, pointer = reference.partition("#")
            base = posixpath.dirname(here.file)
            steps = tuple(step.replace("~1", "/").replace("~0", "~") for step in pointer.split("/") if step)
            here = _Here(posixpath.normpath(posixpath.join(base, file)) if file else here.file, steps)
        return here

    def _node(self, here: _Here) -> object:
        document = self._documents.get(here.file)
        return value_at(document.data, here.keys) if document else None
