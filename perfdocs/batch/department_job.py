"""Job of some departments, in whatever process: each is made anew only where one of its inputs has changed."""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Callable, Mapping, Sequence
from functools import lru_cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

from perfdocs import cache
from perfdocs.batch.input_hashes import InputHashes
from perfdocs.batch.kept_result import KeptDocuments, KeptFigures, KeptResult
from perfdocs.finding import Finding, Severity, Tally
from perfdocs.render.output_directory import FileCounts, OutputDirectory
from perfdocs.workspace import Department, Workspace

if TYPE_CHECKING:
    from perfdocs.checks.check_department import CheckedDepartment
    from perfdocs.department.specs import Specs
    from perfdocs.pack.manifest import Packs
    from perfdocs.print_records import PrintRecords
    from perfdocs.render.documents import Documents
    from perfdocs.render.template import Templates

KIND, FIGURES, NAME_KEYS = "department", "figures", "name-keys"
"""Kinds of entries in the cache."""


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
    """Whether results of earlier runs count."""
    keep: bool = True
    """Whether results are kept for later runs."""
    addresses: bool = False
    """Whether findings are to have their address, and the edits that mend them."""
    figures: Callable[[CheckedDepartment], Mapping[str, Any]] | None = None
    """What is wanted of each department in place of its findings: a function of a module; it gives what JSON holds."""


class Outcome(NamedTuple):
    """What came of one department."""

    department: str
    findings: tuple[Finding, ...]
    """Errors, and what no check found."""
    remarks: tuple[Finding, ...] = ()
    """The other findings, where departments are checked; where documents are made they are only counted."""
    remark_tally: Tally = Tally()
    written: FileCounts = FileCounts()
    slow: tuple[str, ...] = ()
    """For each form that docxtpl had to fill, why."""
    unrecorded: str = ""
    """Why there is no record of what was printed, where there is none."""
    figures: Mapping[str, Any] | None = None
    """What the job's function says of the department, where it has one."""


class _Pending(NamedTuple):
    """A result that is to be kept once it is sure that its inputs have not changed meanwhile."""

    department: Department
    inputs: str
    kind: str
    name: str
    """Where the cache has it."""
    result: KeptResult | KeptFigures


def run_job(job: Job, departments: Sequence[Department]) -> list[Outcome]:
    """What came of each of the departments, in their order."""
    runner = _runner(job)
    outcomes = [runner.run(department) for department in departments]
    runner.keep_results()
    return outcomes


@lru_cache(maxsize=1)
def _runner(job: Job) -> _Runner:
    return _Runner(job)


