"""What a template can print in a cell comes back as it was, or is told: a row of data written in many ways."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from docx import Document

from perfdocs.compare.find_changes import without_blank_fields
from perfdocs.yamlfile.reader import read
from tests.support.run_command import Command

ROWS = [
    {"班次": "会计培训班", "符号": "≥", "数值": 80, "单位": "人", "经费": 100, "说明": "两期"},
    {"班次": "党务培训班", "数值": 20, "单位": "天", "经费": 200},
]
SPEC = {"版式": "t-2024", "年度": 2024, "部门名称": "甲区商务局", "要点": ["招商引资", "外贸服务"], "培训": ROWS}


def text(title: str, **more: Any) -> dict[str, Any]:
    return {"title": title, "description": f"{title}。", "type": ["string", "null"], **more}


def number(title: str, **more: Any) -> dict[str, Any]:
    return {"title": title, "description": f"{title}。", "type": ["number", "null"], **more}


def group(fields: dict[str, Any], **more: Any) -> dict[str, Any]:
    some = {"title": "一组", "description": "一组。", "type": "object", "additionalProperties": False}
    return {**some, "properties": fields, **more}


SCHEMA = group(
    {
        "版式": {"title": "版式", "description": "版式。", "const": "t-2024", "x-role": "pack"},
        "年度": {"title": "年度", "description": "年度。", "type": "integer", "x-role": "year"},
        "部门名称": text("部门名称", **{"x-role": "department-name"}),
        "要点": {
            "title": "要点",
            "description": "要点。",
            "type": ["array", "null"],
            "items": text("要点", type="string"),
        },
        "培训": {
            "title": "培训",
            "description": "培训。",
            "type": ["array", "null"],
            "x-key": "班次",
            "items": group(
                {
                    "班次": text("班次", **{"x-role": "name"}),
                    "符号": {"title": "符号", "description": "符号。", "enum": ["≥", "≤", None], "x-role": "operator"},
                    "数值": number("数值", **{"x-role": "number"}),
                    "单位": text("单位", **{"x-role": "unit"}),
                    "经费": number("经费", **{"x-role": "amount", "x-unit": "元"}),
                    "说明": text("说明"),
                }
            ),
        },
    }
)
PACK = """title: 测试
documents:
  部门: {path: department.yaml, schema: department.schema.json}
unprinted:
  版式: 只用来找到这套版式
forms:
  - {title: 培训计划表, template: t.docx}
submission:
  file: 整套
"""
HEADS = ("序号", "班次", "指标值", "说明", "经费")


def imported(root: Path, perfdocs: Command, cells: tuple[str, ...], points: str = "") -> tuple[Any, list[str]]:
    """The rows of the training and the points that come back, and what is told."""
    for directory in ("schema/t-2024", "templates/t-2024", "specs/2024/demo"):
        (root / directory).mkdir(parents=True)
    (root / "schema/t-2024/department.schema.json").write_text(json.dumps(SCHEMA, ensure_ascii=False), "utf-8")
    (root / "templates/t-2024/pack.yaml").write_text(PACK, "utf-8")
    (root / "specs/2024/demo/department.yaml").write_text(json.dumps(SPEC, ensure_ascii=False), "utf-8")
    template = Document()
    template.add_paragraph("{{ 年度 }}年培训计划表")
    table = template.add_table(0, 5)
    loop = ("{%tr for 行 in 培训|rows(1) %}", "", "", "", "")
    for row in (HEADS, loop, cells, ("{%tr endfor %}", "", "", "", "")):
        for cell, content in zip(table.add_row().cells, row, strict=True):
            cell.text = content
    for label, content in (("部门名称", "{{ 部门名称 }}"), ("要点", points)):
        row = table.add_row().cells
        row[0].text = label
        row[1].merge(row[4]).text = content
    template.save(str(root / "templates/t-2024/t.docx"))
    assert perfdocs("render", "2024/demo", "--root", root).status == 0
    document = next((root / "build").rglob("整套.docx"))
    ran = perfdocs("import", document, "--pack", "t-2024", "--out", root / "out", "--root", root)
    data: Any = without_blank_fields(read((root / "out/department.yaml").read_bytes(), "a.yaml").data)
    return data, [line.partition("格：")[2] for line in ran.out.splitlines()]


NAME, NOTE, COST = "{{ 行.班次 }}", "{{ 行.说明 }}", "{{ 行.经费 }}"
COST_2, COST_9 = "{{ 行.经费|thousands(2) }}", "{{ 行.经费|blank(9) }}"
NUMBER, UNIT = "{{ 行.数值 }}", "{{ 行.单位 }}"


@pytest.mark.parametrize(
    "cells",
    [
        ("{{ loop.index }}", NAME, f"{{{{ 行.符号 }}}}{NUMBER}{UNIT}", NOTE, COST),
        (
            "{{ loop.index|chinese }}",
            f"班{{{{ loop.index }}}}：{NAME}",
            NUMBER + UNIT,
            NOTE,
            "{{ 行.经费|thousands(2) }}",
        ),
        ("", f"{NAME}{{% if 行.说明 %}}（{NOTE}）{{% endif %}}", NUMBER, UNIT, COST),
        (
            "",
            NAME,
            f"数值：{NUMBER}；单位：{UNIT}",
            f"{{% if 行.说明 %}}共{NOTE}{{% endif %}}",
            "{{ 行.经费|blank(9) }}",
        ),
    ],
)
def test_what_is_printed_comes_back(tmp_path: Path, perfdocs: Command, cells: tuple[str, ...]) -> None:
    data, told = imported(tmp_path, perfdocs, cells)
    expected = [{key: value for key, value in row.items() if f"行.{key}" in "".join(cells)} for row in ROWS]
    assert (data["培训"], told) == (expected, [])


def test_a_list_in_one_cell_is_told(tmp_path: Path, perfdocs: Command) -> None:
    points = "{% for 点 in 要点 %}{{ loop.index }}.{{ 点 }}；{% endfor %}"
    cells = ("", "{{ 行.班次 }}", "{{ 行.数值 }}", "{{ 行.说明 }}", "{{ 行.经费 }}")
    data, told = imported(tmp_path, perfdocs, cells, points)
    assert "要点" not in data
    assert told == ["“1.招商引资；2.外贸服务；”不知道填到哪里，没有读入：请核对，需要的自己填上"]


def test_texts_that_cannot_be_parted_are_told(tmp_path: Path, perfdocs: Command) -> None:
    cells = ("", "{{ 行.班次 }}{{ 行.说明 }}", "{{ 行.数值 }}", "{{ 行.单位 }}", "{{ 行.经费 }}")
    data, told = imported(tmp_path, perfdocs, cells)
    assert [set(row) for row in data["培训"]] == [{"数值", "单位", "经费"}] * 2
    assert told[0] == "“会计培训班两期”不知道填到哪里，没有读入：请核对，需要的自己填上"
