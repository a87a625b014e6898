"""The view by role: what the form wants and is not filled in, wherever it stands, told once."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from perfdocs.department.read_by_role import is_blank
from perfdocs.department.specs import Specs
from perfdocs.finding import dotted
from perfdocs.pack.manifest import Packs
from perfdocs.schema.load import Schema
from perfdocs.yamlfile.reader import read

MANIFEST = """
title: 演示
documents:
  部门: {path: department.yaml, schema: d.schema.json}
forms:
  - {template: f.docx, title: 表}
submission: {file: 全}
"""
TEXT: dict[str, Any] = {"type": ["string", "null"]}
WANTED = {**TEXT, "x-expected": True}
AMOUNT = {"type": ["number", "null"], "x-role": "amount", "x-unit": "元"}
INDICATOR = {
    "type": "object",
    "required": ["数"],
    "properties": {
        "名": {**TEXT, "x-role": "indicator-name"},
        "值": {**TEXT, "x-role": "indicator-value"},
        "说明": WANTED,
        "数": AMOUNT,
    },
}
LEVEL = {"type": "object", "properties": {"数量": {"type": "array", "items": INDICATOR}}}
SCHEMA = {
    "type": "object",
    "required": ["总额"],
    "properties": {
        "版式": {"type": "string", "x-role": "pack"},
        "总额": AMOUNT,
        "另计": AMOUNT,
        "目标": WANTED,
        "一组": {"type": ["object", "null"], "required": ["数"], "properties": {"数": AMOUNT, "字": WANTED}},
        "要的一组": {"type": ["object", "null"], "x-expected": True, "properties": {"字": WANTED, "话": WANTED}},
        "一表": {
            "type": ["array", "null"],
            "x-expected": True,
            "items": {"type": "object", "required": ["数"], "properties": {"字": TEXT, "数": AMOUNT, "话": WANTED}},
        },
        "指标": {"type": "object", "x-role": "taxonomy", "properties": {"产出": LEVEL}},
    },
}
SOUND: dict[str, Any] = {
    "总额": 1,
    "目标": "养路",
    "一组": {"数": 1, "字": "甲"},
    "要的一组": {"字": "甲", "话": "乙"},
    "一表": [{"字": "甲", "数": 1, "话": "乙"}],
    "指标": {"产出": {"数量": [{"名": "里程", "值": "3公里", "说明": "按里程表", "数": 1}]}},
}


def specs(root: Path, change: dict[str, Any]) -> Specs:
    """The sound specs with some of the top fields changed."""
    for directory in ("templates/p", "schema/p"):
        (root / directory).mkdir(parents=True)
    (root / "templates/p/f.docx").write_bytes(b"")
    (root / "templates/p/pack.yaml").write_text(MANIFEST, "utf-8")
    (root / "schema/p/d.schema.json").write_text(json.dumps(SCHEMA), "utf-8")
    pack, _ = Packs(root).get("p")
    assert pack
    return Specs(pack, {"部门": [read(json.dumps(SOUND | change).encode(), "d.yaml")]})


@pytest.mark.parametrize(
    ("change", "blanks"),
    [
        ({}, []),
        ({"总额": None}, ["总额!"]),
        ({"总额": 0}, []),
        ({"另计": None}, []),
        ({"目标": None}, ["目标"]),
        ({"目标": ""}, ["目标"]),
        ({"目标": "　"}, ["目标"]),
        ({"目标": "/"}, ["目标"]),
        ({"目标": "——"}, ["目标"]),
        ({"一组": None}, ["一组.字"]),
        ({"一组": {}}, ["一组.数!", "一组.字"]),
        ({"一组": {"数": None, "字": "甲"}}, ["一组.数!"]),
        ({"要的一组": None}, ["要的一组"]),
        ({"要的一组": {"字": None, "话": "/"}}, ["要的一组"]),
        ({"要的一组": {"字": "甲", "话": None}}, ["要的一组.话"]),
        ({"一表": []}, ["一表"]),
        ({"一表": None}, ["一表"]),
        ({"一表": [{"字": "/", "数": None, "话": "/"}]}, ["一表"]),
        ({"一表": [{"字": "甲", "数": None, "话": "乙"}]}, ["一表[0].数!"]),
        ({"一表": [SOUND["一表"][0], {"字": "甲", "数": 1, "话": ""}]}, ["一表[1].话"]),
        (
            {"指标": {"产出": {"数量": [{"名": "里程", "值": "3公里", "说明": None, "数": None}]}}},
            ["指标.产出.数量[0].说明", "指标.产出.数量[0].数!"],
        ),
        ({"指标": {"产出": {"数量": [{"名": "/", "值": "/", "说明": "/", "数": None}]}}}, []),
    ],
)
def test_what_the_form_wants(tmp_path: Path, change: dict[str, Any], blanks: list[str]) -> None:
    """An amount that the schema requires is marked with !: the form is worthless without it."""
    found = specs(tmp_path, change).by_role.blanks
    assert [dotted(blank.path) + "!" * blank.is_needed for blank in found] == blanks


@pytest.mark.parametrize(
    ("change", "rows"),
    [
        ({}, []),
        ({"一表": [SOUND["一表"][0], {"字": "/", "数": None, "话": "/"}]}, [("一表[1]", "/")]),
        ({"一表": [SOUND["一表"][0], {"字": None, "数": None, "话": ""}]}, [("一表[1]", None)]),
        ({"指标": {"产出": {"数量": [{"名": "/", "值": "/", "说明": "/", "数": None}]}}}, [("指标.产出.数量[0]", "/")]),
    ],
)
def test_rows_with_nothing_in_them(tmp_path: Path, change: dict[str, Any], rows: list[tuple[str, Any]]) -> None:
    found = specs(tmp_path, change).by_role.empty_rows
    assert [(dotted(row.path), row.value) for row in found] == rows


def test_blank() -> None:
    assert all(map(is_blank, [None, "", " ", "　", "/", "／", "-", "——", "……", {}, [], {"甲": None}, [{"甲": "/"}]]))
    assert not any(map(is_blank, [0, "0", "无", "1/2", "A", {"甲": 0}, ["无"]]))


def test_a_list_of_texts_is_looked_at_like_any_text(tmp_path: Path) -> None:
    schema = {"type": "object", "properties": {"事项": {"title": "事项", "type": "array", "items": TEXT}}}
    changed = Specs(specs(tmp_path, {}).pack, {"部门": []})
    kind = changed.pack.kinds[0]._replace(schema=Schema("s", {"s": schema}))
    pack = changed.pack._replace(kinds=(kind,))
    document = read("事项: [养路, 待定, ]".encode(), "d.yaml")
    by_role = Specs(pack, {"部门": [document]}).by_role
    assert [(dotted(field.path), field.title, field.value) for field in by_role.texts] == [
        ("事项[0]", "事项", "养路"),
        ("事项[1]", "事项", "待定"),
    ]
