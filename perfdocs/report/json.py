"""Findings as the JSON that scripts rely on."""

from __future__ import annotations

from collections.abc import Iterable
from typing import Any

from perfdocs.finding import Finding, Place, dotted
from perfdocs.report.safe_text import json_text
from perfdocs.yamlfile.address import Address


def report(findings: Iterable[Finding]) -> str:
    """The contract: `{"version": 1, "findings": [{code, severity, file, line, column, path, message}]}`.

    One that can be waived also has `address`, its file and the path by the names of rows; a waived one `waived`, the
    reason; one with further places `places`: `[{file, line, column}]`; one that `check --fix` mends `fix`, the edits of
    its file: `[{line, column, end_line, end_column, text}]` (none where only the encoding becomes another).
    """
    rows = [finding_row(finding) for finding in findings]
    return json_text({"version": 1, "findings": rows}, indent=2)


def finding_row(finding: Finding) -> dict[str, Any]:
    """A finding as JSON holds it."""
    row = {
        "code": finding.code,
        "severity": finding.severity.name.lower(),
        **_place(finding.place),
        "path": dotted(finding.path),
        "message": finding.message,
    }
    if finding.address:
        row["address"] = str(Address(finding.place.file, finding.address))
    if finding.places:
        row["places"] = [_place(place) for place in finding.places]
    if finding.waived:
        row["waived"] = finding.waived
    if finding.fix:
        row["fix"] = [edit._asdict() for edit in finding.fix.edits]
    return row


def _place(place: Place) -> dict[str, Any]:
    return {"file": place.file, "line": place.line, "column": place.column}
