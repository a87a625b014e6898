"""`make fuzz N [SEED]`: N mutated specs are rendered and half as many damaged documents read, all in this process.

Right is an exit status of 0 to 2 within half a minute each, nothing in what is printed that a terminal or a service
would obey, and less than 500 MB for all of it. What is wrong stays in `build/fuzz`, to become an example of the tests.
"""

from __future__ import annotations

import contextlib
import io
import os
import resource
import shutil
import signal
import sys
import tempfile
import time
from collections import Counter
from pathlib import Path
from types import FrameType

os.environ["PERFDOCS_CACHE"] = "off"

from perfdocs.cli import main
from tests.support.damaged_documents import damaged_document
from tests.support.hostile_text import is_harmless
from tests.support.mutated_specs import mutated_spec
from tests.support.workspaces import ROOT, workspace

SECONDS = 30
"""For one command, on a machine that does other things as well."""
MOST_MEGABYTES = 500
KEPT = ROOT / "build/fuzz"


class OutOfTime(BaseException):
    """A command that does not end; nothing on the way is to catch it."""


class Run:
    """What was tried, and what was wrong."""

    def __init__(self) -> None:
        self.statuses: Counter[str] = Counter()
        self.wrong = 0
        self.slowest = (0.0, "")

    def command(self, what: str, file: Path, *arguments: str | Path) -> None:
        """Runs a command; keeps the file where something is wrong."""
        begun = time.process_time()
        with contextlib.redirect_stdout(io.StringIO()) as out, contextlib.redirect_stderr(io.StringIO()) as err:
            signal.alarm(SECONDS)
            try:
                status = main.run([str(argument) for argument in arguments])
            except OutOfTime:
                status = -1
            finally:
                signal.alarm(0)
        self.slowest = max(self.slowest, (time.process_time() - begun, what))
        self.statuses[f"{arguments[0]} {status}"] += 1
        if status not in (0, 1, 2) or not is_harmless(out.getvalue() + err.getvalue()):
            self.wrong += 1
            KEPT.mkdir(parents=True, exist_ok=True)
            shutil.copy(file, KEPT / f"{arguments[0]}-{what.partition(':')[0]}{file.suffix}")
            lines = err.getvalue().strip().splitlines() or [""]
            print(
                f"{what}: {arguments[0]} {status} {next((x for x in lines if 'Error' in x), lines[-1])[:150]}",
                flush=True,
            )


def mutate_specs(run: Run, root: Path, first: int, number: int) -> None:
    """Renders a department alone for each of so many mutations."""
    specs = {path: path.read_bytes() for path in sorted((root / "specs").rglob("*.yaml"))}
    paths = list(specs)
    for seed in range(first, first + number):
        path = paths[seed % len(paths)]
        mutated = mutated_spec(specs[path], seed)
        path.write_bytes(mutated.source)
        department = "/".join(path.relative_to(root / "specs").parts[:2])
        run.command(mutated.what, path, "render", department, "--root", root, "--no-cache", "--jobs", "1")
        path.write_bytes(specs[path])


def damage_documents(run: Run, root: Path, first: int, number: int) -> None:
    """Reads each of so many damaged documents by one of the commands that read such."""
    main.run(["render", "--root", str(root), "--no-cache"])
    sources = [path.read_bytes() for path in sorted((root / "build").rglob("*.docx"))]
    for seed in range(first, first + number):
        damaged = damaged_document(sources[seed % len(sources)], seed)
        path = root / "damaged.docx"
        path.write_bytes(damaged.source)
        out = root / "imported"
        for arguments in (
            ("text", path),
            ("verify", path, "--root", root),
            ("pull", path, "--dry-run", "--root", root),
            ("import", path, "--pack", "shifeng-2023", "--out", out, "--root", root),
        ):
            run.command(damaged.what, path, *arguments)
        shutil.rmtree(out, ignore_errors=True)


def out_of_time(_signal: int, _frame: FrameType | None) -> None:
    raise OutOfTime


def fuzz(number: int, first: int = 0) -> int:
    """1 where anything was wrong."""
    signal.signal(signal.SIGALRM, out_of_time)
    run = Run()
    with tempfile.TemporaryDirectory(prefix="perfdocs-") as directory:
        root = workspace(Path(directory), ROOT / "specs")
        mutate_specs(run, root, first, number)
        damage_documents(run, root, first, number // 2)
    memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(dict(sorted(run.statuses.items())), f"slowest {run.slowest[0]:.1f} s ({run.slowest[1]})", f"{memory} MB")
    return int(run.wrong > 0 or memory > MOST_MEGABYTES)


if __name__ == "__main__":
    sys.exit(fuzz(*map(int, sys.argv[1:])) if len(sys.argv) > 1 else fuzz(300))
