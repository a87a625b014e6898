"""The edits of a returned document as edits of the specs that it was printed from."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from perfdocs.compare.find_changes import row_pairs
from perfdocs.finding import Finding, Keys, Place, Severity, value_at
from perfdocs.pack.manifest import Pack
from perfdocs.returned.cell_findings import quote
from perfdocs.returned.form_map.cell_patterns import ENDS, CellPattern, Fit
from perfdocs.returned.form_map.marker_data import ITEM, Hole
from perfdocs.returned.importing.value_from_text import value_from_text
from perfdocs.returned.verifying.as_printed import IssuedRow, Source
from perfdocs.returned.verifying.cell_differences import Difference, Kind
from perfdocs.yamlfile.edit_in_place import Edits
from perfdocs.yamlfile.reader import Document

Documents = Mapping[str, Sequence[Document]]
"""A department's documents, by kind."""


@dataclass
class Pulled:
    """The edited texts by file, and what could not be taken back, or has been."""

    files: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    taken: int = 0
    """How many fields and rows were changed."""


class Puller:
    """Takes edits back into a department's files. `base` is what was printed, `now` what the files hold today."""

    def __init__(self, pack: Pack, base: Documents, now: Documents, texts: Mapping[str, str]) -> None:
        self._texts = texts
        self._base = {one.file: one for group in base.values() for one in group}
        self._now = {one.file: one for group in now.values() for one in group}
        self._edits: dict[str, Edits] = {}
        self._given: dict[Source, tuple[Any, str]] = {}
        self._moved = _moved_rows(pack, base, now)
        self._blank: dict[Source, dict[str, Any]] = {}
        self._made = Pulled()

    def take(self, file: str, found: Sequence[Difference]) -> None:
        """The differences of one returned document; what is edited on several forms need be edited on one only."""
        for one in found:
            if one.kind in (Kind.CHANGED, Kind.LOOKS_ALIKE) and one.issued and one.cell and one.column >= 0:
                self._cell(file, one, one.issued)
            elif one.kind is Kind.ADDED:
                self._added(file, one)
            elif one.kind is Kind.REMOVED and one.issued:
                self._removed(file, one, one.issued)
            else:
                self._tell("N402", file, one, f"{_WHAT.get(one.kind, '这里的改动')}，没有写回：请自己改填报文件")

    def pulled(self) -> Pulled:
        """The files with the edits made."""
        for file, edits in self._edits.items():
            if edits.text != self._texts[file]:
                self._made.files[file] = edits.text
        return self._made

    def _cell(self, file: str, one: Difference, issued: IssuedRow) -> None:
        pattern = issued.cell(one.column)
        fit = pattern.fit(one.new, False) if pattern else Fit(9)
        if pattern is None or not pattern.holes:
            self._tell("N402", file, one, f"表上固定的文字{quote(one.old)}改成了{quote(one.new)}，没有写回")
            return
        if pattern.literal and (fit.slips or fit.cost >= 1):
            self._tell("N402", file, one, f"{quote(one.new)}读不成这一格要的样子，没有写回")
            return
        before = dict(_values(pattern, one.old))
        for hole, text in _values(pattern, one.new):
            if text.strip(ENDS) != before.get(hole, "").strip(ENDS):
                self._field(file, one, issued, hole, text)

    def _field(self, file: str, one: Difference, issued: IssuedRow, hole: Hole, text: str) -> None:
        source = issued.source(hole)
        if hole.node is None:
            self._tell("N402", file, one, f"这一格是算出来的，{quote(text)}没有写回：要改的是它的明细")
            return
        if source is None:
            self._into_blank_row(file, one, issued, hole, text)
            return
        value = value_from_text(hole, text)
        if value.wrong:
            self._tell("N402", file, one, f"{quote(text)}没有写回：{value.wrong}")
            return
        given = self._given.get(source)
        if given is not None:
            if given[0] != value.value:
                self._tell("N401", file, one, f"同一个字段在这里改成{quote(text)}，在{given[1]}改成了别的：没有写回")
            return
        self._given[source] = value.value, f"{file} {one.where}"
        self._set(file, one, source, value.value)

    def _set(self, file: str, one: Difference, source: Source, new: Any) -> None:
        here = self._today(source)
        base = value_at(self._base[source[0]].data, source[1])
        if here is None:
            self._tell("N401", file, one, f"这一行在填报文件里已经没有了，{quote(one.new)}没有写回")
            return
        now = value_at(self._now[here[0]].data, here[1])
        if now == new:
            return
        if now != base:
            place = self._now[here[0]].value_place(here[1])
            message = (
                f"两边都改了：Word 里改成{quote(one.new)}，填报文件（{place.file}:{place.line}）"
                f"改成了{quote(_shown(now))}，印出时是{quote(_shown(base))}：没有写回，请决定用哪一个"
            )
            self._tell("N401", file, one, message)
            return
        edits = self._of(here[0])
        if isinstance(new, dict) and isinstance(now, dict):
            for key in dict.fromkeys([*new, *now]):
                if new.get(key) != now.get(key):
                    edits.put((*here[1], key), new.get(key))
        else:
            edits.put(here[1], new)
        self._took(here, f"{_shown(now) or '（空）'} → {_shown(new) or '（空）'}")

    def _into_blank_row(self, file: str, one: Difference, issued: IssuedRow, hole: Hole, text: str) -> None:
        """A value written into a row that the form keeps though the table has none: the row comes first."""
        row = self._row_path(issued)
        value = value_from_text(hole, text)
        if row is None or value.wrong:
            reason = value.wrong or "不知道是哪张表的一行"
            self._tell("N402", file, one, f"{quote(text)}没有写回：{reason}")
            return
        key = (row[0], row[1])
        if key not in self._blank:
            self._blank[key] = {}
            self._of(row[0]).insert(row[1], 0, self._blank[key])
            self._took(row, "加了一行")
        self._blank[key][hole.address[-1]] = value.value

    def _row_path(self, issued: IssuedRow) -> Source | None:
        """The table that a row of a form is of, in today's files."""
        items = issued.pattern.items if issued.pattern else ()
        if not items:
            return None
        address = items[-1][:-1]
        owners = [one for one in issued.sources if one == address[: len(one)] and issued.sources[one]]
        owner = max(owners, key=len, default=None)
        if owner is None or ITEM in address[len(owner) :]:
            return None
        file, path = issued.sources[owner] or ("", ())
        return self._today((file, (*path, *address[len(owner) :])))

    def _added(self, file: str, one: Difference) -> None:
        above = one.after
        row = one.row
        table = self._row_path(above) if above else None
        cells = above.pattern.cells if above and above.pattern else ()
        if table is None or row is None or above is None or len(cells) != len(row.cells):
            self._tell("N402", file, one, f"多出来的这一行不知道填到哪里，没有写回：{quote(one.new)}")
            return
        values: dict[str, Any] = {}
        for cell, pattern in zip(row.cells, cells, strict=True):
            for hole, text in _values(pattern, "" if cell.continued else cell.text):
                value = value_from_text(hole, text)
                if value.wrong:
                    self._tell("N402", file, one, f"多出来的这一行里{quote(text)}没有写回：{value.wrong}")
                if value.value is not None and hole.node is not None:
                    values[hole.address[-1]] = value.value
        source = above.sources.get(above.pattern.items[-1]) if above.pattern else None
        here = self._today(source) if source else None
        index = int(here[1][-1]) + 1 if here and isinstance(here[1][-1], int) else 0
        if values:
            self._of(table[0]).insert(table[1], index, values)
            self._took(table, "加了一行")

    def _removed(self, file: str, one: Difference, issued: IssuedRow) -> None:
        items = issued.pattern.items if issued.pattern else ()
        source = issued.sources.get(items[-1]) if items else None
        if source is None or not isinstance(source[1][-1] if source[1] else "", int):
            self._tell("N402", file, one, "表上固定的一行没有了，没有写回")
            return
        here = self._today(source)
        if here is None:
            return
        if value_at(self._now[here[0]].data, here[1]) != value_at(self._base[source[0]].data, source[1]):
            self._tell("N401", file, one, "Word 里删掉了这一行，填报文件里却改了它：没有写回，请决定")
            return
        self._of(here[0]).remove(here[1])
        self._took(here, "删掉了这一行")

    def _today(self, source: Source) -> Source | None:
        """Where a place of the printed version stands today; None where it is gone."""
        file, path = source
        if file not in self._now:
            return None
        for length in range(len(path), 0, -1):
            if isinstance(path[length - 1], int):
                moved = self._moved.get((file, path[:length]))
                return (file, (*moved, *path[length:])) if moved is not None else None
        return source

    def _of(self, file: str) -> Edits:
        if file not in self._edits:
            self._edits[file] = Edits(self._texts[file])
        return self._edits[file]

    def _took(self, here: Source, what: str) -> None:
        self._made.taken += 1
        place = self._now[here[0]].value_place(here[1])
        self._made.findings.append(Finding("N403", place, f"写回：{what}", here[1], Severity.HINT))

    def _tell(self, code: str, file: str, one: Difference, message: str) -> None:
        row = one.row or (one.issued.row if one.issued else None)
        place = Place(file, row.number if row else 1, max(one.cell.where.cell, 1) if one.cell else 1)
        label = one.issued.label(one.column) if one.issued and one.column >= 0 else ""
        self._made.findings.append(Finding(code, place, f"{one.where}{f'（{label}）' if label else ''}：{message}"))


_WHAT = {
    Kind.MOVED: "行的次序变了",
    Kind.TRACKED: "有没有接受的修订",
    Kind.MARKED: "有文本框、删除线或隐藏的文字",
    Kind.MERGED: "单元格的合并变了",
}


def _values(pattern: CellPattern, text: str) -> Iterator[tuple[Hole, str]]:
    """What a text fills into the cell."""
    yield from pattern.fit(text, False).values


def _shown(value: Any) -> str:
    if isinstance(value, dict):
        return "".join(_shown(one) for one in value.values())
    return "" if value is None else f"{value:f}" if hasattr(value, "as_tuple") else str(value)


def _moved_rows(pack: Pack, base: Documents, now: Documents) -> dict[Source, Keys]:
    """Today's path of each row of the printed version that is still there."""
    found: dict[Source, Keys] = {}
    for kind in pack.kinds:
        today = {one.file: one for one in now.get(kind.name, ())}
        for document in base.get(kind.name, ()):
            other = today.get(document.file)
            if other is not None:
                pairs = row_pairs(document.data, other.data, kind.schema, kind.schema)
                found |= {(document.file, old): new for old, new in pairs}
    return found
