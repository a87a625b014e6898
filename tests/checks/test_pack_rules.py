"""A pack's own rules: what is judged, what is said, and that a blank is told once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from perfdocs.checks.registry import check_forms
from perfdocs.department.forms import build_submission
from perfdocs.pack.manifest import Pack, Packs
from perfdocs.yamlfile.reader import read
from tests.support.notes import edit
from tests.support.run_command import Command

NUMBER: dict[str, Any] = {"type": ["number", "null"]}
TEXT: dict[str, Any] = {"type": ["string", "null"]}
ROW = {"type": "object", "properties": {"分值": NUMBER, "得分": NUMBER, "原因": TEXT}}
FIELDS = {"版式": {**TEXT, "x-role": "pack"}, "预算": NUMBER, "执行": NUMBER, "原因": TEXT}
SCHEMA = {"type": "object", "properties": {**FIELDS, "条": {"type": ["array", "null"], "items": ROW}}}


def pack(root: Path, **rule: Any) -> Pack:
    """A pack with this rule."""
    manifest = {
        "title": "演示",
        "documents": {"部门": {"path": "department.yaml", "schema": "d.schema.json"}},
        "rules": [{"at": "执行", "say": "不合规定", **rule}],
        "forms": [{"template": "f.docx", "title": "表"}],
        "submission": {"file": "全"},
    }
    for directory in ("templates/p", "schema/p"):
        (root / directory).mkdir(parents=True)
    (root / "templates/p/f.docx").write_bytes(b"")
    (root / "templates/p/pack.yaml").write_text(yaml.dump(manifest, allow_unicode=True), "utf-8")
    (root / "schema/p/d.schema.json").write_text(json.dumps(SCHEMA), "utf-8")
    made, findings = Packs(root).get("p")
    assert made, findings
    return made


def found(root: Path, spec: str, **rule: Any) -> list[str]:
    submission = build_submission(pack(root, **rule), {"部门": [read(spec.encode(), "d.yaml")]})
    findings = check_forms(submission)
    return [f"{each.place.line} {each.severity.label} {each.code} {each.message}" for each in findings]


RATE = "执行 / 预算 >= 0.9 or 原因"
HOLDS = [
    ("执行 <= 预算", "预算: 10\n执行: 10.0"),
    ("执行 <= 预算", "预算: 10"),
    ("执行 <= 预算", "执行: 10"),
    ("执行 == 预算", "执行: 10"),
    ("执行 != 预算 * 2", "执行: 10"),
    (RATE, "预算: 10\n执行: 9"),
    (RATE, "预算: 10\n执行: 8\n原因: 年底才下达"),
    (RATE, "预算: 10"),
    (RATE, "执行: 8"),
    (RATE, "预算: 0\n执行: 8"),
    ("0 <= 执行 <= 预算", "预算: 10\n执行: 3"),
    ("条 | total('得分') <= 100", "条: []"),
    ("not 条 or 执行 > 1", "预算: 1"),
]
BROKEN = [
    ("执行 <= 预算", "预算: 10\n执行: 10.01"),
    ("执行 == 预算", "预算: 10\n执行: 10.01"),
    (RATE, "预算: 10\n执行: 8.99"),
    ("原因 or 执行 / 预算 >= 0.9", "预算: 10\n执行: 8"),
    ("0 <= 执行 <= 预算", "预算: 10\n执行: -3"),
    ("原因", "预算: 10\n执行: 3"),
    ("(执行 * 0.1) | round(1) == 0.3", "预算: 10\n执行: 2.4"),
    ("条 | total('得分') <= 10", "执行: 1\n条: [{得分: 8}, {得分: 3}, {得分: }]"),
    ("原因 in ['甲', '乙']", "执行: 3\n原因: 丙"),
]


@pytest.mark.parametrize(("must", "spec"), HOLDS)
def test_what_holds_or_cannot_be_judged(tmp_path: Path, must: str, spec: str) -> None:
    assert found(tmp_path, spec, must=must) == []


@pytest.mark.parametrize(("must", "spec"), BROKEN)
def test_what_is_broken(tmp_path: Path, must: str, spec: str) -> None:
    line = spec.split("\n").index(next(line for line in spec.split("\n") if line.startswith("执行"))) + 1
    assert found(tmp_path, spec, must=must) == [f"{line} 警告 F301 不合规定"]


def test_each_row_says_its_own_values_at_its_own_field(tmp_path: Path) -> None:
    rule = {
        "for": {"一条": "条"},
        "when": "一条.分值 > 0",
        "must": "一条.得分 <= 一条.分值",
        "at": "一条.得分",
        "say": "得分 {{ 一条.得分 }} 超过了分值 {{ 一条.分值 }}（占 {{ (一条.得分 / 一条.分值)|percent }}）",
        "severity": "error",
    }
    spec = "条:\n- {分值: 10, 得分: 11}\n- {分值: 0, 得分: 1}\n- {分值: 8, 得分: 8}\n- {得分: 8}\n- {分值: 3, 得分: 4}"
    assert found(tmp_path, spec, **rule) == [
        "2 错误 F301 得分 11 超过了分值 10（占 110%）",
        "6 错误 F301 得分 4 超过了分值 3（占 133.33%）",
    ]


def test_a_blank_is_told_once_and_a_rule_can_be_waived_or_switched_off(small: Path, perfdocs: Command) -> None:
    manifest, head = small / "templates/shifeng-2023/pack.yaml", small / "specs/2023/demo/department.yaml"
    rule = "rules:\n  - {must: 部门职责概述 == '全部', at: 部门职责概述, say: 职责要写“全部”, severity: error}\n"
    edit(manifest, ("scores: {total: 100}", rule + "scores: {total: 100}"))
    told = "specs/2023/demo/department.yaml:20:9: 错误 F301 职责要写“全部”\n"
    assert perfdocs("check", "--root", small).out == told
    edit(head, ("部门职责概述: 负责演示区的招商。", "部门职责概述:"))
    ran = perfdocs("check", "--root", small)
    assert [line.split()[2] for line in ran.out.splitlines()] == ["F101"]
    waiver = "豁免:\n  - {代号: F301, 位置: 部门职责概述, 理由: 无, 批准: 区财政局, 截止: 2099-12-31}\n"
    edit(head, ("部门职责概述:\n", f"部门职责概述: 招商。\n{waiver}"))
    assert perfdocs("check", "--root", small).status == 0
    edit(manifest, ("checks:", "checks:\n  F301: {severity: off, reason: 试行}"))
    assert "V102" in perfdocs("check", "--root", small).out


FAULTS = {
    "  - {must: 年度 > 0, at: 年度, say: '{{ 没有的 }}'}": "版式说明里的“{{ 没有的 }}”算不出来：名称“没有的”没有定义",
    "  - {must: 没有的 > 0, at: 年度, say: 不行}": "版式说明里的“没有的 > 0”算不出来：名称“没有的”没有定义",
    "  - {must: 年度, at: 年度.月, say: 不行}": "版式说明里的“年度.月”算不出来：“月”取自一个没有下级字段的值（数字）",
    "  - {must: 年度 >, at: 年度, say: 不行}": "“年度 >”不是能算的式子：标签没有写完",
    "  - {for: {项: 专项资金}, must: 项.金额大 > 0, at: 项.金额, say: 不行}": (
        "版式说明里的“项.金额大 > 0”算不出来：这里没有“金额大”这一项，是不是“金额”？"
    ),
}


@pytest.mark.parametrize("rule", FAULTS)
def test_a_rule_at_fault_is_told_to_the_maintainer(small: Path, perfdocs: Command, rule: str) -> None:
    edit(
        small / "templates/shifeng-2023/pack.yaml", ("scores: {total: 100}", f"rules:\n{rule}\nscores: {{total: 100}}")
    )
    ran = perfdocs("packs", "check", "shifeng-2023", "--root", small)
    assert ran.status == 1
    assert [line.partition(": 错误 P10")[2][2:] for line in ran.out.splitlines()] == [FAULTS[rule]]
