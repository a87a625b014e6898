"""What a Word document says of where it comes from, and the document that it was printed as."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from typing import NamedTuple

from perfdocs.finding import Finding, Place
from perfdocs.returned.verifying.as_printed import PrintedDocument
from perfdocs.word.incoming import IncomingDocument
from perfdocs.word.open_docx import WordFile
from perfdocs.word.tracked_changes import Author
from perfdocs.workspace import ID, PACK

PREFIX = "perfdocs."
OLD = "old-"
"""What the properties of a redline begin with that speak of the older year."""
ALL_FORMS = "all"
_SPEC = re.compile(rf"specs/[0-9]{{4}}/{ID.pattern}(?:/{ID.pattern})?", re.ASCII)


class Provenance(NamedTuple):
    """What a document says: its pack, the department's directory in the workspace (`spec`), the hashes of its data
    and template, the version of perfdocs, and its title."""

    pack: str
    spec: str
    data: str
    template: str
    version: str
    title: str


class RedlineProvenance(NamedTuple):
    """What a redline says: both years, which of the forms it is (`form`, a number from 0, or `ALL_FORMS`), and whose
    its changes are."""

    old: Provenance
    new: Provenance
    form: str
    author: str
    date: str


def provenance(document: WordFile) -> Provenance | None:
    """What a document says; None where it says nothing, or not in a way that perfdocs writes."""
    said = _said(document)
    return None if "redline" in said else _provenance(said, document.title)


def redline_provenance(document: WordFile) -> RedlineProvenance | None:
    """What a redline says; None for any other document."""
    said = _said(document)
    earlier = {key.removeprefix(OLD): value for key, value in said.items() if key.startswith(OLD)}
    old, new = (_provenance({**one, "version": said.get("version", "")}, document.title) for one in (earlier, said))
    if "redline" not in said or old is None or new is None:
        return None
    return RedlineProvenance(old, new, said.get("form", ""), said.get("author", ""), said.get("date", ""))


def redline_origin(old: Mapping[str, str], new: Mapping[str, str], form: str, author: Author) -> dict[str, str]:
    """What a redline says, as custom properties; of each year the pack, the spec, and the hashes of all forms."""
    years = {**{f"{OLD}{name}": value for name, value in old.items()}, **new}
    return {
        **years,
        "redline": f"{old['spec']} {new['spec']}",
        "form": form,
        "author": author.name,
        "date": author.date,
    }


def _said(document: WordFile) -> dict[str, str]:
    return {key.removeprefix(PREFIX): value for key, value in document.properties.items() if key.startswith(PREFIX)}


def _provenance(said: Mapping[str, str], title: str) -> Provenance | None:
    if not _SPEC.fullmatch(said.get("spec", "")) or not PACK.fullmatch(said.get("pack", "")):
        return None
    return Provenance(
        **{name: said.get(name, "") for name in ("pack", "spec", "data", "template", "version")}, title=title
    )


def draft_finding(returned: IncomingDocument) -> Finding | None:
    """N331 for a draft (`render --draft`): whatever stands in it, it is not the form."""
    if f"{PREFIX}draft" not in returned.document.properties:
        return None
    message = "这是草稿，不是正式的表：请改完错误，重新生成（perfdocs render），用正式的表"
    return Finding("N331", Place(returned.name), message, cannot=True)


def same_document(said: Provenance, documents: Sequence[PrintedDocument]) -> PrintedDocument | None:
    """The document with the same hashes, which say more than a title."""
    hashes = {"data": said.data, "template": said.template}
    return next((document for document in documents if document.hashes == hashes), None)


def nearest_document(said: Provenance, documents: Sequence[PrintedDocument], rows: int) -> PrintedDocument | None:
    """The document of the same title; of several, that with as many rows, or nearly."""
    alike = [document for document in documents if document.title == said.title]
    return min(alike, key=lambda document: abs(len(document.rows) - rows), default=None)
