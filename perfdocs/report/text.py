"""Findings as lines of text, and the words that other reports say too."""

from __future__ import annotations

from collections.abc import Iterable

from perfdocs.finding import Finding, Place
from perfdocs.report.safe_text import safe_line

MOST = 3
"""Further places of a finding that a sentence names; chosen by hand, a line of a terminal holds them."""


def report(findings: Iterable[Finding]) -> str:
    """One line a finding: `file:line:column: 级别 CODE message`."""
    return "".join(map(_line, findings))


def _line(finding: Finding) -> str:
    file, line, column = finding.place
    what = f"{level(finding)} {finding.code} {sentence(finding)}"
    return safe_line(f"{file}:{line}:{column}: {what}") + "\n"


def level(finding: Finding) -> str:
    """What to call it: 错误, 警告, 提示, or 已豁免."""
    return "已豁免" if finding.waived else finding.severity.label


def sentence(finding: Finding) -> str:
    """The message, the further places, and why it was waived; what it quotes may hold characters that a terminal
    obeys or hides."""
    waived = f"。豁免：{finding.waived}" if finding.waived else ""
    return safe_line(finding.message + _further_places(finding) + waived)


def _further_places(finding: Finding) -> str:
    if not finding.places:
        return ""
    named = "、".join(_place(place, finding.place.file) for place in finding.places[:MOST])
    more = f" 等 {len(finding.places)} 处" if len(finding.places) > MOST else ""
    return f"（还有：{named}{more}）"


def _place(place: Place, file: str) -> str:
    return f"第 {place.line} 行" if place.file == file else f"{place.file}:{place.line}"
