"""What was printed of a department's specs, cell by cell, and which field of which file each cell shows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, replace

from docx.document import Document as WordDocument
from lxml import etree

from perfdocs.department.forms import FilledForm, Fingerprints, Submission
from perfdocs.finding import Keys
from perfdocs.pack.values import Origin, origin_of
from perfdocs.render.documents import form_origin, whole_origin
from perfdocs.render.template import Templates
from perfdocs.returned.form_map.cell_patterns import CellPattern, compact
from perfdocs.returned.form_map.form_rows import FormPattern, RowPattern
from perfdocs.returned.form_map.marker_data import ITEM, Address, Hole
from perfdocs.returned.form_map.row_origins import RowOrigins
from perfdocs.word.cell_text import CellText
from perfdocs.word.grid import Row, grid
from perfdocs.word.xml import W

Source = tuple[str, Keys]
"""A file and a path in it."""
Key = tuple[str, tuple[Source | None, ...]]


@dataclass(frozen=True)
class IssuedRow:
    """A row as it was printed. `sources` says where the things stand that it is about; None for a blank row."""

    row: Row
    pattern: RowPattern | None
    sources: Mapping[Address, Source | None]
    signed: tuple[str, ...] = ()
    """Words of the form beside which it is signed and stamped."""

    def cell(self, column: int) -> CellPattern | None:
        """The pattern of a cell, counted from 0."""
        cells = self.pattern.cells if self.pattern else ()
        return cells[column] if len(cells) == len(self.row.cells) and column < len(cells) else None

    def source(self, hole: Hole) -> Source | None:
        """The file and path of a field; None for one that is not in a file (of a blank row, or only derived)."""
        found = [one for one in self.sources if one == hole.address[: len(one)]]
        longest = max(found, key=len, default=None)
        if longest is None or self.sources[longest] is None or hole.node is None:
            return None
        file, path = self.sources[longest] or ("", ())
        rest = hole.address[len(longest) :]
        return None if ITEM in rest else (file, (*path, *rest))

    def label(self, column: int) -> str:
        """What the form calls a cell: the labels of its row that speak of it, and the field's name."""
        pattern = self.cell(column)
        if pattern is None or self.pattern is None:
            return ""
        left = _labels(self.pattern.cells[:column])
        names = [hole.node.title if hole.node else hole.key for hole in pattern.holes] or [pattern.label]
        new = [name for name in names if not any(compact(name) in compact(label) for label in left[-1:])]
        return " ".join("".join(one.split()) for one in dict.fromkeys([*left, *new]) if one.strip())


def _labels(cells: Sequence[CellPattern]) -> list[str]:
    """The labels at the left of a cell, but for those of other fields in the row."""
    groups: list[list[str]] = [[]]
    for cell in cells:
        if cell.holes:
            groups.append([])
        elif cell.label.strip():
            groups[-1].append(cell.label)
    if len(groups) == 1 or not groups[-1]:
        return groups[0]
    return [*groups[0][:-1], *groups[-1]]


@dataclass(frozen=True)
class Issued:
    """A document as it was printed, and the hashes of what it was made from."""

    title: str
    rows: tuple[IssuedRow, ...]
    origin: Mapping[str, str]
    about: tuple[Source | None, ...] = ()
    """What the form was made for."""
    margins: frozenset[str] = frozenset()
    """The words in headers and footers."""

    @property
    def key(self) -> Key:
        """What makes it the same document in another version of the specs."""
        return self.title, self.about


def issued(made: Submission, templates: Templates, skeletons: Sequence[FormPattern]) -> list[Issued]:
    """Every document of a department: a form each, then the one with all forms. Raises TemplateFault."""
    forms = [_form(filled, made, templates, skeletons) for filled in made.forms]
    origin = whole_origin(made, [templates.get(made.pack.template(one.form)) for one in made.forms], Fingerprints())
    margins = frozenset(words for one in forms for words in one.margins)
    whole = Issued(made.file, tuple(_renumbered(forms)), origin, margins=margins)
    return [*forms, whole] if forms else []


def _form(filled: FilledForm, made: Submission, templates: Templates, skeletons: Sequence[FormPattern]) -> Issued:
    skeleton = next((one for one in skeletons if one.form is filled.form or one.form == filled.form), None)
    origins = RowOrigins()
    template = templates.get(made.pack.template(filled.form))
    document = template.fill_by_docxtpl(filled.context, origins)
    rows = grid(document.element.body)
    head: dict[Address, Source | None] = {(made.pack.head.name,): _source(made.data.origin)}
    loops = {
        address: _source(origin_of(filled.context[name]))
        for address, (name, _) in zip(skeleton.loops if skeleton else (), filled.form.loops, strict=False)
    }
    patterns = {one.key: one for one in skeleton.rows} if skeleton else {}
    found = []
    for at, row in enumerate(rows):
        key, items = origins.of(at, row)
        pattern = patterns.get(key)
        rest = dict(zip(pattern.items if pattern else (), map(_source, items), strict=False))
        found.append(IssuedRow(row, pattern, {**head, **loops, **rest}, filled.form.must_print))
    about = tuple(_source(origin_of(filled.context[name])) for name, _ in filled.form.loops)
    return Issued(filled.title, tuple(found), form_origin(filled, template, Fingerprints()), about, _margins(document))


def _margins(document: WordDocument) -> frozenset[str]:
    parts = [one.target_part for one in document.part.rels.values() if one.reltype.endswith(("/header", "/footer"))]
    return frozenset(words for part in parts for words, _ in margin_words(etree.fromstring(part.blob)))


def margin_words(part: etree._Element) -> Iterator[tuple[str, str]]:
    """Each line of a header, footer or note: its words, without page numbers, and as it stands."""
    for paragraph in part.iter(f"{W}p"):
        text = CellText()
        text.add(paragraph)
        words = re.sub(r"[\s\d\-—–第共页/]", "", text.accepted)
        if words:
            yield words, text.accepted


def _source(origin: Origin | None) -> Source | None:
    return (origin.document.file, origin.keys) if origin else None


def _renumbered(forms: Sequence[Issued]) -> list[IssuedRow]:
    """The rows of all forms with the places that they have in the document of all forms."""
    found: list[IssuedRow] = []
    tables = 0
    for form in forms:
        last = 0
        for one in form.rows:
            where = one.row.where
            last = max(last, where.table)
            shifted = replace(where, table=where.table + tables) if where.table else where
            cells = tuple(
                replace(cell, where=replace(cell.where, table=shifted.table)) if where.table else cell
                for cell in one.row.cells
            )
            found.append(replace(one, row=replace(one.row, where=shifted, cells=cells, number=len(found) + 1)))
        tables += last
    return found
