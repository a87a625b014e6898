"""The cells of filled-in forms, brought together by what they speak of: a department, its funds, their rows.

The same thing stands on several forms: a fund on its own form and in the summary. The forms that are made for it
come first; on others it is recognised by its name.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from typing import NamedTuple

from rapidfuzz import fuzz, process

from perfdocs.finding import Finding, Severity
from perfdocs.pack.manifest import Pack
from perfdocs.prose import amounts
from perfdocs.prose.tick_marks import ticked_options
from perfdocs.returned.cell_findings import CellPlace, finding_at, place_in, quote
from perfdocs.returned.form_map.align_rows import AlignedRow
from perfdocs.returned.form_map.compact_text import compact
from perfdocs.returned.form_map.form_rows import FormPattern
from perfdocs.returned.form_map.marker_data import ITEM, Address, Hole
from perfdocs.returned.form_map.row_match import ReadCell
from perfdocs.returned.importing.rows_without_data import is_hint
from perfdocs.returned.importing.stated_units import StatedUnits
from perfdocs.returned.importing.subjects import Entry, Subject, begin, block_of, join_blocks, owner_address
from perfdocs.schema.node import Node
from perfdocs.word.grid import Cell

SAME_NAME = 75
"""Likeness, of 100, from which two names are taken for the same thing with a slip.

