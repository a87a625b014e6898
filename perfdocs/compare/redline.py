"""The forms of two years paired, and each row of their tables told which row of the data it was made for."""

from __future__ import annotations

import difflib
from collections.abc import Iterable, Iterator, Mapping
from typing import Any, NamedTuple

from docx.document import Document as WordDocument

from perfdocs.compare.years import Comparison
from perfdocs.department.forms import FilledForm, Submission
from perfdocs.finding import Keys
from perfdocs.pack.tag_state import RowKeys
from perfdocs.pack.values import origin_of
from perfdocs.render.template import Template, Templates
from perfdocs.word.page_words import DEMONSTRATION, MADE_UP, print_on_every_page
from perfdocs.word.tracked_changes import Author, track_changes

Address = tuple[str, Keys]
"""A document and a path in it."""


class Addresses(RowKeys):
    """For each row of a submission's data, where it stands; last year's have this year's address, if they are there."""

    def __init__(self, moved: Mapping[Address, Address] | None = None) -> None:
        self._moved = moved

    def address(self, value: Any) -> str:
        """Where a row or document stands, as text; the value itself for a text, nothing for a blank row."""
        origin = origin_of(value)
        if origin is None:
            return value if isinstance(value, str) else ""
        document, path = origin
        if path and not isinstance(path[-1], int):
            return ""  # a group of fields: the loop's other name says which
        address: Address = (document.file, path)
        return repr(address if self._moved is None else self._moved.get(address, ("gone", address)))


CAME = "新增"
GONE = "取消"


class Redlined(NamedTuple):
    """A form with tracked changes, as it was filled in both years; None in a year that has not got it."""

    old: FilledForm | None
    new: FilledForm | None
    document: WordDocument

    @property
    def filled(self) -> FilledForm:
        """This year's form, or last year's where it is gone."""
        filled = self.new or self.old
        assert filled is not None
        return filled

    @property
    def kind(self) -> str:
        """Whether it came or went as a whole."""
        return "" if self.old and self.new else CAME if self.new else GONE


class Redlines(NamedTuple):
    """Every form, in this year's order, then those that are gone; and the forms in the order of both years.

    In that order a form that changed its place is there twice: as one that went and as one that came.
    """

    forms: tuple[Redlined, ...]
    in_order: tuple[Redlined, ...]


def moved_rows(comparison: Comparison) -> dict[Address, Address]:
    """This year's address of each document of last year, and of each row of its tables, that is still there."""
    moved: dict[Address, Address] = {}
    for pairing in comparison.documents:
        if pairing.kind is None:
            moved[pairing.old_file, ()] = (pairing.new_file, ())
            moved |= {(pairing.old_file, row.old): (pairing.new_file, row.new) for row in pairing.rows}
    return moved


def redlines(
    old: Submission, new: Submission, moved: Mapping[Address, Address], templates: Templates, author: Author
) -> Redlines:
    """Every form of this year against last year's. Raises TemplateFault."""
    redliner = _Redliner(_Year(old, templates, Addresses(moved)), _Year(new, templates, Addresses()), author)
    return Redlines(tuple(redliner.forms()), tuple(redliner.in_order()))


Key = tuple[str, ...]
"""What makes two forms of two years one: the template, and what it was filled for."""


class _Year(NamedTuple):
    """The forms of one year, with the addresses of the rows that they are filled with."""

    submission: Submission
    templates: Templates
    addresses: Addresses

    def key(self, filled: FilledForm) -> Key:
        values = [filled.context.get(name) for name, _ in filled.form.loops]
        return (filled.form.template, *map(self.addresses.address, values))

    def document(self, filled: FilledForm) -> WordDocument:
        return self._template(filled).fill_by_docxtpl(filled.context, self.addresses)

    def body(self, filled: FilledForm) -> Iterable[Any]:
        return self._template(filled).body_element(filled.context, self.addresses)

    def _template(self, filled: FilledForm) -> Template:
        return self.templates.get(self.submission.pack.template(filled.form))


class _Redliner:
    """Makes the redlines of two years, each once."""

    def __init__(self, old: _Year, new: _Year, author: Author) -> None:
        self._old, self._new, self._author = old, new, author
        self._before = {old.key(filled): filled for filled in old.submission.forms}
        self._after = {new.key(filled): filled for filled in new.submission.forms}
        self._redlines: dict[tuple[Key | None, Key | None], Redlined] = {}

    def forms(self) -> Iterator[Redlined]:
        yield from (self._redline(key if key in self._before else None, key) for key in self._after)
        yield from (self._redline(key, None) for key in self._before if key not in self._after)

    def in_order(self) -> Iterator[Redlined]:
        old, new = list(self._before), list(self._after)
        for tag, i1, i2, j1, j2 in difflib.SequenceMatcher(None, old, new, autojunk=False).get_opcodes():
            if tag == "equal":
                yield from (self._redline(key, key) for key in new[j1:j2])
            else:
                yield from (self._redline(key, None) for key in old[i1:i2])
                yield from (self._redline(None, key) for key in new[j1:j2])

    def _redline(self, earlier: Key | None, later: Key | None) -> Redlined:
        if (earlier, later) not in self._redlines:
            old, new = (self._before[earlier] if earlier else None), (self._after[later] if later else None)
            self._redlines[earlier, later] = self._new_redline(old, new)
        return self._redlines[earlier, later]

    def _new_redline(self, old: FilledForm | None, new: FilledForm | None) -> Redlined:
        document = self._new.document(new) if new else self._old.document(old) if old else None
        assert document is not None
        if new is None:
            _empty(document)
        if self._old.submission.is_demonstration or self._new.submission.is_demonstration:
            print_on_every_page(document, DEMONSTRATION, MADE_UP)
        track_changes(self._old.body(old) if old else (), document.element.body, self._author)
        return Redlined(old, new, document)


def _empty(document: WordDocument) -> None:
    """Takes everything out of a document but the section."""
    body = document.element.body
    for child in list(body):
        if child.tag.endswith(("}p", "}tbl")):
            body.remove(child)
