"""Cached result of one department: its findings and the hashes of its documents, good until an input changes."""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping, Sequence
from typing import Any, NamedTuple

from perfdocs.finding import Edit, Finding, Fix, Place, Severity, Tally


class KeptDocuments(NamedTuple):
    """The documents of a department: the SHA-256 of each file, and what was found when they were made."""

    hashes: Mapping[str, str]
    findings: tuple[Finding, ...] = ()
    slow: tuple[str, ...] = ()


class KeptResult(NamedTuple):
    """The findings of a department, and its documents where they have been made."""

    pack: str
    """Its pack; empty where it has none, or none that can be read."""
    templates: str
    """A hash of the pack's templates."""
    day: str
    """The day of which the findings depend, or nothing."""
    findings: tuple[Finding, ...]
    """Errors, and all that no check found."""
    remarks: tuple[Finding, ...]
    """The other findings."""
    remark_tally: Tally
    documents: KeptDocuments | None = None
    addresses: bool = False
    """Whether the findings have their address."""

    def to_bytes(self) -> bytes:
        """For `from_bytes`."""
        documents = self.documents
        plain = {
            "pack": self.pack,
            "templates": self.templates,
            "day": self.day,
            "findings": self.findings,
            "remarks": self.remarks,
            "tally": self.remark_tally,
            "documents": documents and [documents.hashes, documents.findings, documents.slow],
            "addresses": self.addresses,
        }
        return _json(plain)

    @staticmethod
    def from_bytes(data: bytes, with_remarks: bool) -> KeptResult:
        """What `to_bytes` wrote; the remarks only where they are asked for."""
        plain = json.loads(data.decode("utf-8", "surrogatepass"))
        documents = plain["documents"]
        return KeptResult(
            plain["pack"],
            plain["templates"],
            plain["day"],
            findings_of(plain["findings"]),
            findings_of(plain["remarks"]) if with_remarks else (),
            Tally(*plain["tally"]),
            KeptDocuments(documents[0], findings_of(documents[1]), tuple(documents[2])) if documents else None,
            plain["addresses"],
        )


class KeptFigures(NamedTuple):
    """What a job's function says of a department; the rest as in `KeptResult`."""

    pack: str
    templates: str
    day: str
    figures: Mapping[str, Any]

    def to_bytes(self) -> bytes:
        """For `from_bytes`."""
        return _json(self)

    @staticmethod
    def from_bytes(data: bytes) -> KeptFigures:
        """What `to_bytes` wrote."""
        return KeptFigures(*json.loads(data.decode("utf-8", "surrogatepass")))


def _json(value: object) -> bytes:
    """A mend's number is kept as text, and not read again: its edits say it."""
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"), default=str).encode("utf-8", "surrogatepass")


def findings_of(rows: Iterable[Sequence[Any]]) -> tuple[Finding, ...]:
    """Findings that were kept as JSON."""
    return tuple(
        Finding(
            code,
            Place(*place),
            message,
            tuple(path),
            Severity(severity),
            cannot,
            waived,
            tuple(Place(*further) for further in places),
            cause,
            address,
            fix and Fix(tuple(Edit(*edit) for edit in fix[0]), as_utf8=fix[2]),
        )
        for code, place, message, path, severity, cannot, waived, places, cause, address, fix in rows
    )
