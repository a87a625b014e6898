"""Findings as GitHub shows them beside the changed lines (workflow commands)."""

from __future__ import annotations

from collections.abc import Iterable

from perfdocs.finding import Finding, Severity

_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "notice"}


def github(findings: Iterable[Finding]) -> str:
    """One `::error file=…,line=…,col=…,title=CODE::message` a finding."""
    return "".join(
        f"::{_LEVELS[f.severity]} file={_property(f.place.file)},line={f.place.line},col={f.place.column},"
        f"title={f.code}::{_data(f.message)}\n"
        for f in findings
    )


def _data(text: str) -> str:
    return text.replace("%", "%25").replace("\r", "%0D").replace("\n", "%0A")


def _property(text: str) -> str:
    return _data(text).replace(":", "%3A").replace(",", "%2C")
