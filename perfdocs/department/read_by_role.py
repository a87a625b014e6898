"""Reads a department's documents into the view by role (`department.by_role`)."""

from __future__ import annotations

import re
from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, NamedTuple

from perfdocs.department.by_role import Blank, ByRole, Field, Group, Holds, Indicator, Table, Target, Waiver
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
    blanks: list[Blank] = []
    empty_rows: list[Field] = []
    tables: list[Table] = []
    for kind in pack.kinds:
        for document in documents[kind.name]:
            reader = _Reader(kind.name, document, pack.derived_fields)
            targets += reader.targets(kind.schema.tree)
            waivers += reader.waivers
            blanks += reader.blanks
            empty_rows += reader.empty_rows
            tables += reader.tables
    years = [year.value for target in targets for year in target.having("year") if isinstance(year.value, Decimal)]
    return ByRole(
        pack,
        int(years[0]) if years else 0,
        tuple(targets),
        tuple(waivers),
        tuple(blanks),
        tuple(empty_rows),
        tuple(tables),
    )


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
    is_blank: bool = False
    """Whether a group that it stands in is known to be blank, so that its fields need not be told."""


class _Reader:
    def __init__(self, kind: str, document: Document, derived_fields: Collection[tuple[str, ...]]) -> None:
        self._kind = kind
        self._document = document
        self._derived_fields = derived_fields
        self._targets: list[_OpenTarget] = []
        self.waivers: list[Waiver] = []
        self.blanks: list[Blank] = []
        self.empty_rows: list[Field] = []
        self.tables: list[Table] = []

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
        below = _Inside(inside.target, inside.row, (*inside.groups, data), inside.is_blank)
        required = node.required if data is value else ()
        for key, child in node.fields.items():
            item = data.get(key)
            here = below
            if not inside.is_blank and child.role != "taxonomy" and is_blank(item):
                is_required = key in required
                is_text = isinstance(item, str) and is_required and not child.may_be_blank
                here = below._replace(is_blank=self._blank(child, (*keys, key), is_required, is_text))
            self._value(child, item, (*keys, key), here)

    def _blank(self, node: Node, keys: Keys, is_required: bool, is_text: bool = False) -> bool:
        """Notes a blank that the form wants filled in; whether it is one.

        `is_text`: a text of nothing but spaces or signs stands where the schema takes no blank.
        """
        is_needed = is_required and node.role == "amount"
        is_noted = is_needed or is_text or (node.expected and not self._is_derived(keys))
        if is_noted:
            self.blanks.append(Blank(self._document, keys, node.title, is_needed))
        return is_noted

    def _is_derived(self, keys: Keys) -> bool:
        """Whether the pack works the field out where it is blank: `Submission.blanks` knows whether it could."""
        return (self._kind, *(key for key in keys if isinstance(key, str))) in self._derived_fields

    def _value(self, node: Node, value: Any, keys: Keys, inside: _Inside) -> None:
        if node.role == "taxonomy":
            self._taxonomy(node, value, keys, inside.target)
        elif node.role == "waivers":
            self.waivers += self._waivers(node, value, keys)
        elif node.row and node.row.is_group:
            self._rows(node, node.row, value, keys, inside)
        elif node.row:
            for index, item in enumerate(_list(value)):
                place = (*keys, index)
                field = self._field(node.row, item, place, place, inside.groups)
                inside.target.fields.append(field._replace(title=field.title or node.title))
        elif node.is_group:
            self._group(node, value, keys, inside)
        else:
            inside.target.fields.append(self._field(node, value, keys, inside.row, inside.groups))

    def _rows(self, table: Node, node: Node, rows: Any, keys: Keys, inside: _Inside) -> None:
        is_target = bool(node.with_role("taxonomy"))
        self._table(table, node, rows, keys, Holds.TARGETS if is_target else Holds.PLAIN)
        for index, row in enumerate(_list(rows)):
            place = (*keys, index)
            is_empty = inside.is_blank or self._is_empty_row(node, row, place)
            if is_target:
                self._group(node, row, place, _Inside(self._begin(node, place), (), inside.groups, is_empty))
            else:
                self._group(node, row, place, _Inside(inside.target, place, inside.groups, is_empty))

    def _is_empty_row(self, node: Node, row: Any, keys: Keys) -> bool:
        """Notes a row in which nothing stands but signs such as `/`; whether it is one."""
        values = list(row.values()) if isinstance(row, dict) else [row]
        is_empty = bool(values) and all(is_blank(value) for value in values)
        if is_empty:
            signs = next((value for value in values if isinstance(value, str) and value.strip()), None)
            self.empty_rows.append(Field(signs, self._document, keys, node.title))
        return is_empty

    def _table(self, node: Node, row: Node, rows: Any, keys: Keys, holds: Holds) -> None:
        if isinstance(rows, list) and len(rows) > 1:
            ids = tuple(child for child in row.fields.values() if child.role == "row-id")
            self.tables.append(Table(self._field(node, None, keys, ()), rows, node.row_key, ids, holds))

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
        )

    def _taxonomy(self, node: Node, value: Any, keys: Keys, target: _OpenTarget) -> None:
        target.groups.append(self._level(node, keys))
        for key, first in node.fields.items():
            data = value.get(key) if isinstance(value, dict) else None
            target.groups.append(self._level(first, (*keys, key)))
            for below, second in first.fields.items():
                rows = data.get(below) if isinstance(data, dict) else None
                if second.row:
                    self._table(second, second.row, rows, (*keys, key, below), Holds.INDICATORS)
                for index, row in enumerate(_list(rows)):
                    if isinstance(row, dict):
                        place = (*keys, key, below, index)
                        target.indicators.append(self._indicator(second, row, place, (first.title, second.title)))

    def _level(self, node: Node, keys: Keys) -> Group:
        return Group(self._field(node, None, keys, ()), node.expected, tuple(node.fields))

    def _indicator(self, level: Node, row: Mapping[str, Any], keys: Keys, terms: tuple[str, str]) -> Indicator:
        nodes = {child.role: child for child in level.row_fields.values()}
        required = level.row.required if level.row else ()
        words = {nodes[role].key for role in ("indicator-name", "indicator-value") if role in nodes}
        if not self._is_empty_row(level, {key: row.get(key) for key in words or row}, keys):
            for child in level.row_fields.values():
                if is_blank(row.get(child.key)):
                    self._blank(child, (*keys, child.key), child.key in required)
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
            result=fields.get("result"),
            awarded=fields.get("awarded"),
            reason=fields.get("reason"),
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


_NOTHING = re.compile(r"[\s/／\\\-－—–―_…·]*")
"""What is written into a cell to say that there is nothing to say."""


def is_blank(value: Any) -> bool:
    """Whether nothing is filled in: no value, a sign such as `/`, or a group or table in which all is blank."""
    if isinstance(value, str):
        return _NOTHING.fullmatch(value) is not None
    if isinstance(value, dict):
        return all(map(is_blank, value.values()))
    return value is None or (isinstance(value, list) and all(map(is_blank, value)))


def _given_unit(name: str, groups: Sequence[Any]) -> str:
    """The unit that the nearest field of that name gives."""
    given = next((group[name] for group in reversed(groups) if name in group), None)
    return given if isinstance(given, str) and given in UNITS else ""


def _list(value: Any) -> Sequence[Any]:
    return value if isinstance(value, list) else ()
