"""Findings as GitHub shows them beside the changed lines (workflow commands)."""

from __future__ import annotations

from collections.abc import Iterable

from perfdocs.finding import Finding, Severity
from perfdocs.report.text import told

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "notice"}


def github(findings: Iterable[Finding]) -> str:
    """One `::error file=…,line=…,col=…,title=CODE::message` a finding."""
    return "".join(map(_line, findings))


def _line(one: Finding) -> str:
    level = "notice" if one.waived else _LEVELS[one.severity]
    place = f"file={_property(one.place.file)},line={one.place.line},col={one.place.column}"
    return f"::{level} {place},title={one.code}::{_data(told(one))}\n"


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
