"""Findings as the JSON that scripts rely on."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

from perfdocs.finding import Finding, dotted


def report(findings: Iterable[Finding]) -> str:
    """The contract: `{"version": 1, "findings": [{code, severity, file, line, column, path, message}]}`.

    A waived finding also has `waived`, the reason.
    """
    rows = [_row(finding) for finding in findings]
    return json.dumps({"version": 1, "findings": rows}, ensure_ascii=False, indent=2) + "\n"


def _row(finding: Finding) -> dict[str, Any]:
    row = {
        "code": finding.code,
        "severity": finding.severity.name.lower(),
        "file": finding.place.file,
        "line": finding.place.line,
        "column": finding.place.column,
        "path": dotted(finding.path),
        "message": finding.message,
    }
    return row | {"waived": finding.waived} if finding.waived else row
