"""What keeps the manifest and the schemas of a form pack from being used at all."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from typing import Any, NamedTuple

from jinja2 import TemplateSyntaxError

from perfdocs.finding import Finding, Keys, Place
from perfdocs.pack.jinja import text_language
from perfdocs.pack.jinja_errors import syntax_sentence
from perfdocs.pack.roles import ROLES
from perfdocs.prose.did_you_mean import did_you_mean
from perfdocs.schema.load import (
    COMMON,
    BadSchema,
    Schema,
    circular_reference,
    dangling_references,
    link_files,
    parse_schema,
)
from perfdocs.schema.validate import validate
from perfdocs.yamlfile.reader import Document


def check_pack_files(
    name: str, document: Document, texts: Mapping[str, bytes], templates: Collection[str]
) -> tuple[Mapping[str, Any] | None, list[Finding]]:
    """The schemas of a pack, and all that is wrong with them and with its manifest. It looks at nothing but these.

    None where specs cannot even be read by the pack. `templates` are the names of the files beside the manifest.
    """
    findings = [*document.findings]
    if document.data is not None:
        findings += validate(document, manifest_schema())
    if findings:
        return None, [_cannot(finding) for finding in findings]
    schemas, findings = _schemas(name, document, texts)
    if findings:
        return None, findings
    return schemas, list(_faults(document, name, templates))


@cache
def manifest_schema() -> Schema:
    from importlib import resources

    text = resources.files("perfdocs.pack").joinpath("pack.schema.json").read_text("utf-8")
    return Schema("pack.schema.json", {"pack.schema.json": json.loads(text)})


def _cannot(finding: Finding) -> Finding:
    return Finding("P102", finding.place, finding.message, finding.path, cannot=True)


def _schemas(name: str, document: Document, texts: Mapping[str, bytes]) -> tuple[Mapping[str, Any], list[Finding]]:
    """Every schema file of the pack, and what is wrong with one or missing."""
    files: dict[str, Any] = {}
    findings: list[Finding] = []
    for schema, text in texts.items():
        file = _file(name, schema)
        try:
            files[schema] = parse_schema(text)
        except BadSchema as error:
            findings.append(Finding("P103", Place(file, error.line, error.column), str(error), cannot=True))
    if not findings:
        for schema, reference in dangling_references(files):
            place = Place(_file(name, schema))
            findings.append(Finding("P103", place, f"$ref “{reference}”指向的地方不存在", cannot=True))
    circle = None if findings else circular_reference(files)
    if circle:
        schema, reference = circle
        message = f"$ref “{reference}”绕成了圈：一个字段里不能又有它自己"
        findings.append(Finding("P103", Place(_file(name, schema)), message, cannot=True))
    for kind, wanted in document.data["documents"].items():
        if wanted["schema"] not in texts:
            place = document.value_place(("documents", kind, "schema"))
            message = f"没有字段定义文件 schema/{name}/{wanted['schema']}"
            findings.append(Finding("P103", place, message, cannot=True))
    return link_files(files), findings


def _file(name: str, schema: str) -> str:
    """The path of a schema of a pack, or of one that it refers to."""
    return f"schema/common/{schema.removeprefix(COMMON)}" if schema.startswith(COMMON) else f"schema/{name}/{schema}"


def _faults(document: Document, name: str, templates: Collection[str]) -> Iterator[Finding]:
    """Templates that are missing, Jinja that cannot be read, a first document that is a group."""
    for index, form in enumerate(document.data["forms"]):
        if form["template"] not in templates:
            place = document.value_place(("forms", index, "template"))
            message = f"没有模板文件 templates/{name}/{form['template']}"
            yield Finding("P104", place, message, cannot=True)
    first = next(iter(document.data["documents"]))
    if "*" in document.data["documents"][first]["path"]:
        place = document.value_place(("documents", first, "path"))
        yield Finding("P102", place, "第一个填报文件是部门文件，只能是一个，不能带 *", cannot=True)
    for role in document.data.get("display") or {}:
        if role not in ROLES:
            place = document.key_place(("display", role))
            guess = did_you_mean(role, ROLES) or f"：可以写 {'、'.join(ROLES)}"
            yield Finding("P201", place, f"没有“{role}”这种角色{guess}", cannot=True)
    language = text_language()
    for keys, source, is_text in expressions(document.data):
        try:
            language.from_string(source) if is_text else language.expression(source)
        except TemplateSyntaxError as error:
            message = f"“{source}”不是能算的式子：{syntax_sentence(error)}"
            yield Finding("P105", document.value_place(keys), message, keys, cannot=True)


class Expression(NamedTuple):
    """A piece of Jinja in a manifest, and where in it."""

    keys: Keys
    source: str
    is_text: bool = False
    """Whether it is a text with tags in it, not one expression."""


def expressions(data: Any) -> Iterator[Expression]:
    """Every piece of Jinja in a manifest."""
    for kind, single, texts in (
        ("derived", (), ()),
        ("equalities", ("when", "left", "right", "at"), ()),
        ("rules", ("when", "must", "at"), ("say",)),
        ("forms", ("when",), ("title", "file")),
    ):
        for index, rule in enumerate(data.get(kind) or []):
            for group in ("for", "set"):
                for name, source in rule.get(group, {}).items():
                    yield Expression((kind, index, group, name), source)
            for name in (*single, *texts):
                if name in rule:
                    yield Expression((kind, index, name), rule[name], name in texts)
    for role, source in (data.get("display") or {}).items():
        yield Expression(("display", role), source)
    yield Expression(("submission", "file"), data["submission"]["file"], is_text=True)
