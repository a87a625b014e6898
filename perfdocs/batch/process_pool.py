"""Processes that share the work: `concurrent.futures` executors, of this machine or of a cluster.

Departments go out in chunks, a few chunks ahead of what has come back, and outcomes are handed on in their own order.
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
from multiprocessing import connection, parent_process

from perfdocs.batch.department_job import Job, Outcome, run_job
from perfdocs.finding import Finding, Place
from perfdocs.workspace import Department

CHUNK = 20
"""Departments that a process is given at a time; chosen by hand: of a thousand, each of 16 processes has three."""
AHEAD = 3
"""Chunks that are out for each process; chosen by hand."""


class ProcessPool:
    """Processes that work on chunks. One that dies takes nothing with it but the department that killed it."""

    def __init__(self, job: Job, start: Callable[[], Executor], size: int) -> None:
        self._job = job
        self._start = start
        self._size = size
        self._executor = start()

    def outcomes(self, departments: Sequence[Department]) -> Iterator[Outcome]:
        chunks = deque(departments[at : at + CHUNK] for at in range(0, len(departments), CHUNK))
        out: deque[tuple[Sequence[Department], Future[list[Outcome]]]] = deque()
        try:
            while chunks or out:
                while chunks and len(out) < AHEAD * self._size:
                    chunk = chunks.popleft()
                    out.append((chunk, self._executor.submit(run_job, self._job, chunk)))
                chunk, future = out[0]  # until it has come back it is one of those that an interruption cancels
                try:
                    results = future.result()
                except _death_errors() as death:
                    out.popleft()
                    yield from self._retry(chunk, death)
                    out = deque((other, self._executor.submit(run_job, self._job, other)) for other, _ in out)
                else:
                    out.popleft()
                    yield from results
        finally:
            for _, future in out:
                future.cancel()
            self._executor.shutdown()

    def _retry(self, chunk: Sequence[Department], death: BaseException) -> Iterator[Outcome]:
        """The chunk by itself; if it is what a process dies of, half of it, down to the one department."""
        self._executor.shutdown()
        self._executor = self._start()
        try:
            yield from self._executor.submit(run_job, self._job, chunk).result()
            return
        except _death_errors() as again:
            death = again
        if len(chunk) == 1:
            self._executor.shutdown()
            self._executor = self._start()
            yield Outcome(chunk[0].name, (_death_finding(self._job, chunk[0], death),))
            return
        middle = len(chunk) // 2
        yield from self._retry(chunk[:middle], death)
        yield from self._retry(chunk[middle:], death)


def _death_finding(job: Job, department: Department, death: BaseException) -> Finding:
    place = Place(department.directory.relative_to(job.root).as_posix())
    message = (
        f"处理这个部门时程序意外中止（{type(death).__name__}），它的表没有生成：多半是内存不够，"
        "请只对这个部门再运行一次；还是这样，就把它的文件交给维护人员"
    )
    return Finding("R104", place, message, cannot=True)


def _death_errors() -> tuple[type[BaseException], ...]:
    """What a future raises whose process has died; dask's own only where dask is in use."""
    distributed = sys.modules.get("distributed")
    return (BrokenExecutor, distributed.KilledWorker) if distributed else (BrokenExecutor,)


def local_executor(processes: int) -> ProcessPoolExecutor:
    """Processes that leave interruptions to this one, and that end when it does.

    Where a copy of this process will do, nothing has to be imported again.
    """
    copy = sys.platform == "linux" and threading.active_count() == 1
    context = multiprocessing.get_context("fork" if copy else "spawn")
    return ProcessPoolExecutor(processes, mp_context=context, initializer=_set_up)


def _set_up() -> None:
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    threading.Thread(target=_end_with_parent, daemon=True).start()


def _end_with_parent() -> None:
    parent = parent_process()
    if parent is not None:
        connection.wait([parent.sentinel])
        os._exit(1)
