"""Redlines that come back: whatever was decided, `verify` says so and finds nothing else."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest

from perfdocs.finding import Finding
from perfdocs.returned.verifying.redline_outcome import Decision
from perfdocs.returned.verifying.verify_documents import verify_document
from perfdocs.word.incoming import open_incoming
from tests.support.decided_redlines import DecidedRedline, decided_redline
from tests.support.libreoffice import convert
from tests.support.some_fast import random_cases

CODES = {"N341": Decision.ACCEPTED, "N342": Decision.REJECTED, "N343": Decision.OPEN}


def check(redline: DecidedRedline, source: bytes) -> None:
    findings: list[Finding] = verify_document(open_incoming("a.docx", source), redline.archive).findings
    assert [str(finding) for finding in findings if finding.code not in CODES] == []
    assert Counter(CODES[finding.code] for finding in findings) == redline.numbers


@pytest.mark.parametrize("number", random_cases(20, every=20))
def test_decisions_are_told_and_nothing_else(number: int) -> None:
    redline = decided_redline(number)
    check(redline, redline.source)


@pytest.mark.slow
def test_saved_again_by_libreoffice(tmp_path: Path) -> None:
    """As long as all rows are decided alike (a row whose merged cell has lost its beginning is parted, and told), and
    none is open of a form that is gone, whose title loses its look."""
    wholes = list(Decision)
    redlines = {number: decided_redline(number, wholes[number % len(wholes)]) for number in range(300, 312)}
    for number, redline in redlines.items():
        (tmp_path / f"{number}.docx").write_bytes(redline.source)
    convert(sorted(tmp_path.glob("*.docx")), "docx", tmp_path / "saved")
    for number, redline in redlines.items():
        check(redline, (tmp_path / "saved" / f"{number}.docx").read_bytes())
