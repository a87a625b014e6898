"""What the schemas say of their fields: roles from the closed list, units, keys, titles; nothing left open."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from perfdocs.finding import Finding, Keys, Place, Severity
from perfdocs.pack.roles import ROLES
from perfdocs.packlint.schema_keywords import keyword_faults, schemas_in
from perfdocs.prose.amounts import UNITS
from perfdocs.prose.did_you_mean import did_you_mean
from perfdocs.schema.load import COMMON, Schema, link_files
from perfdocs.schema.moved_fields import names_of, said_moves
from perfdocs.yamlfile.reader import Document


def faults(documents: Mapping[str, Document], name: str) -> Iterator[Finding]:
    """The faults of all schema files of a pack; `documents` are those and the ones that they may refer to."""
    read = {file: document for file, document in documents.items() if isinstance(document.data, dict)}
    files = link_files({file: document.data for file, document in read.items()})
    for file, document in documents.items():
        if file.startswith(COMMON):
            continue
        yield from document.findings
        if file not in read:
            continue
        schema = Schema(file, files)
        for move in said_moves(schema.tree):
            if schema.tree.at_keys(move.old):
                written = ".".join(move.old)
                message = f"x-was 的“{written}”这套字段定义里还有：只写上年有、现在没有的位置"
                yield _finding("P212", document, (), f"字段“{'.'.join(move.new)}”的 {message}")
        yield from keyword_faults(document, name)
        for path, node in schemas_in(document.data):
            yield from _node_faults(document, schema, path, node)


def _node_faults(document: Document, schema: Schema, path: Keys, node: dict[str, Any]) -> Iterator[Finding]:
    role = node.get("x-role")
    if isinstance(role, str) and role not in ROLES:
        message = f"没有“{role}”这种角色" + (did_you_mean(role, ROLES) or f"：可以写 {'、'.join(ROLES)}")
        yield _finding("P201", document, (*path, "x-role"), message)
    unit = node.get("x-unit")
    if isinstance(unit, str) and unit not in UNITS and not schema.owners(unit):
        message = f"单位“{unit}”既不是元、万元、亿元，也不是一个字段的名称"
        yield _finding("P202", document, (*path, "x-unit"), message)
    if role == "amount" and not schema.resolved(node).get("x-unit"):
        message = "金额没有写单位：请加 x-unit（元、万元、亿元，或填单位的那个字段的名称），不写就不能换算、不能核对"
        yield _finding("P207", document, (*path, "x-role"), message)
    was = node.get("x-was")
    if isinstance(was, str) and not names_of(was):
        yield _finding("P212", document, (*path, "x-was"), f"x-was 的“{was}”不是路径：从文件最外层写起，例如 甲.乙")
    key = node.get("x-key")
    if isinstance(key, str) and key not in _row_fields(schema, node):
        yield _finding("P203", document, (*path, "x-key"), f"行的主键“{key}”不是这一行的字段")
    properties = node.get("properties")
    if isinstance(properties, dict):
        if node.get("additionalProperties") not in (False, "false"):  # the reader of YAML knows no booleans
            yield _finding(
                "P205",
                document,
                (*path, "properties"),
                '这一组字段没有封口：请加 "additionalProperties": false，写错的字段名才查得出来',
            )
        for name in properties:
            if not name.isidentifier():
                message = (
                    f"模板和版式说明里不能直接写“{name}”：写成 上一级['{name}']（最外一层的，上一级写填报文件的名称，"
                    f"例如 部门['{name}']），或者改用没有括号、短横线，也不以数字开头的名字，表上的名称写在 title 里"
                )
                finding = _finding("P208", document, (*path, "properties", name), message)
                yield finding._replace(severity=Severity.HINT)


def _row_fields(schema: Schema, node: dict[str, Any]) -> dict[str, Any]:
    row = schema.resolved(node["items"]) if "items" in node else node
    found: dict[str, Any] = row.get("properties", {})
    return found


def _finding(code: str, document: Document, path: Keys, message: str) -> Finding:
    place: Place = document.key_place(path)
    return Finding(code, place, message, path)
