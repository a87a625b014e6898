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


class How(NamedTuple):
    """How a run goes through departments."""

    force: bool = False
    no_cache: bool = False
    jobs: int = 0
    executor: str = ""

    def done(
        self,
        root: Path,
        departments: Sequence[Department],
        today: datetime.date,
        output: Path | None = None,
        staging: Path | None = None,
    ) -> Iterator[Done]:
        """What came of each of the departments, in order, counted for whoever watches."""
        fresh = self.force or self.no_cache
        job = Job(root, today, os.urandom(8).hex(), output, staging, look_up=not fresh, keep=not self.no_cache)
        results = done(job, departments, self.jobs or cores(), self.executor)
        return watched(results, len(departments), "生成" if output else "检查")
