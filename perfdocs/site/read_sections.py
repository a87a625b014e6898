"""The sections of a year's departments, over as many processes as there are."""

from __future__ import annotations

import datetime
from collections.abc import Iterator, Sequence
from concurrent.futures import BrokenExecutor
from itertools import repeat

from perfdocs.errors import PerfdocsError
from perfdocs.form_view.department_view import DepartmentViewer
from perfdocs.overview.figures import comparison_of
from perfdocs.site.department_section import Section, section
from perfdocs.workspace import Department, Workspace

CHUNK = 5
"""Departments that a process is given at a time; chosen by hand: one takes a quarter of a second."""


def read_sections(
    workspace: Workspace, departments: Sequence[Department], today: datetime.date, processes: int
) -> Iterator[Section]:
    """The sections in the order of the departments. Raises PerfdocsError where a process is killed."""
    chunks = [departments[at : at + CHUNK] for at in range(0, len(departments), CHUNK)]
    if processes < 2 or len(chunks) < 2:
        viewer = DepartmentViewer(workspace, today)
        yield from (_section(viewer, department) for department in departments)
        return
    from perfdocs.batch.process_pool import local_executor

    with local_executor(min(processes, len(chunks))) as executor:
        try:
            for sections in executor.map(_sections, repeat(workspace), chunks, repeat(today)):
                yield from sections
        except BrokenExecutor:
            raise PerfdocsError(
                "做网页的进程意外中止，多半是内存不够：请关掉别的程序再试，或加 --jobs 1，用一个进程做"
            ) from None


def _sections(workspace: Workspace, departments: Sequence[Department], today: datetime.date) -> list[Section]:
    viewer = DepartmentViewer(workspace, today)
    return [_section(viewer, department) for department in departments]


def _section(viewer: DepartmentViewer, department: Department) -> Section:
    view = viewer.view(department)
    return section(view, comparison_of(view.checked))
