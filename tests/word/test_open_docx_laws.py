"""Documents damaged at random: none ends a run, and each is told or judged."""

from __future__ import annotations

from pathlib import Path

import pytest

from tests.support.damaged_documents import damaged_document
from tests.support.run_command import Command

SEEDS = (*range(80), 182, 401)
"""Of the documents; the last two ended a run once: a name space that is no address cannot be written in one way."""


@pytest.fixture
def damaged(real: Path, tmp_path: Path, perfdocs: Command) -> Path:
    """A directory of damaged documents of every form that the workspace prints."""
    perfdocs("render", "--root", real)
    forms = [path.read_bytes() for path in sorted((real / "build").rglob("*.docx"))]
    directory = tmp_path / "damaged"
    directory.mkdir()
    for seed in SEEDS:
        (directory / f"{seed}.docx").write_bytes(damaged_document(forms[seed % len(forms)], seed).source)
    return directory


@pytest.mark.slow
def test_damaged_documents_end_no_run(real: Path, damaged: Path, perfdocs: Command) -> None:
    for command in (["verify"], ["pull", "--dry-run"], ["import", "--pack", "shifeng-2023", "--out", real / "out"]):
        ran = perfdocs(*command, damaged, "--root", real)
        assert ran.status in (0, 1, 2), ran.err
    verdicts = perfdocs("verify", damaged, "--root", real)
    said = verdicts.out + verdicts.err
    assert [path.name for path in damaged.iterdir() if str(path) not in said] == []


@pytest.mark.slow
def test_damaged_documents_are_read_as_text_or_told(damaged: Path, perfdocs: Command) -> None:
    for path in damaged.iterdir():
        ran = perfdocs("text", path)
        assert ran.status in (0, 2), f"{path.name} {ran.err}"
