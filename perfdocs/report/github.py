"""Findings as GitHub shows them beside the changed lines (workflow commands)."""

from __future__ import annotations

from collections.abc import Iterable

from perfdocs.finding import Finding, Severity
from perfdocs.report.safe_text import safe_line
from perfdocs.report.text import sentence

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "notice"}


def report(findings: Iterable[Finding]) -> str:
    """One `::error file=…,line=…,col=…,title=CODE::message` a finding."""
    return "".join(map(_line, findings))


def _line(finding: Finding) -> str:
    level = "notice" if finding.waived else _LEVELS[finding.severity]
    place = f"file={_property(safe_line(finding.place.file))},line={finding.place.line},col={finding.place.column}"
    return f"::{level} {place},title={finding.code}::{_data(sentence(finding))}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
