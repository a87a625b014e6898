"""Where the work is done: in this process, in several of this machine, or on a cluster.

All are `concurrent.futures` executors. Departments go out in chunks, a few chunks ahead of what has come back,
and what came of them is handed on in their own order.
"""

from __future__ import annotations

import multiprocessing
import os
import signal
import sys
import threading
from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import BrokenExecutor, Executor, Future, ProcessPoolExecutor
from dataclasses import replace
from multiprocessing import connection, parent_process

from perfdocs.errors import PerfdocsError
from perfdocs.finding import Finding, Place
from perfdocs.runs.work import Done, Job, work
from perfdocs.spec.workspace import Department

ALONE = 24
"""Departments up to which one process is as quick as several."""
CHUNK = 20
"""Departments that a process is given at a time."""
AHEAD = 3
"""Chunks that are out for each process."""

_CLUSTER = "dask://"


def done(job: Job, departments: Sequence[Department], processes: int, executor: str = "") -> Iterator[Done]:
    """What came of each of the departments, in their order.

    `executor` is the address of a cluster, `dask://host:port`; without one, so many processes of this machine
    work where that pays. Raises PerfdocsError for a cluster that cannot be had.
    """
    if executor:
        yield from _on_cluster(job, departments, executor)
    elif processes < 2 or len(departments) <= ALONE:
        for department in departments:
            yield from work(job, [department])
    else:
        yield from _Crew(job, lambda: _pool(processes), processes).done(departments)


def cores() -> int:
    """The processors that this process may use."""
    return len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1


class _Crew:
    """Processes that work on chunks. One that dies takes nothing with it but the department that killed it."""

    def __init__(self, job: Job, hire: Callable[[], Executor], size: int) -> None:
        self._job = job
        self._hire = hire
        self._size = size
        self._executor = hire()

    def done(self, departments: Sequence[Department]) -> Iterator[Done]:
        chunks = deque(departments[at : at + CHUNK] for at in range(0, len(departments), CHUNK))
        out: deque[tuple[Sequence[Department], Future[list[Done]]]] = deque()
        try:
            while chunks or out:
                while chunks and len(out) < AHEAD * self._size:
                    chunk = chunks.popleft()
                    out.append((chunk, self._executor.submit(work, self._job, chunk)))
                chunk, future = out.popleft()
                try:
                    yield from future.result()
                except _died() as death:
                    yield from self._again(chunk, death)
                    out = deque((other, self._executor.submit(work, self._job, other)) for other, _ in out)
        finally:
            self._executor.shutdown(wait=True, cancel_futures=True)

    def _again(self, chunk: Sequence[Department], death: BaseException) -> Iterator[Done]:
        """The chunk by itself; if it is what a process dies of, half of it, down to the one department."""
        self._executor.shutdown(wait=False, cancel_futures=True)
        self._executor = self._hire()
        try:
            yield from self._executor.submit(work, self._job, chunk).result()
            return
        except _died() as again:
            death = again
        if len(chunk) == 1:
            yield Done(chunk[0].name, (_died_of(self._job, chunk[0], death),))
            self._executor = self._hire()
            return
        middle = len(chunk) // 2
        yield from self._again(chunk[:middle], death)
        yield from self._again(chunk[middle:], death)


def _died_of(job: Job, department: Department, death: BaseException) -> Finding:
    place = Place(department.directory.relative_to(job.root).as_posix())
    message = (
        f"处理这个部门时程序意外中止（{type(death).__name__}），它的表没有生成：多半是内存不够，"
        "请只对这个部门再运行一次；还是这样，就把它的文件交给维护人员"
    )
    return Finding("R104", place, message, cannot=True)


def _died() -> tuple[type[BaseException], ...]:
    """What a future raises whose process has died; dask's own only where dask is in use."""
    distributed = sys.modules.get("distributed")
    return (BrokenExecutor, distributed.KilledWorker) if distributed else (BrokenExecutor,)


def _pool(processes: int) -> ProcessPoolExecutor:
    """Processes that leave interruptions to this one, and that end when it does.

    Where a copy of this process will do, nothing has to be imported again.
    """
    copy = sys.platform == "linux" and threading.active_count() == 1
    context = multiprocessing.get_context("fork" if copy else "spawn")
    return ProcessPoolExecutor(processes, mp_context=context, initializer=_begin)


def _begin() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)


def _on_cluster(job: Job, departments: Sequence[Department], address: str) -> Iterator[Done]:
    if not address.startswith(_CLUSTER):
        raise PerfdocsError(f"--executor 不认识“{address}”：要写成 dask://主机:端口")
    try:
        from distributed import Client
    except ImportError:
        raise PerfdocsError("没有安装 dask：请先安装 perfdocs 的 dask 附加包（pip install 'perfdocs[dask]'）") from None
    try:
        client = Client("tcp://" + address.removeprefix(_CLUSTER), timeout=10, set_as_default=False)
    except (OSError, ValueError) as error:
        raise PerfdocsError(f"连不上 {address}：{error}。请检查地址，以及调度程序是不是在运行") from None
    output, staging = (path and path.absolute() for path in (job.output, job.staging))
    job = replace(job, output=output, staging=staging)
    with client:
        size = max(len(client.scheduler_info(n_workers=-1)["workers"]), 1)
        yield from _Crew(job, lambda: client.get_executor(pure=False), size).done(departments)
