"""The schemas of a drafted pack, and which files a department hands in by it."""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from perfdocs.packdraft.draft_fields import OF_DEPARTMENT, DraftField, DraftGroup
from perfdocs.packdraft.draft_manifest import FormEntry
from perfdocs.packdraft.drafted_form import DraftedForm
from perfdocs.packdraft.vocabulary import words

_DRAFT = "https://json-schema.org/draft/2020-12/schema"
_WAIVERS = "common/waivers.schema.json"
"""Where a workspace has the list of waivers, as every pack has it."""


class DocumentFiles(NamedTuple):
    """Where the files of a kind lie, and which schema they have."""

    path: str
    schema: str


@dataclass
class DraftSchemas:
    """The schemas by their paths, the kinds of files by name, the fields that no form prints."""

    files: dict[str, str] = field(default_factory=dict)
    documents: dict[str, DocumentFiles] = field(default_factory=dict)
    unprinted: list[str] = field(default_factory=list)


def draft_schemas(root: Path, pack: str, head: DraftGroup, entries: Sequence[FormEntry]) -> DraftSchemas:
    """The schemas of a pack of the workspace: of the department's own file, and of each kind of which there are many.

    Each may have waivers, where the workspace has the schema of these.
    """
    names, schemas = words().names, DraftSchemas()
    waivers = {names["waivers"]: {"$ref": f"../{_WAIVERS}#/$defs/waivers"}}
    shared = waivers if (root / "schema" / _WAIVERS).is_file() else {}
    schemas.unprinted = [names["pack"], *_add_own_fields(head)]
    own = _schema(head, (entry.form for entry in entries if not entry.kind))
    said = {"title": names["pack"], "description": "按哪一套表填报。", "const": pack, "x-role": "pack"}
    own["properties"] = {names["pack"]: said, **own["properties"], **shared}
    own["required"] = [names["pack"], *(key for key, child in head.fields.items() if _is_required(child))]
    schemas.documents[names["head"]] = DocumentFiles("department.yaml", "department.schema.json")
    schemas.files[f"schema/{pack}/department.schema.json"] = _json(own)
    for entry in entries:
        if entry.kind:
            number = entry.kind.removeprefix(names["item"])
            stem = f"project{'-' if number else ''}{number}"
            schemas.documents[entry.kind] = DocumentFiles(f"{stem}s/*.yaml", f"{stem}.schema.json")
            schema = _schema(entry.form.body, [entry.form])
            schema["properties"] |= shared
            schemas.files[f"schema/{pack}/{stem}.schema.json"] = _json(schema)
    return schemas


def _add_own_fields(head: DraftGroup) -> list[str]:
    """Adds the year and the department's name where no form prints them, and puts them first; what was added."""
    names, added = words().names, []
    roles = {child.role for child in head.fields.values() if isinstance(child, DraftField)}
    for role, name in zip(OF_DEPARTMENT, (names["year"], names["department"]), strict=True):
        if role not in roles:
            key = head.key(name)
            head.fields[key] = DraftField(name, role, may_be_blank=role != OF_DEPARTMENT[0])
            added.append(key)
    fields = [(key, child) for key, child in head.fields.items() if isinstance(child, DraftField)]
    own = {key: child for key, child in fields if child.role in OF_DEPARTMENT}
    first = dict(sorted(own.items(), key=lambda item: OF_DEPARTMENT.index(item[1].role)))
    head.fields = {**first, **head.fields}
    return added


def _is_required(child: object) -> bool:
    return isinstance(child, DraftField) and child.role in OF_DEPARTMENT and not child.may_be_blank


def _schema(group: DraftGroup, forms: Iterable[DraftedForm]) -> dict[str, Any]:
    definitions = {name: table.row_schema() for form in forms for name, table in form.definitions.items()}
    said = {"$schema": _DRAFT, **group.schema(), "type": "object"}
    return {**said, **({"$defs": definitions} if definitions else {})}


def _json(schema: dict[str, Any]) -> str:
    return json.dumps(schema, ensure_ascii=False, indent=2) + "\n"
