"""The departments of a workspace and what is known of each: how many errors it has, without its forms being made."""

from __future__ import annotations

import datetime
import os
from collections.abc import Collection, Iterator, Sequence
from typing import Any

from perfdocs.batch.department_job import Job, run_job
from perfdocs.batch.input_hashes import InputHashes
from perfdocs.finding import Finding, Tally
from perfdocs.form_view.department_view import DepartmentView
from perfdocs.pack.manifest import Packs
from perfdocs.preview.page_data import ListedDepartment, list_data
from perfdocs.workspace import Department, Workspace

_CHUNK = 10
"""Departments that are checked before the page is told: a tenth of a second where nothing is kept of them."""


class DepartmentList:
    """The list as the files are now; a department that has not changed is not checked again."""

    def __init__(self, workspace: Workspace) -> None:
        self._workspace = workspace
        self._departments: Sequence[Department] = ()
        self._stray: Sequence[Finding] = ()
        self._today = datetime.date.min
        self._known: dict[str, tuple[str, Tally]] = {}
        """By department a hash of what it was checked with, and what was found."""
        self._keys: dict[str, str] = {}
        self._hashes = InputHashes(workspace, self._name_keys)
        self._name_fields: tuple[str, Collection[str]] = ("", ())

    def begin(self, departments: Sequence[Department], stray: Sequence[Finding], today: datetime.date) -> None:
        """Looks at the departments anew; `stray` are findings on what lies beside them."""
        self._departments, self._stray, self._today = departments, stray, today
        self._hashes = InputHashes(self._workspace, self._name_keys)
        self._keys = {}

    def find(self, name: str) -> Department | None:
        """The department of that name (`2023/commerce`); without a name the first of the latest year."""
        if name:
            return next((department for department in self._departments if department.name == name), None)
        return max(self._departments, key=lambda department: int(department.year), default=None)

    def know(self, view: DepartmentView) -> None:
        """Takes the state of a department from its view."""
        tally = Tally.of([found.finding for found in view.findings])
        self._known[view.department.name] = self._key(view.department), tally

    def check_others(self) -> Iterator[bool]:
        """Checks the departments that are not known yet, a few at a time; True with the last of them."""
        waiting = [department for department in self._departments if self._tally(department) is None]
        job = Job(self._workspace.root, self._today, os.urandom(8).hex())
        for begin in range(0, len(waiting), _CHUNK):
            chunk = waiting[begin : begin + _CHUNK]
            for department, outcome in zip(chunk, run_job(job, chunk), strict=True):
                tally = Tally.of([*outcome.findings, *outcome.remarks])
                self._known[department.name] = self._key(department), tally
            yield begin + _CHUNK >= len(waiting)

    def data(self) -> dict[str, Any]:
        """The list for the page."""
        index = self._hashes.index
        listed = [ListedDepartment(each, index.name(each), self._tally(each)) for each in self._departments]
        return list_data(listed, self._stray, self._workspace.root)

    def _tally(self, department: Department) -> Tally | None:
        key, tally = self._known.get(department.name, ("", Tally()))
        return tally if key == self._key(department) else None

    def _key(self, department: Department) -> str:
        """What tells a department as it is from what it was; another every time where a file cannot be read."""
        if department.name not in self._keys:
            made_from = self._hashes.of_department(department) or os.urandom(8).hex()
            self._keys[department.name] = f"{self._today} {made_from}"
        return self._keys[department.name]

    def _name_keys(self, rules: str) -> Collection[str]:
        """The fields that hold a department's name, read again where manifests or schemas have changed."""
        if self._name_fields[0] != rules:
            self._name_fields = rules, Packs(self._workspace.root).keys_with_role("department-name")
        return self._name_fields[1]
