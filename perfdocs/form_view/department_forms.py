"""A department's forms as far as they can be made, errors and all, and the cells that a finding belongs to."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import chain
from typing import NamedTuple

from perfdocs.checks.check_department import CheckedDepartment
from perfdocs.department.forms import FilledForm, Submission, build_submission
from perfdocs.department.specs import Specs
from perfdocs.finding import Finding, Keys, touches
from perfdocs.pack.expressions import BadExpression
from perfdocs.render.template_fault import TemplateFault
from perfdocs.returned.cell_map import CellField, CellMap, FormCell
from perfdocs.returned.verifying.as_printed import PrintedRow
from perfdocs.word.open_docx import NotWord

TO_FILL_IN = "【待填】"
"""What stands in a cell that must be filled in."""

MOST_CELLS = 12
"""Cells of a finding: a row has no more."""


class NoForms(Exception):
    """No form can be made. The text says why, in Chinese."""


class DepartmentForms(NamedTuple):
    """The forms of a department in the order in which they are handed in, and which cell shows which field."""

    submission: Submission
    cells: CellMap
    to_fill_in: frozenset[FormCell]
    """The cells of fields that are blank and must not be."""


PrintForm = Callable[[FilledForm, Submission], Sequence[PrintedRow]]
"""The rows of one form of a department. Raises TemplateFault, BadExpression, and NotWord for too many rows."""


def department_forms(checked: CheckedDepartment, print_form: PrintForm) -> DepartmentForms:
    """The forms of a department, with blanks for what cannot be read. Raises NoForms."""
    if checked.specs is None or not checked.specs.documents[checked.specs.pack.head.name]:
        raise NoForms("部门文件读不了，一张表也印不出来")
    try:
        submission = checked.submission or build_submission(checked.specs.pack, checked.specs.documents)
        rows = [print_form(filled, submission) for filled in submission.forms]
    except (BadExpression, TemplateFault, NotWord) as fault:
        raise NoForms(f"表印不出来：{fault}") from None
    documents = [document for group in checked.specs.documents.values() for document in group]
    cells = CellMap(rows, documents)
    return DepartmentForms(submission, cells, _cells_to_fill_in(checked.specs, cells))


def cells_of_finding(finding: Finding, cells: CellMap) -> tuple[FormCell, ...]:
    """The cells that a finding is about; none for one that is about a whole file.

    One about a field that no form shows, or about more cells than a row has, stands at the first of them.
    """
    here = _few(cells.cells(finding.place.file, finding.path), finding.path, cells) if finding.path else ()
    others = [_few(cells.cells_of_line(place.file, place.line), (), cells) for place in finding.places[1:]]
    return tuple(dict.fromkeys(chain(here, *others)))


def _few(found: tuple[FormCell, ...], keys: Keys, cells: CellMap) -> tuple[FormCell, ...]:
    """The cells, or the first of them where they are too many, or show something else that is in the same group."""
    is_shown = any(touches(field.keys, keys) for cell in found[:1] for field in cells.fields(cell))
    return found if is_shown and len(found) <= MOST_CELLS else found[:1]


def _cells_to_fill_in(specs: Specs, cells: CellMap) -> frozenset[FormCell]:
    blanks = {(blank.document.file, blank.path) for blank in specs.by_role.blanks}

    def is_blank(field: CellField) -> bool:
        """Whether a field is one of those, or in a group that is."""
        return any((field.file, field.keys[:length]) in blanks for length in range(1, len(field.keys) + 1))

    return frozenset(cell for cell, fields in cells.by_cell.items() if any(map(is_blank, fields)))
