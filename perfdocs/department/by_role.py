"""A department's documents by role: what they promise, without the names that a pack gives to its fields.

A `Target` is what one form promises: a group of fields with indicators of its own (a project, a direction
of a fund, a department as a whole), or a document without any. Checks, and whatever else asks what
a field means, work on this view.
"""

from __future__ import annotations

import enum
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property
from typing import Any, NamedTuple

from perfdocs.finding import Keys, Place
from perfdocs.pack.manifest import Pack
from perfdocs.prose.amounts import convert, number_text
from perfdocs.prose.quantities import Quantity, targets
from perfdocs.prose.quantity_subjects import unit_in_name
from perfdocs.schema.node import Node
from perfdocs.yamlfile.reader import Document


class Holds(enum.Enum):
    """What the rows of a table are."""

    PLAIN = "rows of a form"
    TARGETS = "forms of their own"
    INDICATORS = "indicators"


class Field(NamedTuple):
    """A value in its place: text, a number or a blank. `title` is the term on the form.

    A tuple, because there are more of them than of anything else.
    """

    value: Any
    document: Document
    path: Keys
    title: str = ""
    role: str = ""
    unit: str = ""
    """Of an amount: 元, 万元 or 亿元, or empty where it is not known."""
    in_unit_of_table: bool = False
    """Of an amount: whether another field says its unit, not the form."""
    row: Keys = ()
    """The path of the row of a table in which the field stands, within its target."""

    @property
    def place(self) -> Place:
        return self.document.value_place(self.path)

    @property
    def text(self) -> str:
        value = self.value
        if isinstance(value, str):
            return value
        return number_text(value) if isinstance(value, Decimal) else value or ""

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
    of_whole_project: bool = False
    """Whether the value is to be reached by the whole project, not within the year."""
    score: Field | None = None
    standard: Field | None = None
    result: Field | None = None
    """What was reached; None where the form does not ask, as no form of targets does. So are the next two."""
    awarded: Field | None = None
    """The points that were given."""
    reason: Field | None = None
    """Why the target was not reached."""

    @property
    def full_score(self) -> Field | None:
        """The score; where the form has no column for it, what stands in the one for the standard."""
        return self.score or self.standard

    @property
    def label(self) -> str:
        """The name for a message; the second level where there is none."""
        return self.name.text.strip() or self.group[1]

    @cached_property
    def quantities(self) -> list[Quantity]:
        """What the value says is to be reached; a bare number is in the unit that the name has in brackets."""
        found = targets(self.text)
        if len(found) == 1 and not found[0].unit and not self.unit and (unit := unit_in_name(self.name.text)):
            return [found[0]._replace(unit=unit)]
        return found

    @cached_property
    def named_quantities(self) -> list[Quantity]:
        """The quantities in its name."""
        return targets(self.name.text)


class Blank(NamedTuple):
    """A field, a group of fields or a table that is not filled in, though the form wants it."""

    document: Document
    path: Keys
    title: str
    is_needed: bool
    """Whether the form is worthless without it: an amount that the schema requires."""

    @property
    def place(self) -> Place:
        return self.document.value_place(self.path)


class Group(NamedTuple):
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
        return list(self._by_role.get(role, ()))

    def indicators_of(self, kind: str) -> list[Indicator]:
        """The indicators of the lists of a role."""
        return [indicator for indicator in self.indicators if indicator.kind == kind]

    def first(self, role: str) -> Field | None:
        """The first field of a role that is not blank."""
        return next((field for field in self.having(role) if not field.blank), None)

    @property
    def name(self) -> str:
        named = self.first("name") or self.first("department-name")
        return named.text if named else ""

    @cached_property
    def _by_role(self) -> dict[str, list[Field]]:
        by_role: dict[str, list[Field]] = {}
        for field in self.fields:
            by_role.setdefault(field.role, []).append(field)
        return by_role

    @cached_property
    def money(self) -> list[Field]:
        """The amounts of the form as a whole, not those of its tables."""
        amounts = [amount for amount in self.having("amount") if isinstance(amount.value, Decimal)]
        return [amount for amount in amounts if not amount.row and not amount.in_unit_of_table]

    @cached_property
    def yuan(self) -> list[Decimal]:
        """The same in 元, without those whose unit is not known."""
        return [convert(amount.value, amount.unit, "元") for amount in self.money if amount.unit]

    @cached_property
    def rows(self) -> list[dict[str, Field]]:
        """The rows of the form's tables (not of the indicators), each by role."""
        rows: dict[Keys, dict[str, Field]] = {}
        for field in self.fields:
            if field.row:
                rows.setdefault(field.row, {}).setdefault(field.role, field)
        return list(rows.values())


class Table(NamedTuple):
    """A table with several rows, as its document has it: what its rows are known by, and the rows."""

    whole: Field
    rows: Sequence[Any]
    key: str
    """The field that makes a row the same row next year; empty where there is none."""
    ids: tuple[Node, ...]
    """The fields that number the rows."""
    holds: Holds

    def field(self, index: int, key: str) -> Field:
        """A field of one of its rows."""
        return Field(self.rows[index][key], self.whole.document, (*self.whole.path, index, key))


class Waiver(NamedTuple):
    """A problem that an office has accepted, as its fields stand in a spec."""

    code: Field
    where: Field
    reason: Field
    approver: Field
    until: Field


@dataclass(frozen=True, eq=False)
class ByRole:
    """All that a department files in a year. It is equal to itself alone: what is read out of it can be kept."""

    pack: Pack
    year: int
    """The year of the forms; 0 where it is not known."""
    targets: tuple[Target, ...]
    waivers: tuple[Waiver, ...] = ()
    blanks: tuple[Blank, ...] = ()
    """What the form wants and is not filled in, in the order of the form."""
    empty_rows: tuple[Field, ...] = ()
    """Rows of tables in which nothing stands, or nothing but signs such as `/`, which are then the value."""
    tables: tuple[Table, ...] = ()
    """The tables that have several rows."""

    @cached_property
    def texts(self) -> list[Field]:
        """Every text that somebody wrote, and the parts of indicators."""
        fields = [field for target in self.targets for field in target.fields]
        for target in self.targets:
            for indicator in target.indicators:
                fields += [indicator.name, indicator.value]
                if indicator.standard:
                    fields.append(indicator.standard)
        return [field for field in fields if isinstance(field.value, str)]
