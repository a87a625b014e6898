"""A form pack looked over for its maintainer: schemas, manifest and templates, before any clerk meets them."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

from jinja2 import meta

from perfdocs.checks.registry import CHECKS
from perfdocs.department.forms import NUMBER
from perfdocs.finding import Finding, Place, has_errors, in_order
from perfdocs.overview.amounts import column_place
from perfdocs.pack.jinja import text_language
from perfdocs.pack.manifest import Form, Pack, Packs
from perfdocs.packlint import docxtpl_lint, schema_fields, template_fields, word_structure
from perfdocs.packlint.field_places import schema_documents
from perfdocs.packlint.left_in_template import left_in_findings
from perfdocs.packlint.score_parts import score_findings
from perfdocs.prose.did_you_mean import did_you_mean
from perfdocs.render.template import read_template
from perfdocs.render.template_errors import NOT_WORD
from perfdocs.render.template_fault import TemplateFault
from perfdocs.word.open_docx import WordFile
from perfdocs.word.open_template import open_document
from perfdocs.word.plain_docx import plain_docx

_WITHOUT_UNIT = ("P202", "P207")
"""What is found of an amount whose unit is not known: that the overview cannot add it up comes of that."""


def check_pack(root: Path, packs: Packs, name: str) -> list[Finding]:
    """Everything that is wrong with one pack of the workspace at `root`."""
    pack, faults = packs.get(name)
    if pack is None:
        return in_order(faults)
    findings = [*faults]
    schemas = schema_documents(root, name)
    for form in {form.template: form for form in pack.forms}.values():
        path = pack.template(form)
        if os.path.lexists(path):
            findings += _template_faults(path, f"templates/{name}/{form.template}", form)
    if not has_errors(findings):
        findings += template_fields.faults(pack, schemas)
    of_schema = list(schema_fields.faults(schemas, name))
    without_unit = any(finding.code in _WITHOUT_UNIT for finding in of_schema)
    columns = () if without_unit else _bad_columns(pack)
    of_manifest = [*_unknown_checks(pack), *_same_file_names(pack), *score_findings(pack)]
    return in_order([*findings, *of_schema, *of_manifest, *columns])


def _unknown_checks(pack: Pack) -> Iterator[Finding]:
    """P206: checks that the manifest makes more or less severe and that do not exist."""
    for code in pack.severities:
        if code not in CHECKS:
            message = f"没有“{code}”这项检查{did_you_mean(code, CHECKS) or '：perfdocs explain 列出全部'}"
            yield Finding("P206", pack.manifest.key_place(("checks", code)), message, ("checks", code))


def _same_file_names(pack: Pack) -> Iterator[Finding]:
    """P217: forms of which there may be several, and whose file name says nothing of which one it is."""
    for index, form in enumerate(pack.forms):
        if not form.loops:
            continue
        innermost, _ = form.loops[-1]
        names = meta.find_undeclared_variables(text_language().parse(form.file))
        if not names & {innermost, NUMBER}:
            key = "file" if "file" in pack.manifest.data["forms"][index] else "title"
            keys = ("forms", index, key)
            remedy = f"文件名里写上“{innermost}”的名称，或 {{{{ number }}}}"
            message = f"每一个“{innermost}”一张表，文件名却都一样，会互相覆盖：{remedy}"
            yield Finding("P217", pack.manifest.value_place(keys), message, keys)


def _bad_columns(pack: Pack) -> Iterator[Finding]:
    """P210: columns of the overview whose amount is nowhere, or is none of a unit that the form says."""
    for name, column in pack.overview.items():
        if not column_place(pack, column).unit:
            keys = ("overview", name, "amount")
            message = f"总览的“{column.title}”取不到金额：“{'.'.join(column.keys)}”不是写明单位的金额"
            yield Finding("P210", pack.manifest.value_place(keys), message, keys)


def _template_faults(path: Path, file: str, form: Form) -> Iterator[Finding]:
    try:
        source = plain_docx(read_template(path))
        document = open_document(source)
    except TemplateFault as fault:
        yield Finding(fault.code, Place(file), str(fault), cannot=True)
        return
    if document is None:
        yield Finding("T101", Place(file), NOT_WORD, cannot=True)
        return
    yield from left_in_findings(WordFile(source), file)
    yield from word_structure.structure_findings(document, file, form)
    yield from docxtpl_lint.docxtpl_findings(document, file)
