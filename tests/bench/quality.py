"""Figures of how right the reader of quantities and the checks are, and how fast a check is."""

from __future__ import annotations

import datetime
import json
import shutil
import tempfile
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import yaml

from perfdocs.checks.check_department import check_department
from perfdocs.department.read_by_role import read_by_role
from perfdocs.pack.manifest import Packs
from perfdocs.schema.exact_validator import Validator
from perfdocs.workspace import Department, find_workspace
from perfdocs.year_index import YearIndex
from tests.bench import corpus
from tests.bench.figures import Figure, median
from tests.support.check_cases import form_documents, form_findings, pack
from tests.support.workspaces import EXAMPLES, ROOT

TODAY = datetime.date(2023, 6, 1)


def alarms() -> Iterator[Figure]:
    """Findings on real rows, and those that are known to be false alarms."""
    wrong = set(json.loads((EXAMPLES / "false-alarms.json").read_text("utf-8")))
    rows = told = 0
    for path in sorted((EXAMPLES / "forms").glob("*.yaml")):
        papers = read_by_role(pack(), form_documents(yaml_data(path)))
        rows += sum(len(one.indicators) + len(one.having("goal")) + len(one.having("basis")) for one in papers.targets)
        told += len(form_findings(path))
    workspace = find_workspace(ROOT)
    departments, _ = workspace.select(("2023", "2026"))
    packs = Packs(ROOT)
    for department in departments:
        outcome = check_department(workspace, packs, department, TODAY)
        told += len(outcome.findings)
        rows += sum(
            len(list(p.read_text("utf-8").split("三级指标:"))) - 1 for p in department.directory.rglob("*.yaml")
        )
    yield Figure("真实表格：每 100 行的问题", 100 * told / rows, "条", f"{told} 条 / {rows} 行")
    yield Figure("其中看过以后认为是误报的", 100 * len(wrong) / rows, "条", f"{len(wrong)} 条 / {rows} 行")


def yaml_data(path: Path) -> Any:
    from perfdocs.yamlfile.reader import read

    return read(path.read_bytes(), path.name).data


def speed() -> Iterator[Figure]:
    """One department warm, and how the time grows with their number."""
    with tempfile.TemporaryDirectory() as directory:
        root = Path(directory)
        for name in ("templates", "schema"):
            shutil.copytree(ROOT / name, root / name)
        corpus.departments(root, 1000)
        departments = find_workspace(root).departments()[0]
        packs = Packs(root)
        checked(root, packs, departments[:1])
        floor = median(lambda: plain(departments[0]))
        one = median(lambda: checked(root, packs, departments[:1]))
        hundred = median(lambda: checked(root, packs, departments[:100]), 3)
        thousand = median(lambda: checked(root, packs, departments), 1)
    yield Figure("读、校验、检查一个部门（热）", 1000 * one, "毫秒", "只用 PyYAML 和 jsonschema", 1000 * floor)
    yield Figure("读、校验、检查 1000 个部门", thousand, "秒", "100 个部门（正比是 10 倍）", hundred)


def checked(root: Path, packs: Packs, departments: list[Department]) -> None:
    """As a run does it: with one index of the years for all."""
    workspace = find_workspace(root)
    index = YearIndex(workspace, packs.keys_with_role("department-name"))
    for department in departments:
        assert not check_department(workspace, packs, department, TODAY, index).findings[0].cannot


def plain(department: Department) -> None:
    """The floor: PyYAML's C loader and jsonschema with a validator that is kept."""
    for path in department.directory.rglob("*.yaml"):
        data = yaml.load(path.read_text("utf-8"), yaml.CSafeLoader)
        list(VALIDATORS[path.name == "department.yaml"].iter_errors(data))


def validators() -> dict[bool, Any]:
    made, _ = Packs(ROOT).get("shifeng-2023")
    assert made is not None
    kinds = {kind.schema.name.startswith("department"): kind.schema.validator for kind in made.kinds}
    return {key: Validator(one.schema, registry=one._registry) for key, one in kinds.items()}


VALIDATORS = validators()
