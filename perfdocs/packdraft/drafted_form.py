"""A form of a drafted pack: the fields that it prints, the sums, and what was noticed of its amounts."""

from __future__ import annotations

import re
from collections.abc import Collection, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from perfdocs.packdraft.draft_fields import DraftGroup, DraftTable
from perfdocs.packdraft.form_cells import FormCell
from perfdocs.packdraft.form_parts import FormParts
from perfdocs.packdraft.vocabulary import Term
from perfdocs.prose.shorten import shorten

NUMBER = re.compile(r"-?\d[\d,，]*(?:\.\d+)?")
"""A number as forms have it, with separators."""
_UNIT = "万元"
"""Of amounts for which a form names no unit: most have it."""
_QUOTED = 20
_NAMED = 3
"""Amounts that are named in a finding that is about all of them."""


@dataclass(eq=False)
class Derived:
    """A sum that a form prints: what it is called in templates, and the expression."""

    target: str
    source: str


class WithoutUnit(NamedTuple):
    """An amount for which the form names no unit."""

    cell: FormCell
    title: str


@dataclass(eq=False)
class DraftedForm:
    """What is known of a form while its tags are written.

    `head` has the fields of the department's own file, `body` those of the file that the form is made of (it may be
    the same); `prefix` leads to the latter in templates.
    """

    parts: FormParts
    head: DraftGroup
    body: DraftGroup
    prefix: str = ""
    definitions: dict[str, DraftTable] = field(default_factory=dict)
    """Rows of indicators by their names among the schema's definitions."""
    derived: list[Derived] = field(default_factory=list)
    has_separators: bool = False
    """Whether amounts have separators of thousands."""
    _without_unit: list[WithoutUnit] = field(default_factory=list)

    def place(self, titles: Sequence[str]) -> Place:
        """The group of the body that titles lead to, made where there is none."""
        group, keys = self.body, []
        for title in titles:
            key, group = group.group(title)
            keys.append(key)
        return Place(group, self.prefix + "".join(f"{key}." for key in keys))

    def checked(self, term: Term, allowed: Collection[str], cell: FormCell, value: str) -> Term:
        """The term with a role that a field may have there, an amount with its unit. Tells what is doubtful."""
        if term.role not in allowed:
            return term._replace(role="")
        if term.role != "amount":
            return term
        if value and not NUMBER.fullmatch(value):
            filled = shorten(value, _QUOTED)
            if value.endswith(("%", "％")) or not re.search(r"\d", value):
                self.parts.doubt(cell, f"“{term.title}”像是金额，填的却是“{filled}”，当作文字：请核对")
                return term._replace(role="")
            self.parts.doubt(cell, f"“{term.title}”是金额，填的“{filled}”不只是一个数：读回以后要核对")
        self.has_separators |= "," in value or "，" in value
        unit = term.unit or self.parts.unit
        if not unit:
            self._without_unit.append(WithoutUnit(cell, term.title))
        return term._replace(unit=unit or _UNIT)

    def tell_units(self) -> None:
        """Tells of the amounts for which the form names no unit, once."""
        if self._without_unit:
            names = "、".join(f"“{each.title}”" for each in self._without_unit[:_NAMED])
            more = f"等 {len(self._without_unit)} 个金额" if len(self._without_unit) > _NAMED else ""
            message = f"{names}{more}没有写金额单位，当作{_UNIT}：不对就改字段定义里的 x-unit"
            self.parts.doubt(self._without_unit[0].cell, message)


@dataclass(frozen=True)
class Place:
    """A group of fields, and what leads to it in templates (with a point, unless it is nothing)."""

    group: DraftGroup
    address: str
