"""Findings as lines of text, and as the JSON that scripts rely on."""

from __future__ import annotations

import json
from collections.abc import Iterable

from perfdocs.finding import Finding, dotted


def text(findings: Iterable[Finding]) -> str:
    """One line a finding: `file:line:column: 级别 CODE message`."""
    return "".join(
        f"{f.place.file}:{f.place.line}:{f.place.column}: {f.severity.label} {f.code} {f.message}\n" for f in findings
    )


def as_json(findings: Iterable[Finding]) -> str:
    """The contract: `{"version": 1, "findings": [{code, severity, file, line, column, path, message}]}`."""
    rows = [
        {
            "code": f.code,
            "severity": f.severity.name.lower(),
            "file": f.place.file,
            "line": f.place.line,
            "column": f.place.column,
            "path": dotted(f.path),
            "message": f.message,
        }
        for f in findings
    ]
    return json.dumps({"version": 1, "findings": rows}, ensure_ascii=False, indent=2) + "\n"
