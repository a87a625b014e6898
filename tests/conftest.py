"""Workspaces to work in, and the command as a function."""

from __future__ import annotations

import os
from pathlib import Path

import pytest

from perfdocs import cache
from perfdocs.cli import main
from tests.support.run_command import Command, Ran
from tests.support.workspaces import EXAMPLES, ROOT, workspace

os.environ[cache.VARIABLE] = "off"  # what was worked out in one test is nothing to another


@pytest.fixture
def perfdocs(capsys: pytest.CaptureFixture[str]) -> Command:
    """Runs the command line in this process."""

    def run(*arguments: str | Path) -> Ran:
        capsys.readouterr()
        status = main.run([str(argument) for argument in arguments])
        printed = capsys.readouterr()
        return Ran(status, printed.out, printed.err)

    return run


@pytest.fixture
def small(tmp_path: Path) -> Path:
    """A workspace with one small department, `specs/2023/demo`."""
    return workspace(tmp_path, EXAMPLES / "small")


@pytest.fixture
def real(tmp_path: Path) -> Path:
    """A workspace with the project's own specs."""
    return workspace(tmp_path, ROOT / "specs")
