"""The cases of the checks: each is a small change to a department's papers in which nothing is wrong."""

from __future__ import annotations

import datetime
import shutil
import tempfile
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import Any

from perfdocs.checks.against_last_year import Years
from perfdocs.checks.pasted import merge_causes
from perfdocs.checks.registry import CHECKS, check_by_role, check_forms, check_years
from perfdocs.department.forms import build_submission
from perfdocs.department.read_by_role import read_by_role
from perfdocs.department.specs import Specs
from perfdocs.finding import Finding, in_order
from perfdocs.pack.manifest import Pack, Packs
from perfdocs.rules.catalog import codes
from perfdocs.yamlfile.reader import Document, read
from tests.support.spec_shapes import as_json
from tests.support.workspaces import EXAMPLES

TODAY = datetime.date(2024, 6, 1)
CODES = [code for code in codes() if code in CHECKS]


@cache
def pack() -> Pack:
    """The pack of the cases, read from a workspace that is made for it."""
    root = EXAMPLES / "cases"
    pack, faults = Packs(_workspace(root)).get("cases")
    assert pack is not None, faults
    return pack


def _workspace(source: Path) -> Path:
    root = Path(tempfile.mkdtemp(prefix="cases-"))
    for kind, suffix in (("templates", "*.yaml"), ("schema", "*.json")):
        (root / kind / "cases").mkdir(parents=True)
        for path in source.glob(suffix):
            shutil.copy(path, root / kind / "cases")
    return root


def documents(change: str) -> dict[str, list[Document]]:
    """The sound papers with the change: fields of the project or, in a list, of several projects; `整体` is a form of
    the department as a whole."""
    sound = _plain((EXAMPLES / "cases/sound.yaml").read_text("utf-8"))
    changes = _plain(change) if change.strip() else {}
    several: Sequence[Any] = changes if isinstance(changes, list) else [changes]
    head = {key: value for key, value in sound.items() if key not in ("整体", "项目")}
    head |= {key: value for fields in several for key, value in fields.items() if key in head}
    changed = [{key: value for key, value in fields.items() if key not in head} for fields in several]
    wholes = [fields.pop("整体") for fields in changed if "整体" in fields]
    projects = [merge(sound["项目"], fields) for fields in changed]
    documents = {"单位": [_document(head, "单位")]}
    documents["整体"] = [_document(merge(sound["整体"], whole), "整体") for whole in wholes]
    documents["项目"] = [_document(project, f"项目{number}") for number, project in enumerate(projects, start=1)]
    return documents


def merge(base: Any, change: Any) -> Any:
    """The base with the fields of the change; where the change has several in another order, in that one."""
    if not isinstance(base, dict) or not isinstance(change, dict):
        return change
    order = iter([key for key in change if key in base])
    keys = [next(order) if key in change else key for key in base]
    merged = {key: merge(base[key], change[key]) if key in change else base[key] for key in keys}
    return merged | {key: value for key, value in change.items() if key not in base}


def _plain(text: str) -> Any:
    document = read(text.encode(), "例")
    assert not document.findings, document.findings
    return document.data


def _document(data: Any, name: str) -> Document:
    return read(as_json(data).encode(), name)


def findings(change: str, last: str | None = None) -> list[Finding]:
    """What the checks find in the papers with the change; `last` is the change that makes last year's papers."""
    papers = documents(change)
    by_role = read_by_role(pack(), papers)
    findings = [*check_by_role(by_role), *check_forms(build_submission(pack(), papers))]
    if last is not None:
        findings += check_years(Years(Specs(pack(), documents(last)), Specs(pack(), papers)))
    return in_order(merge_causes(findings, by_role))


def form_documents(form: Any) -> dict[str, list[Document]]:
    """A real form of `tests/examples/forms` as papers of the cases' pack."""
    projects = [_document(project, f"项目{number}") for number, project in enumerate(form["projects"], start=1)]
    return {"单位": [_document(form["head"], "单位")], "整体": [], "项目": projects}


def form_findings(path: Path) -> list[Finding]:
    """What the checks find in a real form, without what the part that was published cannot show."""
    form = _plain(path.read_text("utf-8"))
    papers = form_documents(form)
    findings = in_order([*check_by_role(read_by_role(pack(), papers)), *check_forms(build_submission(pack(), papers))])
    return [finding for finding in findings if not finding.code.startswith(tuple(form["cut"]))]
