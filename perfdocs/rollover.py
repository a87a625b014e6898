"""Last year's specs as the beginning of this year's: moved on where that is certain, emptied where it must be new."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from perfdocs.department.by_role import ByRole, Field
from perfdocs.department.specs import Specs
from perfdocs.finding import Keys, value_at
from perfdocs.pack.manifest import DocumentKind, Pack, Packs
from perfdocs.prose.amounts import is_bare_number
from perfdocs.prose.calculations import calculate
from perfdocs.prose.clauses import clauses, looks_back
from perfdocs.schema.load import Schema
from perfdocs.yamlfile.edit_in_place import Edits
from perfdocs.yamlfile.reader import Document

_ANOTHER_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?=\s*年|[./-]\d)")
_YEAR_AT_END = re.compile(r"^(?P<place>.+)-(?P<year>[12]\d{3})$")


@dataclass(frozen=True)
class Item:
    """Something that the clerk has to look at in the new file: where it stands, what it is, what was there."""

    file: str
    path: Keys
    title: str
    old: str


@dataclass
class RolledOver:
    """A department's new files by name (relative to its directory), and what is left to do.

    `to_fill` was emptied, `to_check` may still speak of an earlier year; `vanished` are fields that the newer pack
    does not have there any more, with where it has them instead.
    """

    files: dict[str, str] = field(default_factory=dict)
    pack: str = ""
    to_fill: list[Item] = field(default_factory=list)
    to_check: list[Item] = field(default_factory=list)
    vanished: list[tuple[Item, str]] = field(default_factory=list)


def roll_over(papers: Specs, sources: dict[str, str], packs: Packs, year: int, keep_amounts: bool) -> RolledOver:
    """The department's files for another year. `sources` are its files' texts, by the name in its documents."""
    made = RolledOver(pack=_newest(papers.pack.name, packs, year))
    newer, _ = packs.get(made.pack)
    by_role = papers.by_role
    for kind in papers.pack.kinds:
        for document in papers.documents[kind.name]:
            edits = Edits(sources[document.file])
            for path in _waivers(kind.schema, document):
                edits.remove(path)
            for one, value in _moved(by_role, document, year, keep_amounts, kind.schema, made):
                edits.set(one.path, value)
            if made.pack != papers.pack.name and newer is not None:
                _change_pack(edits, document, kind, newer, made)
            text = edits.text.replace(f"schema/{papers.pack.name}/", f"schema/{made.pack}/")
            made.files[document.file] = text
    return made


def _newest(name: str, packs: Packs, year: int) -> str:
    """The newest pack of the same place and form that is not for a later year."""
    match = _YEAR_AT_END.match(name)
    if match is None:
        return name
    others = [other for one in packs.names if (other := _YEAR_AT_END.match(one)) and other["place"] == match["place"]]
    fitting = [other for other in others if int(match["year"]) <= int(other["year"]) <= year]
    return max(fitting, key=lambda other: int(other["year"]))[0] if fitting else name


def _waivers(schema: Schema, document: Document) -> Iterator[Keys]:
    for key, node in schema.root.get("properties", {}).items():
        if schema.resolved(node).get("x-role") == "waivers" and key in document.data:
            yield (key,)


def _moved(
    by_role: ByRole, document: Document, year: int, keep_amounts: bool, schema: Schema, made: RolledOver
) -> Iterator[tuple[Field, str | Decimal | None]]:
    """The fields of a document that change, with their new values; what is left to do goes into `made`."""
    old = by_role.year
    bare = _rows_of_numbers(by_role, document)
    for one in _fields(by_role, document):
        if one.blank or not _is_there(document.data, one.path):
            continue
        if one.role == "year":
            yield one, Decimal(year)
        elif one.role in ("start-date", "end-date"):
            yield from _dates(one, by_role, document, year, made)
        elif _is_money(one):
            if keep_amounts:
                continue
            if _may_be_blank(schema, one.path) and (one.role in ("amount", "basis", "goal") or one.path[:-1] in bare):
                made.to_fill.append(Item(document.file, one.path, one.title, one.text))
                yield one, None
            else:
                made.to_check.append(Item(document.file, one.path, one.title, one.text))
        elif isinstance(one.value, str):
            text = moved_on(one.text, old, year)
            if text != one.text:
                yield one, text
            for clause in clauses(text):
                if _ANOTHER_YEAR.search(clause.replace(str(year), "")):
                    made.to_check.append(Item(document.file, one.path, one.title, clause.strip()))


def _fields(by_role: ByRole, document: Document) -> Iterator[Field]:
    wanted = ("year", "start-date", "end-date", "amount", "goal", "period", "basis", "name")
    for target in by_role.targets:
        if target.whole.document is document:
            yield from (one for one in target.fields if one.role in wanted)
            for indicator in target.indicators:
                yield from (indicator.name, indicator.value)


def _is_money(one: Field) -> bool:
    """An amount, what it was worked out from, and an amount that stands where a goal or an indicator should."""
    if one.role == "basis":
        return (
            calculate(one.text) is not None
            or re.search(r"\d[\d.]*\s*[万亿]?元?", one.text.replace("12", "")) is not None
        )
    return one.role == "amount" or (one.role != "name" and is_bare_number(one.value))


def _rows_of_numbers(by_role: ByRole, document: Document) -> set[Keys]:
    """The indicators of which both the name and the value are numbers: emptied together, or a half would be left."""
    targets = [target for target in by_role.targets if target.whole.document is document]
    rows = [one for target in targets for one in target.indicators]
    return {one.name.path[:-1] for one in rows if is_bare_number(one.name.value) and is_bare_number(one.value.value)}


def _dates(
    one: Field, by_role: ByRole, document: Document, year: int, made: RolledOver
) -> Iterator[tuple[Field, str | Decimal | None]]:
    """A date moves on where the whole project lay in the old year."""
    every = [f for t in by_role.targets if t.whole.document is document for f in t.fields if f.role.endswith("-date")]
    if all(f.text.startswith(str(by_role.year)) for f in every if not f.blank):
        yield one, one.text.replace(str(by_role.year), str(year), 1)
    else:
        made.to_check.append(Item(document.file, one.path, one.title, one.text))


def moved_on(text: str, old: int, new: int) -> str:
    """The text with the old year as the new one, in every clause that does not look back on purpose."""
    for clause in clauses(text):
        if str(old) in clause and not looks_back(clause):
            text = text.replace(clause, re.sub(rf"(?<!\d){old}(?!\d)", str(new), clause))
    return text


def _is_there(data: Any, path: Keys) -> bool:
    """Whether the document has one value at the path, not a group."""
    *above, key = path
    owner = value_at(data, tuple(above))
    is_written = key in owner if isinstance(owner, dict) else isinstance(owner, list)
    return is_written and not isinstance(owner[key], dict | list)


def _may_be_blank(schema: Schema, path: Keys) -> bool:
    node = schema.root
    for step in path:
        node = schema.resolved(node)
        branches = [schema.resolved(branch) for branch in node.get("anyOf", [node])]
        node = next((b for b in branches if "properties" in b or "items" in b), branches[0])
        node = node["items"] if isinstance(step, int) else node.get("properties", {}).get(step, {})
    node = schema.resolved(node)
    kinds = [schema.resolved(branch).get("type", "null") for branch in node.get("anyOf", [node])]
    return any("null" in kind for kind in kinds)


def _change_pack(edits: Edits, document: Document, kind: DocumentKind, newer: Pack, made: RolledOver) -> None:
    """The pack's name in the department's file, and the fields that the newer pack does not have there."""
    for key, node in kind.schema.root.get("properties", {}).items():
        if kind.schema.resolved(node).get("x-role") == "pack" and key in document.data:
            edits.set((key,), newer.name)
    schema = next((one.schema for one in newer.kinds if one.name == kind.name), None)
    for path, title, value in _unknown(schema, document.data) if schema else ():
        there = "、".join(owner for owner in schema.owners(str(path[-1])) if owner) if schema else ""
        made.vanished.append((Item(document.file, path, title, value), there))


def _unknown(schema: Schema, data: Any) -> Iterator[tuple[Keys, str, str]]:
    def look(node: Any, value: Any, path: Keys) -> Iterator[tuple[Keys, str, str]]:
        node = schema.resolved(node)
        if isinstance(value, dict) and "properties" in node:
            for key, item in value.items():
                if key in node["properties"]:
                    yield from look(node["properties"][key], item, (*path, key))
                else:
                    yield (*path, key), key, "" if isinstance(item, dict | list) else str(item)
        elif isinstance(value, list) and "items" in node:
            for index, item in enumerate(value):
                yield from look(node["items"], item, (*path, index))

    yield from look(schema.root, data, ())
