"""Filled-in Word documents of one department as its specs, and all that could not be read or does not agree."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import Any

from pypinyin import lazy_pinyin

from perfdocs.checks.registry import check_amounts
from perfdocs.department.forms import Submission, build_submission
from perfdocs.finding import Finding, Keys, Place
from perfdocs.pack.expressions import BadExpression
from perfdocs.pack.manifest import DocumentKind, Pack
from perfdocs.render.template import Templates
from perfdocs.returned.form_map.align_rows import Aligner
from perfdocs.returned.form_map.form_rows import FormSkeleton, skeletons
from perfdocs.returned.form_map.marker_data import ITEM
from perfdocs.returned.importing import problems
from perfdocs.returned.importing.collect_fields import FilledIn, filled_forms, gathered, name_fields
from perfdocs.returned.importing.computed_fields import compared, targets
from perfdocs.returned.importing.draft import Draft, Drafts, complete, drafts
from perfdocs.returned.importing.write_yaml import composed
from perfdocs.schema.validate import validate_document
from perfdocs.word.grid import Row
from perfdocs.word.incoming import Returned
from perfdocs.yamlfile.reader import Document, read


@dataclass
class Restored:
    """Specs by name, relative to the department's directory; no files where nothing could be read."""

    files: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    forms: int = 0
    """How many filled-in forms there were."""


class Reader:
    """Reads documents of one pack. Raises TemplateFault and BadExpression for a pack that is at fault."""

    def __init__(self, pack: Pack, templates: Templates) -> None:
        self.pack = pack
        self.forms: list[FormSkeleton] = skeletons(pack, templates)
        self._aligner = Aligner(self.forms)
        self._derived = targets(pack)

    def restored(self, sources: Sequence[Returned], schemas: str) -> Restored:
        """The specs that the documents hold. `schemas` is where the schemas lie, for the first line of each file."""
        made = self.of_rows([(one.name, one.rows) for one in sources], schemas)
        made.findings += [finding for one in sources for finding in problems.dangers(one)]
        return made

    def of_rows(self, sources: Sequence[tuple[str, Sequence[Row]]], schemas: str) -> Restored:
        """The same of the rows of documents, with their names."""
        made = Restored()
        forms = [form for name, rows in sources for form in self._forms(name, rows, made)]
        made.forms = len(forms)
        if forms:
            self._put_together(forms, [name for name, _ in sources], schemas, made)
        return made

    def _forms(self, name: str, rows: Sequence[Row], made: Restored) -> list[FilledIn]:
        placed, missing = self._aligner.placed(rows)
        if not any(one.state for one in placed):
            message = f"里面没有版式 {self.pack.name} 的表：请核对文件和 --pack 的版式"
            made.findings.append(Finding("N210", Place(name), message, cannot=True))
            return []
        made.findings += problems.unplaced(name, placed, self._aligner)
        made.findings += problems.slips(name, placed)
        made.findings += problems.tracked(name, rows)
        made.findings += problems.missing(name, missing)
        return list(filled_forms(name, placed, self.forms))

    def _put_together(self, forms: Sequence[FilledIn], sources: Sequence[str], schemas: str, made: Restored) -> None:
        found = drafts(gathered(forms, self.pack), self.pack, self._derived)
        made.findings += found.findings
        _number_documents(found)
        _settle_units(self.pack, found)
        made.findings += self._worked_out(found)
        for kind in self.pack.kinds:
            names: set[str] = set()
            for draft in found.documents[kind.name]:
                file = _file(kind, draft, self.pack, names)
                data = _completed(draft)
                head = [f"yaml-language-server: $schema={'../' * file.count('/')}{schemas}{kind.schema.name}"]
                head.append(f"由 Word 文件读回：{'、'.join(Path(one).name for one in sources)}。“待核”的地方请核对。")
                made.files[file] = composed(data, head, draft.doubts)
                made.findings += _invalid(draft, made.files[file], file)

    def _worked_out(self, found: Drafts) -> list[Finding]:
        """What is printed otherwise than it is worked out, once all that has to be given has been entered."""
        findings: list[Finding] = []
        for _ in range(3):
            made = _submission(self.pack, found)
            if made is None:
                return []
            findings, entered = compared(made, found.worked_out, found.documents)
            if not entered:
                break
        return findings


