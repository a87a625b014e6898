"""Every misspelling of the list is told with what is meant, and what is meant is left alone."""

from __future__ import annotations

from perfdocs.checks.typos import read_misspellings
from tests.support.check_cases import findings


def test_each_misspelling() -> None:
    for wrong, right in read_misspellings().items():
        assert wrong != right
        told = [finding.message for finding in findings(f"职责: 管理公路，{wrong}。")]
        assert told == [f"“{wrong}”多半是“{right}”：请核对"]
        assert findings(f"职责: 管理公路，{right}。") == []
