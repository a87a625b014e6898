"""Departments over several processes, as Windows and macOS start them: from nothing, not as copies of this one."""

from __future__ import annotations

import datetime
import multiprocessing
import shutil
from collections.abc import Sequence
from concurrent.futures import ProcessPoolExecutor
from pathlib import Path

import pytest

from perfdocs.batch.department_job import Job, Outcome, run_job
from perfdocs.batch.process_pool import ProcessPool
from perfdocs.render.output_directory import OutputDirectory
from perfdocs.workspace import Department, Workspace


def rendered(root: Path, departments: Sequence[Department], in_processes: bool) -> tuple[list[Outcome], list[bytes]]:
    """What comes of the departments, and their documents, which are taken away again."""
    output = OutputDirectory(root / "build")
    with output.open():
        job = Job(root, datetime.date(2026, 1, 1), f"{in_processes}", output.root, output.staging, look_up=False)
        context = multiprocessing.get_context("spawn")
        pool = ProcessPool(job, lambda: ProcessPoolExecutor(2, mp_context=context), 2)
        outcomes = list(pool.outcomes(departments)) if in_processes else run_job(job, departments)
    documents = [path.read_bytes() for path in sorted((root / "build").rglob("*.docx"))]
    shutil.rmtree(root / "build")
    return outcomes, documents


@pytest.mark.slow
def test_processes_that_are_spawned(small: Path) -> None:
    """The same findings in the same order, and the same documents, as one process makes."""
    for number in range(24):
        shutil.copytree(small / "specs/2023/demo", small / f"specs/2023/demo-{number:02}")
    departments, _ = Workspace(small).departments()
    outcomes, documents = rendered(small, departments, in_processes=True)
    assert (outcomes, documents) == rendered(small, departments, in_processes=False)
    assert [outcome.department for outcome in outcomes] == [department.name for department in departments]
    assert len(documents) > 25
