"""Findings as lines of text, and the words that other reports say too."""

from __future__ import annotations

from collections.abc import Iterable

from perfdocs.finding import Finding


def report(findings: Iterable[Finding]) -> str:
    """One line a finding: `file:line:column: 级别 CODE message`."""
    return "".join(map(_line, findings))


def _line(finding: Finding) -> str:
    place = finding.place
    return f"{place.file}:{place.line}:{place.column}: {level(finding)} {finding.code} {sentence(finding)}\n"


def level(finding: Finding) -> str:
    """What to call it: 错误, 警告, 提示, or 已豁免."""
    return "已豁免" if finding.waived else finding.severity.label


def sentence(finding: Finding) -> str:
    """The message, and why it was waived."""
    return f"{finding.message}。豁免：{finding.waived}" if finding.waived else finding.message
