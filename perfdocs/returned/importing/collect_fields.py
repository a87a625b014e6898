"""The cells of filled-in forms, brought together as the things that they speak of: a department, its funds, their rows.

The same thing stands on several forms: a fund on its own form and in the summary. The forms that are made for it
come first; on others it is recognised by its name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import Any

from rapidfuzz import fuzz

from perfdocs.pack.manifest import Pack
from perfdocs.returned.form_map.align_rows import Placed
from perfdocs.returned.form_map.cell_patterns import compact
from perfdocs.returned.form_map.form_rows import FormSkeleton
from perfdocs.returned.form_map.marker_data import ITEM, Address, Hole
from perfdocs.schema.load import Schema
from perfdocs.word.grid import Cell

LIKE = 75
"""Likeness, of 100, from which two names are taken for the same thing with a slip."""


@dataclass(frozen=True)
class Printed:
    """What a cell says of a field. `file` is the document's name."""

    hole: Hole
    text: str
    file: str
    cell: Cell
    line: int
    """The row's number in the document."""
    inherited: bool = False
    """The cell is merged with the one above, and the text is that one's."""


@dataclass
class Thing:
    """The department, one of its documents, or a row of a table: what the forms print of it.

    `address` ends in `*` but for the department, which has none; `printed` is by address.
    """

    address: Address = ()
    printed: dict[Address, list[Printed]] = field(default_factory=dict)
    things: dict[Address, list[Thing]] = field(default_factory=dict)
    forms: set[int] = field(default_factory=set)
    """The forms that speak of it, by number."""

    @property
    def is_blank(self) -> bool:
        """Whether nothing is filled in: a row that a printed form keeps."""
        texts = (one.text for every in self.printed.values() for one in every)
        return not any(text.strip() for text in texts) and all(
            one.is_blank for group in self.things.values() for one in group
        )


@dataclass
class FilledIn:
    """One form of a document: what it was made for, and what it says of it."""

    skeleton: FormSkeleton
    root: Thing = field(default_factory=Thing)


def filled_forms(file: str, placed: Sequence[Placed], skeletons: Sequence[FormSkeleton]) -> Iterator[FilledIn]:
    """The forms of a document, one after another."""
    form: list[Placed] = []
    for one in placed:
        begins = one.begins or (one.state and form and form[0].state and form[0].state.form != one.state.form)
        if begins and form:
            yield _filled(file, form, skeletons)
            form = []
        if one.state:
            form.append(one)
    if form:
        yield _filled(file, form, skeletons)


def _filled(file: str, placed: Sequence[Placed], skeletons: Sequence[FormSkeleton]) -> FilledIn:
    assert placed[0].state is not None
    made = FilledIn(skeletons[placed[0].state.form])
    current: dict[Address, Thing] = {(): made.root}
    last: dict[Address, int] = {}
    above: dict[str, str] = {}
    for loop in made.skeleton.loops:
        _begin(loop, current)
    for one in placed:
        assert one.state is not None
        items = one.state.pattern.items
        if items:
            if items[-1] not in current or one.state.row <= last.get(items[-1], -1):
                _begin(items[-1], current)
            last[items[-1]] = one.state.row
        for read in one.cells:
            for hole, text in read.fit.values:
                inherited = read.cell.continued and bool(above.get(hole.address[-1]))
                text = above[hole.address[-1]] if inherited else text
                above[hole.address[-1]] = text
                owner = current.get(_owner(hole.address)) or _begin(_owner(hole.address), current)
                printed = Printed(hole, text, file, read.cell, one.row.number, inherited)
                owner.printed.setdefault(hole.address, []).append(printed)
    return made


def _owner(address: Address) -> Address:
    """The address of the row or document that a field is in; none for the department's."""
    at = max((index for index, step in enumerate(address) if step == ITEM), default=-1)
    return address[: at + 1]


def _begin(address: Address, current: dict[Address, Thing]) -> Thing:
    """The next thing at an address, below those that are current there."""
    outer = _owner(address[:-1])
    owner = current.get(outer) or _begin(outer, current)
    for known in [one for one in current if len(one) > len(address) and one[: len(address)] == address]:
        del current[known]
    made = Thing(address)
    owner.things.setdefault(address, []).append(made)
    current[address] = made
    return made


def gathered(forms: Sequence[FilledIn], pack: Pack) -> Thing:
    """The forms put together. Those that are made for one thing are believed first; lists give the order."""
    made = Thing()
    names = name_fields(pack)
    ranked = sorted(range(len(forms)), key=lambda at: (-len(forms[at].skeleton.loops), at))
    for number in ranked:
        _join(made, forms[number].root, number, names)
    return made


def _join(into: Thing, other: Thing, number: int, names: dict[Address, Address]) -> None:
    into.forms.add(number)
    for address, printed in other.printed.items():
        into.printed.setdefault(address, []).extend(printed)
    for address, things in other.things.items():
        known = into.things.setdefault(address, [])
        own = [_partner(one, known, number, names.get(address, ())) for one in things]
        for one, twin in zip(things, own, strict=True):
            _join(twin, one, number, names)
        if len(own) > 1:
            known.sort(key=lambda one: next((at for at, twin in enumerate(own) if twin is one), len(own)))


def _partner(one: Thing, known: list[Thing], number: int, name: Address) -> Thing:
    """What is known already of the same name, or nearly the same, from other forms; or something new."""
    text = _name(one, name)
    waiting = [other for other in known if number not in other.forms]
    likeness = [(100.0 if _name(other, name) == text else fuzz.ratio(text, _name(other, name))) for other in waiting]
    best = max(range(len(waiting)), key=lambda at: (likeness[at], -at), default=None) if text else None
    if best is not None and likeness[best] >= LIKE:
        found = waiting[best]
    else:
        found = Thing(one.address)
        known.append(found)
    found.forms.add(number)
    return found


def _name(thing: Thing, name: Address) -> str:
    return next((compact(printed.text) for printed in thing.printed.get(name, ()) if printed.text.strip()), "")


def name_fields(pack: Pack) -> dict[Address, Address]:
    """For each table and each kind of many documents, the field that names one of them."""
    found: dict[Address, Address] = {}
    for kind in pack.kinds:
        start: Address = (kind.name, ITEM) if kind.many else (kind.name,)
        for key, node in kind.schema.root.get("properties", {}).items():
            if kind.many and kind.schema.resolved(node).get("x-role") == "name":
                found.setdefault(start, (*start, key))
        found |= _row_names(kind.schema, kind.schema.root, start)
    return found


def _row_names(schema: Schema, node: Any, address: Address) -> dict[Address, Address]:
    found: dict[Address, Address] = {}
    node = schema.resolved(node)
    for branch in (schema.resolved(one) for one in node.get("anyOf", [node])):
        for key, child in branch.get("properties", {}).items():
            found |= _row_names(schema, child, (*address, key))
        if "items" in branch:
            row = schema.resolved(branch["items"])
            name = branch.get("x-key") or row.get("x-key")
            found |= {(*address, ITEM): (*address, ITEM, str(name))} if name else {}
            found |= _row_names(schema, row, (*address, ITEM))
    return found
