"""The edits of a returned document as edits of the specs that it was printed from."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, NamedTuple

from perfdocs.compare.find_changes import find_changes
from perfdocs.compare.value_text import value_text
from perfdocs.department.specs import Specs
from perfdocs.finding import Finding, Keys, Severity, value_at
from perfdocs.pack.manifest import Pack
from perfdocs.returned.cell_findings import CellPlace, finding_at, quote
from perfdocs.returned.form_map import costs
from perfdocs.returned.form_map.compact_text import ENDS
from perfdocs.returned.form_map.marker_data import Hole
from perfdocs.returned.importing.value_from_text import value_from_text
from perfdocs.returned.verifying.as_printed import PrintedRow, Source
from perfdocs.returned.verifying.cell_differences import Difference, DifferenceKind
from perfdocs.yamlfile.edit_in_place import Edits
from perfdocs.yamlfile.reader import Document

Documents = Mapping[str, Sequence[Document]]
"""A department's documents, by kind."""

_NEVER_TAKEN = {
    DifferenceKind.MOVED: "行的次序变了",
    DifferenceKind.TRACKED: "有没有接受的修订",
    DifferenceKind.MERGED: "单元格的合并变了",
}


@dataclass
class Pulled:
    """The edited texts by file, and what could not be taken back, or has been."""

    files: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    taken: int = 0
    """How many fields and rows were changed."""


class FieldEdit(NamedTuple):
    """A field that has another text in a cell of a document; `row` is the cell's row as it was printed."""

    place: CellPlace
    difference: Difference
    row: PrintedRow
    hole: Hole
    text: str


