"""A department's documents by role: what they promise, without the names that a pack gives to its fields.

A `Target` is what one form promises: a group of fields with indicators of its own (a project, a direction
of a fund, a department as a whole), or a document without any. Checks, and whatever else asks what
a field means, work on this view.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from typing import Any

from perfdocs.finding import Path, Place
from perfdocs.packs.pack import Pack
from perfdocs.packs.roles import INDICATOR_KINDS
from perfdocs.quantities import Quantity, quantities
from perfdocs.spec.reader import Document
from perfdocs.validate.schema import Schema
from perfdocs.values import UNITS, written


@dataclass(frozen=True)
class Field:
    """A value in its place: text, a number or a blank. `title` is the term on the form."""

    value: Any
    document: Document
    path: Path
    title: str = ""
    role: str = ""
    unit: str = ""
    """Of an amount: 元, 万元 or 亿元, or empty where it is not known."""
    row: Path = ()
    """The path of the row of a table in which the field stands, within its target."""
    expected: bool = False
    """Whether the form is not complete without it, though it may be left blank."""

    @property
    def place(self) -> Place:
        return self.document.value_place(self.path)

    @property
    def text(self) -> str:
        return written(self.value) if isinstance(self.value, Decimal) else self.value or ""

    @property
    def blank(self) -> bool:
        return self.value is None


@dataclass(frozen=True)
class Indicator:
    """One indicator: its name, the value to reach and, where the value is given in parts, its parts."""

    name: Field
    value: Field
    number: Decimal | None
    unit: str
    text: str
    """The value as it reads, `≥90%`."""
    kind: str
    """The role of the list that it stands in, one of INDICATOR_KINDS, or empty."""
    group: tuple[str, str]
    """The terms of its first and second level."""
    scope: str = ""
    mark: Field | None = None
    """Its score, or the kind of standard."""

    @property
    def label(self) -> str:
        """The name for a message; the second level where there is none."""
        return self.name.text.strip() or self.group[1]

    @cached_property
    def quantities(self) -> list[Quantity]:
        return quantities(self.text)


@dataclass(frozen=True)
class Group:
    """A level of the taxonomy: its place, whether the form wants something in it, and its keys as written."""

    place: Field
    expected: bool
    known: tuple[str, ...]
    """The keys of the level below, in the order of the form."""


@dataclass(frozen=True)
class Target:
    """What one form promises."""

    whole: Field
    """Its place: the group of fields as a whole."""
    kind: str
    """The kind of document, and where in it: the same for all targets of a table."""
    fields: tuple[Field, ...] = ()
    """Every value but those of the indicators."""
    indicators: tuple[Indicator, ...] = ()
    groups: tuple[Group, ...] = ()
    """The taxonomy and the first levels in it; none for a document without indicators."""

    def having(self, role: str) -> list[Field]:
        """The fields of a role, in the order of the form."""
        return [one for one in self.fields if one.role == role]

    def first(self, role: str) -> Field | None:
        """The first field of a role that is not blank."""
        return next((one for one in self.having(role) if not one.blank), None)

    @property
    def name(self) -> str:
        named = self.first("name") or self.first("department-name")
        return named.text if named else ""

    @property
    def money(self) -> list[Field]:
        """The amounts of the form as a whole, not those of a table's rows."""
        return [one for one in self.having("amount") if isinstance(one.value, Decimal) and not one.row]

    @cached_property
    def rows(self) -> list[dict[str, Field]]:
        """The rows of the form's tables (not of the indicators), each by role."""
        found: dict[Path, dict[str, Field]] = {}
        for one in self.fields:
            if one.row:
                found.setdefault(one.row, {}).setdefault(one.role, one)
        return list(found.values())


@dataclass(frozen=True)
class Filing:
    """All that a department files in a year."""

    pack: Pack
    year: int | None
    targets: tuple[Target, ...]

    @cached_property
    def texts(self) -> list[Field]:
        """Every text that somebody wrote, and the parts of indicators."""
        found = [one for target in self.targets for one in target.fields]
        for target in self.targets:
            for one in target.indicators:
                found += [one.name, one.value, *([one.mark] if one.mark else [])]
        return [one for one in found if isinstance(one.value, str)]


def filing(pack: Pack, documents: Mapping[str, Sequence[Document]]) -> Filing:
    """The view by role. Tolerates data that the schema does not allow: what does not fit is not there."""
    targets: list[Target] = []
    for kind in pack.kinds:
        for document in documents[kind.name]:
            targets += _Reader(kind.schema, kind.name, document).targets()
    years = [one.value for target in targets for one in target.having("year") if isinstance(one.value, Decimal)]
    return Filing(pack, int(years[0]) if years else None, tuple(targets))


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
            return
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

    def _field(self, node: Any, value: Any, path: Path, row: Path, owners: Sequence[Any] = ()) -> Field:
        plain = None if isinstance(value, dict | list) else value
        return Field(
            value=plain,
            document=self._document,
            path=path,
            title=str(node.get("title", path[-1] if path else "")),
            role=str(node.get("x-role", "")),
            unit=_unit(node.get("x-unit"), owners),
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
        mark = parts.get("score") or parts.get("standard")
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
            scope=scope.text,
            mark=mark[0] if mark else None,
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
