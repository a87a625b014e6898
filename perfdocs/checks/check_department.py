"""A department read, checked and put together: what `check` reports and `render` prints."""

from __future__ import annotations

import datetime
from collections.abc import Iterable, Iterator, Sequence
from typing import TYPE_CHECKING, NamedTuple

from perfdocs.checks.check import Needs
from perfdocs.checks.duplicates import copies
from perfdocs.checks.output_names import output_names
from perfdocs.checks.pasted import merge_causes
from perfdocs.checks.registry import (
    CHECKS,
    COPIED,
    NAMED_TWICE,
    check_by_role,
    check_forms,
    check_years,
    without_blanks_told_twice,
)
from perfdocs.checks.waivers import apply_waivers, without_consequences
from perfdocs.department.forms import Submission, build_submission
from perfdocs.department.load import load_department, load_earlier_year
from perfdocs.department.loaded import Loaded, Lost
from perfdocs.department.row_names import RowNames
from perfdocs.department.specs import Specs
from perfdocs.finding import Finding, has_errors, in_order
from perfdocs.pack.expressions import BadExpression
from perfdocs.pack.manifest import Packs
from perfdocs.workspace import Department, Workspace
from perfdocs.year_index import YearIndex, remarks_on_names

if TYPE_CHECKING:
    from perfdocs.compare.years import Comparison

_OF_WAIVERS = ("V103", "V104")
"""What is found in a waiver of which something is missing or wrong."""


class CheckedDepartment(NamedTuple):
    """A department with all findings in the order of their places; no submission where one of them is an error."""

    department: Department
    findings: tuple[Finding, ...]
    submission: Submission | None = None
    specs: Specs | None = None
    """The documents as they were meant; None where there is no pack to read them by."""
    dated: bool = False
    """Whether the findings would be others on another day."""
    lost: tuple[Lost, ...] = ()
    """What could not be read."""
    last: Loaded | None = None
    """The year before, as far as it can be read; None where there is none."""
    comparison: Comparison | None = None
    """With that year; None where there is none, or where something of this year could not be read."""


def check_department(
    workspace: Workspace, packs: Packs, department: Department, today: datetime.date, index: YearIndex | None = None
) -> CheckedDepartment:
    """Reads, validates, checks and derives one department; never raises for what the files hold.

    `today` decides which waivers are still good. `index` spares reading the names of a year's departments again.
    """
    loaded = load_department(workspace, packs, department)
    specs = loaded.specs
    if specs is None:
        return CheckedDepartment(department, tuple(in_order(loaded.findings)), lost=loaded.lost)
    index = index or YearIndex(workspace, packs.keys_with_role("department-name"))
    earlier = index.last_year(department)
    last = load_earlier_year(workspace, packs, earlier) if earlier else None
    remarks = tuple(remarks_on_names(index, department))
    return _checked(department, loaded._replace(findings=loaded.findings + remarks), specs, last, today)


def _checked(
    department: Department, loaded: Loaded, specs: Specs, last: Loaded | None, today: datetime.date
) -> CheckedDepartment:
    """The findings with those of the checks; amounts are compared only where all of them could be read."""
    files = {document.file for group in specs.documents.values() for document in group}
    is_whole = all(lost.file in files or lost.keys for lost in loaded.lost)
    of_checks = check_by_role(specs.by_role)
    comparison = None
    if last and last.specs and is_whole:
        from perfdocs.checks.against_last_year import Years

        years = Years(last.specs, specs)
        of_checks += check_years(years)
        comparison = years.comparison
    of_checks = _own_findings(without_consequences(of_checks, loaded.lost), department)
    forms = None
    if not loaded.lost:
        forms, more = _submission(specs)
        of_checks = without_blanks_told_twice([*of_checks, *more])
    findings = [*loaded.findings, *(finding for finding in of_checks if finding.code not in CHECKS)]
    waivable = [finding for finding in of_checks if finding.code in CHECKS]
    waived: Sequence[Finding] = apply_waivers(waivable, specs, CHECKS, today)
    waived = without_consequences(waived, [lost for lost in loaded.lost if lost.keys])
    waived = merge_causes(_without_copies(waived, specs), specs.by_role)
    findings += _without_unsure_waivers(waived, loaded)
    if forms is not None:
        findings += _no_forms(forms, specs)
        findings += _without_namesakes(output_names(forms, specs.by_role), waived)
    findings = _own_findings(findings, department)
    forms = None if has_errors(findings) else forms
    dated = bool(specs.by_role.waivers)
    return CheckedDepartment(department, tuple(in_order(findings)), forms, specs, dated, loaded.lost, last, comparison)


