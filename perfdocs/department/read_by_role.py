"""Reads a department's documents into the view by role (`packs.filing`)."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Any, NamedTuple

from perfdocs.department.by_role import Field, Filing, Group, Indicator, Target, Waiver
from perfdocs.finding import Keys
from perfdocs.pack.manifest import Pack
from perfdocs.pack.roles import INDICATOR_KINDS, WAIVER_PARTS
from perfdocs.prose.amounts import UNITS, written
from perfdocs.schema.load import Schema
from perfdocs.yamlfile.reader import Document


class Papers(NamedTuple):
    """What a department has written, by kind of document, with blanks for what is wrong."""

    pack: Pack
    documents: Mapping[str, Sequence[Document]]


def filing(pack: Pack, documents: Mapping[str, Sequence[Document]]) -> Filing:
    """The view by role. Tolerates data that the schema does not allow: what does not fit is not there."""
    targets: list[Target] = []
    waivers: list[Waiver] = []
    for kind in pack.kinds:
        for document in documents[kind.name]:
            reader = _Reader(kind.schema, kind.name, document)
            targets += reader.targets()
            waivers += reader.waivers
    years = [one.value for target in targets for one in target.having("year") if isinstance(one.value, Decimal)]
    return Filing(pack, int(years[0]) if years else 0, tuple(targets), tuple(waivers))


@dataclass
class _Open:
    """A target that is being read."""

    whole: Field
    kind: str
    fields: list[Field] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)

    def closed(self) -> Target:
        return Target(self.whole, self.kind, tuple(self.fields), tuple(self.indicators), tuple(self.groups))


class _Part:
    """A part of a schema: what it says of a field, and the parts in it, looked up once for a pack."""

    def __init__(self, schema: Schema, node: Any, key: str) -> None:
        self._schema = schema
        self.node = node = schema.resolved(node)
        self.title = str(node.get("title", key))
        self.role = str(node.get("x-role", ""))
        self.expected = bool(node.get("x-expected"))
        self.unit = str(node.get("x-unit", ""))
        """The unit of an amount, or the name of the field that says it."""
        self.in_unit_of_table = node.get("x-unit", "元") not in UNITS

    @cached_property
    def children(self) -> list[tuple[str, _Part]]:
        return [(key, _Part(self._schema, child, key)) for key, child in self.node.get("properties", {}).items()]

    @cached_property
    def row(self) -> _Part:
        """The part that says what the rows of a table are."""
        return _Part(self._schema, self.node.get("items", {}), "")

    @cached_property
    def has_taxonomy(self) -> bool:
        return any(child.role == "taxonomy" for _, child in self.children)

    @cached_property
    def alternatives(self) -> list[_Part]:
        return [_Part(self._schema, branch, "") for branch in self.node.get("anyOf", [self.node])]


@lru_cache(maxsize=64)
def _whole(schema: Schema) -> _Part:
    return _Part(schema, schema.root, "")


class _Reader:
    def __init__(self, schema: Schema, kind: str, document: Document) -> None:
        self._whole = _whole(schema)
        self._kind = kind
        self._document = document
        self._targets: list[_Open] = []
        self.waivers: list[Waiver] = []

    def targets(self) -> list[Target]:
        data = self._document.data
        if isinstance(data, dict):
            self._group(self._whole, data, (), self._begin(self._whole, ()), (), [])
        return [target.closed() for target in self._targets]

    def _begin(self, part: _Part, path: Keys) -> _Open:
        kind = ".".join([self._kind, *(step for step in path if isinstance(step, str))])
        target = _Open(Field(None, self._document, path, part.title), kind)
        self._targets.append(target)
        return target

    def _group(self, part: _Part, value: Any, path: Keys, target: _Open, row: Keys, owners: list[Any]) -> None:
        data = value if isinstance(value, dict) else {}
        inside = [*owners, data]
        for key, child in part.children:
            self._value(child, data.get(key), (*path, key), target, row, inside)

    def _value(self, part: _Part, value: Any, path: Keys, target: _Open, row: Keys, owners: list[Any]) -> None:
        if part.role == "taxonomy":
            self._taxonomy(part, value, path, target)
        elif part.role == "waivers":
            self._waivers(part, value, path)
        elif "items" in part.node:
            self._rows(part.row, value, path, target, owners)
        elif "properties" in part.node:
            self._group(part, value, path, target, row, owners)
        else:
            target.fields.append(self._field(part, value, path, row, owners))

    def _rows(self, part: _Part, rows: Any, path: Keys, target: _Open, owners: list[Any]) -> None:
        for index, row in enumerate(rows if isinstance(rows, list) else []):
            place = (*path, index)
            if part.has_taxonomy:
                self._group(part, row, place, self._begin(part, place), (), owners)
            else:
                self._group(part, row, place, target, place, owners)

    def _waivers(self, part: _Part, rows: Any, path: Keys) -> None:
        parts = {child.role: (key, child) for key, child in part.row.children}
        for index, given in enumerate(rows if isinstance(rows, list) else []):
            if isinstance(given, dict):
                made = {
                    role: self._field(child, given.get(key), (*path, index, key), (*path, index))
                    for role, (key, child) in parts.items()
                }
                self.waivers.append(Waiver(*(made[role] for role in WAIVER_PARTS)))

    def _field(self, part: _Part, value: Any, path: Keys, row: Keys, owners: Sequence[Any] = ()) -> Field:
        return Field(
            None if isinstance(value, dict | list) else value,
            self._document,
            path,
            part.title,
            part.role,
            part.unit if not part.in_unit_of_table else _given_unit(part.unit, owners),
            part.in_unit_of_table,
            row,
            part.expected,
        )

    def _taxonomy(self, part: _Part, value: Any, path: Keys, target: _Open) -> None:
        target.groups.append(self._level(part, path))
        for key, first in part.children:
            data = value.get(key) if isinstance(value, dict) else None
            target.groups.append(self._level(first, (*path, key)))
            for below, second in first.children:
                rows = data.get(below) if isinstance(data, dict) else None
                for index, row in enumerate(rows if isinstance(rows, list) else []):
                    if isinstance(row, dict):
                        place = (*path, key, below, index)
                        target.indicators.append(self._indicator(second, row, place, (first.title, second.title)))

    def _level(self, part: _Part, path: Keys) -> Group:
        return Group(self._field(part, None, path, ()), part.expected, tuple(part.node.get("properties", {})))

    def _indicator(self, level: _Part, row: Mapping[str, Any], path: Keys, terms: tuple[str, str]) -> Indicator:
        parts = {
            child.role: (self._field(child, row.get(key), (*path, key), path), row.get(key), child)
            for key, child in level.row.children
        }
        missing = Field(None, self._document, path), None, level
        name = parts.get("indicator-name", missing)[0]
        value, whole, part = parts.get("indicator-value", missing)
        scope = parts.get("value-scope", missing)[0]
        operator, number, unit = _in_parts(part, whole)
        return Indicator(
            name=name,
            value=value,
            number=number if number is not None else value.value if isinstance(value.value, Decimal) else None,
            unit=unit,
            text=f"{operator}{'' if number is None else written(number)}{unit}" or value.text,
            kind=level.role if level.role in INDICATOR_KINDS else "",
            group=terms,
            of_whole_project=not scope.blank and not scope.text.startswith("年"),
            score=parts["score"][0] if "score" in parts else None,
            standard=parts["standard"][0] if "standard" in parts else None,
        )


def _in_parts(part: _Part, value: Any) -> tuple[str, Decimal | None, str]:
    """Operator, number and unit of a value that is given in parts."""
    if not isinstance(value, dict):
        return "", None, ""
    found = {child.role: value.get(key) for one in part.alternatives for key, child in one.children}
    number = found.get("number")
    return found.get("operator") or "", number if isinstance(number, Decimal) else None, found.get("unit") or ""


def _given_unit(name: str, owners: Sequence[Any]) -> str:
    """The unit that the nearest field of that name gives."""
    given = next((group[name] for group in reversed(owners) if name in group), None)
    return given if isinstance(given, str) and given in UNITS else ""
