"""What documents were printed from: the specs of today, of a record of what was printed, or of a commit."""

from __future__ import annotations

import datetime
from collections.abc import Iterator
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from perfdocs import cache
from perfdocs.checks.check_department import check_department
from perfdocs.department.forms import Submission
from perfdocs.department.specs import Specs
from perfdocs.errors import PerfdocsError
from perfdocs.git import is_at, revisions, workspace_at
from perfdocs.pack.expressions import BadExpression
from perfdocs.pack.manifest import Packs
from perfdocs.print_records import Printed, PrintRecords, workspace_of
from perfdocs.render.template import Templates
from perfdocs.render.template_fault import TemplateFault
from perfdocs.returned.form_map.form_rows import form_patterns
from perfdocs.returned.verifying.as_printed import PrintedDocument, printed_documents
from perfdocs.returned.verifying.provenance import Provenance, same_document
from perfdocs.workspace import Department, Workspace

MOST = 200
"""Commits that are searched for the one that a document was printed from; chosen by hand."""


_COMMON = "schema/common"
"""What several packs may refer to; it may have come later than the packs."""


class Version(NamedTuple):
    """What a department's specs print at one time. `name` is what a person calls that, empty for the work tree."""

    name: str
    specs: Specs
    documents: tuple[PrintedDocument, ...]
    """One for each form, then the one with all forms."""
    submission: Submission
    templates: Templates


class Match(NamedTuple):
    """A document as it was printed, and the version that it was printed from."""

    version: Version
    document: PrintedDocument


@dataclass
class Archive:
    """Everything that a workspace prints and has printed; each version of a department is looked at once."""

    workspace: Workspace
    today: datetime.date
    _versions: dict[tuple[str, ...], Version | None] = field(default_factory=dict)
    _revisions: dict[tuple[str, ...], list[str]] = field(default_factory=dict)

    @cached_property
    def _packs(self) -> Packs:
        return Packs(self.workspace.root)

    @cached_property
    def _records(self) -> PrintRecords:
        return PrintRecords(self.workspace)

    def now(self, spec: str) -> Version | None:
        """What a department's directory (`specs/<year>/<id>`) prints today; None where it cannot."""
        if (spec,) not in self._versions:
            self._versions[spec,] = _version(self.workspace, spec, "", self.today)
        return self._versions[spec,]

    def find(self, said: Provenance) -> Match | None:
        """The document of which one that came back has the hashes: as it would be printed today, as a record has it,
        or as the newest commit has it."""
        for version in chain(self._recorded(said), self._committed(said.spec, said.pack)):
            document = same_document(said, version.documents) if version else None
            if version and document:
                return Match(version, document)
        return None

    def _recorded(self, said: Provenance) -> Iterator[Version | None]:
        yield self.now(said.spec)
        for record in self._records.find(said.spec, said.pack, Printed(said.data, said.template)):
            key = said.spec, record.name
            if key not in self._versions:
                with workspace_of(record) as then:
                    self._versions[key] = _version(then, said.spec, f"印时的留底 {record.name[:12]}")
            yield self._versions[key]

    def _committed(self, spec: str, pack: str) -> Iterator[Version | None]:
        """By the commits that changed the department's files or its pack's; of a later step its targets' too."""
        parts: tuple[str, ...] = ("/".join(spec.split("/")[:3]), f"templates/{pack}", f"schema/{pack}")
        if (self.workspace.root / _COMMON).is_dir():
            parts += (_COMMON,)
        of_pack = self._packs.get(pack)[0] if pack in self._packs.names else None
        if of_pack and of_pack.step:
            parts += (f"templates/{of_pack.step.of}", f"schema/{of_pack.step.of}")
        if parts not in self._revisions:
            self._revisions[parts] = revisions(self.workspace, parts, MOST)
        for revision in self._revisions[parts]:
            key = (*parts, revision)
            if key not in self._versions:
                self._versions[key] = self._then(spec, revision, parts)
            yield self._versions[key]

    def _then(self, spec: str, revision: str, parts: tuple[str, ...]) -> Version | None:
        with ExitStack() as copies:
            try:
                there = [part for part in parts if part != _COMMON or is_at(self.workspace, revision, part)]
                then = copies.enter_context(workspace_at(self.workspace, revision, there))
            except PerfdocsError:
                return None  # the department or the pack was not there yet
            return _version(then, spec, f"版本 {revision[:12]}")


def _version(workspace: Workspace, spec: str, name: str, today: datetime.date = datetime.date.min) -> Version | None:
    """What is printed on a day; without one, when no waiver had expired yet."""
    directory = workspace.root / spec
    if not directory.is_dir():
        return None
    packs, templates = Packs(workspace.root), Templates(cache.open_cache())
    _, year, department_id = spec.split("/", 2)
    department = Department(year, department_id, directory)
    checked = check_department(workspace, packs, department, today)
    if checked.submission is None or checked.specs is None:
        return None
    try:
        forms = form_patterns(checked.submission.pack, templates)
        documents = tuple(printed_documents(checked.submission, templates, forms))
    except (TemplateFault, BadExpression):
        return None
    return Version(name, checked.specs, documents, checked.submission, templates)
