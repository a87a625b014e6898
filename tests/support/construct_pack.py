"""A pack of one form whose template is written in a test, and what comes back of the form that it prints."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any, NamedTuple

from docx.document import Document as WordDocument

from perfdocs.compare.find_changes import without_blank_fields
from perfdocs.department.forms import build_submission
from perfdocs.pack.manifest import Pack, Packs
from perfdocs.render.template import Templates
from perfdocs.returned.importing.import_documents import Importer
from perfdocs.word.grid import grid
from perfdocs.yamlfile.reader import Document, read
from tests.support.plain_document import plain_document

PACK = "t-2024"
KINDS = ("新增", "延续", "一次性")
"""What a field of one of these may hold."""


def field(title: str, *types: str, **more: Any) -> dict[str, Any]:
    return {"title": title, "description": f"{title}。", **({"type": [*types, "null"]} if types else {}), **more}


def group(title: str, fields: dict[str, Any], **more: Any) -> dict[str, Any]:
    return {**field(title), "type": "object", "additionalProperties": False, "properties": fields, **more}


def table(title: str, items: dict[str, Any], **more: Any) -> dict[str, Any]:
    return field(title, "array", items=items, **more)


def fields() -> dict[str, Any]:
    """One of each kind of field."""
    parts = {
        "符号": {**field("符号"), "enum": ["≥", "≤", "="], "x-role": "operator"},
        "数值": {**field("数值"), "type": "number", "x-role": "number"},
        "单位": field("单位", "string", **{"x-role": "unit"}),
    }
    value = group("分列的值", parts, required=["数值"], **{"x-print": "{{ 符号 }}{{ 数值 }}{{ 单位 }}"})
    return {
        "名称": field("名称", "string", **{"x-role": "name"}),
        "说明": field("说明", "string"),
        "金额": field("金额", "number", **{"x-role": "amount", "x-unit": "元"}),
        "类别": {**field("类别"), "enum": [*KINDS, None]},
        "分列": value,
        "目标": {**field("目标"), "anyOf": [{"type": ["string", "number", "null"]}, value]},
        **{name: {**part, "type": [part["type"], "null"]} if name == "数值" else part for name, part in parts.items()},
    }


SCHEMA = group(
    "部门",
    {
        "版式": {**field("版式"), "const": PACK, "x-role": "pack"},
        "年度": {**field("年度"), "type": "integer", "x-role": "year"},
        "部门名称": field("部门名称", "string", **{"x-role": "department-name"}),
        "项目": group("项目", fields()),
        "要点": table("要点", field("要点", type="string")),
        "类别清单": table("类别清单", {**field("类别"), "enum": list(KINDS)}),
        "明细": table("明细", group("一行", fields()), **{"x-key": "名称"}),
        "分组": group(
            "分组",
            {name: table(f"{name}指标", group("一行", fields()), **{"x-key": "名称"}) for name in ("数量", "质量")},
        ),
    },
    required=["版式", "年度"],
)
MANIFEST = """title: 测试
documents:
  部门: {path: department.yaml, schema: department.schema.json}
forms:
  - {title: 项目表, template: t.docx}
submission:
  file: 整套
"""
Write = Callable[[WordDocument], None]
"""Writes what is to be tried into the template."""


class RoundTrip(NamedTuple):
    """What comes back, without blanks, and what is told."""

    data: Any
    findings: list[str]


def add_rows(document: WordDocument, *rows: Sequence[str]) -> None:
    """A table of these texts; each line is a paragraph."""
    table = document.add_table(0, len(rows[0]))
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            first, *more = text.split("\n")
            cell.text = first
            for line in more:
                cell.add_paragraph(line)


def template_pack(root: Path, write: Write) -> Pack:
    """The pack with a template of the two lines that every form has, and what `write` adds."""
    for directory in (f"schema/{PACK}", f"templates/{PACK}"):
        (root / directory).mkdir(parents=True)
    (root / f"schema/{PACK}/department.schema.json").write_text(json.dumps(SCHEMA, ensure_ascii=False), "utf-8")
    (root / f"templates/{PACK}/pack.yaml").write_text(MANIFEST, "utf-8")
    template = plain_document()
    template.add_paragraph("{{ 年度 }}年项目表")
    add_rows(template, ("部门名称", "{{ 部门名称 }}"))
    write(template)
    add_rows(template, ("审核意见", ""), ("单位盖章", ""))
    template.save(str(root / f"templates/{PACK}/t.docx"))
    pack, findings = Packs(root).get(PACK)
    assert pack is not None, findings
    return pack


def as_read(data: dict[str, Any]) -> Any:
    """The data as they are read from YAML: with exact numbers."""
    return read(json.dumps(data, ensure_ascii=False).encode(), "a.yaml").data


def round_trip(root: Path, write: Write, data: dict[str, Any]) -> RoundTrip:
    """The department's data printed with the template and read back."""
    pack = template_pack(root, write)
    head = {"版式": PACK, "年度": 2024, "部门名称": "甲区商务局"}
    spec = as_read({**head, **data})
    templates = Templates()
    form = build_submission(pack, {"部门": [Document("department.yaml", spec, {})]}).forms[0]
    rows = grid(templates.get(pack.template(form.form)).body_element(form.context))
    specs = Importer(pack, templates).import_rows([("a.docx", rows)], "")
    came = without_blank_fields(read(specs.files["department.yaml"].encode(), "a.yaml").data) if specs.files else {}
    findings = [f"{finding.code} {finding.message}" for finding in specs.findings]
    return RoundTrip({key: came[key] for key in came if key not in head}, findings)
