"""A redline made again as it was issued, and which row of each year's form each of its rows is."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from docx.document import Document as WordDocument

from perfdocs.compare.redline import Redlined, moved_rows, redlines
from perfdocs.compare.whole_redline import whole_redline
from perfdocs.compare.years import compare
from perfdocs.department.forms import FilledForm
from perfdocs.render.template_fault import TemplateFault
from perfdocs.returned.verifying.as_printed import PrintedDocument, PrintedRow, Source, rows_of_all
from perfdocs.returned.verifying.history import Archive, Version
from perfdocs.returned.verifying.provenance import ALL_FORMS, RedlineProvenance
from perfdocs.word.cell_text import CellMark
from perfdocs.word.grid import Row, grid
from perfdocs.word.settled_changes import CAME, STAYED, WENT
from perfdocs.word.tracked_changes import Author
from perfdocs.word.write_docx import CannotJoin


@dataclass(frozen=True)
class RedlineRow:
    """A row of a redline, and what it is in each year's form; None in one that has not got it."""

    row: Row
    old: PrintedRow | None
    new: PrintedRow | None
    form: int | None = None
    """The number of its form, where that came or went as a whole."""

    @property
    def printed(self) -> PrintedRow:
        printed = self.new or self.old
        assert printed is not None
        return printed

    @property
    def change(self) -> str:
        """`+` for a row that came, `-` for one that went, `=` for one of both years."""
        return STAYED if self.old and self.new else CAME if self.new else WENT


class IssuedRedline(NamedTuple):
    """A redline as it was issued; its document may be changed. `today` is the newer year as it is now."""

    document: WordDocument
    rows: tuple[RedlineRow, ...]
    old: Version
    new: Version
    new_rows: tuple[PrintedRow, ...]
    forms: tuple[Redlined, ...]
    moved: dict[Source, Source]
    """For each row of the data, and each file, of last year that is still there, where."""

    def is_new_file(self, file: str) -> bool:
        """Whether none of the older year's files has become it."""
        return Source(file, ()) not in self.moved.values()

    def owner(self, form: Redlined) -> Source | None:
        """What a form was made for: a file, or a row of one; None for one that is the department's."""
        document = _document(self.new, form.new) if form.new else _document(self.old, form.old)
        return next((source for source in reversed(document.about) if source), None)


def issued_redline(said: RedlineProvenance, archive: Archive) -> IssuedRedline | None:
    """The redline made again; None where one of its years is not known any more, or cannot be printed."""
    old, new = archive.find(said.old), archive.find(said.new)
    if old is None or new is None:
        return None
    before, after = old.version, new.version
    moved = moved_rows(compare("", before.specs, after.specs))
    templates = before.templates.with_those_of(after.templates)
    author = Author(said.author, said.date)
    try:
        made = redlines(before.submission, after.submission, moved, templates, author)
        if said.form == ALL_FORMS:
            forms, document = made.in_order, whole_redline(made.in_order, author)
        elif said.form.isdecimal() and int(said.form) < len(made.forms):
            forms = made.forms[int(said.form) :][:1]
            document = forms[0].document
        else:
            return None
    except (TemplateFault, CannotJoin):
        return None
    old_rows, new_rows = list(_of_old(before, forms)), list(_of_new(after, forms))
    rows = tuple(_rows(document, old_rows, new_rows))
    sources = {Source(*here): Source(*there) for here, there in moved.items()}
    return IssuedRedline(document, rows, before, after, tuple(each.row for each in new_rows), forms, sources)


class _Owned(NamedTuple):
    """A row, and the number of its form where that came or went."""

    row: PrintedRow
    form: int | None


def _of_old(version: Version, forms: Sequence[Redlined]) -> Iterator[_Owned]:
    numbers = [number if each.kind else None for number, each in enumerate(forms) if each.old]
    return _owned([_document(version, each.old) for each in forms if each.old], numbers)


def _of_new(version: Version, forms: Sequence[Redlined]) -> Iterator[_Owned]:
    numbers = [number if each.kind else None for number, each in enumerate(forms) if each.new]
    return _owned([_document(version, each.new) for each in forms if each.new], numbers)


def _owned(documents: Sequence[PrintedDocument], numbers: Sequence[int | None]) -> Iterator[_Owned]:
    owners = [number for number, each in zip(numbers, documents, strict=True) for _ in each.rows]
    return map(_Owned, rows_of_all(documents), owners)


def _document(version: Version, filled: FilledForm | None) -> PrintedDocument:
    forms = zip(version.submission.forms, version.documents, strict=False)
    return next(document for form, document in forms if form is filled)


def _rows(document: WordDocument, old: Sequence[_Owned], new: Sequence[_Owned]) -> Iterator[RedlineRow]:
    olds, news = iter(old), iter(new)
    for row in seen_rows(grid(document.element.body)):
        is_old, is_new = row.tracked != "inserted", row.tracked != "deleted"
        if not row.where.table:
            is_old, is_new = bool(row.cells[0].before.strip()), bool(row.cells[0].text.strip())
        before, after = next(olds) if is_old else None, next(news) if is_new else None
        owner = after or before
        form = owner.form if owner and not (before and after) else None
        yield RedlineRow(row, before.row if before else None, after.row if after else None, form)


def seen_rows(rows: Iterable[Row]) -> Iterator[Row]:
    """The rows without the paragraphs outside of tables of which nothing is seen but that they came or went."""
    for row in rows:
        cell = row.cells[0]
        if row.where.table or cell.text.strip() or cell.before.strip() or cell.marks - {CellMark.TRACKED}:
            yield row
