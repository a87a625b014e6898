"""The departments that somebody looks at: their forms as their files are now, and what changed with the last save."""

from __future__ import annotations

import datetime
import sys
import traceback
from collections.abc import Mapping, Sequence
from typing import Any, NamedTuple

from perfdocs import cache
from perfdocs.form_view.department_view import DepartmentView, DepartmentViewer, FormView
from perfdocs.form_view.last_year import last_year_texts
from perfdocs.form_view.page_html import CellPiece
from perfdocs.overview.figures import comparison_of
from perfdocs.preview.changed_cells import FormContents, changed_cells
from perfdocs.preview.drafts import Drafter
from perfdocs.preview.page_data import Moment, department_data, stamp
from perfdocs.preview.true_pages import Sheets
from perfdocs.render.documents import department_documents
from perfdocs.render.file_names import file_name
from perfdocs.render.template import Templates
from perfdocs.report.safe_text import json_text
from perfdocs.returned.cell_map import FormCell
from perfdocs.workspace import Department, Workspace

BUG = "perfdocs 自己出了错，不是您的文件有错：详细的原因显示在运行 perfdocs preview 的窗口里，请报给维护人员。"
NO_LAST_YEAR = "没有上一年的填报文件，没有可以对照的"
_MOST_KEPT = 8
"""Departments of which the last state is kept: what changed with a save is known only of these."""


class _Kept(NamedTuple):
    """A department as it was looked at: its view, when, and the cells that changed with the save before."""

    view: DepartmentView
    at: datetime.datetime
    changed: frozenset[FormCell]
    contents: Sequence[FormContents]
    """Of the last view that had forms."""


class LookedAt:
    """The departments that are looked at, each made anew only where a file has changed."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._today = datetime.date.min
        self._viewer = DepartmentViewer(workspace, self._today)
        self._kept: dict[str, _Kept] = {}
        self._faults: dict[str, str] = {}
        self._texts: dict[tuple[str, bool], str] = {}
        """What pages are told, by department and whether with last year's values."""
        self._sheets: dict[str, Sequence[Sheets]] = {}

    def look(self, departments: Sequence[Department], today: datetime.date) -> list[DepartmentView]:
        """The departments as their files are now. Never raises: what goes wrong is told in `text`."""
        if today != self._today:
            self._today, self._viewer = today, DepartmentViewer(self._workspace, today)
        self._faults.clear()
        views = []
        for department in departments:
            try:
                views.append(self._look(department))
            except Exception:  # noqa: BLE001 - a fault of ours ends neither the server nor the other departments
                traceback.print_exc(file=sys.stderr)
                self._faults[department.name] = BUG
                self._forget_texts(department.name)
        return views

    def text(self, department: str, last_year: bool) -> str:
        """A department that was looked at as JSON for the page, with last year's values if wanted."""
        if department in self._faults:
            return json_text({"id": department, "fault": self._faults[department]}, indent=None).rstrip()
        key = department, last_year
        if key not in self._texts:
            self._texts[key] = json_text(self._data(self._kept[department], last_year), indent=None).rstrip()
        return self._texts[key]

    def stamp(self, department: str) -> dict[str, str]:
        """When a department was looked at and the hash of its files, as `text` tells them."""
        kept = self._kept.get(department)
        return stamp(kept.view, kept.at) if kept else {}

    def sheets(self, department: str) -> Sequence[Sheets]:
        """The documents of a department's forms, to be printed; drafts where there is an error."""
        if department in self._faults:
            return ()
        if department not in self._sheets:
            self._sheets[department] = tuple(self._documents(self._kept[department].view))
        return self._sheets[department]

    def _look(self, department: Department) -> DepartmentView:
        view = self._viewer.view(department)
        contents = [_contents(form, view) for form in view.forms]
        before = self._kept.pop(department.name, None)
        if before and _is_same(view, before.view) and (not contents or contents == before.contents):
            self._kept[department.name] = before
            return before.view
        changed: frozenset[FormCell] = frozenset()
        if before and contents:
            # A save that shows nowhere leaves the marks of the last one that did.
            changed = before.changed if contents == before.contents else changed_cells(before.contents, contents)
        shown = contents or (before.contents if before else ())
        self._kept[department.name] = _Kept(view, datetime.datetime.now(), changed, shown)
        for name in list(self._kept)[:-_MOST_KEPT]:
            del self._kept[name]
            self._forget_texts(name)
        self._forget_texts(department.name)
        return view

    def _forget_texts(self, department: str) -> None:
        self._sheets.pop(department, None)
        for last_year in (True, False):
            self._texts.pop((department, last_year), None)

    def _data(self, kept: _Kept, with_last_year: bool) -> dict[str, Any]:
        texts = self._last_year(kept.view) if with_last_year else None
        missing = NO_LAST_YEAR if with_last_year and texts is None else ""
        return department_data(kept.view, Moment(kept.at, kept.changed, texts, missing), self._workspace.root)

    def _last_year(self, view: DepartmentView) -> Mapping[FormCell, str] | None:
        """What cells showed last year; None where there is nothing to compare with."""
        comparison = comparison_of(view.checked)
        return None if comparison is None else last_year_texts(view.checked, comparison, view.cells)

    def _documents(self, view: DepartmentView) -> list[Sheets]:
        titles = [form.file for form in view.forms]
        if view.checked.submission is None:
            _, *drafts = Drafter(self._workspace, self._today).drafts(view.department).values()
            return [Sheets(*each) for each in zip(titles, drafts, strict=False)]
        templates, spec = Templates(cache.open_cache()), self._workspace.relative(view.department.directory)
        files = department_documents(view.checked.submission, templates, spec).files
        names = [file_name(form.file) for form in view.forms]
        return [Sheets(title, files[name]) for title, name in zip(titles, names, strict=True) if name in files]


def _is_same(view: DepartmentView, other: DepartmentView) -> bool:
    """Whether two views were made from the same and say the same; where a file was saved between its hash and its
    reading, the one may be without the other."""
    hashes_and_words = [(each.hash, each.findings, each.no_forms, len(each.forms)) for each in (view, other)]
    return bool(view.hash) and hashes_and_words[0] == hashes_and_words[1]


def _contents(form: FormView, view: DepartmentView) -> FormContents:
    pieces = {piece.where: piece.contents for piece in form.page.pieces if isinstance(piece, CellPiece)}
    fields = frozenset(where for where in pieces if view.cells.fields(FormCell(form.number, where)))
    return FormContents(form.title, pieces, fields)
