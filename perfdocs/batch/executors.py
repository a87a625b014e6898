"""Where the work is done: in this process, in several of this machine, or on a cluster."""

from __future__ import annotations

import importlib
import os
import re
from collections.abc import Iterator, Sequence
from typing import Any

from perfdocs.batch.department_job import Job, Outcome, run_job
from perfdocs.errors import PerfdocsError
from perfdocs.workspace import Department

ALONE = 24
"""Departments up to which one process is as quick as several; chosen by hand, `tests/bench/scale.py` measures both."""

PATIENCE = 10
"""Seconds to wait for a cluster to answer; chosen by hand."""

_CLUSTER = re.compile(r"dask://(\S+:[0-9]+)")


def distribute(job: Job, departments: Sequence[Department], processes: int, executor: str = "") -> Iterator[Outcome]:
    """Runs the job; what came of each of the departments, in their order.

    `executor` is the address of a cluster, `dask://host:port`; without one, so many processes of this machine
    work where that pays. Raises PerfdocsError for a cluster that cannot be had.
    """
    if executor:
        yield from _on_cluster(job, departments, executor)
    elif processes < 2 or len(departments) <= ALONE:
        for department in departments:
            yield from run_job(job, [department])
    else:
        from perfdocs.batch.process_pool import ProcessPool, local_executor

        yield from ProcessPool(job, lambda: local_executor(processes), processes).outcomes(departments)


def cores() -> int:
    """The number of processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


def _on_cluster(job: Job, departments: Sequence[Department], address: str) -> Iterator[Outcome]:
    match = _CLUSTER.fullmatch(address)
    if match is None:
        raise PerfdocsError(f"--executor 不认识“{address}”：要写成 dask://主机:端口")
    try:
        distributed: Any = importlib.import_module("distributed")
    except ImportError:
        raise PerfdocsError("没有安装 dask：请先安装 perfdocs 的 dask 附加包（pip install 'perfdocs[dask]'）") from None
    try:
        client = distributed.Client(f"tcp://{match[1]}", timeout=PATIENCE, set_as_default=False)
    except (OSError, ValueError) as error:
        raise PerfdocsError(f"连不上 {address}：{error}。请检查地址，以及调度程序是不是在运行") from None
    output, staging = (path and path.absolute() for path in (job.output, job.staging))
    job = job._replace(output=output, staging=staging)
    with client:
        from perfdocs.batch.process_pool import ProcessPool

        try:
            client.wait_for_workers(1, timeout=PATIENCE)
        except TimeoutError:
            raise PerfdocsError(f"{address} 上没有可用的 worker：请先启动 dask worker") from None
        size = max(len(client.scheduler_info(n_workers=-1)["workers"]), 1)
        yield from ProcessPool(job, lambda: client.get_executor(pure=False), size).outcomes(departments)
