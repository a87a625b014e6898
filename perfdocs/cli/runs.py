"""Options of commands that go through many departments, and going through them."""

from __future__ import annotations

import datetime
import secrets
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import click

from perfdocs.cli.progress import watched
from perfdocs.runs.executors import cores, done
from perfdocs.runs.work import Done, Job
from perfdocs.spec.workspace import Department


@dataclass(frozen=True)
class How:
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
        job = Job(root, today, secrets.token_hex(8), output, staging, look_up=not fresh, keep=not self.no_cache)
        results = done(job, departments, self.jobs or cores(), self.executor)
        return watched(results, len(departments), "生成" if output else "检查")


def how_options(function: Any) -> Any:
    """Adds `--force`, `--no-cache`, `--jobs` and `--executor`."""
    for option in (
        click.option(
            "--executor", default="", metavar="dask://主机:端口", help="在 dask 集群上运行；各机器要看得到同一个目录。"
        ),
        click.option(
            "--jobs", type=click.IntRange(0), default=0, metavar="个数", help="同时用几个进程；不写就用全部处理器。"
        ),
        click.option("--no-cache", is_flag=True, help="不用、也不留下以前算好的结果。"),
        click.option("--force", is_flag=True, help="全部重新做一遍，不管有没有变化。"),
    ):
        function = option(function)
    return function