Chosen by hand; tests/bench/cost_bounds.py reads all the same with 0.5 to 1 times as much."""


@dataclass
class ReturnedForm:
    """One form of a document: what it was made for, and what it says of the department."""

    pattern: FormPattern
    department: Subject = field(default_factory=Subject)
    findings: list[Finding] = field(default_factory=list)
    """N216: texts that are no values."""


def returned_forms(file: str, rows: Sequence[AlignedRow], patterns: Sequence[FormPattern]) -> Iterator[ReturnedForm]:
    """The forms of a document, one after another."""
    form: list[AlignedRow] = []
    for row in rows:
        is_other = row.form_row and form and form[0].form_row and form[0].form_row.form != row.form_row.form
        if form and (row.begins or is_other):
            yield _returned_form(file, form, patterns)
            form = []
        if row.form_row:
            form.append(row)
    if form:
        yield _returned_form(file, form, patterns)


def _returned_form(file: str, rows: Sequence[AlignedRow], patterns: Sequence[FormPattern]) -> ReturnedForm:
    assert rows[0].form_row is not None
    form = ReturnedForm(patterns[rows[0].form_row.form])
    current: dict[Address, Subject] = {(): form.department}
    last: dict[Address, int] = {}
    sums: list[_Sum] = []
    above: dict[str, str] = {}
    units, odd = StatedUnits(), list[Cell]()
    for loop in form.pattern.loops:
        begin(loop, current)
    for row in rows:
        assert row.form_row is not None
        items = row.form_row.pattern.items
        if items:
            block = block_of(form.pattern, row.form_row.number, items[-1])
            known = current.get(items[-1])
            if known is None or known.block != block or row.form_row.number <= last.get(items[-1], -1):
                begin(items[-1], current, block)
            last[items[-1]] = row.form_row.number
        for read, stated in zip(row.cells, units.read(row), strict=True):
            for hole, text, begins in _values(read):
                place = place_in(file, row.row, read.cell)
                inherited = read.cell.continued and bool(above.get(hole.key))
                text = above[hole.key] if inherited else text
                above[hole.key] = text
                if reason := no_value(text, inherited):
                    form.findings.append(finding_at(place, "N216", f"{quote(text)}{reason}", Severity.WARNING))
                    text = ""
                address = owner_address(hole.address)
                if stated and stated.cell not in odd and (own := _other_unit(hole, stated.unit)):
                    odd.append(stated.cell)
                    form.findings.append(unit_finding(place_in(file, row.row, stated.cell), stated.unit, own))
                unit = stated.unit if stated else ""
                entry = Entry(hole, text, place, read.cell.marks, unit, inherited and bool(text))
                if read.pattern and read.pattern.of_one_row:
                    sums.append(_Sum(current.get(owner_address(address[:-1])) or form.department, address, entry))
                    continue
                owner = None if begins else current.get(address)
                owner = owner or begin(address, current, (row.form_row.number, read.cell.where.cell) if begins else ())
                owner.entries.setdefault(hole.address, []).append(entry)
    join_blocks(form.department)
    for sum_ in sums:
        sum_.enter()
    return form


class _Sum(NamedTuple):
    """What a form says of a field of all rows of a table together."""

    owner: Subject
    table: Address
    entry: Entry

    def enter(self) -> None:
        """Enters it as the field of the only row, if there is no more than one."""
        rows = self.owner.parts.setdefault(self.table, [])
        filled = [row for row in rows if not row.is_blank] or rows[:1]
        if not filled:
            filled = [Subject(self.table)]
            rows += filled
        if len(filled) == 1:
            filled[0].entries.setdefault(self.entry.hole.address, []).append(self.entry)


class _Value(NamedTuple):
    """What a cell says of a field, and whether an item of a list begins with it."""

    hole: Hole
    text: str
    begins: bool = False


def _values(read: ReadCell) -> Iterator[_Value]:
    """What a cell says; of boxes the words that are ticked."""
    is_list = read.pattern is not None and read.pattern.list_shape is not None
    for hole, text in read.fit.values:
        begins = is_list and hole.address == read.fit.values[0][0].address
        chosen = ticked_options(text, hole.options) if hole.options else None
        if chosen is not None and hole.address[-1] == ITEM:
            yield from (_Value(hole, option, begins=True) for option in chosen)
        elif chosen is not None and len(chosen) < 2:
            yield _Value(hole, "".join(chosen), begins)
        else:
            yield _Value(hole, text, begins)


def _other_unit(hole: Hole, unit: str) -> str:
    """The unit of an amount that has one of its own, if it is another."""
    own = hole.node.unit if hole.node and hole.node.unit in amounts.UNITS else ""
    return own if own != unit else ""


def unit_finding(place: CellPlace, stated: str, own: str) -> Finding:
    """N218: the document's unit of money is not the form's."""
    message = f"表上写的单位是“{stated}”，版式的是“{own}”：数没有换算，照原来的读入，请核对"
    return finding_at(place, "N218", message)


def no_value(text: str, inherited: bool) -> str:
    """Why a text is no value of its own; empty where it is one."""
    if inherited and amounts.NUMBER.fullmatch(compact(text).replace(",", "")):
        return "和上一行合并成一格，只算在上一行：这一行的没有读入，请核对"
    return "是填写提示，不是内容：没有读入" if is_hint(text) else ""


def join_forms(forms: Sequence[ReturnedForm], pack: Pack) -> Subject:
    """What all forms say. Those that are made for one thing are believed first; lists give the order."""
    department = Subject()
    names = name_fields(pack)
    for number in sorted(range(len(forms)), key=lambda number: -len(forms[number].pattern.loops)):
        _join(department, forms[number].department, number, names)
    return department


def _join(into: Subject, other: Subject, number: int, names: dict[Address, Address]) -> None:
    into.forms.add(number)
    for address, entries in other.entries.items():
        into.entries.setdefault(address, []).extend(entries)
    for address, parts in other.parts.items():
        known = into.parts.setdefault(address, [])
        twins = _twins(parts, known, number, names.get(address, ()))
        known += [twin for twin in twins if not twin.forms]
        for part, twin in zip(parts, twins, strict=True):
            _join(twin, part, number, names)
        if len(twins) > 1:
            order = {twin: at for at, twin in enumerate(twins)}
            known.sort(key=lambda subject: order.get(subject, len(order)))


def _twins(parts: Sequence[Subject], known: Sequence[Subject], number: int, name: Address) -> list[Subject]:
    """For each part what other forms say of the same name, or nearly the same; or something new."""
    waiting = {subject: _name(subject, name) for subject in known if number not in subject.forms}
    twins = []
    for part in parts:
        text = _name(part, name)
        match = process.extractOne(text, waiting, scorer=fuzz.ratio, score_cutoff=SAME_NAME) if text else None
        twins.append(match[2] if match else Subject(part.address))
        waiting.pop(twins[-1], None)
    return twins


def _name(subject: Subject, name: Address) -> str:
    return next((compact(entry.text) for entry in subject.entries.get(name, ()) if entry.text.strip()), "")


def name_fields(pack: Pack) -> dict[Address, Address]:
    """For each table and each kind of many documents, the field that names one of them."""
    fields: dict[Address, Address] = {}
    for kind in pack.kinds:
        tree = kind.schema.tree
        start: Address = (kind.name, ITEM) if kind.many else (kind.name,)
        if kind.many and tree.with_role("name"):
            fields[start] = (*start, tree.with_role("name")[0])
        fields |= _row_names(tree, start)
    return fields


def _row_names(node: Node, address: Address) -> Iterator[tuple[Address, Address]]:
    for choice in node.choices:
        for key, child in choice.fields.items():
            yield from _row_names(child, (*address, key))
        if choice.row:
            item = (*address, ITEM)
            if choice.row_key:
                yield item, (*item, choice.row_key)
            yield from _row_names(choice.row, item)
