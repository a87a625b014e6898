"""A form pack looked over for its maintainer: schemas, manifest and templates, before any clerk meets them."""

from __future__ import annotations

from pathlib import Path

from perfdocs.finding import Finding, in_order
from perfdocs.packcheck import coverage, lint, schemas, structure
from perfdocs.packs.pack import Packs


def check_pack(root: Path, packs: Packs, name: str) -> list[Finding]:
    """Everything that is wrong with one pack of the workspace at `root`."""
    pack, faults = packs.get(name)
    if pack is None:
        return in_order(faults)
    findings = [*faults, *schemas.faults(root, name)]
    for form in {form.template: form for form in pack.forms}.values():
        path = pack.template(form)
        if path.is_file():
            findings += lint.faults(path, f"templates/{name}/{form.template}")
            findings += structure.faults(path, f"templates/{name}/{form.template}", form)
    if not findings:
        findings += coverage.faults(pack)
    return in_order(findings)
