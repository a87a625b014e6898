"""What the checks say of real forms: the seed as it was filed, the specs of this project, and public forms.

`PERFDOCS_WRITE_GOLDEN=1 pytest tests/checks/test_real_forms.py` writes the lists anew; each line is then to be read by
somebody who knows the field.
"""

from __future__ import annotations

import os
from pathlib import Path

import pytest
import yaml

from perfdocs.yamlfile.reader import read
from tests.support.check_cases import form_findings
from tests.support.run_command import Command
from tests.support.workspaces import EXAMPLES, ROOT, workspace

FORMS = sorted((EXAMPLES / "forms").glob("*.yaml"))
TODAY = ("--today", "2026-11-23")


def agree(told: str, golden: Path) -> None:
    if os.environ.get("PERFDOCS_WRITE_GOLDEN"):
        golden.write_text(told, "utf-8")
    assert told == golden.read_text("utf-8")


def test_the_seed_as_it_was_filed(tmp_path: Path, perfdocs: Command) -> None:
    root = workspace(tmp_path, EXAMPLES / "as-filed")
    ran = perfdocs("check", *TODAY, "--root", root)
    assert ran.status == 1
    agree(ran.out, EXAMPLES / "as-filed.txt")


@pytest.mark.parametrize("year", ["2023", "2024", "2026"])
def test_the_specs_of_this_project(year: str, perfdocs: Command) -> None:
    ran = perfdocs("check", year, *TODAY, "--root", ROOT)
    assert ran.status == 0
    agree(ran.out, EXAMPLES / f"specs-{year}.txt")


@pytest.mark.parametrize("path", FORMS, ids=lambda path: path.stem)
def test_public_form(path: Path) -> None:
    found = [f"{one.code} {one.message}" for one in form_findings(path)]
    if os.environ.get("PERFDOCS_WRITE_GOLDEN"):
        text = path.read_text("utf-8").split("\nfinds:")[0]
        path.write_text(text + "\nfinds:" + ("".join(f"\n  - '{one}'" for one in found) or " []") + "\n", "utf-8")
    assert found == yaml.safe_load(path.read_text("utf-8"))["finds"]


def test_every_fault_that_is_noted_is_found() -> None:
    """The faults that the collector of the forms wrote down, by form."""
    noted = {
        "02": {"I105"},
        "08": {"D106"},
        "09": {"D105", "L101"},
        "18": {"I109", "I115", "L102"},
        "26": {"F101"},
        "27": {"I109"},
        "30": {"I109", "M101"},
        "35": {"I108"},
        "07": {"I120"},
        "36": set(),
    }
    assert {path.stem for path in FORMS} == set(noted)
    for path in FORMS:
        found = {one.code for one in form_findings(path)}
        assert noted[path.stem] <= found, path.stem
        assert noted[path.stem] or not found, path.stem


def test_the_forms_are_all_of_it() -> None:
    for path in FORMS:
        told = read(path.read_bytes(), path.name)
        assert not told.findings
        assert set(told.data) == {"what", "cut", "head", "projects", "finds"}
