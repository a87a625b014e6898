"""What the forms say as the data of specs: typed, each field once, with its place in the Word document."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from perfdocs.finding import Finding, Keys, Place, Severity
from perfdocs.pack.manifest import DocumentKind, Pack
from perfdocs.prose.shorten import on_one_line, shorten
from perfdocs.returned.form_map.cell_patterns import compact
from perfdocs.returned.form_map.marker_data import ITEM, Address
from perfdocs.returned.importing.collect_fields import Printed, Thing
from perfdocs.returned.importing.value_from_text import ENDS, Typed, typed
from perfdocs.schema.load import Schema
from perfdocs.word.cell_text import Mark


@dataclass
class Draft:
    """A document to be: its kind, data, and for each path where in Word it stood and what is doubtful about it."""

    kind: DocumentKind
    data: dict[str, Any] = field(default_factory=dict)
    printed: dict[Keys, Printed] = field(default_factory=dict)
    doubts: dict[Keys, list[str]] = field(default_factory=dict)

    def doubt(self, path: Keys, reason: str) -> None:
        self.doubts.setdefault(path, []).append(reason)


@dataclass
class Drafts:
    """All documents of a department, by kind."""

    documents: dict[str, list[Draft]]
    findings: list[Finding] = field(default_factory=list)
    worked_out: list[tuple[Keys, Printed]] = field(default_factory=list)
    """What the forms print of derived values, by path in the context (kind, index, …)."""


def drafts(root: Thing, pack: Pack, derived: frozenset[Address]) -> Drafts:
    """The documents. `derived` are the addresses of what the pack works out, whether or not it may be given too."""
    made = Drafts({})
    filler = _Filler(made, derived)
    for kind in pack.kinds:
        if kind.many:
            things = [one for one in root.things.get((kind.name, ITEM), ()) if not one.is_blank]
            made.documents[kind.name] = [
                filler.draft(kind, thing, (kind.name, ITEM), (kind.name, index)) for index, thing in enumerate(things)
            ]
        else:
            made.documents[kind.name] = [filler.draft(kind, root, (kind.name,), (kind.name,))]
    return made


class _Filler:
    def __init__(self, made: Drafts, derived: frozenset[Address]) -> None:
        self._made = made
        self._derived = derived

    def draft(self, kind: DocumentKind, thing: Thing, base: Address, place: Keys) -> Draft:
        draft = Draft(kind)
        self._fill(draft, draft.data, thing, base, (), place)
        return draft

    def _fill(self, draft: Draft, data: dict[str, Any], thing: Thing, base: Address, path: Keys, place: Keys) -> None:
        """Enters a thing's fields and rows. `place` is where it stands in the context of the templates."""
        for address, printed in thing.printed.items():
            if address[: len(base)] == base:
                self._field(draft, data, address[len(base) :], printed, path, place)
        for address, things in thing.things.items():
            if address[: len(base)] != base:
                continue
            keys = address[len(base) : -1]
            rows: list[dict[str, Any]] = []
            for one in things:
                if not one.is_blank:
                    at: Keys = (*keys, len(rows))
                    rows.append({})
                    self._fill(draft, rows[-1], one, address, (*path, *at), (*place, *at))
            if rows:
                _group(data, keys[:-1])[keys[-1]] = rows

    def _field(
        self, draft: Draft, data: dict[str, Any], keys: Address, printed: Sequence[Printed], path: Keys, place: Keys
    ) -> None:
        first, *others = sorted(printed, key=lambda one: not one.text.strip(ENDS))
        if first.hole.node is None or first.hole.address in self._derived:
            self._made.worked_out += [((*place, *keys), one) for one in printed if one.text.strip()]
            return
        value = typed(first.hole, first.text)
        here = (*path, *keys)
        _group(data, keys[:-1])[keys[-1]] = value.value
        draft.printed[here] = first
        self._told(draft, here, first, value)
        for other in others:
            if other.text.strip(ENDS) and not _same(other, value):
                message = (
                    f"这里写的是“{short(other.text)}”，而{elsewhere(first, other)}写的是“{short(first.text)}”："
                    "按后者读入，请核对"
                )
                self._made.findings.append(finding("N204", other, message))
                draft.doubt(here, f"{place_of(other)}写的是“{short(other.text)}”")

    def _told(self, draft: Draft, path: Keys, printed: Printed, value: Typed) -> None:
        if value.wrong:
            message = f"“{short(printed.text)}”没有读入：{value.wrong}"
            self._made.findings.append(finding("N203", printed, message))
            draft.doubt(path, f"Word 里是“{short(printed.text)}”，{value.wrong}")
        if value.doubt:
            self._made.findings.append(finding("N206", printed, value.doubt, Severity.HINT))
            draft.doubt(path, value.doubt)
        if printed.inherited:
            draft.doubt(path, "这一格和上一格合并，照上一格的内容读")
        for mark, reason in _MARKED.items():
            if mark in printed.cell.marks and printed.text.strip():
                draft.doubt(path, reason)


_MARKED = {
    Mark.TRACKED: "这一格有修订，按接受以后的读",
    Mark.BOX: "这一格有文本框，里面的文字也读了进来",
    Mark.STRUCK: "这一格有加了删除线的字，照样读了进来",
    Mark.NUMBERED: "这一格有自动编号，编号没有读进来",
    Mark.HIDDEN: "这一格有隐藏的文字，没有读进来",
}


def _same(other: Printed, value: Typed) -> bool:
    """Whether another cell gives the same value, but for white space."""
    again = typed(other.hole, other.text).value
    return bool(again == value.value) or compact(other.text) == compact(str(value.value))


def _group(data: dict[str, Any], keys: Sequence[str]) -> dict[str, Any]:
    for key in keys:
        data = data.setdefault(key, {})
    return data


def finding(code: str, printed: Printed, message: str, severity: Severity = Severity.ERROR) -> Finding:
    """A finding at a cell of a Word document: its line is the row's number in the document."""
    place = Place(printed.file, printed.line, max(printed.cell.where.cell, 1))
    return Finding(code, place, f"{printed.cell.where}：{message}", severity=severity)


def elsewhere(printed: Printed, seen_from: Printed) -> str:
    """A cell as it is called in a message about another one."""
    file = "" if printed.file == seen_from.file else f" {printed.file} "
    return f"{file}{printed.cell.where}"


def place_of(printed: Printed) -> str:
    return f"{Path(printed.file).name} {printed.cell.where}"


def short(text: str) -> str:
    """A text as it is quoted in a message."""
    return shorten(on_one_line(text.strip(ENDS)), 40)


def complete(schema: Schema, node: Any, data: Any, in_row: bool = False) -> Any:
    """The data in the order of the schema: without blanks, but for fields that are required or expected."""
    node = schema.resolved(node)
    branches = [schema.resolved(branch) for branch in node.get("anyOf", [node])]
    if isinstance(data, list):
        items: Any = next((one["items"] for one in branches if "items" in one), {})
        return [complete(schema, items, item, in_row=True) for item in data]
    group = next((one for one in branches if "properties" in one and isinstance(data, dict)), None)
    if group is None:
        return data
    made = {}
    for key, child in group["properties"].items():
        child = schema.resolved(child)
        required = key in group.get("required", ())
        value = complete(schema, child, data.get(key), in_row)
        if required and value in (None, {}):
            fields = child.get("properties")
            value = complete(schema, child, {}) or dict.fromkeys(fields) if fields else child.get("const")
        if value not in (None, {}) or required or (key in data and child.get("x-expected") and not in_row):
            made[key] = value or None if isinstance(value, dict | list) else value
    return made
