"""One department with 1,500 funds: time and memory grow with their number, whether they are alike or not."""

from __future__ import annotations

import shutil
import statistics
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from tests.bench.figures import Figure
from tests.bench.peers import memory
from tests.bench.scale import PEAK, environment, timed
from tests.support.many_funds import department_of_funds
from tests.support.workspaces import ROOT

FEW, MANY = 300, 1500
ROUNDS = 3
MEGABYTES = 400
"""What a check of the larger may take."""


def large() -> Iterator[Figure]:
    """Checking a department of 1,500 funds beside one of 300, five times as many."""
    for alike, what in ((True, "指标都一样"), (False, "各写各的")):
        with department(FEW, alike) as few, department(MANY, alike) as many:
            rounds = [(check(few), check(many)) for _ in range(ROUNDS)]
            used = peak(many)
        short, long = (statistics.median(times) for times in zip(*rounds, strict=True))
        yield Figure(f"检查 {MANY} 个专项（{what}）", long, "秒", f"{FEW} 个专项", short, at_most=6)
        yield Figure(f"检查 {MANY} 个专项（{what}），占内存", used, "MB", "至多", MEGABYTES, at_most=1)


@contextmanager
def department(funds: int, alike: bool) -> Iterator[Path]:
    """A workspace in memory with one department."""
    with tempfile.TemporaryDirectory(dir=memory()) as directory:
        root = Path(directory)
        for name in ("templates", "schema"):
            shutil.copytree(ROOT / name, root / name)
        department_of_funds(root, funds, alike)
        yield root


def check(root: Path) -> float:
    return timed([sys.executable, "-m", "perfdocs", "check", "--no-cache", "--root", str(root)], root)


def peak(root: Path) -> float:
    command = [sys.executable, "-c", PEAK, "check", "--no-cache", "--root", str(root)]
    done = subprocess.run(command, cwd=ROOT, env=environment(root), capture_output=True, check=True, text=True)
    return float(done.stdout.splitlines()[-1])
