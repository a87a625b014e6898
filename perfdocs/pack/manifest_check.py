"""A form pack looked over: what keeps its manifest and schemas from being used at all."""

from __future__ import annotations

import json
from collections.abc import Collection, Iterator, Mapping
from functools import cache
from typing import Any

from jinja2 import TemplateSyntaxError

from perfdocs.finding import Finding, Place
from perfdocs.pack.jinja import text_language
from perfdocs.pack.jinja_errors import syntax_sentence
from perfdocs.pack.roles import ROLES
from perfdocs.prose.did_you_mean import did_you_mean
from perfdocs.schema.load import BadSchema, Schema, dangling, linked, parsed
from perfdocs.schema.validate import validate
from perfdocs.yamlfile.reader import Document


def looked_over(
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
    for one, text in texts.items():
        file = f"schema/{name}/{one}"
        try:
            files[one] = parsed(text)
        except BadSchema as error:
            findings.append(Finding("P103", Place(file, error.line, error.column), str(error), cannot=True))
    if not findings:
        for one, reference in dangling(files):
            place = Place(f"schema/{name}/{one}")
            findings.append(Finding("P103", place, f"$ref “{reference}”指向的地方不存在", cannot=True))
    for kind, wanted in document.data["documents"].items():
        if wanted["schema"] not in texts:
            place = document.value_place(("documents", kind, "schema"))
            message = f"没有字段定义文件 schema/{name}/{wanted['schema']}"
            findings.append(Finding("P103", place, message, cannot=True))
    return linked(files), findings


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
    for path, source, whole in expressions(document.data):
        language = text_language()
        try:
            language.from_string(source) if whole else language.expression(source)
        except TemplateSyntaxError as error:
            message = f"“{source}”不是能算的式子：{syntax_sentence(error)}"
            yield Finding("P105", document.value_place(path), message, path, cannot=True)


def expressions(data: Any) -> Iterator[tuple[tuple[str | int, ...], str, bool]]:
    """Every piece of Jinja in a manifest: its path, its source, and whether it is a whole template."""
    for index, one in enumerate(data.get("derived") or []):
        for name, source in one.get("for", {}).items():
            yield ("derived", index, "for", name), source, False
        for name, source in one["set"].items():
            yield ("derived", index, "set", name), source, False
    for index, one in enumerate(data.get("equalities") or []):
        for name, source in one.get("for", {}).items():
            yield ("equalities", index, "for", name), source, False
        for name in ("when", "left", "right", "at"):
            if name in one:
                yield ("equalities", index, name), one[name], False
    for role, source in (data.get("display") or {}).items():
        yield ("display", role), source, False
    for index, form in enumerate(data["forms"]):
        for name, source in form.get("for", {}).items():
            yield ("forms", index, "for", name), source, False
        if "when" in form:
            yield ("forms", index, "when"), form["when"], False
        for name in ("title", "file"):
            if name in form:
                yield ("forms", index, name), form[name], True
    yield ("submission", "file"), data["submission"]["file"], True
