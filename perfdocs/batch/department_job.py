"""The work on some departments, in whatever process: each is made anew only where one of its inputs has changed."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, NamedTuple

from perfdocs import cache
from perfdocs.batch.input_hashes import Inputs
from perfdocs.batch.kept_result import Kept, Made, from_bytes
from perfdocs.finding import Finding, Severity, Tally
from perfdocs.render.output_directory import Output, Written
from perfdocs.workspace import Department, Workspace

if TYPE_CHECKING:
    from perfdocs.checks.check_department import CheckedDepartment
    from perfdocs.pack.manifest import Packs
    from perfdocs.render.template import Templates

KIND = "department"


class Job(NamedTuple):
    """What to do with departments. A copy goes to every process."""

    root: Path
    today: datetime.date
    run: str
    """A text of this run's own: what is read once is read once a run."""
    output: Path | None = None
    """Where documents go; None where departments are only checked."""
    staging: Path | None = None
    """Where they stand while they are being written."""
    look_up: bool = True
    """Whether what was worked out before counts."""
    keep: bool = True
    """Whether what is worked out now is kept for later."""


class Done(NamedTuple):
    """What came of one department."""

    department: str
    telling: tuple[Finding, ...]
    """Errors, and what no check found."""
    others: tuple[Finding, ...] = ()
    """The other findings, where departments are checked; where documents are made they are only counted."""
    counted: Tally = Tally()
    written: Written = Written()
    slow: tuple[str, ...] = ()


def work(job: Job, departments: Sequence[Department]) -> list[Done]:
    """What came of each of the departments, in their order."""
    desk = _desk(job)
    done = [desk.done(department) for department in departments]
    desk.keep()
    return done


@lru_cache(maxsize=1)
def _desk(job: Job) -> _Desk:
    return _Desk(job)


class _Desk:
    """A job, with all that is read once for it."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._workspace = Workspace(job.root)
        self._inputs = Inputs(self._workspace)
        self._cache = cache.opened() if job.keep else cache.NO_CACHE
        self._reading: tuple[Packs, Templates] | None = None
        self._to_keep: list[tuple[Department, str, Kept]] = []

    def keep(self) -> None:
        """Keeps what was worked out, unless an input has changed meanwhile."""
        now = Inputs(self._workspace)
        for department, key, kept in self._to_keep:
            if now.of(department) == key and all(now.templates(name) == was for name, was in kept.templates.items()):
                self._cache.put(KIND, key, kept.to_bytes())
        self._to_keep.clear()

    def done(self, department: Department) -> Done:
        key = self._inputs.of(department) if self._job.keep else None
        kept = self._kept(key) if key and self._job.look_up else None
        if self._job.output is None:
            return self._checked(department, key, kept)
        output = Output(self._job.output, self._job.staging)
        if kept and kept.made and output.holds(department.name, kept.made.files):
            return _told(department, kept, output)
        return _told(department, self._made(department, key, output), output)

    def _checked(self, department: Department, key: str | None, kept: Kept | None) -> Done:
        if kept is None:
            intake = self._taken_in(department)
            kept = self._as_kept(intake)
            self._put(department, key, kept)
        return Done(department.name, kept.telling, kept.others)

    def _made(self, department: Department, key: str | None, output: Output) -> Kept:
        from perfdocs.render.documents import Documents, department_documents

        intake = self._taken_in(department)
        _, templates = self._read_once()
        spec = self._workspace.relative(department.directory)
        rendered = department_documents(intake.submission, templates, spec) if intake.submission else Documents({})
        output.replace(department.name, rendered.files)
        hashes = {name: hashlib.sha256(data).hexdigest() for name, data in rendered.files.items()}
        kept = self._as_kept(intake)._replace(made=Made(hashes, rendered.findings, rendered.slow))
        self._put(department, key, kept)
        return kept

    def _taken_in(self, department: Department) -> CheckedDepartment:
        from perfdocs.checks.check_department import check_department

        packs, _ = self._read_once()
        return check_department(self._workspace, packs, department, self._job.today)

    def _read_once(self) -> tuple[Packs, Templates]:
        if self._reading is None:
            from perfdocs.pack.manifest import Packs
            from perfdocs.render.template import Templates

            self._reading = Packs(self._job.root, self._cache), Templates(self._cache)
        return self._reading

    def _as_kept(self, intake: CheckedDepartment) -> Kept:
        from perfdocs.checks.registry import CHECKS

        telling = tuple(f for f in intake.findings if f.severity is Severity.ERROR or f.code not in CHECKS)
        others = tuple(f for f in intake.findings if f not in telling) if telling else intake.findings
        packs = [intake.specs.pack.name] if intake.specs else []
        templates = {pack: self._inputs.templates(pack) for pack in packs}
        day = self._job.today.isoformat() if intake.dated else ""
        return Kept(templates, day, telling, others, Tally.of(others))

    def _kept(self, key: str) -> Kept | None:
        """What is known of a department with these inputs, where templates and day are the same too."""
        data = self._cache.get(KIND, key)
        kept = from_bytes(data, others=self._job.output is None) if data else None
        if kept is None or kept.day not in ("", self._job.today.isoformat()):
            return None
        same = all(self._inputs.templates(pack) == known for pack, known in kept.templates.items())
        return kept if same else None

    def _put(self, department: Department, key: str | None, kept: Kept) -> None:
        """Without a pack, anything in the workspace may have had a say: that is not kept."""
        if key and kept.templates:
            self._to_keep.append((department, key, kept))


def _told(department: Department, kept: Kept, output: Output) -> Done:
    made = kept.made or Made({})
    telling = (*kept.telling, *made.findings)
    return Done(department.name, telling, (), kept.counted, output.done, made.slow)
