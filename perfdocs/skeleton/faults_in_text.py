"""What is wrong with something that is begun, beyond that it is blank: with names given, and with texts taken over."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from perfdocs.checks.registry import check_by_role
from perfdocs.department.read_by_role import is_blank, read_by_role
from perfdocs.finding import Finding, Keys, value_at
from perfdocs.pack.manifest import Pack
from perfdocs.schema.validate import validate_document
from perfdocs.yamlfile.reader import Document


def faults_in_text(
    pack: Pack, documents: Mapping[str, Sequence[Document]], file: str, below: Keys = ()
) -> list[Finding]:
    """The findings at values that are written, in a file of the documents, or in a part of it."""
    outcomes = {
        kind.name: [validate_document(document, kind.schema) for document in documents.get(kind.name, ())]
        for kind in pack.kinds
    }
    findings = [finding for group in outcomes.values() for outcome in group for finding in outcome.findings]
    meant = {name: [outcome.document for outcome in group] for name, group in outcomes.items()}
    findings += check_by_role(read_by_role(pack, meant))
    data = next(document.data for group in documents.values() for document in group if document.file == file)
    return [
        finding
        for finding in findings
        if finding.place.file == file and finding.path[: len(below)] == below and _is_written(data, finding.path)
    ]


def _is_written(data: object, path: Keys) -> bool:
    value = value_at(data, path)
    return not isinstance(value, dict | list) and not is_blank(value)