def _completed(draft: Draft) -> dict[str, Any]:
    data = complete(draft.kind.schema, draft.kind.schema.root, draft.data)
    assert isinstance(data, dict)
    return data


def _submission(pack: Pack, found: Drafts) -> Submission | None:
    documents = {
        kind: [Document(f"{kind}-{at}", _completed(draft), {}) for at, draft in enumerate(group)]
        for kind, group in found.documents.items()
    }
    try:
        return build_submission(pack, documents)
    except BadExpression:
        return None


def _number_documents(found: Drafts) -> None:
    """The field that puts the documents of a kind in order, which no form prints."""
    for group in found.documents.values():
        for number, draft in enumerate(group, start=1):
            if draft.kind.order and len(group) > 1:
                draft.data.setdefault(draft.kind.order, Decimal(number))


def _settle_units(pack: Pack, found: Drafts) -> None:
    """The unit of the amounts of a group, where no form prints it: the one by which the amounts agree."""
    missing = [
        (draft, path, options)
        for group in found.documents.values()
        for draft in group
        for path, options in _units(draft)
    ]
    for draft, path, options in missing:
        _set(draft.data, path, options[0])
    for draft, path, options in missing:
        wrong = {}
        for option in options:
            _set(draft.data, path, option)
            wrong[option] = _disagreements(pack, found)
        best = min(options, key=lambda option: wrong[option])
        _set(draft.data, path, best)
        if list(wrong.values()).count(wrong[best]) > 1:
            draft.doubt(path, f"表上没有写单位，从金额也看不出来，暂按{best}")


def _disagreements(pack: Pack, found: Drafts) -> int:
    """How many amounts do not agree that the pack says must."""
    made = _submission(pack, found)
    try:
        return len(check_amounts(made)) if made else 0
    except BadExpression:
        return 0


def _units(draft: Draft) -> Iterator[tuple[Keys, list[str]]]:
    """Fields that hold a unit of money and are not given, in groups that are."""
    schema = draft.kind.schema

    def look(node: Any, data: Any, path: Keys) -> Iterator[tuple[Keys, list[str]]]:
        node = schema.resolved(node)
        if isinstance(data, list):
            for index, one in enumerate(data):
                yield from look(node.get("items", {}), one, (*path, index))
        if not isinstance(data, dict) or not data:
            return
        for key, child in node.get("properties", {}).items():
            child = schema.resolved(child)
            if child.get("x-role") == "money-unit" and data.get(key) is None and any(data.values()):
                yield (*path, key), [one for one in child.get("enum", []) if one]
            yield from look(child, data.get(key), (*path, key))

    yield from look(schema.root, draft.data, ())


def _set(data: Any, path: Keys, value: Any) -> None:
    for step in path[:-1]:
        data = data[step]
    data[path[-1]] = value


def _file(kind: DocumentKind, draft: Draft, pack: Pack, taken: set[str]) -> str:
    """The name of a document's file: for one of many, its own name in the Latin alphabet."""
    if not kind.many:
        return kind.path
    key = name_fields(pack).get((kind.name, ITEM), ("",))[-1]
    syllables = " ".join(lazy_pinyin(str(draft.data.get(key) or ""))).lower()
    stem = "-".join(re.findall(r"[a-z0-9]+", syllables))[:60].strip("-") or "one"
    number = 1
    while (name := stem if number == 1 else f"{stem}-{number}") in taken:
        number += 1
    taken.add(name)
    return kind.path.replace("*", name)


def _invalid(draft: Draft, text: str, file: str) -> Iterator[Finding]:
    """What the schema says against the document: at the cell where the value stood, or at the new file's line."""
    document = read(text.encode(), file)
    yield from document.findings
    for one in validate_document(document, draft.kind.schema).findings:
        printed = _nearest(draft.printed, one.path)
        if printed is None or one.code == "S102":
            yield one
            continue
        message = f"{printed.cell.where}：{one.message}"
        yield Finding(one.code, Place(printed.file, printed.line, max(printed.cell.where.cell, 1)), message, one.path)


def _nearest(printed: Mapping[Keys, Any], path: Keys) -> Any:
    while path and path not in printed:
        path = path[:-1]
    return printed.get(path)
