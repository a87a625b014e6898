"""Drafts: the forms of a department as they stand, errors and all, marked so that nobody takes them for the forms."""

from __future__ import annotations

import datetime
from collections.abc import Container, Iterator, Sequence
from itertools import chain, count

import docx
from docx.document import Document as WordDocument
from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.shared import Cm, Pt
from lxml import etree

from perfdocs import cache
from perfdocs.checks.check_department import CheckedDepartment, check_department
from perfdocs.finding import Finding, Severity, Tally
from perfdocs.form_view.department_forms import (
    TO_FILL_IN,
    DepartmentForms,
    NoForms,
    cells_of_finding,
    department_forms,
)
from perfdocs.pack.manifest import Packs
from perfdocs.render.file_names import file_name
from perfdocs.render.output_directory import DRAFTS
from perfdocs.render.template import Templates
from perfdocs.returned.cell_map import FormCell
from perfdocs.returned.form_map.form_rows import PackForms
from perfdocs.returned.verifying.as_printed import printed_form
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
_LIST = "要改的地方"
"""The name of the list of errors."""
_LONGEST = 60
"""Characters of a form's name that its draft has: a file name may have 240 bytes (`render/file_names.py`)."""
_SHOWN = 3
"""Cells that the list names for an error."""
_WRONG = "F8CBAD"
"""The colour of a cell with an error: a pale red that is grey in print."""


class Drafter:
    """Makes the drafts of a workspace's departments; packs, templates and the names of departments are read once."""

    def __init__(self, workspace: Workspace, today: datetime.date) -> None:
        self._workspace = workspace
        self._today = today
        self._packs = Packs(workspace.root)
        self._templates = Templates(cache.open_cache())
        self._index = YearIndex(workspace, self._packs.keys_with_role("department-name"))
        self._pack_forms = PackForms(self._templates)

    def drafts(self, department: Department) -> dict[str, bytes]:
        """The drafts of a department as its files are now, see `draft_documents`."""
        checked = check_department(self._workspace, self._packs, department, self._today, self._index)
        spec = self._workspace.relative(department.directory)
        return draft_documents(checked, self._templates, spec, self._pack_forms)


def draft_documents(
    checked: CheckedDepartment, templates: Templates, spec: str, pack_forms: PackForms
) -> dict[str, bytes]:
    """The drafts of a department by file name: its forms and a list of the errors.

    `spec` is the department's directory, relative to the workspace. Never raises for what the files hold: why a form
    cannot be made stands in the list, as does what is wrong with a file that cannot be read.
    """
    errors = [finding for finding in checked.findings if finding.severity is Severity.ERROR and not finding.waived]
    try:
        forms = department_forms(
            checked,
            lambda form, all_forms: printed_form(form, all_forms, templates, pack_forms.of(all_forms.pack)).rows,
        )
    except NoForms as reason:
        documents = [(_LIST, _list(errors, None, str(reason)))]
    else:
        documents = [(_LIST, _list(errors, forms, "")), *_marked_forms(forms, errors, templates)]
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


def _marked_forms(
    forms: DepartmentForms, errors: Sequence[Finding], templates: Templates
) -> Iterator[tuple[str, WordDocument]]:
    """The forms by file name: every blank cell that must be filled in says so, every cell with an error is coloured."""
    wrong = {cell for finding in errors for cell in cells_of_finding(finding, forms.cells)}
    for number, filled in enumerate(forms.submission.forms):
        document = templates.get(forms.submission.pack.template(filled.form)).fill(filled.context).word_document()
        for row in grid(document.element.body):
            for cell in row.cells:
                here = FormCell(number, cell.where)
                if here in forms.to_fill_in and cell.element is not None:
                    _write(cell.element, TO_FILL_IN)
                if here in wrong and cell.element is not None:
                    shade(cell.element, _WRONG)
        yield filled.file, document


def _write(cell: etree._Element, text: str) -> None:
    """A text at the end of a cell, behind the label that may stand in it, marked."""
    *_, paragraph = [cell] if cell.tag == f"{W}p" else cell.iterfind(f"{W}p")
    run = etree.SubElement(paragraph, f"{W}r")
    etree.SubElement(etree.SubElement(run, f"{W}rPr"), f"{W}highlight", {f"{W}val": "yellow"})
    etree.SubElement(run, f"{W}t").text = text


def _list(errors: Sequence[Finding], forms: DepartmentForms | None, reason: str) -> WordDocument:
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
            for cell in cells_of_finding(finding, forms.cells)[:_SHOWN]:
                page.add_paragraph(f"　　在《{forms.submission.forms[cell.form].title}》{cell.where}")
    return page
