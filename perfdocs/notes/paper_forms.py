"""The printed forms of a department, and where on them its findings are."""

from __future__ import annotations

from bisect import bisect_right
from collections import Counter
from collections.abc import Iterable, Sequence
from functools import cached_property
from pathlib import PurePosixPath
from typing import NamedTuple

from perfdocs.department.row_names import RowNames
from perfdocs.department.specs import Specs
from perfdocs.finding import Finding, Keys, Place
from perfdocs.notes.paper_place import WHOLE_FORM, PaperPlace, no_paper, no_paper_of
from perfdocs.returned.cell_map import CellMap, FormCell
from perfdocs.returned.verifying.as_printed import PrintedDocument, PrintedRow, Source
from perfdocs.yamlfile.address import path_steps


class Written(NamedTuple):
    """Where each value of a file begins, in order, and the keys to it; groups before what is in them."""

    places: list[Place]
    keys: list[Keys]


class PaperForms:
    """The printed forms of a department, on which its findings have places."""

    def __init__(self, specs: Specs, printed: Sequence[PrintedDocument]) -> None:
        self._specs = specs
        self._printed = printed
        self._names = RowNames(specs.trees)
        self._cells = CellMap(
            [form.rows for form in printed], (document for group in specs.documents.values() for document in group)
        )
        self._titles = Counter(document.title for document in printed)
        self._written: dict[str, Written] = {}

    def places(self, finding: Finding) -> tuple[PaperPlace, ...]:
        """Where the finding is, and where its cause shows too."""
        others = (self._place(place.file, self._keys_at(place)) for place in finding.places if place != finding.place)
        if finding.place.file not in self._specs.trees:
            return tuple(dict.fromkeys([no_paper(finding), *others]))
        return tuple(dict.fromkeys([self._place(finding.place.file, finding.path), *others]))

    def also_printed(self, finding: Finding) -> tuple[str, ...]:
        """The other forms that print the same field."""
        file, keys = finding.place.file, finding.path
        cells = self._exact(file, keys, self._cells.cells(file, keys)) if keys else ()
        main = self._main_form(file, keys, cells)
        return tuple(dict.fromkeys(self._form(cell.form).form for cell in cells if cell.form != main))

    def _place(self, file: str, keys: Keys) -> PaperPlace:
        if file not in self._specs.trees:
            return no_paper_of(file)
        if not keys:
            return self._whole(file)
        cells = self._cells.cells(file, keys)
        exact = self._exact(file, keys, cells)
        if exact:
            return self._at(file, keys, exact)
        name = self._title_of(file, keys)
        remark = f"“{name}”不印在表上" if name else "不印在表上"
        return self._whole(file)._replace(remark=remark) if not cells else self._near(file, keys, cells, remark)

    def _near(self, file: str, keys: Keys, cells: Sequence[FormCell], remark: str) -> PaperPlace:
        """The place of a field that is printed nowhere, though what it belongs to is."""
        for length in range(len(keys) - 1, 0, -1):
            if self._exact(file, keys[:length], cells):
                return self._at(file, keys[:length], cells)._replace(remark=remark)
        return self._whole(file)._replace(remark=remark)

    def _keys_at(self, place: Place) -> Keys:
        """The keys to what is written at a place in a file: the innermost that begins there, or the last above."""
        if place.file not in self._specs.trees:
            return ()
        if place.file not in self._written:
            document = self._specs.trees[place.file].document
            keys = sorted(document.places, key=lambda keys: (document.value_place(keys), len(keys)))
            self._written[place.file] = Written([document.value_place(each) for each in keys], keys)
        written = self._written[place.file]
        number = bisect_right(written.places, place)
        return written.keys[number - 1] if number else ()

    def _whole(self, file: str) -> PaperPlace:
        """The forms that a file is printed on, as a whole."""
        about = [
            number for number, form in enumerate(self._printed) if file in {each.file for each in form.about if each}
        ]
        if len(about) == 1:
            return self._form(about[0])._replace(row=WHOLE_FORM)
        name = self._subject([Source(file, ())])
        return PaperPlace(row=f"“{name}”的各张表" if name and file != self._head_file else "整套表")

    def _at(self, file: str, keys: Keys, cells: Sequence[FormCell]) -> PaperPlace:
        """The place that the cells have on the form that is most about them."""
        number = self._main_form(file, keys, cells)
        if Source(file, keys) in self._printed[number].about:
            return self._form(number)._replace(row=WHOLE_FORM)
        here = [cell for cell in cells if cell.form == number]
        table = here[0].where.table
        rows = [cell.where.row for cell in here if cell.where.table == table]
        printed = self._rows[number][table, rows[0]]
        place = self._form(number)
        if table:
            place = place._replace(table=table, first_row=min(rows), last_row=max(rows))
        if min(rows) != max(rows):
            return place._replace(row=self._title_of(file, keys))
        columns = [max(cell.where.cell - 1, 0) for cell in here]
        head = self._column_head(number, printed, columns[0]) if printed.items and len(columns) == 1 else ""
        return self._with_row(place._replace(column=head), printed, columns[0])

    def _with_row(self, place: PaperPlace, printed: PrintedRow, column: int) -> PaperPlace:
        """The place with the row's labels, and what it is called where the table has a row for each thing."""
        source = printed.source(printed.items[-1]) if printed.items else None
        name = self._last_name(source) if source else ""
        if not name:
            return place._replace(row=printed.label(column))
        labels = dict.fromkeys("".join(label.split()) for label in printed.labels_left_of(column))
        return place._replace(labels=" ".join(filter(None, labels)), row=name)

    def _column_head(self, number: int, printed: PrintedRow, column: int) -> str:
        """The head of a column: the nearest label above it in the same table; else the name of the field."""
        left = sum(cell.span for cell in printed.row.cells[:column])
        table, row = printed.row.where.table, printed.row.where.row
        for above in range(row - 1, 0, -1):
            head = self._rows[number].get((table, above))
            text = _label_at(head, left) if head and not head.items else ""
            if text:
                return text
        pattern = printed.cell(column)
        titles = [hole.node.title if hole.node else hole.key for hole in pattern.holes] if pattern else []
        return "".join(titles[:1])

    def _last_name(self, source: Source) -> str:
        steps = path_steps(self._names.path(source.file, source.keys)) or []
        return "".join(step.text for step in steps[-1:] if step.is_row and step.number is None)

    def _title_of(self, file: str, keys: Keys) -> str:
        """What a field, group or table is called on the form."""
        names = [depth for depth, key in enumerate(keys, start=1) if isinstance(key, str)]
        if not names:
            return ""
        node = self._specs.trees[file].tree.at(keys[: names[-1]])
        return node.title if node else str(keys[names[-1] - 1])

    def _exact(self, file: str, keys: Keys, cells: Iterable[FormCell]) -> list[FormCell]:
        """Those of the cells that show the field itself, or something in it."""
        fields = self._cells.fields
        return [
            cell
            for cell in cells
            if any(field.file == file and field.keys[: len(keys)] == keys for field in fields(cell))
        ]

    def _main_form(self, file: str, keys: Keys, cells: Sequence[FormCell]) -> int:
        """Of the forms that have the cells, the one that is made for the least around them."""

        def nearness(number: int) -> int:
            about = [source for source in self._printed[number].about if source is not None]
            near = [1 + len(each.keys) for each in about if each.file == file and keys[: len(each.keys)] == each.keys]
            return max(near, default=0)

        return max(dict.fromkeys(cell.form for cell in cells), key=nearness, default=-1)

    def _form(self, number: int) -> PaperPlace:
        form = self._printed[number]
        forms = self._titles[form.title]
        return PaperPlace(form.title, self._subject(form.about) if forms > 1 else "", forms)

    def _subject(self, about: Iterable[Source | None]) -> str:
        """What a form is made for, by name: a fund, and a direction of it."""
        names = [self._source_name(source) for source in about if source is not None]
        return "－".join(dict.fromkeys(name for name in names if name))

    def _source_name(self, source: Source) -> str:
        if source.keys:
            return self._last_name(source)
        return self._names_of_files.get(source.file) or PurePosixPath(source.file).stem

    @cached_property
    def _names_of_files(self) -> dict[str, str]:
        targets = self._specs.by_role.targets
        return {target.whole.document.file: target.name for target in reversed(targets) if target.name}

    @cached_property
    def _rows(self) -> list[dict[tuple[int, int], PrintedRow]]:
        return [{(row.row.where.table, row.row.where.row): row for row in form.rows} for form in self._printed]

    @cached_property
    def _head_file(self) -> str:
        return self._specs.documents[self._specs.pack.head.name][0].file


def _label_at(printed: PrintedRow, left: int) -> str:
    """The label that stands so many columns from the left of the table; empty in a row that has a field."""
    if any(pattern.holes for pattern in printed.cells):
        return ""
    at = 0
    for cell in printed.row.cells:
        at += cell.span
        if at > left:
            return "" if cell.continued else "".join(cell.text.split())
    return ""
