"""What the forms say as the data of specs: each value once, with its place in the Word document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, NamedTuple

from perfdocs.finding import Finding, Keys, Severity, put_value
from perfdocs.pack.manifest import DocumentKind, Pack
from perfdocs.returned.cell_findings import CellPlace, finding_at, quote
from perfdocs.returned.form_map.compact_text import ENDS, compact
from perfdocs.returned.form_map.marker_data import ITEM, Address
from perfdocs.returned.importing.subjects import Entry, Subject
from perfdocs.returned.importing.value_from_text import FieldValue, value_from_text
from perfdocs.schema.node import Node
from perfdocs.word.cell_text import CellMark

_MARKS = {
    CellMark.TRACKED: "这一格有修订，按接受以后的读",
    CellMark.BOX: "这一格有文本框，里面的文字也读了进来",
    CellMark.STRUCK: "这一格有加了删除线的字，照样读了进来",
    CellMark.NUMBERED: "这一格有自动编号，编号没有读进来",
    CellMark.HIDDEN: "这一格有隐藏的文字，没有读进来",
}


@dataclass
class Draft:
    """A document to be: its data, and for the keys to a value the cell that it was read from, and what is doubtful.

    `place` are the keys to the document in the context of the templates: its kind, and its number of many.
    """

    kind: DocumentKind
    place: Keys
    data: dict[str, Any] = field(default_factory=dict)
    entries: dict[Keys, Entry] = field(default_factory=dict)
    doubts: dict[Keys, list[str]] = field(default_factory=dict)
    units: dict[Keys, str] = field(default_factory=dict)
    """For amounts of which another field says the unit: the unit that the form says of this one."""

    def doubt(self, keys: Keys, reason: str) -> None:
        self.doubts.setdefault(keys, []).append(reason)

    @property
    def in_order(self) -> dict[str, Any]:
        """The data in the order of the schema: without blanks, but for fields that are required or expected."""
        data: dict[str, Any] = _in_order(self.kind.schema.tree, self.data)
        return data


class ComputedEntry(NamedTuple):
    """What a form prints of a computed field: its document, the keys to it there, and the cell."""

    draft: Draft
    keys: Keys
    entry: Entry


class Drafts:
    """All documents of a department, by kind; what forms print of computed fields is kept apart.

    `computed` are the addresses of what the pack computes, whether or not it may be given too.
    """

    def __init__(self, department: Subject, pack: Pack, computed: frozenset[Address]) -> None:
        self.documents: dict[str, list[Draft]] = {}
        self.findings: list[Finding] = []
        self.computed: list[ComputedEntry] = []
        self._computed_addresses = computed
        for kind in pack.kinds:
            address: Address = (kind.name, ITEM) if kind.many else (kind.name,)
            subjects = [each for each in department.parts.get(address, ()) if not each.is_blank]
            drafts = [Draft(kind, (kind.name, number)) for number in range(len(subjects))]
            if not kind.many:
                subjects, drafts = [department], [Draft(kind, (kind.name,))]
            for draft, subject in zip(drafts, subjects, strict=True):
                self._fill(draft, subject, address)
            self.documents[kind.name] = drafts

    def _fill(self, draft: Draft, subject: Subject, address: Address, keys: Keys = ()) -> None:
        """Enters a subject's fields and rows; `keys` lead to it in the document, `address` in the pack."""
        for field_address, entries in subject.entries.items():
            if field_address[: len(address)] == address:
                self._enter(draft, (*keys, *field_address[len(address) :]), entries)
        for row_address, parts in subject.parts.items():
            rows = [part for part in parts if not part.is_blank]
            if rows and row_address[: len(address)] == address:
                table = (*keys, *row_address[len(address) : -1])
                put_value(draft.data, table, [{} for _ in rows])
                for number, row in enumerate(rows):
                    self._fill(draft, row, row_address, (*table, number))

    def _enter(self, draft: Draft, keys: Keys, entries: Sequence[Entry]) -> None:
        first, *others = sorted(entries, key=lambda entry: not entry.text.strip(ENDS))
        if first.hole.node is None or first.hole.address in self._computed_addresses:
            self.computed += [ComputedEntry(draft, keys, entry) for entry in entries if entry.text.strip()]
            return
        value = value_from_text(first.hole, first.text)
        put_value(draft.data, keys, value.value)
        draft.entries[keys] = first
        if unit := value.unit or first.unit:
            draft.units[keys] = unit
        self._doubt(draft, keys, first, value)
        for other in others:
            if other.text.strip(ENDS) and not _is_same(other, value):
                elsewhere = _elsewhere(first.place, other.place)
                message = f"这里写的是{quote(other.text)}，而{elsewhere}写的是{quote(first.text)}：按后者读入，请核对"
                self.findings.append(finding_at(other.place, "N204", message))
                here = f"{Path(other.place.file).name} {other.place.where}"
                draft.doubt(keys, f"{here}写的是{quote(other.text)}")

    def _doubt(self, draft: Draft, keys: Keys, entry: Entry, value: FieldValue) -> None:
        if value.wrong:
            message = f"{quote(entry.text)}没有读入：{value.wrong}"
            self.findings.append(finding_at(entry.place, "N203", message))
            draft.doubt(keys, f"Word 里是{quote(entry.text)}，{value.wrong}")
        if value.doubt:
            self.findings.append(finding_at(entry.place, "N206", value.doubt, Severity.HINT))
            draft.doubt(keys, value.doubt)
        if entry.inherited:
            draft.doubt(keys, "这一格和上一格合并，照上一格的内容读")
        for mark, reason in _MARKS.items():
            if mark in entry.marks and entry.text.strip():
                draft.doubt(keys, reason)


def _is_same(other: Entry, value: FieldValue) -> bool:
    """Whether another cell gives the same value, but for white space."""
    again = value_from_text(other.hole, other.text).value
    return bool(again == value.value) or compact(other.text) == compact(str(value.value))


def _elsewhere(place: CellPlace, seen_from: CellPlace) -> str:
    """A cell as it is called in a message about another one."""
    return str(place.where) if place.file == seen_from.file else f" {place.file} {place.where}"


def _in_order(node: Node, data: Any, in_row: bool = False) -> Any:
    if isinstance(data, list):
        row = node.table.row if node.table else None
        return [_in_order(row, item, in_row=True) for item in data] if row else data
    group = node.group if isinstance(data, dict) else None
    if group is None:
        return data
    ordered = {}
    for key, child in group.fields.items():
        is_required = key in group.required
        value = _in_order(child, data.get(key), in_row)
        if is_required and value in (None, {}):
            value = _blank(child)
        if value not in (None, {}) or is_required or (key in data and child.expected and not in_row):
            ordered[key] = value or None if isinstance(value, dict | list) else value
    return ordered


def _blank(node: Node) -> Any:
    """What stands in a required field that nobody has filled in."""
    if node.is_group:
        return _in_order(node, {}) or dict.fromkeys(node.fields)
    return node.said.get("const")
