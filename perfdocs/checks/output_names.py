"""The file names of the documents that a department will have: too long, or the same for two of them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from perfdocs.department.by_role import ByRole, Field
from perfdocs.department.forms import FilledForm, Submission
from perfdocs.finding import Finding, Keys
from perfdocs.pack.values import Origin, origin_of
from perfdocs.render.file_names import BadName, file_name, same_file

WHOLE = "整套文件"
"""What the file with all forms is called."""


class _Document(NamedTuple):
    """A document to be made: the text of its name, its title, and the field that it has its name of."""

    text: str
    title: str
    field: Field


def output_names(submission: Submission, by_role: ByRole) -> Iterator[Finding]:
    """What is wrong with the names, at the field that would have to be another."""
    seen: dict[str, _Document] = {}
    for document in _documents(submission, by_role):
        field = document.field
        try:
            name = file_name(document.text)
        except BadName as reason:
            yield Finding("R102", field.place, f"{document.title}：{reason}", field.path)
            continue
        first = seen.setdefault(same_file(name), document)
        if first is not document:
            same = document.title == first.title
            which = f"两张“{document.title}”" if same else f"“{document.title}”和“{first.title}”"
            message = f"{which}的文件名都是“{name}”（不分大小写），会互相覆盖：请把其中一个的名称改得不同"
            yield Finding("R101", field.place, message, field.path, places=(first.field.place,))


def _documents(submission: Submission, by_role: ByRole) -> Iterator[_Document]:
    named = {
        (target.whole.document.file, target.whole.path): target.first("name") or target.first("department-name")
        for target in by_role.targets
    }
    for filled in submission.forms:
        yield _Document(filled.file, filled.title, _field(_origin(filled, submission), named))
    yield _Document(submission.file, WHOLE, _field(submission.data.origin, named))


def _origin(filled: FilledForm, submission: Submission) -> Origin:
    """What a form is one of: the item of its innermost loop, or all that the department says."""
    item = filled.context[filled.form.loops[-1][0]] if filled.form.loops else None
    return origin_of(item) or submission.data.origin


def _field(origin: Origin, named: dict[tuple[str, Keys], Field | None]) -> Field:
    return named.get((origin.document.file, origin.keys)) or Field(None, origin.document, origin.keys)
