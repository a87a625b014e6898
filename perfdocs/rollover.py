"""Last year's specs as the beginning of this year's: moved on where that is certain, emptied where it must be new."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any, NamedTuple

from perfdocs.department.by_role import Field, Target
from perfdocs.department.specs import Specs
from perfdocs.finding import Finding, Keys, Severity, value_at
from perfdocs.pack.manifest import DocumentKind, Pack, Packs
from perfdocs.prose.amounts import is_bare_number
from perfdocs.prose.calculations import calculate
from perfdocs.prose.clauses import clauses, looks_back
from perfdocs.prose.shorten import shorten
from perfdocs.schema.node import Node
from perfdocs.yamlfile.edit_in_place import Edits
from perfdocs.yamlfile.reader import Document, read

_ANOTHER_YEAR = re.compile(r"(?<!\d)(?:19|20)\d{2}(?=\s*年|[./-]\d)")
_YEAR_AT_END = re.compile(r"^(?P<place>.+)-(?P<year>[12]\d{3})$")
_ROLES = ("year", "start-date", "end-date", "amount", "goal", "period", "basis", "name")
"""Of the fields that are looked at, besides indicators."""


class NewYear(NamedTuple):
    """What a department is rolled over to. The directories are the old and the new one, as in the files' names."""

    year: int
    keep_amounts: bool
    old_directory: str
    new_directory: str


class RolledOver(NamedTuple):
    """A department's new files by name, and for each thing that is left to do a hint, W201 to W203."""

    files: dict[str, str]
    findings: list[Finding]


class _Change(NamedTuple):
    keys: Keys
    value: str | Decimal | None


class _Todo(NamedTuple):
    """Something that the clerk has to look at in the new file."""

    code: str
    keys: Keys
    message: str


_Step = _Change | _Todo


class _Form(NamedTuple):
    """A document of the old year, and what of it is looked at."""

    document: Document
    tree: Node
    targets: list[Target]
    year: int


def roll_over(specs: Specs, sources: Mapping[str, str], packs: Packs, new: NewYear) -> RolledOver:
    """The department's files for another year. `sources` are its files' texts, by the name in its documents."""
    old_pack = specs.pack.name
    new_pack = _newest(old_pack, packs.names, new.year)
    newer = packs.get(new_pack)[0] if new_pack != old_pack else None
    rolled = RolledOver({}, [])
    for kind in specs.pack.kinds:
        for document in specs.documents[kind.name]:
            targets = [target for target in specs.by_role.targets if target.whole.document is document]
            form = _Form(document, kind.schema.tree, targets, specs.by_role.year)
            steps = [*_steps_of_year(form, new), *_steps_of_pack(document, kind, newer)]
            text = _new_text(sources[document.file], form, steps)
            file = new.new_directory + document.file.removeprefix(new.old_directory)
            rolled.files[file] = text.replace(f"schema/{old_pack}/", f"schema/{new_pack}/")
            rolled.findings.extend(_findings(steps, read(rolled.files[file].encode(), file)))
    return rolled


def _newest(name: str, names: tuple[str, ...], year: int) -> str:
    """The newest pack of the same place and form that is not for a later year."""
    own = _YEAR_AT_END.match(name)
    if own is None:
        return name
    packs = [match for other in names if (match := _YEAR_AT_END.match(other)) and match["place"] == own["place"]]
    fitting = [match for match in packs if int(own["year"]) <= int(match["year"]) <= year]
    return max(fitting, key=lambda match: int(match["year"]))[0] if fitting else name


def _new_text(source: str, form: _Form, steps: list[_Step]) -> str:
    """The file with the changes made, and without waivers."""
    edits = Edits(source)
    for key in form.tree.with_role("waivers"):
        if key in form.document.data:
            edits.remove((key,))
    for step in steps:
        if isinstance(step, _Change):
            edits.set(step.keys, step.value)
    return edits.text


def _findings(steps: list[_Step], document: Document) -> Iterator[Finding]:
    for step in steps:
        if isinstance(step, _Todo):
            yield Finding(step.code, document.value_place(step.keys), step.message, step.keys, Severity.HINT)


def _steps_of_year(form: _Form, new: NewYear) -> Iterator[_Step]:
    """What the new year changes, and what the clerk has to fill in or to look at."""
    for field in _fields(form.targets):
        if field.blank or not _is_single(form.document.data, field.path):
            continue
        if field.role == "year":
            yield _Change(field.path, Decimal(new.year))
        elif field.role in ("start-date", "end-date"):
            yield _step_of_date(field, form, new.year)
        elif _is_money(field):
            if not new.keep_amounts:
                yield from _steps_of_money(field, form)
        elif isinstance(field.value, str):
            yield from _steps_of_text(field, form.year, new.year)


