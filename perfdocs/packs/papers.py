"""Reads a department's documents into the view by role (`packs.filing`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any

from perfdocs.finding import Path
from perfdocs.packs.filing import Field, Filing, Group, Indicator, Target, Waiver
from perfdocs.packs.pack import Pack
from perfdocs.packs.roles import INDICATOR_KINDS, WAIVER_PARTS
from perfdocs.spec.reader import Document
from perfdocs.validate.schema import Schema
from perfdocs.values import UNITS, written


@dataclass(frozen=True)
class Papers:
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


class _Reader:
    def __init__(self, schema: Schema, kind: str, document: Document) -> None:
        self._schema = schema
        self._kind = kind
        self._document = document
        self._targets: list[_Open] = []
        self.waivers: list[Waiver] = []

    def targets(self) -> list[Target]:
        root = self._schema.root
        if isinstance(self._document.data, dict):
            self._group(root, self._document.data, (), self._begin(root, ()), (), [])
        return [target.closed() for target in self._targets]

    def _begin(self, node: Any, path: Path) -> _Open:
        kind = ".".join([self._kind, *(step for step in path if isinstance(step, str))])
        target = _Open(Field(None, self._document, path, str(node.get("title", ""))), kind)
        self._targets.append(target)
        return target

    def _group(self, node: Any, value: Any, path: Path, target: _Open, row: Path, owners: list[Any]) -> None:
        data = value if isinstance(value, dict) else {}
        for key, child in node.get("properties", {}).items():
            self._value(self._schema.resolved(child), data.get(key), (*path, key), target, row, [*owners, data])

    def _value(self, node: Any, value: Any, path: Path, target: _Open, row: Path, owners: list[Any]) -> None:
        role = node.get("x-role", "")
        if role == "taxonomy":
            self._taxonomy(node, value, path, target)
        elif role == "waivers":
            self._waivers(node, value, path)
        elif "items" in node:
            self._rows(self._schema.resolved(node["items"]), value, path, target, owners)
        elif "properties" in node:
            self._group(node, value, path, target, row, owners)
        else:
            target.fields.append(self._field(node, value, path, row, owners))

    def _rows(self, node: Any, rows: Any, path: Path, target: _Open, owners: list[Any]) -> None:
        own = any(self._schema.resolved(c).get("x-role") == "taxonomy" for c in node.get("properties", {}).values())
        for index, row in enumerate(rows if isinstance(rows, list) else []):
            place = (*path, index)
            if own:
                self._group(node, row, place, self._begin(node, place), (), owners)
            else:
                self._group(node, row, place, target, place, owners)

    def _waivers(self, node: Any, rows: Any, path: Path) -> None:
        row = self._schema.resolved(node["items"])
        parts = {child.get("x-role"): (key, child) for key, child in self._children(row)}
        for index, given in enumerate(rows if isinstance(rows, list) else []):
            if isinstance(given, dict):
                made = {
                    role: self._field(child, given.get(key), (*path, index, key), (*path, index))
                    for role, (key, child) in parts.items()
                }
                self.waivers.append(Waiver(*(made[role] for role in WAIVER_PARTS)))

    def _field(self, node: Any, value: Any, path: Path, row: Path, owners: Sequence[Any] = ()) -> Field:
        plain = None if isinstance(value, dict | list) else value
        return Field(
            value=plain,
            document=self._document,
            path=path,
            title=str(node.get("title", path[-1] if path else "")),
            role=str(node.get("x-role", "")),
            unit=_unit(node.get("x-unit"), owners),
            in_unit_of_table=node.get("x-unit", "元") not in UNITS,
            row=row,
            expected=bool(node.get("x-expected")),
        )

    def _taxonomy(self, node: Any, value: Any, path: Path, target: _Open) -> None:
        target.groups.append(self._level(node, path))
        for key, first in self._children(node):
            data = value.get(key) if isinstance(value, dict) else None
            target.groups.append(self._level(first, (*path, key)))
            for below, second in self._children(first):
                rows = data.get(below) if isinstance(data, dict) else None
                terms = (str(first.get("title", key)), str(second.get("title", below)))
                for index, row in enumerate(rows if isinstance(rows, list) else []):
                    if isinstance(row, dict):
                        target.indicators.append(self._indicator(second, row, (*path, key, below, index), terms))

    def _children(self, node: Any) -> Iterator[tuple[str, Any]]:
        for key, child in node.get("properties", {}).items():
            yield key, self._schema.resolved(child)

    def _level(self, node: Any, path: Path) -> Group:
        return Group(self._field(node, None, path, ()), bool(node.get("x-expected")), tuple(node.get("properties", {})))

    def _indicator(self, level: Any, row: Mapping[str, Any], path: Path, terms: tuple[str, str]) -> Indicator:
        parts = {
            child.get("x-role", ""): (self._field(child, row.get(key), (*path, key), path), row.get(key))
            for key, child in self._children(self._schema.resolved(level.get("items", {})))
        }
        missing = Field(None, self._document, path)
        name = parts.get("indicator-name", (missing, None))[0]
        value, whole = parts.get("indicator-value", (missing, None))
        scope = parts.get("value-scope", (missing, None))[0]
        kind = str(level.get("x-role", ""))
        operator, number, unit = self._in_parts(level, value.path[-1] if value.path else "", whole)
        return Indicator(
            name=name,
            value=value,
            number=number if number is not None else value.value if isinstance(value.value, Decimal) else None,
            unit=unit,
            text=f"{operator}{'' if number is None else written(number)}{unit}" or value.text,
            kind=kind if kind in INDICATOR_KINDS else "",
            group=terms,
            of_whole_project=not scope.blank and not scope.text.startswith("年"),
            score=parts["score"][0] if "score" in parts else None,
            standard=parts["standard"][0] if "standard" in parts else None,
        )

    def _in_parts(self, level: Any, key: Any, value: Any) -> tuple[str, Decimal | None, str]:
        """Operator, number and unit of a value that is given in parts."""
        if not isinstance(value, dict):
            return "", None, ""
        row = self._schema.resolved(level["items"])
        node = self._schema.resolved(row["properties"][key])
        found: dict[str, Any] = {}
        for branch in node.get("anyOf", [node]):
            for name, child in self._children(self._schema.resolved(branch)):
                found[child.get("x-role", "")] = value.get(name)
        number = found.get("number")
        return found.get("operator") or "", number if isinstance(number, Decimal) else None, found.get("unit") or ""


def _unit(declared: Any, owners: Sequence[Any]) -> str:
    """The unit that the schema declares, or that the nearest field of that name gives."""
    if not isinstance(declared, str) or declared in UNITS:
        return declared or ""
    given = next((group[declared] for group in reversed(owners) if declared in group), None)
    return given if isinstance(given, str) and given in UNITS else ""
