"""Findings across fields and forms, on a department's data put together."""

from __future__ import annotations

from perfdocs.checks.equalities import unequal
from perfdocs.finding import Finding
from perfdocs.packs.submission import Submission


def check(submission: Submission) -> list[Finding]:
    """What is wrong with the data of a department. Raises BadExpression for a manifest at fault."""
    return list(unequal(submission))
