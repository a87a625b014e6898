"""Filled-in Word documents of one department as its specs, and all that could not be read or does not agree."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path
from typing import NamedTuple

from perfdocs.checks.registry import check_forms
from perfdocs.department.forms import Submission, build_submission
from perfdocs.department.specs import Specs
from perfdocs.finding import Finding, Keys, Place, put_value, value_at
from perfdocs.pack.expressions import BadExpression
from perfdocs.pack.manifest import DocumentKind, Pack
from perfdocs.prose import amounts
from perfdocs.render.file_names import latin_name
from perfdocs.render.template import Templates
from perfdocs.returned.cell_findings import finding_at
from perfdocs.returned.form_map.align_rows import Aligner, Alignment
from perfdocs.returned.form_map.form_rows import FormPattern, form_patterns
from perfdocs.returned.form_map.marker_data import ITEM
from perfdocs.returned.importing import problems
from perfdocs.returned.importing.collect_fields import ReturnedForm, join_forms, name_fields, returned_forms
from perfdocs.returned.importing.computed_fields import computed_addresses, computed_findings, enter_given
from perfdocs.returned.importing.draft import Draft, Drafts
from perfdocs.returned.importing.form_year import enter_year
from perfdocs.returned.importing.other_departments import one_department
from perfdocs.returned.importing.own_part import OwnPart, own_part
from perfdocs.returned.importing.parted_rows import parted_rows
from perfdocs.returned.importing.rows_without_data import with_data
from perfdocs.returned.importing.stated_units import unit_of_form
from perfdocs.returned.importing.subjects import Entry
from perfdocs.returned.importing.unread_parts import says_made_up, unread_parts
from perfdocs.returned.importing.write_yaml import yaml_text
from perfdocs.schema.validate import validate_document
from perfdocs.word.cell_text import CellMark
from perfdocs.word.grid import Row
from perfdocs.word.incoming import IncomingDocument
from perfdocs.yamlfile.reader import Document, read

MOST_ROUNDS = 3
"""How often computing is begun anew because a value was given that others are computed of."""


@dataclass
class ImportedSpecs:
    """Specs by name, relative to the department's directory; no files where nothing could be read."""

    files: dict[str, str] = field(default_factory=dict)
    findings: list[Finding] = field(default_factory=list)
    forms: int = 0
    """How many filled-in forms there were."""


class Importer:
    """Reads documents of one pack. Raises TemplateFault and BadExpression for a pack that is at fault."""

    def __init__(self, pack: Pack, templates: Templates) -> None:
        self.pack = pack
        self.forms: list[FormPattern] = form_patterns(pack, templates)
        self._aligner = Aligner(self.forms)
        self._computed = computed_addresses(pack)
        self._name_fields = name_fields(pack)

    def import_documents(
        self, documents: Sequence[IncomingDocument], schemas: str, year: str = "", targets: Specs | None = None
    ) -> ImportedSpecs:
        """The specs that the documents hold. `schemas` is where the schemas lie, for the first line of each file;
        `year` that of the directory where the specs are to stand, if it is one's; `targets` are those of a later step.
        """
        rows = [(document.name, document.rows) for document in documents]
        specs = self.import_rows(rows, schemas, year, any(map(says_made_up, documents)), targets)
        for document in documents:
            specs.findings += [*problems.dangers(document), *unread_parts(document)]
        return specs

    def import_rows(
        self,
        documents: Sequence[tuple[str, Sequence[Row]]],
        schemas: str,
        year: str = "",
        made_up: bool = False,
        targets: Specs | None = None,
    ) -> ImportedSpecs:
        """The same of the rows of documents, with their names."""
        forms: list[ReturnedForm] = []
        findings: list[Finding] = []
        for file, rows in documents:
            alignment = self._aligner.align(rows)
            findings += self._problems(file, rows, alignment)
            aligned, no_data = with_data(file, alignment.rows)
            parted, several = parted_rows(file, aligned)
            forms += returned_forms(file, parted, self.forms)
            findings += [*no_data, *several]
        forms, others = one_department(forms, self.pack)
        findings += [*others, *(finding for form in forms for finding in form.findings)]
        if not forms:
            return ImportedSpecs({}, findings)
        drafts = Drafts(join_forms(forms, self.pack), self.pack, self._computed)
        if made_up:
            marks = self.pack.head.schema.tree.with_role("demonstration")
            drafts.documents[self.pack.head.name][0].data |= dict.fromkeys(marks, "true")
        findings += enter_year(drafts.documents[self.pack.head.name][0], documents, year)
        _number_documents(drafts)
        _choose_units(self.pack, drafts, {unit_of_form(form.pattern) for form in forms} - {""})
        specs = self._specs(drafts, [file for file, _ in documents], schemas, targets)
        specs.forms = len(forms)
        specs.findings[:0] = findings
        return specs

    def _problems(self, file: str, rows: Sequence[Row], alignment: Alignment) -> Iterator[Finding]:
        if not any(row.form_row for row in alignment.rows):
            message = f"里面没有版式 {self.pack.name} 的表：请核对文件和 --pack 的版式"
            if any(CellMark.PICTURE in cell.marks for row in rows for cell in row.cells):
                message += "；里面有图片，表要是贴成了图片，里面的字读不出来"
            yield Finding("N210", Place(file), message, cannot=True)
            return
        yield from problems.columns(file, alignment.columns)
        yield from problems.strays(file, alignment.rows, self._aligner)
        yield from problems.slips(file, alignment.rows)
        yield from problems.tracked_changes(file, rows)
        yield from problems.missing_rows(file, alignment.missing)

    def _specs(
        self, drafts: Drafts, sources: Sequence[str], schemas: str, targets: Specs | None = None
    ) -> ImportedSpecs:
        specs = ImportedSpecs(findings=[*drafts.findings, *self._computed_findings(drafts)])
        origin = f"由 Word 文件读回：{'、'.join(Path(source).name for source in sources)}。“待核”的地方请核对。"
        for whole in (draft for group in drafts.documents.values() for draft in group):
            own = own_part(whole, targets, self._name_field(whole.kind)) if targets else OwnPart(whole, "", ())
            if own is None:
                continue
            draft = own.draft
            specs.findings += own.findings
            file = own.file or self._file_name(draft, specs.files)
            schema = f"yaml-language-server: $schema={'../' * file.count('/')}{schemas}{draft.kind.schema.name}"
            specs.files[file] = yaml_text(draft.in_order, [schema, origin], draft.doubts)
            specs.findings += _invalid(draft, specs.files[file], file)
        return specs

    def _computed_findings(self, drafts: Drafts) -> Iterable[Finding]:
        """What is printed otherwise than it is computed, once all that has to be given has been entered."""
        for _ in range(MOST_ROUNDS):
            submission = _submission(self.pack, drafts)
            if submission is None or not enter_given(drafts, submission):
                break
        return computed_findings(drafts, submission) if submission else ()

    def _name_field(self, kind: DocumentKind) -> str:
        """The field that the documents of a kind are called by; empty where there is none."""
        return str(self._name_fields.get((kind.name, ITEM), ("",))[-1])

    def _file_name(self, draft: Draft, others: Mapping[str, str]) -> str:
        """For a document of many, its own name in the Latin alphabet."""
        kind = draft.kind
        if not kind.many:
            return kind.path
        name = str(draft.data.get(self._name_field(kind)) or "")
        return latin_name(kind.path, name, others.__contains__)


