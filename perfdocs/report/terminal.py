"""Findings for a person at a terminal: by file, with the line of the file and a caret under the place."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from itertools import groupby

from perfdocs.finding import Finding, Severity
from perfdocs.report.display_width import display_width, wrap_text
from perfdocs.report.safe_text import safe_line
from perfdocs.report.text import level, sentence

WIDEST = 100
"""Columns of a source line that are shown. Chosen by hand: with indent and place, what most terminals have."""

_COLOURS = {Severity.ERROR: "31", Severity.WARNING: "33", Severity.HINT: "36"}


def report(findings: Iterable[Finding], lines_of: Callable[[str], Sequence[str]], colour: bool) -> str:
    """The findings grouped by file. `lines_of` gives a file's lines, none for one that is no text."""
    text = ""
    for file, group in groupby(findings, key=lambda finding: finding.place.file):
        lines = lines_of(file)
        text += f"{_paint(safe_line(file), '1', colour)}\n"
        for finding in group:
            place = f"{finding.place.line}:{finding.place.column}"
            severity = _paint(level(finding), "32" if finding.waived else _COLOURS[finding.severity], colour)
            text += f"  {place} {severity} {finding.code} {sentence(finding)}\n{_source_line(finding, lines)}"
        text += "\n"
    return text


def _paint(text: str, code: str, colour: bool) -> str:
    return f"\x1b[{code}m{text}\x1b[0m" if colour else text


def _source_line(finding: Finding, lines: Sequence[str]) -> str:
    """The line of the file and a caret under the column, or nothing where there is no such line."""
    number, column = finding.place.line, finding.place.column
    if not 0 < number <= len(lines) or not lines[number - 1].strip():
        return ""
    line = lines[number - 1].replace("\t", " ")
    start = max(0, column - WIDEST // 2)
    visible = next(wrap_text(safe_line(line[start:]), WIDEST, ""), "")
    return f"    {visible}\n    {' ' * display_width(safe_line(line[start : column - 1]))}^\n"
