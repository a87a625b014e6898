"""The amounts that a manifest wants equal: numbers of all kinds, and sums of which parts are not filled in."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from perfdocs.checks.registry import check_forms
from perfdocs.department.forms import build_submission
from perfdocs.pack.manifest import Packs
from perfdocs.yamlfile.reader import read

MANIFEST = """
title: 演示
documents:
  部门: {{path: department.yaml, schema: d.schema.json}}
equalities:
  - {rule}
forms:
  - {{template: f.docx, title: 表}}
submission: {{file: 全}}
"""
AMOUNT: dict[str, Any] = {"type": ["number", "null"], "x-role": "amount", "x-unit": "万元"}
PARTS = {"type": "object", "properties": {"甲": AMOUNT, "乙": AMOUNT, "丙": AMOUNT}}
ROWS = {"type": "array", "items": {"type": "object", "properties": {"数": AMOUNT}}}
SCHEMA = {
    "type": "object",
    "properties": {"版式": {"type": "string", "x-role": "pack"}, "总": AMOUNT, "分": PARTS, "行": ROWS},
}


def sentences(root: Path, rule: str, spec: str) -> list[str]:
    """What the checks say of a department for which the manifest has this equality."""
    for directory in ("templates/p", "schema/p"):
        (root / directory).mkdir(parents=True)
    (root / "templates/p/f.docx").write_bytes(b"")
    (root / "templates/p/pack.yaml").write_text(MANIFEST.format(rule=rule), "utf-8")
    (root / "schema/p/d.schema.json").write_text(json.dumps(SCHEMA), "utf-8")
    pack, findings = Packs(root).get("p")
    assert pack, findings
    submission = build_submission(pack, {"部门": [read(spec.encode(), "d.yaml")]})
    return [f"{finding.code} {finding.message}" for finding in check_forms(submission)]


@pytest.mark.parametrize(
    ("right", "spec", "expected"),
    [
        ("100", "总: 90", ["M101 总数：这里是 90，算出来是 100，相差 10"]),
        ("100", "总: 100.00", []),
        ("0.5", "总: 0.5", []),
        ("0.3", "总: 0.1", ["M101 总数：这里是 0.1，算出来是 0.3，相差 0.2"]),
        ("行 | length", "总: 3\n行: [{数: 1}, {数: 2}]", ["M101 总数：这里是 3，算出来是 2，相差 1"]),
        ("行 | length", "总: 2\n行: [{数: 1}, {数: 2}]", []),
        ("true", "总: 2", []),
        ("'2'", "总: 3", []),
        (
            "分 | total",
            "总: 9\n分: {甲: 1, 乙: 2, 丙: }",
            ["M101 总数：这里是 9，算出来是 3（3 项里有 1 项没有填），相差 6"],
        ),
        ("分 | total", "总: 3\n分: {甲: 1, 乙: 2, 丙: }", []),
        (
            "行 | total('数') | unit('元', '万元')",
            "总: 9\n行: [{数: 20000}, {数: }]",
            ["M101 总数：这里是 9，算出来是 2（2 项里有 1 项没有填），相差 7"],
        ),
        (
            "分 | total",
            "总: 9\n分: {甲: , 乙: , 丙: }",
            ["M103 总数：这里是 9，而要和它相等的各项都没有填：请补上，或核对这个数"],
        ),
        ("分 | total", "总: 0\n分: {甲: , 乙: , 丙: }", []),
        ("分 | total", "总: \n分: {甲: 1, 乙: , 丙: }", []),
        ("行 | total('数')", "总: 9\n行: []", []),
    ],
)
def test_equality(tmp_path: Path, right: str, spec: str, expected: list[str]) -> None:
    rule = json.dumps({"left": "总", "right": right, "at": "总", "say": "总数"}, ensure_ascii=False)
    assert sentences(tmp_path, rule, spec) == expected


def test_the_number_of_the_loop(tmp_path: Path) -> None:
    rule = "{for: {一: 行}, left: 一.数, right: loop.index, at: 一.数, say: 序号}"
    assert sentences(tmp_path, rule, "行: [{数: 1}, {数: 3}]") == ["M101 序号：这里是 3，算出来是 2，相差 1"]
