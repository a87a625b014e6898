"""Workspaces to work in, and the command as a function."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest

from perfdocs import cache
from perfdocs.cli import main

os.environ[cache.VARIABLE] = "off"  # what was worked out in one test is nothing to another

ROOT = Path(__file__).parent.parent
DATA = Path(__file__).parent / "data"


@dataclass(frozen=True)
class Ran:
    """What a command printed and its exit status."""

    status: int
    out: str
    err: str


Command = Callable[..., Ran]


@pytest.fixture
def perfdocs(capsys: pytest.CaptureFixture[str]) -> Command:
    """Runs the command line in this process."""

    def run(*arguments: str | Path) -> Ran:
        capsys.readouterr()
        status = main.run([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        return Ran(status, printed.out, printed.err)

    return run


def workspace(directory: Path, specs: Path) -> Path:
    """A workspace with the project's packs and the given specs."""
    for name in ("templates", "schema"):
        shutil.copytree(ROOT / name, directory / name)
    shutil.copytree(specs, directory / "specs")
    return directory


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A workspace with one small department, `specs/2023/demo`."""
    return workspace(tmp_path, DATA / "small")


@pytest.fixture
def real(tmp_path: Path) -> Path:
    """A workspace with the project's own specs."""
    return workspace(tmp_path, ROOT / "specs")
