"""Specs of many shapes, made from the real ones: few rows, many rows, long prose, awkward text."""

from __future__ import annotations

import json
from decimal import Decimal
from pathlib import Path
from typing import Any

from perfdocs.yamlfile.reader import read
from tests.support.workspaces import ROOT, workspace

PROSE = "围绕建链、补链、强链，完善产业配套和服务体系，促进区域经济发展，促就业，稳发展，生活富裕，生态宜居。"
AWKWARD = "& < > \" ' {{ 部门名称 }} {% endif %} {_{ }_} {#\n第二行\t制表 😀 𠀀𪚥 ]]>"


def load(path: Path) -> Any:
    return read(path.read_bytes(), path.name).data


def dump(path: Path, data: Any) -> None:
    """JSON is YAML; numbers are written as they were."""
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_text(as_json(data), "utf-8")


def as_json(data: Any) -> str:
    if isinstance(data, dict):
        return "{" + ", ".join(f"{json.dumps(k, ensure_ascii=False)}: {as_json(v)}" for k, v in data.items()) + "}"
    if isinstance(data, list):
        return "[" + ", ".join(map(as_json, data)) + "]"
    return f"{data:f}" if isinstance(data, Decimal) else json.dumps(data, ensure_ascii=False)


def real(kind: str) -> Any:
    """The real department, or one of its funds."""
    directory = ROOT / "specs/2023/commerce"
    return load(directory / "department.yaml" if kind == "department" else directory / f"funds/{kind}.yaml")


def indicators(rows: int, text: str = "合格", score: bool = False) -> Any:
    """The groups of the form with so many rows each; none where 0."""
    groups = real("retiree-staff")["支出方向"][0]["年度绩效指标"]
    row = {"三级指标": text[:500], "指标值": text, **({"绩效标准": "计划标准"} if score else {})}
    return {first: {second: [row] * rows for second in inner} for first, inner in groups.items()}


def department(rows: int = 1, text: str = "合格") -> Any:
    data = real("department")
    plan = [{"事项": text, "责任单位": text, "工作目标": text}] * rows
    return data | {"部门职责概述": text, "年度重点工作计划": plan, "年度绩效指标": indicators(rows, text)}


def fund(rows: int = 1, text: str = "合格", details: int = 1) -> Any:
    data = real("retiree-staff")
    detail = {"支出内容": text, "支出明细": text, "金额": Decimal(1), "测算依据": text}
    first = detail | {"金额": 10_000 * data["支出方向"][0]["金额"] - (details - 1)}
    direction = data["支出方向"][0] | {
        "实施期绩效目标": text,
        "年度绩效目标": text,
        "年度绩效指标": indicators(rows, text, score=True),
        "支出明细": {"单位": "元", "项目": [first, *[detail] * (details - 1)] if details else []},
    }
    return data | {"支出方向": [direction]}


def _balanced(head: Any, funds: list[Any]) -> Any:
    """The department's file with amounts that agree with its funds."""
    projects = sum((d["金额"] for fund in funds for d in fund["支出方向"]), Decimal(0))
    parts = {"基本支出": Decimal(100), "项目支出": projects if funds else None}
    total = Decimal(100) + projects
    money = {"资金总额": total, "按收入性质分": {"一般公共预算拨款": total}, "按支出性质分": parts}
    return head | {"年度预算申请": money}


def tree(directory: Path, departments: dict[str, tuple[Any, list[Any]]]) -> Path:
    """A workspace with the given departments of 2023: the department's file and its funds."""
    empty = directory / "none"
    empty.mkdir(parents=True)
    root = workspace(directory / "tree", empty)
    for name, (head, funds) in departments.items():
        dump(root / f"specs/2023/{name}/department.yaml", _balanced(head, funds))
        for number, fund in enumerate(funds):
            dump(root / f"specs/2023/{name}/funds/f{number}.yaml", fund)
    return root
