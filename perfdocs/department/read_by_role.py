"""Reads a department's documents into the view by role (`department.by_role`)."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

from perfdocs.department.by_role import ByRole, Field, Group, Indicator, Target, Waiver
from perfdocs.finding import Keys
from perfdocs.pack.manifest import Pack
from perfdocs.pack.roles import INDICATOR_KINDS, WAIVER_PARTS
from perfdocs.prose.amounts import UNITS, number_text
from perfdocs.schema.node import Node
from perfdocs.yamlfile.reader import Document


def read_by_role(pack: Pack, documents: Mapping[str, Sequence[Document]]) -> ByRole:
    """The view by role. Tolerates data that the schema does not allow: what does not fit is not there."""
    targets: list[Target] = []
    waivers: list[Waiver] = []
    for kind in pack.kinds:
        for document in documents[kind.name]:
            reader = _Reader(kind.name, document)
            targets += reader.targets(kind.schema.tree)
            waivers += reader.waivers
    years = [year.value for target in targets for year in target.having("year") if isinstance(year.value, Decimal)]
    return ByRole(pack, int(years[0]) if years else 0, tuple(targets), tuple(waivers))


@dataclass
class _OpenTarget:
    """A target that is being read."""

    whole: Field
    kind: str
    fields: list[Field] = field(default_factory=list)
    indicators: list[Indicator] = field(default_factory=list)
    groups: list[Group] = field(default_factory=list)

    def closed(self) -> Target:
        return Target(self.whole, self.kind, tuple(self.fields), tuple(self.indicators), tuple(self.groups))


class _Inside(NamedTuple):
    """What a value stands in: its target, the row of a table, the groups of fields from the outermost."""

    target: _OpenTarget
    row: Keys = ()
    groups: tuple[Any, ...] = ()


class _Reader:
    def __init__(self, kind: str, document: Document) -> None:
        self._kind = kind
        self._document = document
        self._targets: list[_OpenTarget] = []
        self.waivers: list[Waiver] = []

    def targets(self, whole: Node) -> list[Target]:
        data = self._document.data
        if isinstance(data, dict):
            self._group(whole, data, (), _Inside(self._begin(whole, ())))
        return [target.closed() for target in self._targets]

    def _begin(self, node: Node, keys: Keys) -> _OpenTarget:
        kind = ".".join([self._kind, *(step for step in keys if isinstance(step, str))])
        target = _OpenTarget(Field(None, self._document, keys, node.title), kind)
        self._targets.append(target)
        return target

    def _group(self, node: Node, value: Any, keys: Keys, inside: _Inside) -> None:
        data = value if isinstance(value, dict) else {}
        below = _Inside(inside.target, inside.row, (*inside.groups, data))
        for key, child in node.fields.items():
            self._value(child, data.get(key), (*keys, key), below)

    def _value(self, node: Node, value: Any, keys: Keys, inside: _Inside) -> None:
        if node.role == "taxonomy":
            self._taxonomy(node, value, keys, inside.target)
        elif node.role == "waivers":
            self.waivers += self._waivers(node, value, keys)
        elif node.row:
            self._rows(node.row, value, keys, inside)
        elif node.is_group:
            self._group(node, value, keys, inside)
        else:
            inside.target.fields.append(self._field(node, value, keys, inside.row, inside.groups))

    def _rows(self, node: Node, rows: Any, keys: Keys, inside: _Inside) -> None:
        is_target = bool(node.with_role("taxonomy"))
        for index, row in enumerate(_list(rows)):
            place = (*keys, index)
            if is_target:
                self._group(node, row, place, _Inside(self._begin(node, place), (), inside.groups))
            else:
                self._group(node, row, place, _Inside(inside.target, place, inside.groups))

    def _waivers(self, node: Node, rows: Any, keys: Keys) -> Iterator[Waiver]:
        parts = {child.role: child for child in node.row_fields.values()}
        for index, row in enumerate(_list(rows)):
            if isinstance(row, dict):
                place = (*keys, index)
                fields = (parts[role] for role in WAIVER_PARTS)
                yield Waiver(*(self._field(one, row.get(one.key), (*place, one.key), place) for one in fields))

    def _field(self, node: Node, value: Any, keys: Keys, row: Keys, groups: Sequence[Any] = ()) -> Field:
        in_unit_of_table = bool(node.unit) and node.unit not in UNITS
        return Field(
            None if isinstance(value, dict | list) else value,
            self._document,
            keys,
            node.title,
            node.role,
            _given_unit(node.unit, groups) if in_unit_of_table else node.unit,
            in_unit_of_table,
            row,
            node.expected,
        )

    def _taxonomy(self, node: Node, value: Any, keys: Keys, target: _OpenTarget) -> None:
        target.groups.append(self._level(node, keys))
        for key, first in node.fields.items():
            data = value.get(key) if isinstance(value, dict) else None
            target.groups.append(self._level(first, (*keys, key)))
            for below, second in first.fields.items():
                rows = data.get(below) if isinstance(data, dict) else None
                for index, row in enumerate(_list(rows)):
                    if isinstance(row, dict):
                        place = (*keys, key, below, index)
                        target.indicators.append(self._indicator(second, row, place, (first.title, second.title)))

    def _level(self, node: Node, keys: Keys) -> Group:
        return Group(self._field(node, None, keys, ()), node.expected, tuple(node.fields))

    def _indicator(self, level: Node, row: Mapping[str, Any], keys: Keys, terms: tuple[str, str]) -> Indicator:
        nodes = {child.role: child for child in level.row_fields.values()}
        fields = {
            role: self._field(child, row.get(child.key), (*keys, child.key), keys) for role, child in nodes.items()
        }
        blank = Field(None, self._document, keys)
        value = fields.get("indicator-value", blank)
        scope = fields.get("value-scope", blank)
        parts = _parts(nodes["indicator-value"], row) if "indicator-value" in nodes else _Parts()
        number = value.value if parts.number is None and isinstance(value.value, Decimal) else parts.number
        return Indicator(
            name=fields.get("indicator-name", blank),
            value=value,
            number=number,
            unit=parts.unit,
            text=parts.text or value.text,
            kind=level.role if level.role in INDICATOR_KINDS else "",
            group=terms,
            of_whole_project=not scope.blank and not scope.text.startswith("年"),
            score=fields.get("score"),
            standard=fields.get("standard"),
        )


class _Parts(NamedTuple):
    """Operator, number and unit of a value that is given in parts."""

    operator: str = ""
    number: Decimal | None = None
    unit: str = ""

    @property
    def text(self) -> str:
        return f"{self.operator}{'' if self.number is None else number_text(self.number)}{self.unit}"


def _parts(node: Node, row: Mapping[str, Any]) -> _Parts:
    """The parts of the value in the row; none where it is given whole."""
    value = row.get(node.key)
    if not isinstance(value, dict):
        return _Parts()
    parts = {child.role: value.get(key) for choice in node.choices for key, child in choice.fields.items()}
    number = parts.get("number")
    return _Parts(parts.get("operator") or "", number if isinstance(number, Decimal) else None, parts.get("unit") or "")


def _given_unit(name: str, groups: Sequence[Any]) -> str:
    """The unit that the nearest field of that name gives."""
    given = next((group[name] for group in reversed(groups) if name in group), None)
    return given if isinstance(given, str) and given in UNITS else ""


def _list(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list) else ()