def _fields(targets: list[Target]) -> Iterator[Field]:
    for target in targets:
        yield from (field for field in target.fields if field.role in _ROLES)
        for indicator in target.indicators:
            yield from (indicator.name, indicator.value)


def _steps_of_money(field: Field, form: _Form) -> Iterator[_Step]:
    """An amount is emptied where the schema allows that; others are left to the clerk."""
    node = form.tree.at(field.path)
    is_emptied = field.role in ("amount", "basis", "goal") or field.path[:-1] in _rows_of_numbers(form.targets)
    if is_emptied and (node is None or node.may_be_blank):
        yield _Change(field.path, None)
        yield _Todo("W201", field.path, f"“{field.title}”要填（上年是 {shorten(field.text, 30)}）")
    else:
        yield _to_check(field, field.text)


def _is_money(field: Field) -> bool:
    """An amount, what it was worked out from, and an amount that stands where a goal or an indicator should."""
    if field.role == "basis":
        without_months = field.text.replace("12", "")
        return calculate(field.text) is not None or re.search(r"\d[\d.]*\s*[万亿]?元?", without_months) is not None
    return field.role == "amount" or (field.role != "name" and is_bare_number(field.value))


def _rows_of_numbers(targets: list[Target]) -> set[Keys]:
    """The indicators of which both the name and the value are numbers: emptied together, or a half would be left."""
    return {
        indicator.name.path[:-1]
        for target in targets
        for indicator in target.indicators
        if is_bare_number(indicator.name.value) and is_bare_number(indicator.value.value)
    }


def _step_of_date(field: Field, form: _Form, year: int) -> _Step:
    """A date moves on where the whole project lay in the old year."""
    old = str(form.year)
    dates = [date for target in form.targets for date in target.fields if date.role.endswith("-date")]
    if all(date.blank or date.text.startswith(old) for date in dates):
        return _Change(field.path, field.text.replace(old, str(year), 1))
    return _to_check(field, field.text)


def _steps_of_text(field: Field, old: int, new: int) -> Iterator[_Step]:
    text = move_years(field.text, old, new)
    if text != field.text:
        yield _Change(field.path, text)
    for clause in clauses(text):
        if _ANOTHER_YEAR.search(clause.replace(str(new), "")):
            yield _to_check(field, clause.strip())


def move_years(text: str, old: int, new: int) -> str:
    """The text with the old year as the new one, in every clause that does not look back on purpose."""
    for clause in clauses(text):
        if str(old) in clause and not looks_back(clause):
            text = text.replace(clause, re.sub(rf"(?<!\d){old}(?!\d)", str(new), clause))
    return text


def _to_check(field: Field, old: str) -> _Todo:
    return _Todo("W202", field.path, f"“{field.title}”里有上年的数或别的年份，请核对：{shorten(old, 30)}")


def _is_single(data: Any, keys: Keys) -> bool:
    """Whether the document has one value at the keys, not a group."""
    *above, key = keys
    owner = value_at(data, tuple(above))
    is_written = key in owner if isinstance(owner, dict) else isinstance(owner, list)
    return is_written and not isinstance(owner[key], dict | list)


def _steps_of_pack(document: Document, kind: DocumentKind, newer: Pack | None) -> Iterator[_Step]:
    """The newer pack's name in the department's file, and the fields that it does not have there."""
    if newer is None:
        return
    for key in kind.schema.tree.with_role("pack"):
        if key in document.data:
            yield _Change((key,), newer.name)
    schema = next((other.schema for other in newer.kinds if other.name == kind.name), None)
    if schema is None:
        return
    for keys in _unknown(schema.tree, document.data):
        title = str(keys[-1])
        owners = "、".join(owner for owner in schema.owners(title) if owner)
        now = f"：现在在“{owners}”下面" if owners else ""
        yield _Todo("W203", keys, f"新版式 {newer.name} 在这里没有“{title}”{now}")


def _unknown(node: Node, data: Any, keys: Keys = ()) -> Iterator[Keys]:
    """The fields of the data that the schema does not have."""
    if isinstance(data, dict) and node.is_group:
        for key, value in data.items():
            if key in node.fields:
                yield from _unknown(node.fields[key], value, (*keys, key))
            else:
                yield (*keys, key)
    elif isinstance(data, list) and node.row:
        for index, item in enumerate(data):
            yield from _unknown(node.row, item, (*keys, index))
