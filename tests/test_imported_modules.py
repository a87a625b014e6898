"""What a command loads before it answers: starting takes most of the time of a run in which nothing has changed."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from pathlib import Path

import pytest

MODULES = """
import json, sys
before = set(sys.modules)
from perfdocs.cli import main
status = main.run(sys.argv[1:])
print(json.dumps(sorted(set(sys.modules) - before)), file=sys.stderr)
sys.exit(status)
"""
ALWAYS = {"click", "perfdocs"}
CHECKING = ALWAYS | {"jinja2", "jsonschema_rs", "markupsafe", "yaml"}
"""Neither lxml, docx, docxtpl, xlsxwriter, jsonschema (not `jsonschema_rs`), pypinyin, nor distributed."""
WORK = {"checks", "department", "pack", "schema", "compare"}
"""Rooms that are needed only for a department that has changed."""


@pytest.fixture
def environment(tmp_path: Path) -> dict[str, str]:
    """A cache of this test's own."""
    return {**os.environ, "PERFDOCS_CACHE": str(tmp_path / "cache"), "XDG_STATE_HOME": str(tmp_path / "state")}


def modules(environment: dict[str, str], *arguments: str | Path) -> set[str]:
    """The modules that a command loads, with those of the standard library left out."""
    command = [sys.executable, "-c", MODULES, *map(str, arguments)]
    ran = subprocess.run(command, env=environment, check=True, capture_output=True)
    loaded = json.loads(ran.stderr.decode().splitlines()[-1])
    own = {*sys.stdlib_module_names, "cython_runtime"}
    return {name for name in loaded if name.split(".")[0] not in own and not name.startswith("_cython")}


def packages(names: set[str]) -> set[str]:
    return {name.split(".")[0] for name in names}


def rooms(names: set[str]) -> set[str]:
    return {name.split(".")[1] for name in names if name.startswith("perfdocs.")}


def test_check(real: Path, environment: dict[str, str]) -> None:
    assert packages(modules(environment, "check", "--root", real)) == CHECKING
    again = modules(environment, "check", "--root", real)
    assert packages(again) <= ALWAYS | {"yaml"}  # the names of rules
    assert not rooms(again) & WORK


def test_render_in_which_nothing_changed(real: Path, environment: dict[str, str]) -> None:
    modules(environment, "render", "--root", real)
    again = modules(environment, "render", "--root", real)
    assert packages(again) == ALWAYS
    assert not rooms(again) & WORK


def test_version(environment: dict[str, str]) -> None:
    asked = modules(environment, "--version")
    assert packages(asked) == ALWAYS
    assert rooms(asked) <= {"cli", "errors"}
