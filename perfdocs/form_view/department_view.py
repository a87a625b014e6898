"""A department to be looked at: its forms as HTML, its findings at their cells, its cells with their YAML lines."""

from __future__ import annotations

import datetime
import hashlib
from collections import OrderedDict, defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from functools import cached_property
from itertools import chain
from typing import NamedTuple

from perfdocs import cache
from perfdocs.batch.input_hashes import InputHashes
from perfdocs.checks.check_department import CheckedDepartment, check_department
from perfdocs.department.forms import FilledForm, Fingerprints, Submission
from perfdocs.finding import Finding, has_errors
from perfdocs.form_view.department_forms import (
    TO_FILL_IN,
    DepartmentForms,
    NoForms,
    cells_of_finding,
    department_forms,
)
from perfdocs.form_view.known_cells import known_cells
from perfdocs.form_view.page_html import Addition, FormPage, Marking, PageWriter
from perfdocs.pack.manifest import Packs
from perfdocs.pack.values import origin_of
from perfdocs.render.documents import form_origin
from perfdocs.render.template import Template, Templates
from perfdocs.returned.cell_map import CellMap, FormCell
from perfdocs.returned.form_map.form_rows import PackForms
from perfdocs.returned.verifying.as_printed import PrintedRow, printed_form
from perfdocs.word.open_docx import WordFile
from perfdocs.word.page_words import MADE_UP
from perfdocs.workspace import Department, Workspace

MOST_KEPT = 400
"""Forms that a viewer keeps: five departments of eighty. Chosen by hand."""
_WEIGHTS = ("error", "warning", "hint", "waived")


class FormView(NamedTuple):
    """A form: its number among the department's, from 0, its title and file name as in the list of files, its page."""

    number: int
    title: str
    file: str
    page: FormPage


class FindingView(NamedTuple):
    """A finding with the cells that it is about, in the order of the forms; none where it is about no cell."""

    finding: Finding
    cells: tuple[FormCell, ...]

    @property
    def weight(self) -> str:
        """`error`, `warning`, `hint` or `waived`."""
        return "waived" if self.finding.waived else self.finding.severity.name.lower()


@dataclass(frozen=True, eq=False)
class DepartmentView:
    """A department as its files are now."""

    department: Department
    name: str
    """The department's name; its directory's where its file says none."""
    forms: tuple[FormView, ...]
    findings: tuple[FindingView, ...]
    """In the order of their places."""
    is_draft: bool
    """Whether an error is there that nobody has waived: then nothing of it may be handed in."""
    no_forms: str
    """Why there are no forms, in Chinese; empty where nothing stood in the way."""
    hash: str
    """SHA-256 of what it was made from: the department's files, last year's, schemas and pack; empty where a file
    cannot be read."""
    cells: CellMap
    """Which cell shows which field."""
    to_fill_in: frozenset[FormCell]
    """The cells of fields that are blank and must not be."""
    checked: CheckedDepartment

    @cached_property
    def findings_by_cell(self) -> Mapping[FormCell, Sequence[FindingView]]:
        """The findings of each cell that has any."""
        by_cell: dict[FormCell, list[FindingView]] = defaultdict(list)
        for finding in self.findings:
            for cell in finding.cells:
                by_cell[cell].append(finding)
        return by_cell

    def mark(self, cell: FormCell) -> Marking | None:
        """What every viewer shows of a cell: `has-error`, `has-warning`, `has-hint`, `has-waived`, and 【待填】 in
        those that are `blank`."""
        weights = {finding.weight for finding in self.findings_by_cell.get(cell, ())}
        classes = tuple(f"has-{weight}" for weight in _WEIGHTS if weight in weights)
        if cell in self.to_fill_in:
            return Marking((*classes, "blank"), additions=(Addition(TO_FILL_IN, "to-fill-in"),))
        return Marking(classes) if classes else None


class _KeptForm(NamedTuple):
    """The rows of a form as it was printed, and its page."""

    rows: tuple[PrintedRow, ...]
    page: FormPage


