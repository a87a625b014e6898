"""Documents that came back, and the files of the departments that they were printed from with their edits."""

from __future__ import annotations

from collections.abc import Sequence

from perfdocs.finding import Finding, Place
from perfdocs.returned.verifying.cell_differences import differences
from perfdocs.returned.verifying.history import Archive, Match, Version
from perfdocs.returned.verifying.provenance import draft_finding, provenance
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
        draft = draft_finding(document)
        if draft:
            findings.append(draft)
            continue
        said = provenance(document.document)
        match, now = (archive.find(said), archive.now(said.spec)) if said else (None, None)
        if said is None:
            message = "不知道它是从哪里印的：不是 perfdocs 印的文件，或者来历的记号丢了；可以用 perfdocs import 读"
        elif now is None:
            message = f"填报文件（{said.spec}）现在有错误或者没有了：先改好（perfdocs check），再写回"
        elif match is None:
            where = f"印它的那一版填报文件（{said.spec}）"
            message = f"{where}找不到了，不知道哪些是 Word 里改的：用 perfdocs verify 看不同的地方"
        else:
            key = said.spec, match.version.name
            if key not in pullers:
                pullers[key] = _puller(match, now, archive.workspace)
            pullers[key].take(document.name, differences(match.document.rows, document.rows))
            continue
        findings.append(Finding("N310", Place(document.name), message, cannot=True))
    return [puller.finish() for puller in pullers.values()], findings


def _puller(match: Match, now: Version, workspace: Workspace) -> Puller:
    base, today = match.version.specs, now.specs
    names = [document.file for group in today.documents.values() for document in group]
    texts = {name: read_text(workspace.root / name, name).text or "" for name in names}
    return Puller(today.pack, base.documents, today.documents, texts)