class Puller:
    """Takes edits back into a department's files. `base` is what was printed, `now` what the files hold today."""

    def __init__(self, pack: Pack, base: Documents, now: Documents, texts: Mapping[str, str]) -> None:
        self._texts = texts
        self._base = {document.file: document for group in base.values() for document in group}
        self._now = {document.file: document for group in now.values() for document in group}
        self._moved = _moved_rows(pack, base, now)
        self._edits: dict[str, Edits] = {}
        self._given: dict[Source, tuple[Any, CellPlace]] = {}
        """The values that returned documents have for a field so far, and the first cell that has it."""
        self._new_rows: dict[Source, dict[str, Any]] = {}
        """By table, the row that was written into one which the form keeps blank."""
        self._removed: set[Source] = set()
        """The rows that were taken out, by whichever document."""
        self._restored: set[Source] = set()
        """The rows of the year before that were put back."""
        self._pulled = Pulled()

    def take(self, file: str, differences: Sequence[Difference]) -> None:
        """The differences of one returned document; what is edited on several forms need be edited on one only."""
        renamed = {id(each.row) for each in differences if each.is_in_fixed_text}
        for difference in differences:
            place, printed = difference.place(file), difference.printed
            is_astray = id(difference.row) in renamed and not difference.is_in_fixed_text
            if printed and difference.is_new_text and not is_astray:
                self._take_cell(place, difference, printed)
            elif difference.kind is DifferenceKind.ADDED:
                self._take_new_row(place, difference)
            elif difference.kind is DifferenceKind.REMOVED and printed:
                self._take_removal(place, printed)
            else:
                what = "这一行固定的文字也改了" if is_astray else _NEVER_TAKEN.get(difference.kind, "这里的改动")
                what = f"有{difference.mark}" if difference.kind is DifferenceKind.MARKED else what
                self._refuse("N402", place, f"{what}，没有写回：请自己改填报文件")

    def finish(self) -> Pulled:
        """The files with the edits made."""
        edited = {file: edits.text for file, edits in self._edits.items() if edits.text != self._texts[file]}
        self._pulled.files.update(edited)
        return self._pulled

    def _take_cell(self, place: CellPlace, difference: Difference, row: PrintedRow) -> None:
        old, new = difference.old, difference.new
        pattern = row.cell(difference.column)
        if pattern is None or not pattern.holes:
            self._refuse("N402", place, f"表上固定的文字{quote(old)}改成了{quote(new)}，没有写回")
            return
        fit = pattern.fit(new)
        if pattern.literal and (fit.slips or fit.cost >= costs.SURE):
            self._refuse("N402", place, f"{quote(new)}读不成这一格要的样子，没有写回")
            return
        before = dict(pattern.fit(old).values)
        for hole, text in fit.values:
            if text.strip(ENDS) != before.get(hole, "").strip(ENDS):
                self._take_field(FieldEdit(place, difference, row, hole, text))

    def _take_field(self, edit: FieldEdit) -> None:
        place, text = edit.place, edit.text
        source = edit.row.source(edit.hole.address)
        if edit.hole.node is None:
            self._refuse("N402", place, f"这一格是算出来的，{quote(text)}没有写回：要改的是它的明细")
            return
        if source is None:
            self._take_into_blank_row(edit)
            return
        value = value_from_text(edit.hole, text)
        if value.wrong:
            self._refuse("N402", place, f"{quote(text)}没有写回：{value.wrong}")
            return
        if source not in self._given:
            self._given[source] = value.value, place
            self._put(edit, source, value.value)
            return
        given, there = self._given[source]
        if given != value.value:
            message = f"同一个字段在这里改成{quote(text)}，在{there.file} {there.where}改成了别的：没有写回"
            self._refuse("N401", place, message)

    def _put(self, edit: FieldEdit, source: Source, new: Any) -> None:
        quoted = quote(edit.difference.new)
        here = self._today(source)
        if here is None or self._is_removed(source):
            message = "填报文件里已经没有了" if here is None else "另一处删掉了"
            self._refuse("N401", edit.place, f"这一行在{message}，{quoted}没有写回")
            return
        before, now = self._value_before(source), self._value_now(here)
        if now == new:
            return
        if now != before:
            where = self._now[here.file].value_place(here.keys)
            message = (
                f"两边都改了：Word 里改成{quoted}，填报文件（{where.file}:{where.line}）"
                f"改成了{quote(value_text(now))}，印出时是{quote(value_text(before))}：没有写回，请决定用哪一个"
            )
            self._refuse("N401", edit.place, message)
            return
        written = self._written(edit.place, here)
        if written is None:
            return
        edits = self._edits_of(written.file)
        if isinstance(new, dict) and isinstance(now, dict):
            for key in dict.fromkeys([*new, *now]):
                if new.get(key) != now.get(key):
                    edits.put((*written.keys, key), new.get(key))
        else:
            edits.put(written.keys, new)
        self._report(here, f"{value_text(now) or '（空）'} → {value_text(new) or '（空）'}")

    def _take_into_blank_row(self, edit: FieldEdit) -> None:
        """A value written into a row that the form keeps though the table has none: the row comes first."""
        table = self._table(edit.row)
        value = value_from_text(edit.hole, edit.text)
        if table is None or value.wrong:
            reason = value.wrong or "不知道是哪张表的一行"
            self._refuse("N402", edit.place, f"{quote(edit.text)}没有写回：{reason}")
            return
        if table not in self._new_rows:
            self._new_rows[table] = {}
            self._insert(edit.place, table, 0, self._new_rows[table])
        self._new_rows[table][edit.hole.key] = value.value

    def _take_new_row(self, place: CellPlace, difference: Difference) -> None:
        above, row = difference.after, difference.row
        table = self._table(above) if above else None
        if table is None or row is None or above is None or len(above.cells) != len(row.cells):
            self._refuse("N402", place, f"多出来的这一行不知道填到哪里，没有写回：{quote(difference.new)}")
            return
        values: dict[str, Any] = {}
        for cell, pattern in zip(row.cells, above.cells, strict=True):
            for hole, text in pattern.fit("" if cell.continued else cell.text).values:
                value = value_from_text(hole, text)
                if value.wrong:
                    self._refuse("N402", place, f"多出来的这一行里{quote(text)}没有写回：{value.wrong}")
                if value.value is not None and hole.node is not None:
                    values[hole.key] = value.value
        source = above.sources.get(above.items[-1])
        here = self._today(source) if source else None
        index = int(here.keys[-1]) + 1 if here and isinstance(here.keys[-1], int) else 0
        if values:
            self._insert(place, table, index, values)

    def restore(self, place: CellPlace, source: Source, specs: Specs, table: Source, before: Source | None) -> None:
        """Puts a row of the year before (`source` in `specs`) back into a table, behind the row `before` it, or first.

        All of it comes back, also what is not printed; a row that several forms have comes back once.
        """
        if source in self._restored:
            return
        self._restored.add(source)
        (values,) = [
            value_at(document.data, source.keys)
            for group in specs.documents.values()
            for document in group
            if document.file == source.file
        ]
        here, above = self._today(table), self._today(before) if before else None
        if here is None or not isinstance(values, dict):
            self._refuse("N402", place, "要放回这一行的地方在填报文件里已经没有了，没有写回")
            return
        index = int(above.keys[-1]) + 1 if above else 0
        self._insert(place, here, index, {key: value for key, value in values.items() if value is not None})

    def _take_removal(self, place: CellPlace, row: PrintedRow) -> None:
        source = row.sources.get(row.items[-1]) if row.items else None
        if source is None or not source.keys or not isinstance(source.keys[-1], int):
            self._refuse("N402", place, "表上固定的一行没有了，没有写回")
            return
        self.remove(place, source)

    def remove(self, place: CellPlace, source: Source) -> None:
        """Takes a row out of its table, whichever document says so first."""
        here = self._today(source)
        if here is None or self._is_removed(source):
            return
        edited = next((place for given, (_, place) in self._given.items() if _is_below(given, source)), None)
        if edited is not None:
            self._refuse("N401", place, f"这一行在这里删掉了，在{edited.file} {edited.where}却改了：没有写回，请决定")
            return
        if self._value_now(here) != self._value_before(source):
            self._refuse("N401", place, "Word 里删掉了这一行，填报文件里却改了它：没有写回，请决定")
            return
        written = self._written(place, here)
        if written is None:
            return
        self._removed.add(source)
        self._edits_of(written.file).remove(written.keys)
        self._report(here, "删掉了这一行")

    def _is_removed(self, source: Source) -> bool:
        return any(_is_below(source, removed) for removed in self._removed)

    def _table(self, row: PrintedRow) -> Source | None:
        """The table that a row of a form is of, in today's files."""
        source = row.source(row.items[-1][:-1]) if row.items else None
        return self._today(source) if source else None

    def _today(self, source: Source) -> Source | None:
        """Where a place of the printed version stands today; None where it is gone."""
        file, keys = source
        if file not in self._now:
            return None
        for length in range(len(keys), 0, -1):
            if isinstance(keys[length - 1], int):
                moved = self._moved.get(Source(file, keys[:length]))
                return Source(file, (*moved, *keys[length:])) if moved is not None else None
        return source

    def _value_before(self, source: Source) -> Any:
        return value_at(self._base[source.file].data, source.keys)

    def _value_now(self, here: Source) -> Any:
        return value_at(self._now[here.file].data, here.keys)

    def _written(self, place: CellPlace, here: Source) -> Source | None:
        """Where a value is written, which of a later step may be in the file of its targets: then that is told."""
        document, keys = self._now[here.file].origin(here.keys)
        if document.is_only_read:
            there = f"{document.file}:{document.value_place(keys).line}"
            self._refuse("N402", place, f"这是目标里的（{there}），没有写回：要改，请先改目标的文件")
        return None if document.is_only_read else Source(document.file, keys)

    def _edits_of(self, file: str) -> Edits:
        if file not in self._edits:
            self._edits[file] = Edits(self._texts[file])
        return self._edits[file]

    def _insert(self, place: CellPlace, table: Source, index: int, values: Mapping[str, Any]) -> None:
        if self._now[table.file].has_rows_of_targets(table.keys):
            self._refuse("N402", place, "目标里没有这一行，没有写回：要加，请先加到目标的文件里")
        else:
            document, keys = self._now[table.file].origin(table.keys)
            self._edits_of(document.file).insert(keys, index, values)
            self._report(table, "加了一行")

    def _report(self, here: Source, what: str) -> None:
        self._pulled.taken += 1
        place = self._now[here.file].value_place(here.keys)
        self._pulled.findings.append(Finding("N403", place, f"写回：{what}", here.keys, Severity.HINT))

    def _refuse(self, code: str, place: CellPlace, message: str) -> None:
        self._pulled.findings.append(finding_at(place, code, message))


def _is_below(source: Source, owner: Source) -> bool:
    """Whether a place is the other, or in it."""
    return source.file == owner.file and source.keys[: len(owner.keys)] == owner.keys


def _moved_rows(pack: Pack, base: Documents, now: Documents) -> dict[Source, Keys]:
    """Today's keys to each row of the printed version that is still there."""
    moved: dict[Source, Keys] = {}
    for kind in pack.kinds:
        today = {document.file: document for document in now.get(kind.name, ())}
        for document in base.get(kind.name, ()):
            other = today.get(document.file)
            if other is not None:
                pairs = find_changes(document.data, other.data, kind.schema, kind.schema).rows
                moved |= {Source(document.file, pair.old): pair.new for pair in pairs}
    return moved
