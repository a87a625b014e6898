"""A pack's data with a marker in place of every value, so that a filled template shows which cell holds which field."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, field, replace
from decimal import Decimal
from typing import Any, NamedTuple

from perfdocs.department.forms import build_submission
from perfdocs.pack.manifest import Form, Pack
from perfdocs.pack.print_values import print_value
from perfdocs.pack.sample_data import sample
from perfdocs.pack.values import OPTION, Group, Origin, Parts, Placeholder, Shown, origin_of
from perfdocs.schema.node import Node
from perfdocs.yamlfile.reader import Document

ITEM = "*"
"""Stands in an address for a row of a table, or a document of many."""
Address = tuple[str, ...]
"""A field of a pack: kind of document, then keys down to it."""

MARKER = re.compile(f"\ue000([0-9]+)((?:{OPTION}[^\ue001{OPTION}]*)*)\ue001")
_NUMBER = re.compile(r"\d[\d,]*(?:\.\d+)?")
_STEP = 10_007 * 10**8
"""From one marker's number to the next: a prime, so that no two differ by a factor of the units of money, and so large
that in none of these does it have decimals, which a filter may refuse."""
_SMALLEST = 1_000
"""A smaller number is none of a marker's: years, numbers of rows."""
_FACTORS = tuple(Decimal(10) ** power for power in (0, 4, -4, 8, -8))
"""Units of money in which a template may print an amount."""


@dataclass(frozen=True)
class Hole:
    """Where a template prints a field.

    `node` is its schema's, None for one that is only derived; then `kind` is what a derived value looked like.
    A number is printed as `factor` times itself; `options` are the words of which one or more are ticked.
    """

    address: Address
    node: Node | None = field(compare=False, hash=False)
    kind: str = ""
    factor: Decimal = Decimal(1)
    options: tuple[str, ...] = ()

    @property
    def key(self) -> str:
        return self.address[-1]

    @property
    def name(self) -> str:
        """The key of the field, or of the list that it is a text of."""
        return next(step for step in reversed(self.address) if step != ITEM)


class MarkedForm(NamedTuple):
    """A form, the data for its template with markers, and the addresses of what it is made for, outermost first."""

    form: Form
    context: Mapping[str, Any]
    loops: tuple[Address, ...]


class MarkerData:
    """A document of each kind with so many rows in each table. `base` tells two sets of made-up numbers apart.

    Fields for which `is_blank` holds are left blank.
    """

    def __init__(
        self, pack: Pack, base: int, rows: int = 1, is_blank: Callable[[Address], bool] = lambda _: False
    ) -> None:
        self._base = base
        self._is_blank = is_blank
        self._holes: list[Hole] = []
        self._many = {kind.name for kind in pack.kinds if kind.many}
        documents = {
            kind.name: [Document(kind.name, sample(kind.schema.tree, rows, parts=True), {})] for kind in pack.kinds
        }
        self._submission = build_submission(pack, documents)
        data = self._submission.data
        for kind in pack.kinds:
            groups = data[kind.name] if kind.many else [data[kind.name]]
            for group in groups:
                self._mark(group, group.origin, kind.schema.tree)
        for name, value in data.items():
            if name not in documents and origin_of(value) is None:
                origin = Origin(data.origin.document, (name,))
                data[name] = self._mark(value, origin, pack.head.schema.tree.below(name))

    def forms(self) -> Iterator[MarkedForm]:
        """Each form with its marked data."""
        data = self._submission.data
        for filled in self._submission.forms:
            context = {name: data.get(name, value) for name, value in filled.context.items()}
            origins = [origin_of(context[name]) for name, _ in filled.form.loops]
            yield MarkedForm(filled.form, context, tuple(self.address(origin) for origin in origins if origin))

    def address(self, origin: Origin) -> Address:
        """The address of a group or a table, by where it stands."""
        kind = origin.document.file
        start = (kind, ITEM) if kind in self._many else (kind,)
        return (*start, *(ITEM if isinstance(key, int) else str(key) for key in origin.keys))

    def pieces(self, text: str) -> tuple[str | Hole, ...]:
        """A cell's text as what is printed always and what is filled in."""
        pieces: list[str | Hole] = []
        last = 0
        for match in MARKER.finditer(text):
            hole = replace(self._holes[int(match[1])], options=tuple(match[2].split(OPTION)[1:]))
            between = text[last : match.start()]
            before = pieces[-1] if pieces and not between.strip() else None
            if isinstance(before, Hole) and before.options and before.address == hole.address:
                pieces[-1] = replace(before, options=before.options + hole.options)  # one box after another
            else:
                pieces += [*self._numbers(between), hole]
            last = match.end()
        return tuple(piece for piece in [*pieces, *self._numbers(text[last:])] if piece)

    def _numbers(self, text: str) -> Iterator[str | Hole]:
        """Numbers that a filter has written in its own way, found by their value."""
        last = 0
        for match in _NUMBER.finditer(text):
            hole = self._hole(Decimal(match[0].replace(",", "")))
            if hole:
                yield text[last : match.start()]
                yield hole
                last = match.end()
        yield text[last:]

    def _hole(self, number: Decimal) -> Hole | None:
        """The field whose marker is this number, in one unit of money or another."""
        if number <= _SMALLEST:
            return None
        for factor in _FACTORS:
            at, rest = divmod(number / factor - self._base, _STEP)
            if not rest and 0 <= at < len(self._holes):
                return replace(self._holes[int(at)], factor=factor)
        return None

    def _mark(self, value: Any, origin: Origin, node: Node | None) -> Any:
        """The value with markers; groups and tables are changed in place, once, where they stand."""
        if isinstance(value, Parts):
            fields = {
                key: self._mark(part, Origin(origin.document, (*origin.keys, key)), node.below(key) if node else None)
                for key, part in value.items()
            }
            return Parts(fields, str(self._marker(value.text, origin, node) or ""))
        if not isinstance(value, dict | list):
            return self._marker(value, origin, node)
        known = origin_of(value)
        if known and (known.document.file, known.keys) != (origin.document.file, origin.keys):
            return value
        if isinstance(value, dict) and not known:
            value = Group(value)
            value.origin = origin
        items = list(value.items() if isinstance(value, dict) else enumerate(value))
        for step, inner in items:
            place = Origin(origin.document, (*origin.keys, step))
            value[step] = self._mark(inner, place, node.below(step) if node else None)
        return value

    def _marker(self, value: Any, origin: Origin, node: Node | None) -> Any:
        number = len(self._holes)
        self._holes.append(Hole(self.address(origin), node, "" if node else _kind(value)))
        if self._is_blank(self._holes[number].address):
            return None
        is_number = isinstance(value, Decimal | int)
        if is_number:
            return Shown(Decimal(self._base + _STEP * number), marker(number))
        return Placeholder(marker(number), origin)


def marker(number: int) -> str:
    """A text that no document can hold, in place of a value."""
    return f"\ue000{number}\ue001"


def _kind(value: Any) -> str:
    """What a derived value looks like: `number`, `numeral` (一, 二), `amount` or `text`."""
    if isinstance(value, Decimal):
        return "amount"
    if isinstance(value, int):
        return "number"
    text = print_value(value)
    return "numeral" if text and all(character in "一二三四五六七八九十" for character in text) else "text"
