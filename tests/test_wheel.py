"""The wheel holds all that the program reads at run time, its types, and its licence."""

from __future__ import annotations

import subprocess
import sys
import zipfile
from pathlib import Path

import pytest

from tests.support.rooms import PACKAGE
from tests.support.workspaces import ROOT


@pytest.mark.slow
def test_the_wheel_holds_every_file(tmp_path: Path) -> None:
    command = [sys.executable, "-m", "hatchling", "build", "--target", "wheel", "--directory", str(tmp_path)]
    subprocess.run(command, cwd=ROOT, check=True, capture_output=True)
    (wheel,) = tmp_path.glob("perfdocs-*.whl")
    with zipfile.ZipFile(wheel) as opened:
        names = set(opened.namelist())
    files = {path.relative_to(ROOT).as_posix() for path in PACKAGE.rglob("*") if path.is_file()}
    assert {name for name in files if not name.endswith(".pyc")} <= names
    assert "perfdocs/py.typed" in names
    assert [name for name in names if name.endswith("licenses/LICENSE")]
