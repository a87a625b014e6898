"""Documents that came back, and the files of the departments that they were printed from with their edits."""

from __future__ import annotations

from collections.abc import Sequence

from perfdocs.finding import Finding, Place
from perfdocs.returned.verifying import verify
from perfdocs.returned.verifying.history import Archive, Match, Version
from perfdocs.returned.verifying.pull import Pulled, Puller
from perfdocs.word.incoming import IncomingDocument
from perfdocs.workspace import Workspace
from perfdocs.yamlfile.encoding import read_text


def pull_documents(documents: Sequence[IncomingDocument], archive: Archive) -> tuple[list[Pulled], list[Finding]]:
    """What is taken back into each department, and N310 for each document of which nothing can be.

    Documents printed from the same version of a department are taken back together.
    """
    pullers: dict[tuple[str, str], Puller] = {}
    findings: list[Finding] = []
    for document in documents:
        origin = verify.origin(document.document)
        if origin is None:
            message = "不知道它是从哪里印的：不是 perfdocs 印的文件，或者来历的记号丢了；可以用 perfdocs import 读"
            findings.append(_no_origin(document, message))
            continue
        match, now = archive.find(origin), archive.now(origin.spec)
        if match is None or now is None:
            findings.append(_no_origin(document, _no_version(origin.spec, now)))
            continue
        differences, _ = verify.compared(document, match.document)
        key = origin.spec, match.version.revision
        if key not in pullers:
            pullers[key] = _puller(match, now, archive.workspace)
        pullers[key].take(document.name, differences)
    return [puller.pulled() for puller in pullers.values()], findings


def _no_origin(document: IncomingDocument, message: str) -> Finding:
    return Finding("N310", Place(document.name), message, cannot=True)


def _no_version(spec: str, now: Version | None) -> str:
    if now is None:
        return f"填报文件（{spec}）现在有错误或者没有了：先改好（perfdocs check），再写回"
    return f"印它的那一版填报文件（{spec}）找不到了，不知道哪些是 Word 里改的：用 perfdocs verify 看不同的地方"


def _puller(match: Match, now: Version, workspace: Workspace) -> Puller:
    base, today = match.version.specs, now.specs
    names = [document.file for group in today.documents.values() for document in group]
    texts = {name: read_text(workspace.root / name, name).text or "" for name in names}
    return Puller(today.pack, base.documents, today.documents, texts)
