"""Schemas that several packs refer to: found where they lie, told where they are not, no part of older commits."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from tests.support.git import git
from tests.support.run_command import Command
from tests.support.workspaces import ROOT, workspace

FUND = "schema/shifeng-2023/fund.schema.json"
COMMON = "schema/common/values.schema.json"


@pytest.fixture
def packs(tmp_path: Path) -> Path:
    return workspace(tmp_path / "workspace", ROOT / "specs")


@pytest.mark.parametrize(
    ("reference", "title"),
    [
        ("../common/taxonomies.schema.json#/$defs/a", "产出指标"),
        ("../common/taxonomies.schema.json#/$defs/c", "成本指标"),
    ],
)
def test_a_pack_refers_to_what_all_have(packs: Path, perfdocs: Command, reference: str, title: str) -> None:
    """Through other common files too: a taxonomy has indicators, and these have values in parts."""
    schema = json.loads((packs / FUND).read_text("utf-8"))
    direction = schema["properties"]["支出方向"]["items"]["properties"]
    direction["年度绩效指标"] = {"$ref": reference}
    (packs / FUND).write_text(json.dumps(schema, ensure_ascii=False), "utf-8")
    spec = packs / "specs/2023/commerce/funds/retiree-staff.yaml"
    text = spec.read_text("utf-8").replace(", 绩效标准: 20", "").replace(", 绩效标准: 10", "")
    text = text.replace("            绩效标准: 10\n", "").replace(
        "指标值: 不超过年度预算}", "指标值: {数值: 1, 单位: 项, 符: ≥}}", 1
    )
    spec.write_text(text, "utf-8")
    ran = perfdocs("check", "--root", packs, "--select", "S", f"{spec}")
    told = "没有“符”这个字段，是不是“符号”？" if title == "产出指标" else "没有“社会公众及服务对象满意度指标”这个字段"
    assert told in ran.out


def test_a_reference_that_leads_nowhere_is_told(packs: Path, perfdocs: Command) -> None:
    path = packs / COMMON
    path.write_text(path.read_text("utf-8").replace('"goal"', '"goals"'), "utf-8")
    path = packs / FUND
    path.write_text(
        path.read_text("utf-8").replace(
            "common.schema.json#/$defs/goal", "../common/values.schema.json#/$defs/goal", 1
        ),
        "utf-8",
    )
    ran = perfdocs("packs", "check", "shifeng-2023", "--root", packs)
    assert ran.out == (f"{FUND}:1:1: 错误 P103 $ref “../common/values.schema.json#/$defs/goal”指向的地方不存在\n")
    (packs / COMMON).write_text("{", "utf-8")
    ran = perfdocs("packs", "check", "shifeng-2023", "--root", packs)
    assert ran.out.startswith(f"{COMMON}:1:2: 错误 P103 这里不是 JSON")


def test_a_document_of_before_there_was_anything_in_common(packs: Path, perfdocs: Command) -> None:
    """Its version is found in git, whose commit has no such directory."""
    common = packs / "schema/common"
    common.rename(packs / "kept")
    for name in ("department", "fund"):
        path = packs / f"schema/shifeng-2023/{name}.schema.json"
        text = path.read_text("utf-8")
        path.write_text(text.replace("../common/waivers.schema.json#/$defs/waivers", "common.schema.json#/$defs/rowId"))
    git(packs, "init", "--quiet")
    git(packs, "add", "specs", "schema", "templates")
    git(packs, "commit", "--quiet", "-m", "before")
    assert perfdocs("render", "--root", packs, "2023").status == 0
    (packs / "kept").rename(common)
    spec = packs / "specs/2023/commerce/funds/retiree-staff.yaml"
    spec.write_text(spec.read_text("utf-8").replace("发放到位", "按月发放"), "utf-8")
    git(packs, "add", "specs", "schema", "templates")
    git(packs, "commit", "--quiet", "-m", "after")
    for path in (packs / ".perfdocs").rglob("*"):
        if path.is_file():
            path.unlink()
    (document,) = (packs / "build/2023/commerce").glob("03-*（提退人员经费）.docx")
    ran = perfdocs("verify", "--root", packs, document)
    assert "N311" in ran.out, ran
