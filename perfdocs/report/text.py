"""Findings as lines of text, and as the JSON that scripts rely on."""

from __future__ import annotations

import json
from collections.abc import Iterable

from perfdocs.finding import Finding, dotted


def text(findings: Iterable[Finding]) -> str:
    """One line a finding: `file:line:column: 级别 CODE message`."""
    return "".join(f"{f.place.file}:{f.place.line}:{f.place.column}: {level(f)} {f.code} {told(f)}\n" for f in findings)


def level(finding: Finding) -> str:
    """What to call it: 错误, 警告, 提示, or 已豁免."""
    return "已豁免" if finding.waived else finding.severity.label


def told(finding: Finding) -> str:
    """The message, and why it was waived."""
    return f"{finding.message}。豁免：{finding.waived}" if finding.waived else finding.message


def as_json(findings: Iterable[Finding]) -> str:
    """The contract: `{"version": 1, "findings": [{code, severity, file, line, column, path, message}]}`.

    A waived finding also has `waived`, the reason.
    """
    rows = [
        {
            "code": f.code,
            "severity": f.severity.name.lower(),
            "file": f.place.file,
            "line": f.place.line,
            "column": f.place.column,
            "path": dotted(f.path),
            "message": f.message,
            **({"waived": f.waived} if f.waived else {}),
        }
        for f in findings
    ]
    return json.dumps({"version": 1, "findings": rows}, ensure_ascii=False, indent=2) + "\n"
