"""Fields of a draft, in groups and tables as its schema has them, each under a key that templates can read."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from perfdocs.packdraft.vocabulary import words

OF_DEPARTMENT = ("year", "department-name")
"""Roles of fields that every department's own file has, in their order."""
_LONGEST_KEY = 30
_DIGITS = "〇一二三四五六七八九"


@dataclass(eq=False)
class DraftField:
    """A field with one value."""

    title: str
    role: str = ""
    unit: str = ""
    options: tuple[str, ...] = ()
    may_be_blank: bool = False
    """Of a name that no form prints."""

    def schema(self) -> dict[str, Any]:
        said: dict[str, Any] = {"title": self.title, "description": describe(self.title, self.role, self.unit)}
        if self.options:
            return {**said, "enum": [*self.options, None]}
        if self.role == "amount":
            step = 0.01 if self.unit == "元" else 1e-06
            said |= {"type": ["number", "null"], "multipleOf": step, "x-role": "amount", "x-unit": self.unit}
            return said
        if self.role in ("name", "department-name"):
            types: Any = ["string", "null"] if self.may_be_blank else "string"
            return {**said, "type": types, "minLength": 1, "maxLength": 200, "x-role": self.role}
        if self.role == "year":
            return {**said, "type": "integer", "minimum": 1990, "maximum": 2100, "x-role": "year"}
        if self.role in ("score", "awarded"):
            return {**said, "type": ["number", "null"], "x-role": self.role}
        said |= {"type": ["string", "number", "null"], "minLength": 1, "maxLength": 5000}
        return {**said, "x-role": self.role} if self.role else said


@dataclass(eq=False)
class DraftGroup:
    """Fields under one title."""

    title: str
    fields: dict[str, DraftField | DraftGroup | DraftTable] = field(default_factory=dict)
    role: str = ""

    def schema(self) -> dict[str, Any]:
        required = [key for key, child in self.fields.items() if isinstance(child, DraftField) and child.role == "name"]
        return {
            "title": self.title,
            "description": describe(self.title, self.role),
            **({"x-role": self.role} if self.role else {}),
            "type": ["object", "null"],
            "additionalProperties": False,
            **({"required": required} if required else {}),
            "properties": {key: child.schema() for key, child in self.fields.items()},
        }

    def key(self, title: str, near: Sequence[str] = ()) -> str:
        """A key for a new field of the title, that no other field of the group has."""
        key = field_key(title)
        names = [key, *(field_key(each) + key for each in near if field_key(each) != key)]
        free = next((name for name in names if name not in self.fields), "")
        return free or next(f"{key}{n}" for n in range(2, 1_000) if f"{key}{n}" not in self.fields)

    def group(self, title: str) -> tuple[str, DraftGroup]:
        """The group of the title in this one, which is made where there is none, and its key."""
        key = field_key(title)
        there = self.fields.get(key)
        if not isinstance(there, DraftGroup) or there.role:
            key = self.key(title)
            there = self.fields[key] = DraftGroup(title)
        return key, there


@dataclass(eq=False)
class DraftTable:
    """A table; `reference` is where the schema has its rows, for several tables of the same rows."""

    title: str
    row: DraftGroup
    row_key: str = ""
    role: str = ""
    reference: str = ""

    def schema(self) -> dict[str, Any]:
        return {
            "title": self.title,
            "description": describe(self.title, self.role),
            "type": ["array", "null"],
            "items": {"$ref": self.reference} if self.reference else self.row_schema(),
            **({"x-role": self.role} if self.role else {}),
        }

    def row_schema(self) -> dict[str, Any]:
        schema = {**self.row.schema(), "type": "object"}
        return {**schema, "x-key": self.row_key} if self.row_key else schema


def describe(title: str, role: str, unit: str = "") -> str:
    """What the clerk reads of a field."""
    say: Mapping[str, str] = words().descriptions
    more = say.get(role, "").format(unit=unit)
    return f"照表上的“{title}”填。" + (f"{more}" if more else "")


def field_key(title: str) -> str:
    """The title as a name that templates can read: letters, digits and signs of Chinese, no digit in front."""
    title = re.sub(r"(?<=\d)[-—–~～](?=\d)", "至", title)
    head = re.match(r"\d+", title)
    if head:
        title = "".join(_DIGITS[int(digit)] for digit in head[0]) + title[head.end() :]
    return re.sub(r"\W|_", "", title)[:_LONGEST_KEY] or words().names["item_name"]
