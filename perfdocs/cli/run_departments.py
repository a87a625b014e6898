"""Going through many departments, as the options of a command say."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from perfdocs.batch.department_job import Done, Job
from perfdocs.batch.executors import cores, done
from perfdocs.cli.progress import watched
from perfdocs.workspace import Department


class RunOptions(NamedTuple):
    """How a run goes through departments."""

    force: bool = False
    no_cache: bool = False
    jobs: int = 0
    executor: str = ""

    def job(self, root: Path, today: datetime.date) -> Job:
        """The job of checking departments of the workspace at `root`."""
        fresh = self.force or self.no_cache
        return Job(root, today, os.urandom(8).hex(), look_up=not fresh, keep=not self.no_cache)


def run_departments(options: RunOptions, job: Job, departments: Sequence[Department]) -> Iterator[Done]:
    """What came of each of the departments, in order, counted for whoever watches."""
    results = done(job, departments, options.jobs or cores(), options.executor)
    return watched(results, len(departments), "生成" if job.output else "检查")
