"""The forms of two years paired, and each row of their tables told which row of the data it was made for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import Any, NamedTuple

from docx.document import Document as WordDocument

from perfdocs.compare.years import Comparison
from perfdocs.department.forms import FilledForm, Submission
from perfdocs.finding import Keys
from perfdocs.pack.tag_state import RowKeys
from perfdocs.pack.values import origin_of
from perfdocs.render.template import Template, Templates
from perfdocs.word.tracked_changes import Author, track_changes

Address = tuple[str, Keys]
"""A document and a path in it."""


class Addresses(RowKeys):
    """For each row of a submission's data, where it stands; last year's rows have this year's address."""

    def __init__(self, moved: Mapping[Address, Address]) -> None:
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
        return repr(self._moved.get(address, address))


class Redlined(NamedTuple):
    """A form with tracked changes, or one that came or went as a whole (`kind`: 新增 or 取消)."""

    filled: FilledForm
    document: WordDocument
    kind: str = ""


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
) -> list[Redlined]:
    """Every form of this year against last year's, in this year's order; then those that are gone."""
    before, after = _Year(old, templates, Addresses(moved)), _Year(new, templates, Addresses({}))
    waiting = {before.key(filled): filled for filled in old.forms}
    forms = []
    for filled in new.forms:
        document = after.document(filled)
        earlier = waiting.pop(after.key(filled), None)
        track_changes(before.body(earlier) if earlier else (), document.element.body, author)
        forms.append(Redlined(filled, document, "" if earlier else "新增"))
    for filled in waiting.values():
        document = before.document(filled)
        _empty(document)
        track_changes(before.body(filled), document.element.body, author)
        forms.append(Redlined(filled, document, "取消"))
    return forms


class _Year(NamedTuple):
    """The forms of one year, with the addresses of the rows that they are filled with."""

    submission: Submission
    templates: Templates
    addresses: Addresses

    def key(self, filled: FilledForm) -> tuple[str, ...]:
        """What makes two forms of two years one: the template, and what it was filled for."""
        values = [filled.context.get(name) for name, _ in filled.form.loops]
        return (filled.form.template, *map(self.addresses.address, values))

    def document(self, filled: FilledForm) -> WordDocument:
        return self._template(filled).fill_by_docxtpl(filled.context, self.addresses)

    def body(self, filled: FilledForm) -> Iterable[Any]:
        return self._template(filled).body_element(filled.context, self.addresses)

    def _template(self, filled: FilledForm) -> Template:
        return self.templates.get(self.submission.pack.template(filled.form))


def _empty(document: WordDocument) -> None:
    """Takes everything out of a document but the section."""
    body = document.element.body
    for child in list(body):
        if child.tag.endswith(("}p", "}tbl")):
            body.remove(child)
