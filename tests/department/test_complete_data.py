"""Blank rows: each table has its own, which a manifest may fill, and which begins a group of its own."""

from __future__ import annotations

import io
import json
import re
from pathlib import Path
from typing import Any

from docx import Document

from perfdocs.department.complete_data import document_shape
from perfdocs.department.forms import build_submission
from perfdocs.pack.filters import rows
from perfdocs.pack.manifest import Packs
from perfdocs.render.template import Template
from perfdocs.schema.load import Schema
from perfdocs.yamlfile.reader import read
from tests.support.change_zip import members

MANIFEST = """
title: 演示
documents:
  部门: {path: department.yaml, schema: d.schema.json}
derived:
  - for: {处: 各处, 行: 处.明细 | rows(3)}
    set:
      行.处室: 处.名称
forms:
  - {template: f.docx, title: 表}
submission: {file: 全}
"""
TEXT: dict[str, Any] = {"type": "string"}
OFFICE = {"名称": TEXT, "明细": {"type": "array", "items": {"type": "object", "properties": {"项": TEXT}}}}
SCHEMA = {
    "type": "object",
    "properties": {
        "版式": {**TEXT, "x-role": "pack"},
        "各处": {"type": "array", "items": {"type": "object", "properties": OFFICE}},
    },
}


def printed(root: Path, spec: str) -> list[list[dict[str, Any]]]:
    """The rows of each office, filled up to three as the form prints them."""
    pack, _ = Packs(root).get("p")
    assert pack
    made = build_submission(pack, {"部门": [read(spec.encode(), "d.yaml")]})
    return [[dict(row) for row in rows(office["明细"], 3)] for office in made.data["各处"]]


def test_what_a_manifest_writes_into_a_blank_row_stays_in_its_table(tmp_path: Path) -> None:
    for directory in ("templates/p", "schema/p"):
        (tmp_path / directory).mkdir(parents=True)
    (tmp_path / "templates/p/f.docx").write_bytes(b"")
    (tmp_path / "templates/p/pack.yaml").write_text(MANIFEST, "utf-8")
    (tmp_path / "schema/p/d.schema.json").write_text(json.dumps(SCHEMA), "utf-8")
    blank = [{"项": None, "处室": "甲"}] * 2
    assert printed(tmp_path, "各处: [{名称: 甲, 明细: [{项: 一}]}, {名称: 乙, 明细: []}]") == [
        [{"项": "一", "处室": "甲"}, *blank],
        [{"项": None, "处室": "乙"}] * 3,
    ]
    assert printed(tmp_path, "各处: [{名称: 丙, 明细: [{项: 一}]}]")[0][1:] == [{"项": None, "处室": "丙"}] * 2


def test_a_blank_row_begins_a_merged_cell_of_its_own() -> None:
    inner = {"properties": {"标": {}, "内": {"type": "array", "items": {"properties": {"值": {}}}}}}
    outer = {"properties": {"名": {}, "中": {"type": "array", "items": inner}}}
    schema = Schema("s", {"s": {"properties": {"外": {"type": "array", "items": outer}}}})
    document = read("外: [{名: 甲}, {名: 乙}]".encode(), "d.yaml")
    tags = ["{%tr for a in 外 %}", "{%tr for b in a.中 | rows(1) %}", "{%tr for c in b.内 | rows(2) %}"]
    word = Document()
    table = word.add_table(7, 2)
    for row, tag in zip(table.rows, [*tags, "{% vm b %}{{ b.标 }}", *["{%tr endfor %}"] * 3], strict=True):
        row.cells[0].text = tag
    table.cell(3, 1).text = "{{ c.值 }}"
    raw = io.BytesIO()
    word.save(raw)
    form = Template(raw.getvalue()).fill(document_shape(schema, ()).complete(document.data, (), document))
    merges = re.findall(
        r'<w:vMerge(?: w:val="(\w+)")?/>', members(form.to_docx("表", {}))["word/document.xml"].decode()
    )
    assert [one or "continue" for one in merges] == ["restart", "continue"] * 2
