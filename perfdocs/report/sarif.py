"""Findings as SARIF 2.1.0, which code hosts and editors read."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any
from urllib.parse import quote

from perfdocs import __version__
from perfdocs.finding import Finding, Severity, dotted
from perfdocs.rules.catalog import rules

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "note"}


def sarif(findings: Iterable[Finding]) -> str:
    """One run; a waived finding is a suppressed result, with the reason."""
    found = list(findings)
    codes = sorted({one.code for one in found})
    driver = {
        "name": "perfdocs",
        "version": __version__,
        "language": "zh-CN",
        "rules": [_rule(code) for code in codes],
    }
    run = {
        "tool": {"driver": driver},
        "columnKind": "unicodeCodePoints",
        "results": [_result(one, codes.index(one.code)) for one in found],
    }
    log = {"$schema": "https://json.schemastore.org/sarif-2.1.0.json", "version": "2.1.0", "runs": [run]}
    return json.dumps(log, ensure_ascii=False, indent=2) + "\n"


def _rule(code: str) -> dict[str, Any]:
    rule = rules()[code]
    return {
        "id": code,
        "shortDescription": {"text": rule.title},
        "fullDescription": {"text": rule.why},
        "help": {"text": rule.mend},
    }


def _result(one: Finding, rule: int) -> dict[str, Any]:
    place = {
        "artifactLocation": {"uri": quote(one.place.file)},
        "region": {"startLine": one.place.line, "startColumn": one.place.column},
    }
    location: dict[str, Any] = {"physicalLocation": place}
    if one.path:
        location["logicalLocations"] = [{"fullyQualifiedName": dotted(one.path)}]
    result = {
        "ruleId": one.code,
        "ruleIndex": rule,
        "level": _LEVELS[one.severity],
        "message": {"text": one.message},
        "locations": [location],
    }
    if one.waived:
        result["suppressions"] = [{"kind": "external", "status": "accepted", "justification": one.waived}]
    return result
