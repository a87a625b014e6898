"""Drafts: the forms of a department as they stand, errors and all, marked so that nobody takes them for the forms."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Container, Sequence, Set
from itertools import chain, count
from typing import NamedTuple

import docx
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Cm, Pt
from lxml import etree

from perfdocs import cache
from perfdocs.checks.check_department import CheckedDepartment, check_department
from perfdocs.department.forms import FilledForm, build_submission
from perfdocs.department.specs import Specs
from perfdocs.finding import Finding, Keys, Severity, Tally
from perfdocs.pack.expressions import BadExpression
from perfdocs.pack.manifest import Pack, Packs
from perfdocs.render.file_names import file_name
from perfdocs.render.output_directory import DRAFTS
from perfdocs.render.template import Templates
from perfdocs.render.template_fault import TemplateFault
from perfdocs.returned.cell_map import CellField, CellMap, FormCell, cell_map
from perfdocs.returned.form_map.form_rows import FormPattern, form_patterns
from perfdocs.word.grid import grid
from perfdocs.word.join_forms import drop_copies_of_styles
from perfdocs.word.page_words import print_on_every_page
from perfdocs.word.property_order import shade
from perfdocs.word.write_docx import docx_bytes
from perfdocs.word.xml import W
from perfdocs.workspace import Department, Workspace
from perfdocs.year_index import YearIndex

DRAFT = DRAFTS
"""What stands across every page and before every file name."""
TO_FILL_IN = "【待填】"
"""What a draft has in a cell that must be filled in."""
_LIST = "要改的地方"
"""The name of the list of errors."""
_LONGEST = 60
"""Characters of a form's name that its draft has: a file name may have 240 bytes (`render/file_names.py`)."""
_SHOWN = 3
"""Cells that the list names for an error."""
_WRONG = "F8CBAD"
"""The colour of a cell with an error: a pale red that is grey in print."""


class _Forms(NamedTuple):
    """The forms of a department by their titles, and which cell shows which field."""

    documents: Sequence[tuple[FilledForm, WordDocument]]
    cells: CellMap


class Drafter:
    """Makes the drafts of a workspace's departments; packs, templates and the names of departments are read once."""

    def __init__(self, workspace: Workspace, today: datetime.date) -> None:
        self._workspace = workspace
        self._today = today
        self._packs = Packs(workspace.root)
        self._templates = Templates(cache.open_cache())
        self._index = YearIndex(workspace, self._packs.keys_with_role("department-name"))
        self._patterns: dict[str, Sequence[FormPattern]] = {}

    def drafts(self, department: Department) -> dict[str, bytes]:
        """The drafts of a department as its files are now, see `draft_documents`."""
        checked = check_department(self._workspace, self._packs, department, self._today, self._index)
        return draft_documents(checked, self._templates, self._workspace.relative(department.directory), self._forms)

    def _forms(self, pack: Pack) -> Sequence[FormPattern]:
        """The forms of a pack. Raises TemplateFault and BadExpression."""
        if pack.name not in self._patterns:
            self._patterns[pack.name] = form_patterns(pack, self._templates)
        return self._patterns[pack.name]


def draft_documents(
    checked: CheckedDepartment, templates: Templates, spec: str, patterns: Callable[[Pack], Sequence[FormPattern]]
) -> dict[str, bytes]:
    """The drafts of a department by file name: its forms and a list of the errors.

    `spec` is the department's directory, relative to the workspace. Never raises for what the files hold: why a form
    cannot be made stands in the list, as does what is wrong with a file that cannot be read.
    """
    errors = [finding for finding in checked.findings if finding.severity is Severity.ERROR and not finding.waived]
    forms, reason = _forms(checked, templates, patterns)
    documents = [(_LIST, _list(errors, forms, reason))]
    if forms is not None and checked.specs is not None:
        _mark_cells(forms, errors, checked.specs)
        documents += [(filled.file, document) for filled, document in forms.documents]
    tally = Tally.of(checked.findings)
    line = f"{DRAFT}，不是正式的表：还有 {tally.errors} 处错误、{tally.warnings} 处警告"
    origin = {"spec": spec, "draft": str(tally.errors + tally.warnings)}
    drafts: dict[str, bytes] = {}
    for title, document in documents:
        print_on_every_page(document, DRAFT, line)
        drafts[_file_name(title, drafts)] = docx_bytes(document, f"{DRAFT}：{title}", origin)
    return drafts


