"""What filled-in forms speak of: a department, its documents, their rows, and what the cells say of each."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import chain

from perfdocs.returned.cell_findings import CellPlace
from perfdocs.returned.form_map.compact_text import compact
from perfdocs.returned.form_map.form_rows import FormPattern
from perfdocs.returned.form_map.marker_data import ITEM, Address, Hole
from perfdocs.word.cell_text import CellMark

Block = tuple[int, ...]
"""Rows of a form that repeat together, by the number of the first; or a cell that holds a list, by row and place."""


@dataclass(frozen=True)
class Entry:
    """What a cell of a form says of a field."""

    hole: Hole
    text: str
    place: CellPlace
    marks: frozenset[CellMark]
    unit: str = ""
    """The unit of money that its head or label names."""
    inherited: bool = False
    """The cell is merged with the one above, and the text is that one's."""


@dataclass(eq=False)
class Subject:
    """What forms speak of: the department, one of its documents, or a row of a table.

    `address` ends in `*` but for the department, which has none; its fields and its own rows are kept by address.
    """

    address: Address = ()
    entries: dict[Address, list[Entry]] = field(default_factory=dict)
    parts: dict[Address, list[Subject]] = field(default_factory=dict)
    block: Block = ()
    """The rows or the cell of the form that it stands in."""
    again: dict[tuple[Address, Block], list[Subject]] = field(default_factory=dict)
    """Rows of tables that the form has a second time, by where."""
    forms: set[int] = field(default_factory=set)
    """The forms that speak of it, by number."""

    @property
    def is_blank(self) -> bool:
        """Whether nothing is filled in: a row that a printed form keeps."""
        entries, parts = chain(*self.entries.values()), chain(*self.parts.values())
        return not any(entry.text.strip() for entry in entries) and all(part.is_blank for part in parts)


def owner_address(address: Address) -> Address:
    """The address of the row or document that a field is in; none for the department's."""
    at = max((index for index, step in enumerate(address) if step == ITEM), default=-1)
    return address[: at + 1]


def begin(address: Address, current: dict[Address, Subject], block: Block = ()) -> Subject:
    """The next subject at an address, below those that are current; what is current below the last one ends."""
    outer = owner_address(address[:-1])
    owner = current.get(outer) or begin(outer, current)
    for known in [known for known in current if len(known) > len(address) and known[: len(address)] == address]:
        del current[known]
    subject = current[address] = Subject(address, block=block)
    before = owner.parts.setdefault(address, [])
    if before and before[0].block != block:
        before = owner.again.setdefault((address, block), [])
    before.append(subject)
    return subject


def block_of(form: FormPattern, number: int, address: Address) -> Block:
    """The rows of a form around one that repeat with the rows of a table."""
    while number and address in form.rows[number - 1].items:
        number -= 1
    return (number,)


def join_blocks(subject: Subject) -> None:
    """Brings together what the form says of the same rows a second time: one by one, or by what they say."""
    for (address, _), rows in subject.again.items():
        known = subject.parts[address]
        first, second = _filled(known), _filled(rows)
        for at, row in enumerate(second):
            twin = (
                first[at] if len(first) == len(second) else next((each for each in first if _is_alike(each, row)), None)
            )
            if twin is None:
                known.append(row)
            else:
                _add(twin, row)
    subject.again.clear()
    for part in chain(*subject.parts.values()):
        join_blocks(part)


def _filled(rows: Sequence[Subject]) -> list[Subject]:
    return [row for row in rows if not row.is_blank]


def _is_alike(one: Subject, other: Subject) -> bool:
    """Whether both say the same of the first field that both have."""
    shared = next((address for address in one.entries if address in other.entries), None)
    return shared is not None and compact(one.entries[shared][0].text) == compact(other.entries[shared][0].text)


def _add(into: Subject, other: Subject) -> None:
    for address, entries in other.entries.items():
        into.entries.setdefault(address, []).extend(entries)
    for address, rows in other.parts.items():
        if into.parts.setdefault(address, rows) is not rows:
            into.again[address, (*other.block, -1)] = rows
