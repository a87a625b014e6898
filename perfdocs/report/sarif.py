"""Findings as SARIF 2.1.0, which code hosts and editors read."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import PureWindowsPath
from typing import Any
from urllib.parse import quote

from perfdocs import __version__
from perfdocs.finding import Edit, Finding, Place, Severity, dotted
from perfdocs.report.safe_text import json_text
from perfdocs.rules.catalog import FIX, read_rule

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "note"}


def report(findings: Iterable[Finding]) -> str:
    """One run; a waived finding is a suppressed result, with the reason."""
    findings = list(findings)
    codes = sorted({finding.code for finding in findings})
    driver = {
        "name": "perfdocs",
        "version": __version__,
        "language": "zh-CN",
        "rules": [_rule(code) for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(finding, codes.index(finding.code)) for finding in findings],
    }
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json_text(log, indent=2)


def _rule(code: str) -> dict[str, Any]:
    rule = read_rule(code)
    return {
        "id": code,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.why},
        "help": {"text": f"{rule.mend}\n{FIX}：{rule.fix}" if rule.fix else rule.mend},
    }


def _result(finding: Finding, rule: int) -> dict[str, Any]:
    location = _location(finding.place)
    if finding.path:
        location["logicalLocations"] = [{"fullyQualifiedName": finding.address or dotted(finding.path)}]
    result: dict[str, Any] = {
        "ruleId": finding.code,
        "ruleIndex": rule,
        "level": _LEVELS[finding.severity],
        "message": {"text": finding.message},
        "locations": [location],
    }
    if finding.places:
        result["relatedLocations"] = [_location(place) for place in finding.places]
    if finding.waived:
        result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": finding.waived}]
    if finding.fix and finding.fix.edits:
        replacements = [_replacement(edit) for edit in finding.fix.edits]
        change = {"artifactLocation": _artifact(finding.place.file), "replacements": replacements}
        result["fixes"] = [{"description": {"text": FIX}, "artifactChanges": [change]}]
    return result


def _replacement(edit: Edit) -> dict[str, Any]:
    region = {
        "startLine": edit.line,
        "startColumn": edit.column,
        "endLine": edit.end_line,
        "endColumn": edit.end_column,
    }
    return {"deletedRegion": region, "insertedContent": {"text": edit.text}}


def _location(place: Place) -> dict[str, Any]:
    region = {"startLine": place.line, "startColumn": place.column}
    return {"physicalLocation": {"artifactLocation": _artifact(place.file), "region": region}}


def _artifact(file: str) -> dict[str, str]:
    whole = PureWindowsPath(file)  # a path of another drive is a file outside of the workspace
    return {"uri": whole.as_uri() if whole.is_absolute() else quote(file.encode("utf-8", "surrogateescape"))}
