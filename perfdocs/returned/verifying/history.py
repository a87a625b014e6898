"""What documents were printed from: the specs of today, or of the commit whose data they were made of."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from itertools import chain
from typing import NamedTuple

from perfdocs import cache
from perfdocs.checks.check_department import check_department
from perfdocs.department.specs import Specs
from perfdocs.errors import PerfdocsError
from perfdocs.git import revisions, workspace_at
from perfdocs.pack.expressions import BadExpression
from perfdocs.pack.manifest import Packs
from perfdocs.render.template import Templates
from perfdocs.render.template_fault import TemplateFault
from perfdocs.returned.form_map.form_rows import form_patterns
from perfdocs.returned.verifying.as_printed import PrintedDocument, printed_documents
from perfdocs.returned.verifying.provenance import Provenance, same_document
from perfdocs.workspace import Department, Workspace

MOST = 200
"""Commits that are searched for the one that a document was printed from; chosen by hand."""


class Version(NamedTuple):
    """What a department's specs print at one time. `revision` is a commit, empty for the work tree."""

    revision: str
    specs: Specs
    documents: tuple[PrintedDocument, ...]


class Match(NamedTuple):
    """A document as it was printed, and the version that it was printed from."""

    version: Version
    document: PrintedDocument


@dataclass
class Archive:
    """Everything that a workspace prints and has printed; each version of a department is looked at once."""

    workspace: Workspace
    today: datetime.date
    _now: dict[str, Version | None] = field(default_factory=dict)
    _then: dict[tuple[str, str], list[Version]] = field(default_factory=dict)
    _left: dict[tuple[str, str], Iterator[Version]] = field(default_factory=dict)

    def now(self, spec: str) -> Version | None:
        """What a department's directory (`specs/<year>/<id>`) prints today; None where it cannot."""
        if spec not in self._now:
            self._now[spec] = _version(self.workspace, spec, "", self.today)
        return self._now[spec]

    def find(self, said: Provenance) -> Match | None:
        """The document of which one that came back has the hashes, in today's version or the newest that has it."""
        now = self.now(said.spec)
        for version in chain([now] if now else [], self._earlier(said.spec, said.pack)):
            document = same_document(said, version.documents)
            if document:
                return Match(version, document)
        return None

    def _earlier(self, spec: str, pack: str) -> Iterator[Version]:
        """The department's earlier versions, newest first; those that were looked at are kept."""
        key = (spec, pack)
        kept = self._then.setdefault(key, [])
        yield from list(kept)
        if key not in self._left:
            self._left[key] = self._history(spec, pack)
        for version in self._left[key]:
            kept.append(version)
            yield version

    def _history(self, spec: str, pack: str) -> Iterator[Version]:
        parts = (spec, f"templates/{pack}", f"schema/{pack}")
        for revision in revisions(self.workspace, parts, MOST):
            with ExitStack() as copies:
                try:
                    then = copies.enter_context(workspace_at(self.workspace, revision, parts))
                except PerfdocsError:
                    continue  # the department or the pack was not there yet
                version = _version(then, spec, revision, self.today)
            if version:
                yield version


def _version(workspace: Workspace, spec: str, revision: str, today: datetime.date) -> Version | None:
    directory = workspace.root / spec
    if not directory.is_dir():
        return None
    packs, templates = Packs(workspace.root), Templates(cache.open_cache())
    department = Department(directory.parent.name, directory.name, directory)
    checked = check_department(workspace, packs, department, today)
    if checked.submission is None or checked.specs is None:
        return None
    try:
        forms = form_patterns(checked.submission.pack, templates)
        return Version(revision, checked.specs, tuple(printed_documents(checked.submission, templates, forms)))
    except (TemplateFault, BadExpression):
        return None
