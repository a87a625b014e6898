"""Which cell of a department's printed forms shows which field of which file, both ways.

For whoever shows a form beside its YAML: from a cell to the line where its value is written, from a field, a row or
a line to the cells that show it.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from functools import cached_property
from itertools import takewhile
from typing import NamedTuple

from perfdocs.department.forms import Submission
from perfdocs.department.specs import Specs
from perfdocs.finding import Keys, Place
from perfdocs.render.template import Templates
from perfdocs.returned.form_map.form_rows import FormPattern
from perfdocs.returned.verifying.as_printed import PrintedRow, printed_documents
from perfdocs.word.grid import Where
from perfdocs.yamlfile.reader import Document


class FormCell(NamedTuple):
    """A cell of a printed form: the form's number among the department's, from 0, and the cell's place on it."""

    form: int
    where: Where


class CellField(NamedTuple):
    """A field that a cell shows: its file, the keys to it, and where its value stands there.

    A blank field, and one that is worked out, stands nowhere: then `place` is that of the group or row it belongs to.
    """

    file: str
    keys: Keys
    place: Place
    is_derived: bool = False
    """It is worked out of others, and in no file."""


class CellMap:
    """The map of a department's forms, in the order in which they are handed in."""

    def __init__(self, forms: Iterable[Sequence[PrintedRow]], documents: Iterable[Document]) -> None:
        """`forms` are the rows of each form, `documents` the department's files."""
        self._documents = {document.file: document for document in documents}
        self.by_cell = {
            FormCell(number, cell.where): fields
            for number, form in enumerate(forms)
            for row in form
            for column, cell in enumerate(row.row.cells)
            if (fields := self._fields_of(row, column))
        }

    def fields(self, cell: FormCell) -> tuple[CellField, ...]:
        """The fields that a cell shows, in the order in which it does; none for a label."""
        return self.by_cell.get(cell, ())

    def cells(self, file: str, keys: Keys) -> tuple[FormCell, ...]:
        """The cells that show a field, or everything below a group or row, in the order of the forms.

        For a field that no form shows by itself, those of the nearest group above it that has any.
        """
        for length in range(len(keys), -1, -1):
            cells = self._cells.get((file, keys[:length]))
            if cells:
                return cells
        return ()

    def cells_of_line(self, file: str, line: int) -> tuple[FormCell, ...]:
        """The cells that show what is written on a line of a file, counted from 1; none above its first field.

        A line on which nothing begins goes on with the value above it."""
        begin_on = self._lines.get(file, {})
        at = max((start for start in begin_on if start <= line), default=0)
        document, values = begin_on.get(at, (file, []))
        fields = [keys for keys in values if not any(_is_above(keys, other) for other in values)]
        shared = takewhile(lambda steps: len(set(steps)) == 1, zip(*fields, strict=False))
        return self.cells(document, tuple(steps[0] for steps in shared)) if fields else ()

    def _fields_of(self, row: PrintedRow, column: int) -> tuple[CellField, ...]:
        pattern = row.cell(column)
        if pattern is None or row.row.cells[column].continued:
            return ()
        fields = []
        for hole in pattern.holes:
            source = row.source(hole.address)
            if source is not None and source.file in self._documents:
                place = self._documents[source.file].value_place(source.keys)
                fields.append(CellField(source.file, source.keys, place, is_derived=hole.node is None))
        return tuple(dict.fromkeys(fields))

    @cached_property
    def _cells(self) -> dict[tuple[str, Keys], tuple[FormCell, ...]]:
        """By file and keys, of fields and of every group and row above them."""
        cells: dict[tuple[str, Keys], dict[FormCell, None]] = defaultdict(dict)
        for cell, fields in self.by_cell.items():
            for field in fields:
                for length in range(len(field.keys) + 1):
                    cells[field.file, field.keys[:length]][cell] = None
        return {key: tuple(value) for key, value in cells.items()}

    @cached_property
    def _lines(self) -> dict[str, dict[int, tuple[str, list[Keys]]]]:
        """By file and line, the fields, groups and rows whose key begins there, and the document that they are of."""
        lines: dict[str, dict[int, tuple[str, list[Keys]]]] = defaultdict(dict)
        for file, document in self._documents.items():
            for keys in document.places:
                if keys:
                    place = document.key_place(keys)
                    lines[place.file].setdefault(place.line, (file, []))[1].append(keys)
        return lines


def _is_above(keys: Keys, other: Keys) -> bool:
    return len(keys) < len(other) and other[: len(keys)] == keys


def cell_map(submission: Submission, specs: Specs, templates: Templates, forms: Sequence[FormPattern]) -> CellMap:
    """The map of what a department prints; `forms` are its pack's (`form_patterns`). Raises TemplateFault."""
    printed = printed_documents(submission, templates, forms)
    documents = [document for group in specs.documents.values() for document in group]
    return CellMap([form.rows for form in printed[:-1]], documents)
