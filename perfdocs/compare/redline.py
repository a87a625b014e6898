"""The forms of two years paired, and each row of their tables told which row of the data it was made for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from docx.document import Document as WordDocument

from perfdocs.compare.find_changes import row_pairs
from perfdocs.department.forms import FilledForm, Submission
from perfdocs.department.specs import Specs
from perfdocs.finding import Keys
from perfdocs.pack.tag_state import RowKeys
from perfdocs.pack.values import origin_of
from perfdocs.render.render_department import Templates
from perfdocs.render.template import Template
from perfdocs.word.tracked_changes import Author, redline

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
        own: Address = (document.file, path)
        return repr(self._moved.get(own, own))


@dataclass(frozen=True)
class Redlined:
    """A form with tracked changes, or one that came or went as a whole (`kind`: 新增 or 取消)."""

    filled: FilledForm
    document: WordDocument
    kind: str = ""


def moved_rows(old: Specs, new: Specs, files: Mapping[str, str]) -> dict[Address, Address]:
    """This year's address of each row of last year's documents that is still there.

    `files` are the documents of last year with their successors.
    """
    found: dict[Address, Address] = {}
    for kind in old.pack.kinds:
        after = {one.file: one for one in new.documents.get(kind.name, ())}
        newer = next((one for one in new.pack.kinds if one.name == kind.name), None)
        for document in old.documents[kind.name]:
            successor = after.get(files.get(document.file, ""))
            if successor is None or newer is None:
                continue
            found[document.file, ()] = (successor.file, ())
            for one, other in row_pairs(document.data, successor.data, kind.schema, newer.schema):
                found[document.file, one] = (successor.file, other)
    return found


def redlines(
    old: Submission, new: Submission, moved: Mapping[Address, Address], templates: Templates, author: Author
) -> list[Redlined]:
    """Every form of this year against last year's, in this year's order; then those that are gone."""
    before, after = Addresses(moved), Addresses({})
    waiting = {_key(filled, before): filled for filled in old.forms}
    found = []
    for filled in new.forms:
        document = _rendered(filled, new, templates, after)
        earlier = waiting.pop(_key(filled, after), None)
        body = document.element.body
        last: Iterable[Any] = _template(earlier, old, templates).body(earlier.context, before) if earlier else ()
        redline(last, body, author)
        found.append(Redlined(filled, document, "" if earlier else "新增"))
    for filled in waiting.values():
        emptied = _rendered(filled, old, templates, before)
        _empty(emptied)
        redline(_template(filled, old, templates).body(filled.context, before), emptied.element.body, author)
        found.append(Redlined(filled, emptied, "取消"))
    return found


def _empty(document: WordDocument) -> None:
    """Takes everything out of a document but the section."""
    body = document.element.body
    for child in list(body):
        if child.tag.endswith(("}p", "}tbl")):
            body.remove(child)


def _rendered(filled: FilledForm, made: Submission, templates: Templates, keys: RowKeys) -> WordDocument:
    return _template(filled, made, templates).render(filled.context, keys)


def _template(filled: FilledForm, made: Submission, templates: Templates) -> Template:
    return templates.get(made.pack.template(filled.form))


def _key(filled: FilledForm, addresses: Addresses) -> tuple[str, ...]:
    """What makes two forms of two years one: the template, and what it was made for."""
    return (filled.form.template, *(addresses.address(filled.context.get(name)) for name, _ in filled.form.loops))
