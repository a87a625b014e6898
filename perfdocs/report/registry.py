"""The formats of a report: each a module of its name, with a function `report` of the findings."""

from __future__ import annotations

from collections.abc import Callable, Iterable

from perfdocs.finding import Finding
from perfdocs.report import github, json, junit, sarif, text

FORMATS: dict[str, Callable[[Iterable[Finding]], str]] = {
    "text": text.report,
    "json": json.report,
    "github": github.report,
    "sarif": sarif.report,
    "junit": junit.report,
}
"""The choices of the command line's `--format`; what is slow to import, a report imports when it is made."""

HAVING_ADDRESSES = ("json", "sarif")
"""Those that give the place of every finding in a field of its own."""
