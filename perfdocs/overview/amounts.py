"""The two amounts of a department that stand in an overview: that of the department, and that of its projects.

A sum of which a part is blank, or could not be read, is none: a wrong figure is worse than a blank.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from perfdocs.compare.totals import document_amounts, targets_by_file, whole_amounts
from perfdocs.department.by_role import Field
from perfdocs.department.loaded import Loaded, Lost
from perfdocs.department.specs import Specs
from perfdocs.finding import touches
from perfdocs.pack.manifest import Column, DocumentKind, Pack
from perfdocs.prose.amounts import UNITS, convert, total
from perfdocs.yamlfile.reader import Document

TOTAL, PROJECTS = "总额", "各项目"
"""What the columns are called where the pack does not say."""


class Money(NamedTuple):
    """An amount and its unit; None where it is blank, cannot be read or is of no unit that is known."""

    title: str
    value: Decimal | None = None
    unit: str = ""


def total_money(year: Loaded) -> Money:
    """What the department asks for: the amount that its pack names, else the first of its own file, else the sum of
    its other files."""
    specs = year.specs
    if specs is None:
        return Money(TOTAL)
    if column := specs.pack.overview.get("total"):
        return _named(year, specs, column)
    own = [amount for target in specs.by_role.targets[:1] for amount in whole_amounts(target)]
    return _as_money(TOTAL, own[:1]) if own else _sum_of_documents(year, specs, TOTAL)


def projects_money(year: Loaded) -> Money:
    """What its projects ask for: the amount that its pack names or, where that is blank, the sum of its other files."""
    specs = year.specs
    if specs is None:
        return Money(PROJECTS)
    column = specs.pack.overview.get("projects")
    money = _named(year, specs, column) if column else Money(PROJECTS)
    return money if money.value is not None else _sum_of_documents(year, specs, money.title)


class ColumnPlace(NamedTuple):
    """Where a column's amount stands: in which kind of document, and where in it."""

    kind: DocumentKind
    keys: tuple[str, ...]

    @property
    def unit(self) -> str:
        """The unit of the amount; empty where there is none, or none that the form says."""
        node = self.kind.schema.tree.at_keys(self.keys)
        return node.unit if node and node.unit in UNITS else ""


def column_place(pack: Pack, column: Column) -> ColumnPlace:
    """In the department's own file, or in the files of the kind that the first key names."""
    first, *rest = column.keys
    kind = None if first in pack.head.schema.tree.fields else pack.kind(first)
    return ColumnPlace(kind, tuple(rest)) if kind else ColumnPlace(pack.head, column.keys)


def _named(year: Loaded, specs: Specs, column: Column) -> Money:
    """The amount in the department's own file, or the sum of those of another kind."""
    place = column_place(specs.pack, column)
    kind, keys = place
    documents = specs.documents[kind.name]
    if not place.unit or not documents or _is_lost(year.lost, documents, keys, kind.many):
        return Money(column.title)
    values = [value for document in documents for value in _values(document.data, keys)]
    return _sum(column.title, values, [place.unit] * len(values))


def _values(data: Any, keys: Sequence[str]) -> Iterator[Any]:
    """The values at a place, in every row of the tables on the way; None where there is nothing on the way."""
    if isinstance(data, list) and data:
        for row in data:
            yield from _values(row, keys)
    elif not keys:
        yield data
    else:
        yield from _values(data.get(keys[0]), keys[1:]) if isinstance(data, dict) else [None]


def _is_lost(lost: Sequence[Lost], documents: Sequence[Document], keys: Sequence[str], are_many: bool) -> bool:
    """Whether a file, or a part in which such an amount may stand, could not be read; of many files, one may be
    missing that is none of them."""
    files = {document.file for document in documents}
    for file, path in lost:
        names = tuple(key for key in path if isinstance(key, str))
        if (file in files and touches(names, tuple(keys))) or (are_many and not path):
            return True
    return False


def _sum_of_documents(year: Loaded, specs: Specs, title: str) -> Money:
    """The sum of the files but the department's own: of each the first amount, or those of its parts."""
    head = specs.documents[specs.pack.head.name]
    own = {document.file for document in head}
    if any(lost.file not in own or not lost.keys for lost in year.lost):
        return Money(title)
    parts = [document_amounts(targets) for file, targets in targets_by_file(specs.by_role).items() if file not in own]
    return _as_money(title, [amount for part in parts for amount in part]) if all(parts) else Money(title)


def sum_of(fields: Sequence[Field]) -> Money:
    """The fields added up, under the title of the first; None where there is none, or one is blank."""
    return _as_money(fields[0].title if fields else "", fields)


def _as_money(title: str, fields: Sequence[Field]) -> Money:
    return _sum(title, [field.value for field in fields], [field.unit for field in fields])


def _sum(title: str, values: Sequence[Any], units: Sequence[str]) -> Money:
    pairs = [(value, unit) for value, unit in zip(values, units, strict=True) if isinstance(value, Decimal) and unit]
    if not pairs or len(pairs) < len(values):
        return Money(title)
    if len(pairs) == 1:
        return Money(title, *pairs[0])
    unit = units[0]
    return Money(title, total(convert(value, given, unit) for value, given in pairs), unit)
