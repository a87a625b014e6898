"""Going through many departments, as the options of a command say."""

from __future__ import annotations

import datetime
import os
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import NamedTuple

from perfdocs.batch.department_job import Job, Outcome
from perfdocs.batch.executors import cores, distribute
from perfdocs.cli.progress import count_on_stderr
from perfdocs.workspace import Department


class RunOptions(NamedTuple):
    """How a run goes through departments."""

    force: bool = False
    no_cache: bool = False
    jobs: int = 0
    executor: str = ""

    def job(self, root: Path, today: datetime.date, addresses: bool = False) -> Job:
        """The job of checking departments of the workspace at `root`, with the addresses of findings if wanted."""
        fresh = self.force or self.no_cache
        run = os.urandom(8).hex()
        return Job(root, today, run, look_up=not fresh, keep=not self.no_cache, addresses=addresses)


def run_departments(options: RunOptions, job: Job, departments: Sequence[Department]) -> Iterator[Outcome]:
    """What came of each of the departments, in order, counted for whoever watches."""
    outcomes = distribute(job, departments, options.jobs or cores(), options.executor)
    return count_on_stderr(outcomes, len(departments), "生成" if job.output else "检查")