def _file_name(title: str, others: Container[str]) -> str:
    """A name of its own, also where that of the form is too long or another's: that is an error of its own."""
    names = (file_name(f"{DRAFT}-{title[:_LONGEST]}{number}") for number in chain([""], map("（{}）".format, count(2))))
    return next(name for name in names if name not in others)


def _forms(
    checked: CheckedDepartment, templates: Templates, patterns: Callable[[Pack], Sequence[FormPattern]]
) -> tuple[_Forms | None, str]:
    """The forms as far as they can be made; otherwise why not."""
    if checked.specs is None or not checked.specs.documents[checked.specs.pack.head.name]:
        return None, "部门文件读不了，一张表也印不出来"
    pack = checked.specs.pack
    try:
        submission = build_submission(pack, checked.specs.documents)
        cells = cell_map(submission, checked.specs, templates, patterns(pack))
        filled = [templates.get(pack.template(form.form)).fill(form.context) for form in submission.forms]
    except (BadExpression, TemplateFault) as fault:
        return None, f"表印不出来：{fault}"
    documents = [form.word_document() for form in filled]
    return _Forms(list(zip(submission.forms, documents, strict=True)), cells), ""


def _mark_cells(forms: _Forms, errors: Sequence[Finding], specs: Specs) -> None:
    """Writes into every blank cell that must be filled in, and colours every cell with an error."""
    wrong = {cell for finding in errors for cell in _cells(finding, forms.cells)}
    blanks = {(field.document.file, field.path) for field in specs.by_role.blanks}
    for number, (_, document) in enumerate(forms.documents):
        for row in grid(document.element.body):
            for cell in row.cells:
                here = FormCell(number, cell.where)
                if cell.element is not None and any(_is_below(field, blanks) for field in forms.cells.fields(here)):
                    _write(cell.element, TO_FILL_IN)
                if here in wrong and cell.element is not None:
                    shade(cell.element, _WRONG)


def _is_below(field: CellField, places: Set[tuple[str, Keys]]) -> bool:
    """Whether a field is at one of the places, or in a group that is."""
    return any((field.file, field.keys[:length]) in places for length in range(1, len(field.keys) + 1))


def _cells(finding: Finding, cells: CellMap) -> tuple[FormCell, ...]:
    """The cells of a finding; none for one that is about a whole file."""
    return cells.cells(finding.place.file, finding.path) if finding.path else ()


def _write(cell: etree._Element, text: str) -> None:
    """A text at the end of a cell, behind the label that may stand in it, marked."""
    *_, paragraph = [cell] if cell.tag == f"{W}p" else cell.iterfind(f"{W}p")
    run = etree.SubElement(paragraph, f"{W}r")
    etree.SubElement(etree.SubElement(run, f"{W}rPr"), f"{W}highlight", {f"{W}val": "yellow"})
    etree.SubElement(run, f"{W}t").text = text


def _list(errors: Sequence[Finding], forms: _Forms | None, reason: str) -> WordDocument:
    """A page with every error: where it shows on the forms, where it is to be mended, and how."""
    page: WordDocument = docx.Document()
    drop_copies_of_styles(page)
    section = page.sections[0]
    section.page_width, section.page_height = Cm(21), Cm(29.7)
    style = page.styles["Normal"]
    style.font.name, style.font.size = "宋体", Pt(10.5)
    style.element.rPr.rFonts.set(qn("w:eastAsia"), "宋体")
    style.element.rPr.append(OxmlElement("w:lang", {qn("w:eastAsia"): "zh-CN"}))
    page.add_paragraph().add_run("要改的地方").bold = True
    if reason:
        page.add_paragraph(reason)
    for number, finding in enumerate(errors, start=1):
        place = f"{finding.place.file} 第 {finding.place.line} 行"
        page.add_paragraph(f"{number}. {place}：{finding.message}（{finding.code}）")
        if forms is not None:
            for cell in _cells(finding, forms.cells)[:_SHOWN]:
                page.add_paragraph(f"　　在《{forms.documents[cell.form][0].title}》{cell.where}")
    return page
