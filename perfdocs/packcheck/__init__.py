"""A form pack looked over for its maintainer: schemas, manifest and templates, before any clerk meets them."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from perfdocs.checks import CHECKS
from perfdocs.finding import Finding, Place, has_errors, in_order
from perfdocs.nearest import did_you_mean
from perfdocs.packcheck import coverage, lint, schemas, structure
from perfdocs.packs.pack import Form, Pack, Packs
from perfdocs.render.faults import NOT_WORD
from perfdocs.wordfile import opened


def check_pack(root: Path, packs: Packs, name: str) -> list[Finding]:
    """Everything that is wrong with one pack of the workspace at `root`."""
    pack, faults = packs.get(name)
    if pack is None:
        return in_order(faults)
    findings = [*faults]
    for form in {form.template: form for form in pack.forms}.values():
        path = pack.template(form)
        if path.is_file():
            findings += _template_faults(path.read_bytes(), f"templates/{name}/{form.template}", form)
    if not has_errors(findings):
        findings += coverage.faults(pack)
    return in_order([*findings, *schemas.faults(root, name), *_unknown_checks(pack)])


def _unknown_checks(pack: Pack) -> Iterator[Finding]:
    """P206: checks that the manifest makes more or less severe and that do not exist."""
    for code in pack.severities:
        if code not in CHECKS:
            message = f"没有“{code}”这项检查{did_you_mean(code, CHECKS) or '：perfdocs explain 列出全部'}"
            yield Finding("P206", pack.manifest.key_place(("checks", code)), message, ("checks", code))


def _template_faults(source: bytes, file: str, form: Form) -> Iterator[Finding]:
    document = opened(source)
    if document is None:
        yield Finding("T101", Place(file), NOT_WORD, cannot=True)
        return
    yield from structure.faults(document, file, form)
    yield from lint.faults(document, file)
