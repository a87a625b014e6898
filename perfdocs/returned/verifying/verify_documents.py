"""A document that came back held against what it says that it was printed from."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from perfdocs import __version__
from perfdocs.finding import Finding, Place, Severity
from perfdocs.returned.importing import problems
from perfdocs.returned.verifying.as_printed import PrintedDocument
from perfdocs.returned.verifying.cell_differences import RowPair, differences_of, row_pairs
from perfdocs.returned.verifying.difference_findings import difference_findings
from perfdocs.returned.verifying.history import Archive, Version
from perfdocs.returned.verifying.issued_redline import issued_redline
from perfdocs.returned.verifying.look_findings import comment_findings, look_findings
from perfdocs.returned.verifying.page_findings import PageProof, page_findings
from perfdocs.returned.verifying.provenance import (
    Provenance,
    RedlineProvenance,
    draft_finding,
    nearest_document,
    provenance,
    redline_provenance,
)
from perfdocs.returned.verifying.redline_outcome import TOO_MUCH, CannotFollow, outcomes
from perfdocs.returned.verifying.verify_redline import decided, settled
from perfdocs.word.incoming import IncomingDocument
from perfdocs.word.open_docx import NotWord


class Verified(NamedTuple):
    """What is to be said of a document, and a line on one in which nothing was touched."""

    findings: list[Finding]
    verdict: str = ""
    is_as_printed: bool = False
    """Nothing was touched, and it is what would be printed today."""
    printed: PrintedDocument | None = None
    """The document as it was printed, where its version was found."""


def verify_document(returned: IncomingDocument, archive: Archive) -> Verified:
    """N301 to N318 of one document; today's specs are held against it where no version has its hashes."""
    file = returned.name
    findings = list(problems.dangers(returned))
    draft = draft_finding(returned)
    if draft:
        return Verified([*findings, draft])
    said, of_redline = provenance(returned.document), redline_provenance(returned.document)
    if of_redline:
        return _verified_redline(returned, of_redline, archive, findings)
    if said is None:
        message = (
            "不知道它是从哪里印的：不是 perfdocs 印的文件，或者来历的记号（文件属性）丢了；可以用 perfdocs import 读"
        )
        return Verified([*findings, Finding("N310", Place(file), message, cannot=True)])
    match, now = archive.find(said), archive.now(said.spec)
    nearest = nearest_document(said, now.documents, len(returned.rows)) if now else None
    printed = match.document if match else nearest
    if printed is None:
        message = f"它说是从 {said.spec} 印的，这里没有，或者现在印不出这张表：不能核对"
        return Verified([*findings, Finding("N310", Place(file), message, cannot=True)])
    try:
        looks = match is not None or said.template == printed.hashes["template"]
        pairs = list(row_pairs(printed.rows, returned.rows))
        findings += _comparison(returned, printed, pairs, looks, said.version == __version__)
    except NotWord as reason:  # styles, numbering or settings that cannot be read
        return Verified([*findings, Finding("N101", Place(file), str(reason), cannot=True)])
    if match is None:
        message = f"印它的那一版填报文件（{said.spec}）找不到了，下面是和现在的比：不同的地方也可能是填报文件后来改的"
        if looks:
            return Verified([*findings, Finding("N314", Place(file), message, severity=Severity.WARNING)])
        message += "。它的模板也不是现在的，字的样子、域和图形都没有比：不能算核对过，请重新印一份再签"
        return Verified([*findings, Finding("N314", Place(file), message, cannot=True)])
    is_touched, since = bool(findings), list(_changes_since(file, said, printed, now))
    since += _signature(returned)
    is_old = any(finding.severity > Severity.HINT for finding in since)
    at = f"{said.spec}，{match.version.name}" if match.version.name else said.spec
    verdict = f"印出以后没有动过，但不是最新的（{at}）" if is_old else f"和印出的一样（{at}）"
    verdict = "" if is_touched else f"{file}：{verdict}"
    return Verified([*findings, *since], verdict, not (is_touched or is_old), printed)


def _signature(returned: IncomingDocument) -> Iterator[Finding]:
    """N332: that the document is signed; nothing of the program looks whether the signature is good."""
    if returned.document.is_signed:
        message = "带有电子签名：没有改动、没有转换，--pages 也不印它；签名有没有效，请用签它的软件看"
        yield Finding("N332", Place(returned.name), message, severity=Severity.HINT)


