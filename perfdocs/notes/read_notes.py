"""The notes of a workspace's departments: each is checked, its forms are filled, and its findings put on them."""

from __future__ import annotations

import datetime

from perfdocs import cache
from perfdocs.checks.check_department import CheckedDepartment, check_department, with_addresses
from perfdocs.department.forms import build_submission
from perfdocs.finding import Finding
from perfdocs.notes.last_year import LastYear
from perfdocs.notes.note import Note, Point
from perfdocs.notes.paper_forms import PaperForms
from perfdocs.notes.paper_place import no_paper
from perfdocs.pack.expressions import BadExpression
from perfdocs.pack.manifest import Packs
from perfdocs.render.template import Templates
from perfdocs.render.template_fault import TemplateFault
from perfdocs.returned.form_map.form_rows import PackForms
from perfdocs.returned.verifying.as_printed import printed_documents
from perfdocs.workspace import Department, Workspace
from perfdocs.year_index import YearIndex


class NoteReader:
    """Reads the notes of departments; packs, templates and the names of departments are read once."""

    def __init__(self, workspace: Workspace, today: datetime.date) -> None:
        self._workspace = workspace
        self._today = today
        self._packs = Packs(workspace.root)
        self._templates = Templates(cache.open_cache())
        self._pack_forms = PackForms(self._templates)
        self.index = YearIndex(workspace, self._packs.keys_with_role("department-name"))

    def note(self, department: Department) -> Note:
        """What is to be said of a department as its files are now; never raises for what they hold."""
        checked = self._checked(department)
        name = checked.specs.name if checked.specs else ""
        earlier = self.index.last_year(department) if checked.findings else None
        last_year = LastYear(checked, self._checked(earlier) if earlier else None)
        forms = self._forms(checked) if checked.findings else None
        points = (_point(finding, forms, last_year) for finding in checked.findings)
        step = checked.specs.pack.step if checked.specs else None
        name = name or self.index.name(department.targets or department)
        return Note(department, name, list(points), step.title if step else "")

    def _checked(self, department: Department) -> CheckedDepartment:
        checked = check_department(self._workspace, self._packs, department, self._today, self.index)
        return with_addresses(checked)

    def _forms(self, checked: CheckedDepartment) -> PaperForms | None:
        """The department's forms as they print, errors and all; None where they cannot be made."""
        specs = checked.specs
        if specs is None or not specs.documents[specs.pack.head.name]:
            return None
        try:
            submission = build_submission(specs.pack, specs.documents)
            printed = printed_documents(submission, self._templates, self._pack_forms.of(specs.pack))
        except (BadExpression, TemplateFault):
            return None
        return PaperForms(specs, printed[:-1])


def _point(finding: Finding, forms: PaperForms | None, last_year: LastYear) -> Point:
    if forms is None:
        return Point(finding, (no_paper(finding),), was_there=last_year.has(finding))
    return Point(finding, forms.places(finding), forms.also_printed(finding), last_year.has(finding))
