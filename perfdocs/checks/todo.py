"""What a department still has to fill in: worked out of its files and last year's, and kept nowhere."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

from perfdocs.compare.change import Kind
from perfdocs.compare.years import Comparison, compare
from perfdocs.department.specs import Specs
from perfdocs.finding import Keys, Place, value_at
from perfdocs.prose.amounts import number_text
from perfdocs.yamlfile.reader import Document


class ToDo(NamedTuple):
    """A field, a group of fields or a table that is to be filled in."""

    place: Place
    path: Keys
    title: str
    last: Any = None
    """What last year's file had there; None where it had nothing."""
    is_needed: bool = False
    """Whether the form is worthless without it."""

    @property
    def last_text(self) -> str:
        """Last year's value as text; empty for what was a group or a table."""
        is_number = not isinstance(self.last, str | dict | list) and self.last is not None
        return number_text(self.last) if is_number else self.last if isinstance(self.last, str) else ""


def todo_list(specs: Specs, last: Specs | None) -> list[ToDo]:
    """What is to be filled in, in the order of the files: what the form wants, and what last year had."""
    return todos_of(specs, compare("", last, specs) if last else None)


def todos_of(specs: Specs, comparison: Comparison | None) -> list[ToDo]:
    """The same, given the comparison with last year."""
    todos = {
        (blank.document.file, blank.path): ToDo(blank.place, blank.path, blank.title, None, blank.is_needed)
        for blank in specs.by_role.blanks
    }
    for row in specs.by_role.empty_rows:
        todos[row.document.file, row.path] = ToDo(row.place, row.path, row.title)
    for missing in _missing(specs, comparison) if comparison else ():
        key = missing.document.file, missing.path
        known = todos.get(key, ToDo(missing.document.value_place(missing.path), missing.path, missing.title))
        todos[key] = known._replace(last=missing.value)
    return sorted(todos.values(), key=lambda todo: todo.place)


class _Missing(NamedTuple):
    """A value that last year's document had and this year's lacks."""

    document: Document
    path: Keys
    title: str
    value: Any


def _missing(specs: Specs, comparison: Comparison) -> Iterator[_Missing]:
    documents = {document.file: document for group in specs.documents.values() for document in group}
    for pairing in comparison.documents:
        for change in pairing.changes:
            is_field = bool(change.new_path) and isinstance(change.new_path[-1], str)
            if change.kind is Kind.REMOVED and change.new is None and is_field and change.role != "waivers":
                document = documents[pairing.new_file]
                yield from _leaves(document, change.new_path, change.label[-1], change.old)


def _leaves(document: Document, path: Keys, title: str, value: Any) -> Iterator[_Missing]:
    """The value; of a group of fields that is there with nothing in it, each of its values."""
    if isinstance(value, dict) and isinstance(value_at(document.data, path), dict):
        for key, item in value.items():
            yield from _leaves(document, (*path, key), key, item)
    else:
        yield _Missing(document, path, title, value)
