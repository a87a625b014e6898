"""Findings as people and programs read them. A format is a function of the findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from perfdocs.finding import Finding
from perfdocs.report.github import github
from perfdocs.report.junit import junit
from perfdocs.report.sarif import sarif
from perfdocs.report.text import as_json, text

FORMATS: dict[str, Callable[[Iterable[Finding]], str]] = {
    "text": text,
    "json": as_json,
    "github": github,
    "sarif": sarif,
    "junit": junit,
}
"""The formats of `check`, by the name that the command line gives them."""

__all__ = ["FORMATS", "text"]
