"""Which findings the user asked for, and how severely they count."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from perfdocs.errors import PerfdocsError
from perfdocs.finding import Finding, Severity
from perfdocs.prose.did_you_mean import did_you_mean
from perfdocs.rules.catalog import codes


@dataclass(frozen=True)
class Selection:
    """Codes or beginnings of codes to show and not to show; `strict` makes warnings errors.

    Raises PerfdocsError for a code that does not exist.
    """

    select: tuple[str, ...] = ()
    ignore: tuple[str, ...] = ()
    strict: bool = False

    def __post_init__(self) -> None:
        for code in (*self.select, *self.ignore):
            if not any(known_code.startswith(code) for known_code in codes()):
                guess = did_you_mean(code, codes()) or "：perfdocs explain 列出全部"
                raise PerfdocsError(f"没有以“{code}”开头的代号{guess}")

    def of(self, findings: Iterable[Finding]) -> list[Finding]:
        """The findings chosen, in their order. What could not be done at all is always among them."""
        chosen = [finding for finding in findings if finding.cannot or self._is_selected(finding.code)]
        return [self._as_strict(finding) for finding in chosen]

    def _is_selected(self, code: str) -> bool:
        selected = not self.select or code.startswith(self.select)
        return selected and not (self.ignore and code.startswith(self.ignore))

    def _as_strict(self, finding: Finding) -> Finding:
        if self.strict and finding.severity is Severity.WARNING and not finding.waived:
            return finding._replace(severity=Severity.ERROR)
        return finding