class _Runner:
    """A job, with all that is read once for it."""

    def __init__(self, job: Job) -> None:
        self._job = job
        self._workspace = Workspace(job.root)
        self._inputs = InputHashes(self._workspace, self._name_keys)
        self._cache = cache.open_cache() if job.keep else cache.NO_CACHE
        self._packs_and_templates: tuple[Packs, Templates] | None = None
        self._pending: list[_Pending] = []
        self._records: PrintRecords | None = None

    def run(self, department: Department) -> Outcome:
        inputs = self._inputs.of_department(department) if self._job.keep else None
        if self._job.figures:
            return Outcome(department.name, (), figures=self._figures(self._job.figures, department, inputs))
        kept = self._look_up(inputs) if inputs and self._job.look_up else None
        if self._job.output is None:
            is_enough = kept is not None and (kept.addresses or not self._job.addresses)
            result = kept if kept and is_enough else self._check(department, inputs, kept and kept.documents)
            return Outcome(department.name, result.findings, result.remarks)
        output = OutputDirectory(self._job.output, self._job.staging)
        if kept and kept.documents and output.holds(department.name, kept.documents.hashes):
            return _outcome(department, kept, output)
        return self._render(department, inputs, output)

    def keep_results(self) -> None:
        """Puts results into the cache, but for those of which an input has changed since it was read."""
        if not self._pending:
            return
        now = self._inputs.read_again()
        for department, inputs, kind, name, result in self._pending:
            if now.of_department(department) == inputs and now.of_templates(result.pack) == result.templates:
                self._cache.put(kind, name, result.to_bytes())
        self._pending.clear()

    def _look_up(self, inputs: str) -> KeptResult | None:
        """The result of a department with these inputs, where templates and day are the same too."""
        data = self._cache.get(KIND, inputs)
        result = KeptResult.from_bytes(data, with_remarks=self._job.output is None) if data else None
        return result if result and self._is_good(result) else None

    def _is_good(self, result: KeptResult | KeptFigures) -> bool:
        """Whether a result is of today, or of no day, and of the templates as they are."""
        is_of_today = result.day in ("", self._job.today.isoformat())
        return is_of_today and self._inputs.of_templates(result.pack) == result.templates

    def _figures(
        self, figures: Callable[[CheckedDepartment], Mapping[str, Any]], department: Department, inputs: str | None
    ) -> Mapping[str, Any]:
        """What the function says of the department; its findings are kept too where they were not before."""
        name = f"{figures.__module__}.{figures.__qualname__} {inputs}"
        data = self._cache.get(FIGURES, name) if inputs and self._job.look_up else None
        kept = KeptFigures.from_bytes(data) if data else None
        if kept and self._is_good(kept):
            return kept.figures
        checked = self._checked_department(department)
        result = self._result(checked)
        made = KeptFigures(result.pack, result.templates, result.day, figures(checked))
        self._put(department, inputs, made, FIGURES, name)
        if not (inputs and self._look_up(inputs)):
            self._put(department, inputs, result)
        return made.figures

    def _check(self, department: Department, inputs: str | None, documents: KeptDocuments | None) -> KeptResult:
        """The findings; `documents` are those that an earlier run made."""
        result = self._result(self._checked_department(department))._replace(documents=documents)
        self._put(department, inputs, result)
        return result

    def _render(self, department: Department, inputs: str | None, output: OutputDirectory) -> Outcome:
        from perfdocs.render.documents import Documents, department_documents

        checked = self._checked_department(department)
        _, templates = self._read_once()
        spec = self._workspace.relative(department.directory)
        documents = department_documents(checked.submission, templates, spec) if checked.submission else Documents({})
        output.replace(department.name, documents.files)
        hashes = {name: hashlib.sha256(data).hexdigest() for name, data in documents.files.items()}
        kept = KeptDocuments(hashes, documents.findings, documents.slow)
        result = self._result(checked)._replace(documents=kept)
        self._put(department, inputs, result)
        unrecorded = self._record(spec, checked.specs, documents) if checked.specs and documents.files else ""
        return _outcome(department, result, output)._replace(unrecorded=unrecorded)

    def _record(self, spec: str, specs: Specs, documents: Documents) -> str:
        """Keeps a record of what was printed; why it could not, if so."""
        from perfdocs.print_records import Printed, PrintRecords

        self._records = self._records or PrintRecords(self._workspace)
        pack = specs.pack
        printed = [Printed(**origin) for origin in documents.origins]
        try:
            self._records.keep(spec, pack.name, specs.files, printed, pack.step.of if pack.step else None)
        except OSError as error:
            return error.strerror or str(error)
        return ""

    def _checked_department(self, department: Department) -> CheckedDepartment:
        from perfdocs.checks.check_department import check_department, with_addresses, with_edits

        packs, _ = self._read_once()
        checked = check_department(self._workspace, packs, department, self._job.today, self._inputs.index)
        return with_edits(with_addresses(checked)) if self._job.addresses else checked

    def _name_keys(self, rules: str) -> Sequence[str]:
        """The fields that hold a department's name, in whatever pack; kept by a hash of all manifests and schemas."""
        kept = self._cache.get(NAME_KEYS, rules)
        if kept is not None:
            return [key for key in kept.decode().split("\0") if key]
        packs, _ = self._read_once()
        keys = packs.keys_with_role("department-name")
        self._cache.put(NAME_KEYS, rules, "\0".join(keys).encode())
        return keys

    def _read_once(self) -> tuple[Packs, Templates]:
        if self._packs_and_templates is None:
            from perfdocs.pack.manifest import Packs
            from perfdocs.render.template import Templates

            self._packs_and_templates = Packs(self._job.root, self._cache), Templates(self._cache)
        return self._packs_and_templates

    def _result(self, checked: CheckedDepartment) -> KeptResult:
        from perfdocs.checks.registry import CHECKS

        findings: list[Finding] = []
        remarks: list[Finding] = []
        for finding in checked.findings:
            is_remark = finding.severity is not Severity.ERROR and finding.code in CHECKS
            (remarks if is_remark else findings).append(finding)
        pack = checked.specs.pack.name if checked.specs else ""
        templates = self._inputs.of_templates(pack) if pack else ""
        day = self._job.today.isoformat() if checked.dated else ""
        tally = Tally.of(remarks)
        addresses = self._job.addresses
        return KeptResult(pack, templates, day, tuple(findings), tuple(remarks), tally, None, addresses)

    def _put(
        self,
        department: Department,
        inputs: str | None,
        result: KeptResult | KeptFigures,
        kind: str = KIND,
        name: str | None = None,
    ) -> None:
        """Without a pack, anything in the workspace may have had a say: that is not kept."""
        if inputs and result.pack:
            self._pending.append(_Pending(department, inputs, kind, name or inputs, result))


def _outcome(department: Department, result: KeptResult, output: OutputDirectory) -> Outcome:
    documents = result.documents or KeptDocuments({})
    findings = (*result.findings, *documents.findings)
    return Outcome(department.name, findings, (), result.remark_tally, output.counts, documents.slow)