def _own_findings(findings: Iterable[Finding], department: Department) -> list[Finding]:
    """Of a later step only those in its own files: what is wrong with its targets is told where those are checked."""
    if department.targets is None:
        return [*findings]
    own, owner = f"specs/{department.name}/", f"specs/{department.targets.name}/"
    return [one for one in findings if one.place.file.startswith(own) or not one.place.file.startswith(owner)]


def with_addresses(checked: CheckedDepartment) -> CheckedDepartment:
    """The same, with the address of every finding that can be waived; few ask for them."""
    if checked.specs is None:
        return checked
    names = RowNames(checked.specs.trees)
    findings = (
        finding._replace(address=names.path(finding.place.file, finding.path)) if finding.code in CHECKS else finding
        for finding in checked.findings
    )
    return checked._replace(findings=tuple(findings))


def with_edits(checked: CheckedDepartment) -> CheckedDepartment:
    """The same, with the edits of every finding that knows which text was meant; without it where there are none."""
    specs = checked.specs
    if specs is None or not any(_is_without_edits(finding) for finding in checked.findings):
        return checked
    from perfdocs.yamlfile.value_fix import value_fix

    findings = (
        finding._replace(fix=value_fix(specs.trees[finding.place.file].document, finding.path, finding.fix.value))
        if finding.fix and _is_without_edits(finding)
        else finding
        for finding in checked.findings
    )
    return checked._replace(findings=tuple(findings))


def _is_without_edits(finding: Finding) -> bool:
    return finding.fix is not None and not finding.fix.edits and finding.fix.value is not None


def _without_unsure_waivers(findings: Iterable[Finding], loaded: Loaded) -> list[Finding]:
    """The findings without those on waivers that come of what could not be read: of the waiver, or of its place."""
    files = {lost.file for lost in loaded.lost}

    def is_unsure(finding: Finding) -> bool:
        return bool(files) if finding.code == "V102" else finding.code in _OF_WAIVERS and finding.place.file in files

    return [finding for finding in findings if not is_unsure(finding)]


def _without_copies(findings: Sequence[Finding], specs: Specs) -> Sequence[Finding]:
    """The findings, of what was copied whole only that it was: forms and sums that have it twice say nothing."""
    copied = [finding for finding in findings if finding.code == COPIED and not finding.waived]
    if not copied:
        return findings
    of_forms = {code for code, check in CHECKS.items() if check.needs in (Needs.AMOUNTS, Needs.FORMS)}
    rest = [finding for finding in findings if finding.code not in of_forms and finding not in copied]
    by_finding = copies(specs.by_role)
    lost = [lost for finding in copied for lost in by_finding[finding.place.file, finding.path]]
    return [*copied, *without_consequences(rest, lost)]


def _without_namesakes(findings: Iterable[Finding], of_checks: Iterable[Finding]) -> list[Finding]:
    """What is wrong with file names, without what comes of a name that is known to be there twice."""
    twice = [finding for finding in of_checks if finding.code in NAMED_TWICE and not finding.waived]
    files = {place.file for finding in twice for place in (finding.place, *finding.places)}
    return [one for one in findings if not any(place.file in files for place in (one.place, *one.places))]


def _no_forms(forms: Submission, specs: Specs) -> Iterator[Finding]:
    """W108: a department for which no form is made, since it has no file of the kind that the pack's forms are for."""
    if not forms.forms:
        paths = "、".join(f"{kind.path}（{kind.name}）" for kind in specs.pack.kinds[1:])
        message = f"这个部门一张表也没有：{paths}一个也没有，请补上"
        yield Finding("W108", specs.documents[specs.pack.head.name][0].value_place(()), message)


def _submission(specs: Specs) -> tuple[Submission | None, list[Finding]]:
    try:
        forms = build_submission(specs.pack, specs.documents)
        return forms, check_forms(forms, not any(blank.is_needed for blank in specs.by_role.blanks))
    except BadExpression as error:
        return None, [Finding("P106", specs.pack.place_of(error.source), str(error), cannot=True)]
