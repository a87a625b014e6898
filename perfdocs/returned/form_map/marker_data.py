"""A pack's data with a mark in place of every value, so that a filled template shows which cell holds which field."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any

from perfdocs.department.forms import FilledForm, Submission, build_submission
from perfdocs.pack.manifest import Pack
from perfdocs.pack.print_values import print_value
from perfdocs.pack.sample_data import sample
from perfdocs.pack.tag_state import RowKeys
from perfdocs.pack.values import Key, Parts, Rows, Shown
from perfdocs.schema.load import Schema
from perfdocs.yamlfile.reader import Document

ITEM = "*"
"""Stands in an address for a row of a table, or a document of many."""
Address = tuple[str, ...]
"""A field of a pack: kind of document, then keys down to it."""

_TOKEN = re.compile("\ue000([0-9]+)\ue001")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_SCALES = tuple(Decimal(10) ** power for power in (0, 4, -4, 8, -8))


@dataclass(frozen=True)
class Hole:
    """Where a template prints a field.

    `node` is its schema's, None for one that is only derived; then `kind` is what a derived value looked like.
    A number is printed as `factor` times itself.
    """

    address: Address
    node: Any = field(compare=False, hash=False)
    schema: Schema | None = field(compare=False, hash=False)
    kind: str = ""
    factor: Decimal = Decimal(1)

    @property
    def items(self) -> int:
        """How many rows or documents the field is in."""
        return self.address.count(ITEM)


class Group(dict[str, Any]):
    """A group of fields that knows its address."""

    address: Address = ()


class Sentinels:
    """The marks of a pack. `base` tells two sets of made-up numbers apart."""

    def __init__(self, pack: Pack, base: int, blank: bool = False) -> None:
        self._base = base
        self._blank = blank
        self._holes: list[Hole] = []
        self._made: dict[int, Any] = {}
        self._submission = _submission(pack)
        self._context: dict[str, Any] = {}
        head = pack.head
        for kind in pack.kinds:
            found = self._submission.data[kind.name]
            node = {"items": kind.schema.root} if kind.many else kind.schema.root
            self._context[kind.name] = self._value(found, (kind.name,), kind.schema, node)
        for name, value in self._submission.data.items():
            if name not in self._context:
                node = head.schema.root.get("properties", {}).get(name)
                self._context[name] = self._value(value, (head.name, name), head.schema, node)

    def forms(self) -> Iterator[tuple[FilledForm, dict[str, Any], tuple[Address, ...]]]:
        """Each form with its marked context, and the addresses of what it is made for."""
        for filled in self._submission.forms:
            context = {
                name: self._context[name] if name in self._context else self._made.get(id(value), value)
                for name, value in filled.context.items()
            }
            loops = [context[name] for name, _ in filled.form.loops]
            yield filled, context, tuple(one.address for one in loops if isinstance(one, Group))

    def pieces(self, text: str) -> tuple[str | Hole, ...]:
        """A cell's text as what is printed always and what is filled in."""
        found: list[str | Hole] = []
        last = 0
        for match in _TOKEN.finditer(text):
            found += [*self._numbers(text[last : match.start()]), self._holes[int(match[1])]]
            last = match.end()
        return tuple(piece for piece in [*found, *self._numbers(text[last:])] if piece)

    def _numbers(self, text: str) -> Iterator[str | Hole]:
        """Numbers that a filter has written in its own way, found by their value."""
        last = 0
        for match in _NUMBER.finditer(text):
            number = Decimal(match[0].replace(",", ""))
            for factor in _SCALES:
                at, rest = divmod(number / factor - self._base, 10_007)
                if not rest and 0 <= at < len(self._holes) and number > 1000:
                    hole = self._holes[int(at)]
                    yield text[last : match.start()]
                    yield replace(hole, factor=factor)
                    last = match.end()
                    break
        yield text[last:]

    def _value(self, value: Any, address: Address, schema: Schema, node: Any) -> Any:
        node = schema.resolved(node) if node is not None else None
        if not isinstance(value, dict | list) or isinstance(value, Parts):
            return self._leaf(value, address, schema, node)
        if id(value) in self._made:
            return self._made[id(value)]
        if isinstance(value, list):
            rows = self._made[id(value)] = Rows()
            items = _branch(schema, node, "items")
            rows.extend(self._value(item, (*address, ITEM), schema, items) for item in value)
            return rows
        group = self._made[id(value)] = Group()
        group.address = address
        fields = _branch(schema, node, "properties") or {}
        group.update((key, self._value(one, (*address, key), schema, fields.get(key))) for key, one in value.items())
        return group

    def _leaf(self, value: Any, address: Address, schema: Schema, node: Any) -> Any:
        number = len(self._holes)
        self._holes.append(Hole(address, node, schema, "" if node is not None else _looks(value)))
        if self._blank:
            return None
        token = f"\ue000{number}\ue001"
        is_number = isinstance(value, Decimal | int)
        return Shown(Decimal(self._base + 10_007 * number), token) if is_number else token


class Loops(RowKeys):
    """For each row of a marked table, the rows of the data and the keys that it was made for."""

    def __init__(self) -> None:
        self.made: list[tuple[tuple[str, ...], tuple[Address, ...]]] = []

    def key(self, number: int, *values: Any) -> str:
        items = tuple(one.address for one in values if isinstance(one, Group) and one.address[-1] == ITEM)
        self.made.append(((str(number), *mark(values)), items))
        return str(len(self.made) - 1)


def mark(values: Any) -> Iterator[str]:
    """What tells apart the rows that one row of a template is printed as: keys of the groups, not rows of data."""
    for value in values:
        if isinstance(value, Key):
            yield value


def _submission(pack: Pack) -> Submission:
    documents = {
        kind.name: [Document(kind.name, sample(kind.schema.tree, rows=1, parts=False), {})] for kind in pack.kinds
    }
    return build_submission(pack, documents)


def _branch(schema: Schema, node: Any, keyword: str) -> Any:
    """What the node, or one of its alternatives, says of its fields or rows; None for a derived one."""
    branches = [schema.resolved(branch) for branch in (node or {}).get("anyOf", [node or {}])]
    return next((one[keyword] for one in branches if keyword in one), None)


def _looks(value: Any) -> str:
    """What a derived value looks like: `number`, `numeral` (一, 二), `amount` or `text`."""
    if isinstance(value, Decimal):
        return "amount"
    if isinstance(value, int):
        return "number"
    text = print_value(value)
    return "numeral" if text and all(one in "一二三四五六七八九十" for one in text) else "text"