def verify_pages(returned: Sequence[IncomingDocument], verified: Sequence[Verified]) -> list[Verified]:
    """The same with N321 for each place where the pages of a document are not those that were printed.

    Documents whose version was not found have nothing that they could be held against.
    """
    proofs = [
        PageProof(document, each.printed, each.findings) if each.printed and not document.document.is_signed else None
        for document, each in zip(returned, verified, strict=True)
    ]
    of_pages = iter(page_findings([proof for proof in proofs if proof]))
    more = [next(of_pages) if proof else [] for proof in proofs]
    return [
        each._replace(findings=[*each.findings, *seen], verdict="", is_as_printed=False) if seen else each
        for each, seen in zip(verified, more, strict=True)
    ]


def _verified_redline(
    returned: IncomingDocument, said: RedlineProvenance, archive: Archive, findings: list[Finding]
) -> Verified:
    """N341 to N343 for each change of the redline, and everything else as for any document."""
    file = returned.name
    redline = issued_redline(said, archive)
    if redline is None:
        message = f"它是 {said.old.spec} 和 {said.new.spec} 对照的修订件，那时的填报文件找不到了：不能核对"
        return Verified([*findings, Finding("N310", Place(file), message, cannot=True)])
    try:
        rows = outcomes(redline.rows, returned.rows)
        decisions = decided(file, rows)
        printed, pairs = settled(redline, rows)
        findings += _comparison(returned, printed, pairs, has_looks=True, of_this_version=False)
    except CannotFollow:
        return Verified([*findings, Finding("N310", Place(file), TOO_MUCH, cannot=True)])
    except NotWord as reason:
        return Verified([*findings, Finding("N101", Place(file), str(reason), cannot=True)])
    for year in (said.old, said.new):
        now = archive.now(year.spec)
        if now is None or now.documents[-1].hashes["data"] != year.data:
            message = f"填报文件（{year.spec}）在这份修订件做好以后改过：请确认对照的是不是最新的"
            decisions.findings.append(Finding("N311", Place(file), message, severity=Severity.WARNING))
    decisions.findings.extend(_signature(returned))
    rest = "此外还有改动" if findings else "此外没有动过"
    verdict = f"{file}：{said.old.spec} 和 {said.new.spec} 对照的修订件，{decisions.sentence}；{rest}"
    return Verified([*findings, *decisions.findings], verdict)


def _comparison(
    returned: IncomingDocument,
    printed: PrintedDocument,
    pairs: Sequence[RowPair],
    has_looks: bool,
    of_this_version: bool,
) -> Iterator[Finding]:
    """N301 to N309 and N315 to N318; looks are compared where the template is the same."""
    changes = differences_of(pairs)
    yield from difference_findings(returned, printed, changes)
    if not has_looks:
        yield from comment_findings(returned)
    elif returned.document.contents != printed.package.document.contents:
        yield from look_findings(returned, printed, pairs, changes, of_this_version)
        yield from comment_findings(returned)


def _changes_since(file: str, said: Provenance, printed: PrintedDocument, now: Version | None) -> Iterator[Finding]:
    """N311 to N313: what has changed in the project since the document was printed."""
    documents = now.documents if now else ()
    today = next((document for document in documents if document.key == printed.key), None)
    if today is None:
        message = f"现在的填报文件印不出这张表（{said.spec}）：填报文件有错，或者这张表已经取消"
        yield Finding("N311", Place(file), message, severity=Severity.WARNING)
        return
    if today.hashes["data"] != said.data:
        message = f"填报文件（{said.spec}）在这份文件印出以后改过：请确认交的是不是最新的"
        yield Finding("N311", Place(file), message, severity=Severity.WARNING)
    if today.hashes["template"] != said.template:
        message = f"版式 {said.pack} 的模板在这份文件印出以后改过：请确认交的是不是最新的"
        yield Finding("N312", Place(file), message, severity=Severity.WARNING)
    if said.version != __version__:
        message = f"这份文件是 perfdocs {said.version or '（没有写版本）'} 印的，现在是 {__version__}"
        yield Finding("N313", Place(file), message, severity=Severity.HINT)
