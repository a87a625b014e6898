"""What documents were printed from: the specs of today, or of the commit whose data they were made of."""

from __future__ import annotations

import datetime
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

from perfdocs import cache
from perfdocs.checks.check_department import CheckedDepartment, check_department
from perfdocs.errors import PerfdocsError, TemplateFault
from perfdocs.git import at_revision, revisions
from perfdocs.pack.expressions import BadExpression
from perfdocs.pack.manifest import Packs
from perfdocs.render.render_department import Templates
from perfdocs.returned.form_map.form_rows import skeletons
from perfdocs.returned.verifying.as_printed import Issued, issued
from perfdocs.returned.verifying.verify import Origin, found_in
from perfdocs.workspace import Department, Workspace

MOST = 200
"""Commits that are searched for the one that a document was printed from."""


@dataclass(frozen=True)
class Printed:
    """What a department's specs print at one time. `revision` is a commit, empty for the work tree."""

    revision: str
    intake: CheckedDepartment
    documents: tuple[Issued, ...]


@dataclass
class Archive:
    """Everything that a workspace prints and has printed; each version of a department is looked at once."""

    workspace: Workspace
    today: datetime.date
    _now: dict[str, Printed | None] = field(default_factory=dict)
    _then: dict[tuple[str, str], list[Printed]] = field(default_factory=dict)
    _left: dict[tuple[str, str], Iterator[Printed]] = field(default_factory=dict)

    def now(self, spec: str) -> Printed | None:
        """What a department's directory (`specs/<year>/<id>`) prints today; None where it cannot."""
        if spec not in self._now:
            self._now[spec] = _printed(self.workspace, spec, "", self.today)
        return self._now[spec]

    def found(self, said: Origin) -> tuple[Printed, Issued] | None:
        """The version of the specs that a document was printed from, and the document as it was; None: not found."""
        now = self.now(said.spec)
        match = found_in(said, now.documents) if now else None
        if now and match:
            return now, match
        for then in self._earlier(said.spec, said.pack):
            match = found_in(said, then.documents)
            if match:
                return then, match
        return None

    def _earlier(self, spec: str, pack: str) -> Iterator[Printed]:
        """The department's earlier versions, newest first; those that were looked at are kept."""
        key = (spec, pack)
        kept = self._then.setdefault(key, [])
        yield from list(kept)
        if key not in self._left:
            self._left[key] = self._history(spec, pack)
        for one in self._left[key]:
            kept.append(one)
            yield one

    def _history(self, spec: str, pack: str) -> Iterator[Printed]:
        parts = (spec, f"templates/{pack}", f"schema/{pack}")
        for revision in revisions(self.workspace, parts, MOST):
            with tempfile.TemporaryDirectory(prefix="perfdocs-") as directory:
                try:
                    then = at_revision(self.workspace, revision, Path(directory) / "then", parts)
                except PerfdocsError:
                    continue  # the department or the pack was not there yet
                made = _printed(then, spec, revision, self.today)
            if made:
                yield made


def _printed(workspace: Workspace, spec: str, revision: str, today: datetime.date) -> Printed | None:
    directory = workspace.root / spec
    if not directory.is_dir():
        return None
    packs, templates = Packs(workspace.root), Templates(cache.opened())
    department = Department(directory.parent.name, directory.name, directory)
    intake = check_department(workspace, packs, department, today)
    if intake.submission is None:
        return None
    try:
        forms = skeletons(intake.submission.pack, templates)
        return Printed(revision, intake, tuple(issued(intake.submission, templates, forms)))
    except (TemplateFault, BadExpression):
        return None
