"""What was printed of a department's specs, cell by cell, and which field of which file each cell shows."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from itertools import chain
from typing import NamedTuple

from docx.document import Document as WordDocument
from lxml import etree

from perfdocs.department.forms import FilledForm, Fingerprints, Submission
from perfdocs.finding import Keys
from perfdocs.pack.values import Origin, origin_of
from perfdocs.render.documents import fill_form, form_origin, whole_origin, whole_submission
from perfdocs.render.template import Template, Templates
from perfdocs.returned.form_map.cell_patterns import CellPattern
from perfdocs.returned.form_map.compact_text import compact
from perfdocs.returned.form_map.form_rows import FormPattern, RowPattern
from perfdocs.returned.form_map.marker_data import ITEM, Address
from perfdocs.returned.form_map.row_origins import RowOrigins
from perfdocs.returned.verifying.margin_texts import margin_lines
from perfdocs.returned.verifying.printed_package import PrintedPackage
from perfdocs.word.grid import Row, grid
from perfdocs.word.page_words import DEMONSTRATION, MADE_UP, print_on_every_page


class Source(NamedTuple):
    """A value's place in the specs: its file, and the keys to it there."""

    file: str
    keys: Keys


DocumentKey = tuple[str, tuple[Source | None, ...]]


@dataclass(frozen=True)
class PrintedRow:
    """A row as it was printed. `sources` says where the things stand that it is about; None for a blank row."""

    row: Row
    pattern: RowPattern | None
    sources: Mapping[Address, Source | None]
    signed: tuple[str, ...] = ()
    """Words of the form beside which it is signed and stamped."""

    @property
    def items(self) -> tuple[Address, ...]:
        """The tables that the row repeats with, outermost first."""
        return self.pattern.items if self.pattern else ()

    @property
    def cells(self) -> tuple[CellPattern, ...]:
        """The patterns of the cells; none where they are not known."""
        cells = self.pattern.cells if self.pattern else ()
        return cells if len(cells) == len(self.row.cells) else ()

    def cell(self, column: int) -> CellPattern | None:
        """The pattern of a cell, counted from 0; none at -1."""
        return self.cells[column] if 0 <= column < len(self.cells) else None

    def source(self, address: Address) -> Source | None:
        """The place of a field or a table; None for one that is in no file, as those of a blank row."""
        owner = max((known for known in self.sources if known == address[: len(known)]), key=len, default=None)
        source = self.sources[owner] if owner else None
        rest = address[len(owner or ()) :]
        return Source(source.file, (*source.keys, *rest)) if source and ITEM not in rest else None

    def labels_left_of(self, column: int) -> list[str]:
        """The labels at the left of a cell, but for those of other fields in the row."""
        groups: list[list[str]] = [[]]
        for cell in self.cells[:column]:
            if cell.holes:
                groups.append([])
            elif cell.label.strip():
                groups[-1].append(cell.label)
        return groups[0] if len(groups) == 1 or not groups[-1] else [*groups[0][:-1], *groups[-1]]

    def label(self, column: int) -> str:
        """What the form calls a cell: the labels of its row that speak of it, and the field's name."""
        pattern = self.cell(column)
        if pattern is None:
            return ""
        left = self.labels_left_of(column)
        names = [hole.node.title if hole.node else hole.key for hole in pattern.holes] or [pattern.label]
        new = [name for name in names if not any(compact(name) in compact(label) for label in left[-1:])]
        return " ".join("".join(label.split()) for label in dict.fromkeys([*left, *new]) if label.strip())


@dataclass(frozen=True)
class PrintedDocument:
    """A document as it was printed, and the hashes of the data and the template that it was made from."""

    title: str
    rows: tuple[PrintedRow, ...]
    hashes: Mapping[str, str]
    margins: frozenset[str]
    """The lines of headers and footers."""
    package: PrintedPackage
    """Its file."""
    about: tuple[Source | None, ...] = ()
    """What the form was made for."""
    has_forms_taken_out: bool = False
    """Whether blank paragraphs may be left over, of forms that were taken out of a redline."""
    body: etree._Element | None = None
    """The body of a form, with its rows."""

    @property
    def key(self) -> DocumentKey:
        """What makes it the same document in another version of the specs."""
        return self.title, self.about


