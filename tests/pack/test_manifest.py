"""Form packs: every one that is here is sound, and one that nobody has seen works without a line of Python."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from docx import Document
from docx.oxml.ns import qn

from perfdocs.pack.manifest import Packs
from perfdocs.packlint.field_places import schema_documents
from perfdocs.packlint.lint_pack import check_pack
from perfdocs.packlint.template_fields import faults as coverage_faults
from perfdocs.schema.load import Schema, dangling_references, link_files
from tests.support import read_docx
from tests.support.run_command import Command
from tests.support.workspaces import ROOT

NAMES = Packs(ROOT).names


def test_the_packs_are_found() -> None:
    assert {"shifeng-2023", "putuo-2026"} <= set(NAMES)


@pytest.mark.parametrize("name", NAMES)
def test_every_pack_is_sound(name: str) -> None:
    """Each name in each template exists, and each field of the schema is printed or declared unprinted."""
    assert check_pack(ROOT, Packs(ROOT), name) == []


@pytest.mark.parametrize("name", NAMES)
def test_fields_count_as_printed_only_where_a_template_looks_at_them(name: str, real: Path) -> None:
    """Without what the manifest declares, the fields that it declares are the ones reported."""
    manifest = real / "templates" / name / "pack.yaml"
    text = manifest.read_text("utf-8")
    begin, end = text.index("unprinted:"), text.index("forms:")
    manifest.write_text(text[:begin] + text[end:], "utf-8")
    pack, _ = Packs(real).get(name)
    declared, _ = Packs(ROOT).get(name)
    assert pack is not None
    assert declared is not None
    schemas = schema_documents(real, name)
    found = {finding.path[1:] for finding in coverage_faults(pack, schemas) if finding.code == "T202"}
    assert found
    for path in found:
        assert any(".".join(map(str, path)).endswith(field) for field in declared.unprinted)
    for field in declared.unprinted:
        assert any(".".join(map(str, path)).endswith(field) for path in found)


@pytest.fixture
def tiny(tmp_path: Path) -> Path:
    """A workspace with a pack of one form, one table and one loop, in words that no other pack has."""
    schema = {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "additionalProperties": False,
        "required": ["表式", "年份"],
        "properties": {
            "表式": field("表式", const="tiny", **{"x-role": "pack"}),
            "年份": field("年份", type="integer", **{"x-role": "year"}),
            "借书": field("借书", type="array", items={"$ref": "#/$defs/book"}),
        },
        "$defs": {
            "book": {
                "type": "object",
                "additionalProperties": False,
                "required": ["书名"],
                "properties": {
                    "书名": field("书名", type="string"),
                    "押金": field("押金（元）", type=["number", "null"], **{"x-role": "amount", "x-unit": "元"}),
                },
            }
        },
    }
    (tmp_path / "schema/tiny").mkdir(parents=True)
    (tmp_path / "schema/tiny/library.schema.json").write_text(json.dumps(schema, ensure_ascii=False), "utf-8")
    (tmp_path / "templates/tiny").mkdir(parents=True)
    (tmp_path / "templates/tiny/pack.yaml").write_text(
        "title: 借书登记\n"
        "documents:\n  馆: {path: department.yaml, schema: library.schema.json}\n"
        "derived:\n  - set: {押金总数: 借书 | total('押金')}\n"
        "unprinted: {表式: 只用来找到这套表}\n"
        "forms:\n  - {title: '{{ 年份 }}年借书登记表', template: library.docx}\n"
        "submission: {file: '{{ 年份 }}年全部'}\n",
        "utf-8",
    )
    tiny_template().save(str(tmp_path / "templates/tiny/library.docx"))
    (tmp_path / "specs/2030/library").mkdir(parents=True)
    (tmp_path / "specs/2030/library/department.yaml").write_text(
        "表式: tiny\n年份: 2030\n借书:\n  - {书名: 甲, 押金: 1.50}\n  - {书名: 乙, 押金: 20}\n", "utf-8"
    )
    return tmp_path


def field(title: str, **rest: Any) -> dict[str, Any]:
    return {"title": title, "description": f"{title}。", **rest}


def tiny_template() -> Any:
    """What somebody draws in Word who has set the font and the language."""
    document = Document()
    rows = [
        ("{{ 年份 }}年", "押金"),
        ("{%tr for 书 in 借书 %}", ""),
        ("{{ 书.书名 }}", "{{ 书.押金 }}"),
        ("{%tr endfor %}", ""),
        ("合计", "{{ 押金总数 }}"),
    ]
    table = document.add_table(len(rows), 2)
    for row, texts in zip(table.rows, rows, strict=True):
        for cell, text in zip(row.cells, texts, strict=True):
            cell.text = text
    default = document.styles.element.find(f"{qn('w:docDefaults')}/{qn('w:rPrDefault')}/{qn('w:rPr')}")
    default.find(qn("w:rFonts")).set(qn("w:eastAsia"), "宋体")
    default.find(qn("w:lang")).set(qn("w:eastAsia"), "zh-CN")
    return document


@pytest.mark.slow
def test_a_pack_that_nobody_has_seen(tiny: Path, perfdocs: Command) -> None:
    assert perfdocs("packs", "check", "--root", tiny).out == ""
    assert perfdocs("check", "--root", tiny).status == 0
    assert perfdocs("render", "--root", tiny).status == 0
    form = (tiny / "build/2030/library/2030年借书登记表.docx").read_bytes()
    assert read_docx.golden(read_docx.rows(form)) == "2030年 | 押金\n甲 | 1.50\n乙 | 20\n合计 | 21.50\n"


def test_findings_of_a_pack_that_nobody_has_seen(tiny: Path, perfdocs: Command) -> None:
    spec = tiny / "specs/2030/library/department.yaml"
    spec.write_text("表式: tiny\n年份: 2031\n借书:\n  - {书明: 甲, 押金: 1元}\n", "utf-8")
    assert perfdocs("check", "--root", tiny).out == (
        "specs/2030/library/department.yaml:2:5: 错误 W102 “年份”是 2031，而文件放在 2030 的目录里：请改成一致\n"
        "specs/2030/library/department.yaml:4:6: 错误 S101 没有“书明”这个字段，是不是“书名”？\n"
        "specs/2030/library/department.yaml:4:17: 错误 S103 “押金”应填数字，这里是文字“1元”："
        "只写数字，不带单位“元”（单位见表头）\n"
    )


@pytest.mark.slow
def test_a_new_pack_from_an_old_one(real: Path, perfdocs: Command) -> None:
    ran = perfdocs("packs", "new", "shifeng-2024", "--from", "shifeng-2023", "--root", real)
    assert ran.status == 0
    assert ran.out == (
        "templates/shifeng-2024/department.docx\n"
        "templates/shifeng-2024/direction.docx\n"
        "templates/shifeng-2024/pack.yaml\n"
        "templates/shifeng-2024/summary.docx\n"
        "schema/shifeng-2024/common.schema.json\n"
        "schema/shifeng-2024/department.schema.json\n"
        "schema/shifeng-2024/fund.schema.json\n"
    )
    assert perfdocs("packs", "check", "shifeng-2024", "--root", real).status == 0
    for spec in (real / "specs/2023/commerce").rglob("*.yaml"):
        spec.write_text(spec.read_text("utf-8").replace("shifeng-2023", "shifeng-2024"), "utf-8")
    assert perfdocs("render", "--root", real).status == 0


@pytest.mark.parametrize(
    ("name", "source", "sentence"),
    [
        ("putuo-2026", "shifeng-2023", "templates/putuo-2026 已经有了，没有动它：请换一个名称，或先把它移走"),
        ("../x", "shifeng-2023", "版式名“../x”不对：只有小写英文字母、数字和 -，例如 abc-2024"),
        (
            "next",
            "nothing",
            "没有“nothing”这个版式：现有" + "、".join(f"“{name}”" for name in NAMES),
        ),
    ],
)
def test_a_new_pack_overwrites_nothing(real: Path, perfdocs: Command, name: str, source: str, sentence: str) -> None:
    ran = perfdocs("packs", "new", name, "--from", source, "--root", real)
    assert (ran.status, ran.out, ran.err) == (2, "", f"perfdocs：{sentence}\n")


def test_a_reference_inside_a_shared_file_is_to_that_file() -> None:
    shared = {"$defs": {"inner": {"title": "里"}, "outer": {"properties": {"甲": {"$ref": "#/$defs/inner"}}}}}
    own = {"properties": {"乙": {"$ref": "common.schema.json#/$defs/outer"}}}
    files = {"common.schema.json": shared, "own.schema.json": own}
    assert list(dangling_references(files)) == []
    schema = Schema("own.schema.json", link_files(files))
    outer = schema.resolved(schema.root["properties"]["乙"])
    assert schema.resolved(outer["properties"]["甲"])["title"] == "里"
    assert schema.owners("甲") == ["乙"]