def _submission(pack: Pack, drafts: Drafts) -> Submission | None:
    documents = {
        kind: [Document(f"{kind}-{number}", draft.in_order, {}) for number, draft in enumerate(group)]
        for kind, group in drafts.documents.items()
    }
    try:
        return build_submission(pack, documents)
    except BadExpression:
        return None


def _number_documents(drafts: Drafts) -> None:
    """The field that puts the documents of a kind in order, which no form prints."""
    for group in drafts.documents.values():
        for number, draft in enumerate(group, start=1):
            if draft.kind.order and len(group) > 1:
                draft.data.setdefault(draft.kind.order, Decimal(number))


class _Unit(NamedTuple):
    """A unit of money that no form prints, and what it may be."""

    draft: Draft
    keys: Keys
    options: Sequence[str]
    typed: Mapping[Keys, Decimal]
    """The amounts of which the form says the unit, by their keys, in that unit."""

    def choose(self, option: str) -> None:
        """Takes a unit, and the amounts that are given in another in this one."""
        put_value(self.draft.data, self.keys, option)
        for keys, number in self.typed.items():
            put_value(self.draft.data, keys, amounts.convert(number, self.draft.units[keys], option))


def _choose_units(pack: Pack, drafts: Drafts, printed: Collection[str]) -> None:
    """Where no form prints the unit of the amounts of a group, the one by which the amounts agree.

    Where several do, one that stands behind the amounts or above them, or that a form has `printed` of all of its own.
    """
    units = [unit for group in drafts.documents.values() for draft in group for unit in _units(draft)]
    for unit in units:
        unit.choose(unit.options[0])
    for unit in units:
        wrong = {}
        for option in unit.options:
            unit.choose(option)
            wrong[option] = _disagreements(pack, drafts)
        likely = [*map(unit.draft.units.get, unit.typed), *printed]
        best = min(unit.options, key=lambda option: (wrong[option], option not in likely))
        unit.choose(best)
        if list(wrong.values()).count(wrong[best]) > 1 and best not in likely:
            unit.draft.doubt(unit.keys, f"表上没有写单位，从金额也看不出来，暂按{best}")


def _disagreements(pack: Pack, drafts: Drafts) -> int:
    """How many amounts do not agree that the pack says must."""
    submission = _submission(pack, drafts)
    try:
        return len(check_forms(submission)) if submission else 0
    except BadExpression:
        return 0


def _units(draft: Draft) -> Iterator[_Unit]:
    """Fields that hold a unit of money and are not given, in groups that are."""
    for keys, node, data in draft.kind.schema.tree.walk(draft.data):
        if isinstance(data, dict) and any(data.values()) and node.group:
            for key in node.group.with_role("money-unit"):
                if data.get(key) is None:
                    typed = {
                        place: value
                        for place in draft.units
                        if place[: len(keys)] == keys and isinstance(value := value_at(draft.data, place), Decimal)
                    }
                    yield _Unit(draft, (*keys, key), node.group.fields[key].options, typed)


def _invalid(draft: Draft, text: str, file: str) -> Iterator[Finding]:
    """What the schema says against the document: at the cell where the value stood, or at the new file's line."""
    document = read(text.encode(), file)
    yield from document.findings
    for finding in validate_document(document, draft.kind.schema).findings:
        entry = _nearest(draft.entries, finding.path)
        if entry is None or finding.code == "S102":
            yield finding
        else:
            yield finding_at(entry.place, finding.code, finding.message, keys=finding.path)


def _nearest(entries: Mapping[Keys, Entry], keys: Keys) -> Entry | None:
    """The entry of a value, or of the group that it is in."""
    while keys and keys not in entries:
        keys = keys[:-1]
    return entries.get(keys)
