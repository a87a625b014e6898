"""What came of a department, as it is kept in the cache until one of its inputs changes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from perfdocs.finding import Finding, Place, Severity, Tally


class Made(NamedTuple):
    """What was made of a department's forms: the hash of each file, and what was found on the way."""

    files: Mapping[str, str]
    findings: tuple[Finding, ...] = ()
    slow: tuple[str, ...] = ()


class Kept(NamedTuple):
    """The findings of a department, and its documents where they have been made.

    `telling` are errors and all that no check found: what whoever renders is shown. The others are counted.
    """

    templates: Mapping[str, str]
    """The hash of each pack whose templates had a say."""
    day: str
    """The day of which the findings depend, or nothing."""
    telling: tuple[Finding, ...]
    others: tuple[Finding, ...]
    counted: Tally
    made: Made | None = None

    def to_bytes(self) -> bytes:
        """For `from_bytes`."""
        made = self.made
        plain = {
            "templates": dict(self.templates),
            "day": self.day,
            "telling": _listed(self.telling),
            "others": _listed(self.others),
            "counted": list(self.counted),
            "made": made and [dict(made.files), _listed(made.findings), list(made.slow)],
        }
        return json.dumps(plain, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "surrogatepass")


def from_bytes(data: bytes, others: bool) -> Kept:
    """What `to_bytes` wrote; the other findings only where they are asked for."""
    plain = json.loads(data.decode("utf-8", "surrogatepass"))
    made = plain["made"]
    return Kept(
        plain["templates"],
        plain["day"],
        _findings(plain["telling"]),
        _findings(plain["others"]) if others else (),
        Tally(*plain["counted"]),
        Made(made[0], _findings(made[1]), tuple(made[2])) if made else None,
    )


def _listed(findings: Iterable[Finding]) -> list[list[Any]]:
    return [
        [f.code, f.place.file, f.place.line, f.place.column, f.message, f.path, f.severity, f.cannot, f.waived]
        for f in findings
    ]


def _findings(rows: Sequence[Sequence[Any]]) -> tuple[Finding, ...]:
    return tuple(
        Finding(code, Place(file, line, column), message, tuple(path), Severity(severity), cannot, waived)
        for code, file, line, column, message, path, severity, cannot, waived in rows
    )
