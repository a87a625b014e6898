"""Which findings of this year last year's files have too: the same rule at the same field, in the same row by name.

Last year's files are checked again, by today's rules: they stand in the workspace as they were handed in at last, so
that what was found then and mended is in them no more, and what is in them now was handed in.
"""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import cached_property
from pathlib import PurePosixPath

from perfdocs.checks.check_department import CheckedDepartment
from perfdocs.compare.pair_documents import Documents, pair_documents
from perfdocs.department.row_names import RowNames
from perfdocs.department.specs import DocumentTree, Specs
from perfdocs.finding import Finding
from perfdocs.schema.moved_fields import Move, in_new_layout, moves_between, path_now

_COUNTED_ROW = re.compile(r"\[\d+\]")
"""A row that has no name: only the sentence can tell whether it is the same."""

_Key = tuple[str, str, str, str]


class LastYear:
    """Last year's findings of a department, beside this year's."""

    def __init__(self, new: CheckedDepartment, old: CheckedDepartment | None) -> None:
        self._new = new
        self._old = old

    def has(self, finding: Finding) -> bool:
        """Whether last year's files have the finding too, and nobody had waived it."""
        return self._new.specs is not None and _key(finding, self._new, self._files, self._new_names) in self._known

    @cached_property
    def _known(self) -> frozenset[_Key]:
        old, new = self._old and self._old.specs, self._new.specs
        if self._old is None or old is None or new is None:
            return frozenset()
        kinds = {kind.name: kind.schema.tree for kind in new.pack.kinds}
        moves = {
            document.file: moves_between(kind.schema.tree, kinds[kind.name])
            for kind in old.pack.kinds
            for document in old.documents[kind.name]
            if kind.name in kinds
        }
        names = RowNames({file: _in_new_layout(tree, moves.get(file, ())) for file, tree in old.trees.items()})
        files = {file: file for file in old.trees}
        findings = (
            finding._replace(path=path_now(finding.path, moves.get(finding.place.file, ())))
            for finding in self._old.findings
            if not finding.waived
        )
        return frozenset(_key(finding, self._old, files, names) for finding in findings)

    @cached_property
    def _new_names(self) -> RowNames:
        return RowNames(self._new.specs.trees if self._new.specs else {})

    @cached_property
    def _files(self) -> Mapping[str, str]:
        """Which file of last year each of this year's is."""
        new, old = self._new.specs, self._old.specs if self._old else None
        return _partners(new, old) if new and old else {}


def _in_new_layout(each: DocumentTree, moves: Sequence[Move]) -> DocumentTree:
    """A document of last year with each field where this year's form has it."""
    return each._replace(document=each.document._replace(data=in_new_layout(each.document.data, moves)))


def _partners(new: Specs, old: Specs) -> dict[str, str]:
    files: dict[str, str] = {}
    for kind in new.pack.kinds:
        before, after = Documents(old, kind.name), Documents(new, kind.name)
        for key, old_key in pair_documents(before, after).items():
            files[after.by_id[key].file] = before.by_id[old_key].file
    return files


def _key(finding: Finding, checked: CheckedDepartment, files: Mapping[str, str], names: RowNames) -> _Key:
    """What a finding is known by in both years; the year itself counts as the same in both."""
    file = finding.place.file
    path = names.path(file, finding.path)
    words = (finding.cause or finding.message) if not path or _COUNTED_ROW.search(path) else ""
    year = checked.department.year
    return (
        finding.code,
        files.get(file, PurePosixPath(file).name),
        path.replace(year, "〇"),
        words.replace(year, "〇"),
    )
