"""Of a later step's form that came back, what the step itself writes; what it prints of its targets is compared."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import replace
from pathlib import PurePosixPath
from typing import Any, NamedTuple

from perfdocs.compare.value_text import value_text
from perfdocs.department.specs import Specs
from perfdocs.finding import Finding, Keys
from perfdocs.prose.did_you_mean import did_you_mean
from perfdocs.returned.cell_findings import finding_at, quote
from perfdocs.returned.form_map.compact_text import compact
from perfdocs.returned.importing.draft import Draft
from perfdocs.returned.importing.subjects import Entry
from perfdocs.schema.join_schemas import rows_have_name
from perfdocs.schema.node import Node
from perfdocs.yamlfile.reader import Document


class OwnPart(NamedTuple):
    """A document as the step writes it, the name of its file, and where it prints something else than its targets."""

    draft: Draft
    file: str
    findings: tuple[Finding, ...]


def own_part(draft: Draft, targets: Specs, name_field: str) -> OwnPart | None:
    """What is left of a document; None for one that only the targets have. `name_field` is what one is called by."""
    kind = draft.kind
    if kind.written is None:
        return None
    document = _partner(draft, targets, name_field)
    rest = replace(draft, kind=kind._replace(schema=kind.written, written=None), data={})
    rest.data = _own(kind.written.tree, draft.data)
    if document is None:
        return OwnPart(rest, "", tuple(_no_partner(draft, targets, name_field)))
    compared = _Compared(draft, document)
    findings = tuple(compared.findings(kind.written.tree, kind.schema.tree, draft.data, document.data))
    return OwnPart(rest, kind.path.replace("*.yaml", PurePosixPath(document.file).name), findings)


def _partner(draft: Draft, targets: Specs, name_field: str) -> Document | None:
    documents = targets.documents.get(draft.kind.name, ())
    if not draft.kind.many:
        return next(iter(documents), None)
    name = value_text(draft.data.get(name_field))
    return next((each for each in documents if value_text(each.data.get(name_field)) == name), None)


def _no_partner(draft: Draft, targets: Specs, name_field: str) -> Iterator[Finding]:
    entry = draft.entries.get((name_field,)) or next(iter(draft.entries.values()), None)
    names = [value_text(each.data.get(name_field)) for each in targets.documents.get(draft.kind.name, ())]
    if entry:
        guess = did_you_mean(value_text(draft.data.get(name_field)), names)
        guess = guess or (f"：那里有{'、'.join(map(quote, names))}" if names else "")
        message = f"目标里没有{quote(entry.text)}{guess}。写成了新的文件，请核对"
        yield finding_at(entry.place, "N219", message)


def _own(written: Node, data: Any) -> Any:
    if isinstance(data, dict) and written.group:
        return {key: _own(child, data[key]) for key, child in written.group.fields.items() if key in data}
    if isinstance(data, list) and written.table and written.table.row:
        return [_own(written.table.row, row) for row in data]
    return data


class _Compared(NamedTuple):
    """A document that came back, and the targets' one that it belongs to."""

    draft: Draft
    targets: Document

    def findings(
        self, written: Node, whole: Node, data: Any, targets: Any, keys: Keys = (), there: Keys = ()
    ) -> Iterator[Finding]:
        """N219: what stands on the form otherwise than in the targets, which are not written by the step."""
        if not isinstance(data, dict) or not isinstance(targets, dict) or whole.group is None:
            return
        for key, child in whole.group.fields.items():
            mine, value, theirs = written.below(key), data.get(key), targets.get(key)
            at = (*keys, key), (*there, key)
            if mine is None:
                yield from self._difference(value, theirs, *at)
            elif mine.table and mine.table.row and child.table and child.table.row:
                if rows_have_name(mine.table.said, mine.table.row.said) and isinstance(value, list):
                    rows = {value_text(row.get(child.table.row_key)): index for index, row in enumerate(theirs or ())}
                    for number, row in enumerate(value):
                        name = value_text(row.get(child.table.row_key)) if isinstance(row, dict) else ""
                        if name not in rows or not isinstance(theirs, list):
                            yield from self._strange(row, (*at[0], number), child, rows)
                            continue
                        below = (*at[0], number), (*at[1], rows[name])
                        yield from self.findings(mine.table.row, child.table.row, row, theirs[rows[name]], *below)
            else:
                yield from self.findings(mine, child, value, theirs, *at)

    def _difference(self, value: Any, theirs: Any, keys: Keys, there: Keys) -> Iterator[Finding]:
        entry = self._entry(keys)
        if entry is None or value is None or isinstance(value, list):
            return
        if compact(value_text(value)) == compact(value_text(theirs)):
            return
        place = self.targets.value_place(there)
        targets = f"目标里（{place.file}:{place.line}）是{quote(value_text(theirs))}"
        message = f"这里印的是{quote(entry.text)}，{targets}：没有读入，要改请改目标的文件"
        yield finding_at(entry.place, "N219", message)

    def _strange(self, row: Any, keys: Keys, table: Node, rows: Mapping[str, int]) -> Iterator[Finding]:
        entry = self._entry(keys)
        if entry:
            name = value_text(row.get(table.table.row_key)) if table.table and isinstance(row, dict) else ""
            guess = did_you_mean(name, rows) or "。请照目标里的名称写"
            yield finding_at(entry.place, "N219", f"目标的“{table.title}”里没有{quote(name)}{guess}")

    def _entry(self, keys: Keys) -> Entry | None:
        """The first cell of a value, a group or a row."""
        entries = self.draft.entries
        return entries.get(keys) or next((entry for at, entry in entries.items() if at[: len(keys)] == keys), None)