def printed_documents(
    submission: Submission, templates: Templates, patterns: Sequence[FormPattern]
) -> list[PrintedDocument]:
    """Every document of a department: a form each, then the one with all forms. Raises TemplateFault."""
    forms = [printed_form(filled, submission, templates, patterns) for filled in submission.forms]
    if not forms:
        return []
    opened = [templates.get(submission.pack.template(filled.form)) for filled in submission.forms]
    hashes = whole_origin(submission, opened, Fingerprints())
    margins = frozenset(chain(*(form.margins for form in forms)))
    package = PrintedPackage(partial(_whole, submission, opened))
    return [*forms, PrintedDocument(submission.file, tuple(rows_of_all(forms)), hashes, margins, package)]


def _whole(submission: Submission, templates: Sequence[Template]) -> bytes:
    """The file with all forms. Raises CannotJoin, where none was printed."""
    filled = zip(submission.forms, templates, strict=True)
    made_up = submission.is_demonstration
    forms = [(each.form.template, fill_form(template, each, made_up)) for each, template in filled]
    return whole_submission(forms, submission.file, {})


def printed_form(
    filled: FilledForm, submission: Submission, templates: Templates, patterns: Iterable[FormPattern]
) -> PrintedDocument:
    """One form of a department. Raises TemplateFault."""
    form = next((pattern for pattern in patterns if pattern.form == filled.form), None)
    by_key = {row.key: row for row in form.rows} if form else {}
    template = templates.get(submission.pack.template(filled.form))
    origins = RowOrigins()
    document = template.fill_by_docxtpl(filled.context, origins)
    made_up = submission.is_demonstration
    if made_up:
        print_on_every_page(document, DEMONSTRATION, MADE_UP)
    about = tuple(_source(origin_of(filled.context[name])) for name, _ in filled.form.loops)
    sources: dict[Address, Source | None] = {(submission.pack.head.name,): _source(submission.data.origin)}
    sources |= zip(form.loops if form else (), about, strict=False)
    rows = []
    for number, row in enumerate(grid(document.element.body)):
        origin = origins.of(number, row)
        pattern = by_key.get(origin.key)
        items = zip(pattern.items if pattern else (), map(_source, origin.items), strict=False)
        rows.append(PrintedRow(row, pattern, {**sources, **dict(items)}, filled.form.must_print))
    hashes = form_origin(filled, template, Fingerprints())
    package = PrintedPackage(lambda: fill_form(template, filled, made_up).to_docx(filled.title, {}))
    margins, body = _margins(document), document.element.body
    return PrintedDocument(filled.title, tuple(rows), hashes, margins, package, about, body=body)


def _source(origin: Origin | None) -> Source | None:
    return Source(origin.document.file, origin.keys) if origin else None


def _margins(document: WordDocument) -> frozenset[str]:
    relations = document.part.rels.values()
    parts = [each.target_part for each in relations if each.reltype.endswith(("/header", "/footer"))]
    return margin_lines(etree.fromstring(part.blob) for part in parts)


def rows_of_all(forms: Iterable[PrintedDocument]) -> Iterator[PrintedRow]:
    """The rows of all forms with the places that they have in the document of all forms."""
    tables = number = 0
    for form in forms:
        for printed in form.rows:
            number += 1
            where, cells = printed.row.where, printed.row.cells
            if where.table:
                where = replace(where, table=where.table + tables)
                cells = tuple(replace(cell, where=replace(cell.where, table=where.table)) for cell in cells)
            yield replace(printed, row=replace(printed.row, where=where, cells=cells, number=number))
        tables += max((printed.row.where.table for printed in form.rows), default=0)
