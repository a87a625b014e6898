"""A department read, checked and put together: what `check` reports and `render` prints."""

from __future__ import annotations

import datetime
from typing import NamedTuple

from perfdocs.checks.registry import CHECKS, check_by_role, check_forms, check_years
from perfdocs.checks.waivers import apply_waivers, without_consequences
from perfdocs.department.forms import Submission, build_submission
from perfdocs.department.load import Loaded, load_department, load_earlier
from perfdocs.department.specs import Specs
from perfdocs.finding import Finding, has_errors, in_order
from perfdocs.pack.expressions import BadExpression
from perfdocs.pack.manifest import Packs
from perfdocs.workspace import Department, Workspace
from perfdocs.year_index import YearIndex, remarks_on_names


class CheckedDepartment(NamedTuple):
    """A department with all findings in the order of their places; no submission where one of them is an error."""

    department: Department
    findings: tuple[Finding, ...]
    submission: Submission | None = None
    specs: Specs | None = None
    """The documents as they were meant; None where there is no pack to read them by."""
    dated: bool = False
    """Whether the findings would be others on another day."""


def check_department(
    workspace: Workspace, packs: Packs, department: Department, today: datetime.date, index: YearIndex | None = None
) -> CheckedDepartment:
    """Reads, validates, checks and derives one department; never raises for what the files hold.

    `today` decides which waivers are still good. `index` spares reading the names of a year's departments again.
    """
    loaded = load_department(workspace, packs, department)
    specs = loaded.specs
    if specs is None:
        return CheckedDepartment(department, tuple(in_order(loaded.findings)))
    index = index or YearIndex(workspace, packs.keys_with_role("department-name"))
    earlier = index.last_year(department)
    last = load_earlier(workspace, packs, earlier) if earlier else None
    remarks = tuple(remarks_on_names(index, department))
    return _checked(department, loaded._replace(findings=loaded.findings + remarks), specs, last, today)


def _checked(
    department: Department, loaded: Loaded, specs: Specs, last: Specs | None, today: datetime.date
) -> CheckedDepartment:
    """The findings with those of the checks; amounts are compared only where all of them could be read."""
    files = {document.file for group in specs.documents.values() for document in group}
    is_whole = all(lost.file in files or lost.keys for lost in loaded.lost)
    of_checks = [*check_by_role(specs.by_role), *(check_years(last, specs) if last and is_whole else [])]
    of_checks = without_consequences(of_checks, loaded.lost)
    forms = None
    if not loaded.lost:
        forms, more = _submission(specs)
        of_checks += more
    findings = [*loaded.findings, *(finding for finding in of_checks if finding.code not in CHECKS)]
    waivable = [finding for finding in of_checks if finding.code in CHECKS]
    waived = apply_waivers(waivable, specs.by_role, list(CHECKS), today)
    waived = without_consequences(waived, [lost for lost in loaded.lost if lost.keys])
    findings += [finding for finding in waived if finding.code != "V102" or not loaded.lost]
    forms = None if has_errors(findings) else forms
    return CheckedDepartment(department, tuple(in_order(findings)), forms, specs, bool(specs.by_role.waivers))


def _submission(specs: Specs) -> tuple[Submission | None, list[Finding]]:
    try:
        forms = build_submission(specs.pack, specs.documents)
        return forms, check_forms(forms)
    except BadExpression as error:
        return None, [Finding("P106", specs.pack.place_of(error.source), str(error), cannot=True)]
