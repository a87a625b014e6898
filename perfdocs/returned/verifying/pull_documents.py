"""Documents that came back, and the files of the departments that they were printed from with their edits."""

from __future__ import annotations

from collections.abc import Sequence

from perfdocs.finding import Finding, Place
from perfdocs.returned.verifying.cell_differences import differences
from perfdocs.returned.verifying.history import Archive, Version
from perfdocs.returned.verifying.issued_redline import issued_redline
from perfdocs.returned.verifying.provenance import (
    Provenance,
    RedlineProvenance,
    draft_finding,
    provenance,
    redline_provenance,
)
from perfdocs.returned.verifying.pull import Pulled, Puller
from perfdocs.returned.verifying.pull_redline import pull_redline
from perfdocs.returned.verifying.redline_outcome import TOO_MUCH, CannotFollow, Decision, outcomes
from perfdocs.returned.verifying.verify_redline import CODES, decided
from perfdocs.word.incoming import IncomingDocument
from perfdocs.workspace import Workspace
from perfdocs.yamlfile.encoding import read_text


def pull_documents(documents: Sequence[IncomingDocument], archive: Archive) -> tuple[list[Pulled], list[Finding]]:
    """What is taken back into each department, and N310 for each document of which nothing can be.

    Documents printed from the same version of a department are taken back together.
    """
    pullers = _Pullers(archive)
    findings: list[Finding] = []
    for document in documents:
        draft = draft_finding(document)
        if draft:
            findings.append(draft)
            continue
        said, of_redline = provenance(document.document), redline_provenance(document.document)
        try:
            if of_redline:
                findings += _pull_redline(document, of_redline, pullers)
            else:
                _pull_document(document, said, pullers)
        except _CannotPull as reason:
            findings.append(Finding("N310", Place(document.name), str(reason), cannot=True))
    return pullers.finish(), findings


class _CannotPull(Exception):
    """Nothing of a document can be taken back, for this reason."""


class _Pullers:
    """For each version of a department, what takes edits back into it."""

    def __init__(self, archive: Archive) -> None:
        self.archive = archive
        self._pullers: dict[tuple[str, str], Puller] = {}

    def now(self, spec: str) -> Version:
        """A department as it is today. Raises _CannotPull."""
        now = self.archive.now(spec)
        if now is None:
            raise _CannotPull(f"填报文件（{spec}）现在有错误或者没有了：先改好（perfdocs check），再写回")
        return now

    def of(self, spec: str, version: Version, now: Version) -> Puller:
        key = spec, version.name
        if key not in self._pullers:
            self._pullers[key] = _puller(version, now, self.archive.workspace)
        return self._pullers[key]

    def finish(self) -> list[Pulled]:
        return [puller.finish() for puller in self._pullers.values()]


def _pull_document(document: IncomingDocument, said: Provenance | None, pullers: _Pullers) -> None:
    if said is None:
        raise _CannotPull("不知道它是从哪里印的：不是 perfdocs 印的文件，或者来历的记号丢了；可以用 perfdocs import 读")
    match, now = pullers.archive.find(said), pullers.now(said.spec)
    if match is None:
        where = f"印它的那一版填报文件（{said.spec}）"
        raise _CannotPull(f"{where}找不到了，不知道哪些是 Word 里改的：用 perfdocs verify 看不同的地方")
    puller = pullers.of(said.spec, match.version, now)
    puller.take(document.name, differences(match.document.rows, document.rows))


def _pull_redline(document: IncomingDocument, said: RedlineProvenance, pullers: _Pullers) -> list[Finding]:
    """N343 for each change that is still open, and N402."""
    now, redline = pullers.now(said.new.spec), issued_redline(said, pullers.archive)
    if redline is None:
        where = f"做这份修订件的填报文件（{said.old.spec}、{said.new.spec}）"
        raise _CannotPull(f"{where}找不到了，不知道哪些是接受的、哪些是拒绝的")
    try:
        rows = outcomes(redline.rows, document.rows)
    except CannotFollow:
        raise _CannotPull(TOO_MUCH) from None
    still_open = [each for each in decided(document.name, rows).findings if each.code == CODES[Decision.OPEN]]
    return still_open + pull_redline(pullers.of(said.new.spec, redline.new, now), document.name, redline, rows)


def _puller(version: Version, now: Version, workspace: Workspace) -> Puller:
    base, today = version.specs, now.specs
    names = [each.file for group in today.documents.values() for each in group if not each.is_only_read]
    texts = {name: read_text(workspace.root / name, name).text or "" for name in names}
    return Puller(today.pack, base.documents, today.documents, texts)
