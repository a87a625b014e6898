"""The reference of what a pack may hold: its manifest, the roles of fields, and the keywords of schemas."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator, Mapping
from typing import Any

from perfdocs.pack.roles import ROLES
from tests.support.workspaces import ROOT

MANIFEST = ROOT / "perfdocs/pack/pack.schema.json"
KEYWORDS = {
    "title": "表上的名称。名称改了，字段名不用改",
    "description": "一句说明，填报的人在编辑器里看得到",
    "type": '文字 string，数 number，整数 integer，一组字段 object，一张表 array；可以空着的再加一个 "null"',
    "enum、const": "只能填其中之一；只能是这一个",
    "pattern、minLength、maxLength、minimum、maximum、multipleOf": "文字的样子、长短，数的大小、小数位（0.01 两位）",
    "properties、required、additionalProperties": "一组里有哪些字段，哪些必须有；additionalProperties 一定写 false",
    "items、minItems、maxItems": "表里一行是什么，至少、最多几行",
    "anyOf": "几种填法之一，例如一段文字，或者分成符号、数值、单位",
    "$ref、$defs": "同样的字段写在一处，别处引用：common.schema.json#/$defs/amount",
    "x-role": "这个字段是什么，见下面的“角色”",
    "x-unit": "金额的单位：元、万元、亿元，或者写着单位的那个字段的名称",
    "x-expected": "true：该填，但可以先空着（F101）",
    "x-key": "写在表上：哪个字段相同就是同一行（与上年对比、指位置时用）",
    "x-print": "写在一组字段上：这一组在表上印成一个值，例如 {{ 符号 }}{{ 数值 }}{{ 单位 }}；模板里直接写这一组的名称",
    "x-was": "上年这个字段在哪里：从文件最外层写起，例如 签报.电话",
    "x-hint": "写在有 pattern 的字段上：样子不对时对填报的人说的话",
}
"""What a schema may hold, with what it means."""


def keywords_in_code() -> set[str]:
    """Our own keywords that the program asks for."""
    texts = [path.read_text("utf-8") for path in (ROOT / "perfdocs").rglob("*.py")]
    return {keyword for text in texts for keyword in re.findall(r'"(x-[a-z]+)"', text)}


def tables() -> str:
    """The three tables of the page."""
    schema = json.loads(MANIFEST.read_text("utf-8"))
    text = "\n### 版式说明 pack.yaml\n\n| 写什么 | 是什么 |\n|---|---|\n"
    text += "".join(f"| `{path}` | {_cell(means)} |\n" for path, means in _manifest(schema, schema, ""))
    text += "\n### 字段定义（schema/<版式>/*.schema.json）\n\n| 写什么 | 是什么 |\n|---|---|\n"
    text += "".join(f"| {_names(names)} | {_cell(means)} |\n" for names, means in KEYWORDS.items())
    text += "\n### 角色（x-role）\n\n| 写什么 | 字段是什么 |\n|---|---|\n"
    return text + "".join(f"| `{role}` | {_cell(means)} |\n" for role, means in ROLES.items())


def _manifest(node: Mapping[str, Any], whole: Mapping[str, Any], path: str) -> Iterator[tuple[str, str]]:
    """Every key of the manifest with what the schema says of it; a name of the maintainer's own is `…`."""
    node = {**whole["$defs"][node["$ref"].rpartition("/")[2]], **node} if "$ref" in node else node
    required = node.get("required", ())
    for key, child in node.get("properties", {}).items():
        below = f"{path}{key}"
        means = "：".join(part for part in (child.get("title", ""), child.get("description", "")) if part)
        if "$ref" in child:
            target = whole["$defs"][child["$ref"].rpartition("/")[2]]
            means = means or "：".join(part for part in (target.get("title"), target.get("description")) if part)
        yield below, means + ("（必须有）" if key in required else "")
        yield from _manifest(child, whole, f"{below}.")
    more = node.get("additionalProperties")
    if isinstance(more, dict) and "properties" in more:
        yield from _manifest(more, whole, f"{path}….")
    if isinstance(node.get("items"), dict):
        yield from _manifest(node["items"], whole, f"{path.removesuffix('.')}[].")


def _names(names: str) -> str:
    return "、".join(f"`{name}`" for name in names.split("、"))


def _cell(text: str) -> str:
    return text.replace("|", "\\|").replace("\n", " ")
