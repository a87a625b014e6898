"""A document that came back held against what it says that it was printed from."""

from __future__ import annotations

from typing import NamedTuple

from perfdocs import __version__
from perfdocs.finding import Finding, Place, Severity, has_errors
from perfdocs.returned.importing import problems
from perfdocs.returned.verifying import verify
from perfdocs.returned.verifying.as_printed import Issued
from perfdocs.returned.verifying.history import Archive
from perfdocs.word.incoming import IncomingDocument


class Verified(NamedTuple):
    """What is to be said of a document, and the line for one that is as it was printed."""

    findings: list[Finding]
    as_printed: str = ""

    @property
    def is_sound(self) -> bool:
        return not has_errors(self.findings)


def verify_document(came: IncomingDocument, archive: Archive) -> Verified:
    """N301 to N315 of one document; today's specs are held against it where no version has its hashes."""
    findings = list(problems.dangers(came))
    origin = verify.origin(came.document)
    if origin is None:
        message = (
            "不知道它是从哪里印的：不是 perfdocs 印的文件，或者来历的记号（文件属性）丢了；可以用 perfdocs import 读"
        )
        return Verified([*findings, _no_origin(came, message)])
    match, now = archive.find(origin), archive.now(origin.spec)
    if match is not None:
        printed: Issued | None = match.document
    else:
        printed = verify.nearest_in(origin, now.documents, len(came.rows)) if now else None
    if printed is None:
        message = f"它说是从 {origin.spec} 印的，这里没有，或者现在印不出这张表：不能核对"
        return Verified([*findings, _no_origin(came, message)])
    differences, of_cells = verify.compared(came, printed)
    if match is None:
        message = f"印它的那一版填报文件（{origin.spec}）找不到了，下面是和现在的比：不同的地方也可能是填报文件后来改的"
        return Verified([*findings, Finding("N314", Place(came.name), message, severity=Severity.WARNING), *of_cells])
    by_key = {document.key: document for document in now.documents} if now else None
    findings += [*of_cells, *verify.moved_on(came.name, origin, printed, by_key, __version__)]
    if differences:
        return Verified(findings)
    revision = match.version.revision
    at = f"，版本 {revision[:12]}" if revision else ""
    return Verified(findings, f"{came.name}：和印出的一样（{origin.spec}{at}）")


def _no_origin(came: IncomingDocument, message: str) -> Finding:
    return Finding("N310", Place(came.name), message, cannot=True)