class DepartmentViewer:
    """Views of a workspace's departments; what has not changed since the last view is not made again."""

    def __init__(self, workspace: Workspace, today: datetime.date) -> None:
        self._workspace = workspace
        self._today = today
        self._rules = ""
        self._kept: OrderedDict[tuple[str, ...], _KeptForm] = OrderedDict()
        self._forget_packs()

    def view(self, department: Department) -> DepartmentView:
        """The department as its files are now. Never raises for what they hold."""
        hashes = InputHashes(self._workspace, lambda _: self._packs.keys_with_role("department-name"))
        self._see_changed_packs(hashes)
        made_from = hashes.of_department(department)
        checked = check_department(self._workspace, self._packs, department, self._today, hashes.index)
        name = (checked.specs and checked.specs.name) or department.id
        is_draft = has_errors(checked.findings)
        digest = hashlib.sha256(f"{made_from}{self._rules}".encode()).hexdigest() if made_from else ""
        try:
            forms, pages = self._forms(checked)
        except NoForms as reason:
            findings = tuple(FindingView(finding, ()) for finding in checked.findings)
            nothing = CellMap((), ()), frozenset[FormCell](), checked
            return DepartmentView(department, name, (), findings, is_draft, str(reason), digest, *nothing)
        views = tuple(
            FormView(number, filled.title, filled.file, page)
            for number, (filled, page) in enumerate(zip(forms.submission.forms, pages, strict=True))
        )
        findings = tuple(FindingView(finding, cells_of_finding(finding, forms.cells)) for finding in checked.findings)
        known = forms.cells, forms.to_fill_in, checked
        return DepartmentView(department, name, views, findings, is_draft, "", digest, *known)

    def _see_changed_packs(self, hashes: InputHashes) -> None:
        """Forgets what was read of packs and templates where one of their files has changed."""
        names = sorted(path.name for path in (self._workspace.root / "templates").glob("*") if path.is_dir())
        rules = "".join([hashes.of_rules, *map(hashes.of_templates, names)])
        if rules != self._rules:
            self._rules = rules
            self._forget_packs()

    def _forget_packs(self) -> None:
        self._packs = Packs(self._workspace.root)
        self._templates = Templates(cache.open_cache())
        self._pack_forms = PackForms(self._templates)
        self._writers: dict[str, PageWriter] = {}
        self._kept.clear()

    def _forms(self, checked: CheckedDepartment) -> tuple[DepartmentForms, list[FormPage]]:
        """The forms and their pages. Raises NoForms."""
        pages: list[FormPage] = []
        fingerprints = Fingerprints()

        def print_form(filled: FilledForm, submission: Submission) -> Sequence[PrintedRow]:
            kept = self._form(filled, submission, fingerprints)
            pages.append(kept.page)
            return kept.rows

        return department_forms(checked, print_form), pages

    def _form(self, filled: FilledForm, submission: Submission, fingerprints: Fingerprints) -> _KeptForm:
        """A form, made where it is not the same as before. Raises TemplateFault and BadExpression."""
        template = self._templates.get(submission.pack.template(filled.form))
        key = _key(filled, submission, template, fingerprints)
        if key not in self._kept:
            self._kept[key] = self._printed(filled, submission, template)
            if len(self._kept) > MOST_KEPT:
                self._kept.popitem(last=False)
        self._kept.move_to_end(key)
        return self._kept[key]

    def _printed(self, filled: FilledForm, submission: Submission, template: Template) -> _KeptForm:
        printed = printed_form(filled, submission, self._templates, self._pack_forms.of(submission.pack))
        rows = [row.row for row in printed.rows]
        if template.hash not in self._writers:
            self._writers[template.hash] = PageWriter(WordFile(template.source))
        top = MADE_UP if submission.is_demonstration else ""
        assert printed.body is not None
        page = self._writers[template.hash].page(printed.body, rows, known_cells(printed), top)
        return _KeptForm(tuple(map(_without_elements, printed.rows)), page)


def _without_elements(printed: PrintedRow) -> PrintedRow:
    """The row without the document that it was read from, which nobody asks for again."""
    cells = tuple(replace(cell, element=None) for cell in printed.row.cells)
    return replace(printed, row=replace(printed.row, cells=cells))


def _key(filled: FilledForm, submission: Submission, template: Template, fingerprints: Fingerprints) -> tuple[str, ...]:
    """All that a form, and where its values stand, depend on: what it is made of and for, and from which files."""
    origin = form_origin(filled, template, fingerprints)
    owners = [origin_of(filled.context[name]) for name, _ in filled.form.loops]
    about = [f"{owner.document.file} {owner.keys}" if owner else "" for owner in owners]
    kinds = (submission.data[kind.name] for kind in submission.pack.kinds)
    documents = chain.from_iterable(kind if isinstance(kind, list) else [kind] for kind in kinds)
    files = [owner.document.file for owner in map(origin_of, documents) if owner]
    return (filled.title, origin["template"], origin["data"], str(submission.is_demonstration), *about, "", *files)
