"""A form pack: its manifest, its schemas and where its templates lie, read and found sound."""

from __future__ import annotations

import hashlib
import json
import marshal
import re
from collections.abc import Collection, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cache, cached_property
from pathlib import Path
from typing import Any, NamedTuple

from jinja2 import TemplateSyntaxError

from perfdocs.cache import NO_CACHE, Cache
from perfdocs.finding import Finding, Place, Severity
from perfdocs.nearest import did_you_mean
from perfdocs.packs.language import text_language
from perfdocs.packs.roles import ROLES
from perfdocs.packs.syntax import syntax_sentence
from perfdocs.spec.reader import Document, read
from perfdocs.validate import validate
from perfdocs.validate.schema import BadSchema, Schema, dangling, linked, loaded, parsed

NAME = re.compile(r"[a-z0-9]+(?:-[a-z0-9]+)*", re.ASCII)
MANIFEST = "pack.yaml"
_SCHEMAS = "*.schema.json"
SEVERITIES = {"error": Severity.ERROR, "warning": Severity.WARNING, "hint": Severity.HINT, "off": None}
"""What a manifest may say of a check."""


class DocumentKind(NamedTuple):
    """A kind of file that a department hands in: its name in templates, where it lies, its schema."""

    name: str
    path: str
    schema: Schema
    order: str | None = None

    @property
    def many(self) -> bool:
        return "*" in self.path


class Derivation(NamedTuple):
    """Values computed for each combination of `loops`: (target path, Jinja expression)."""

    loops: tuple[tuple[str, str], ...]
    values: tuple[tuple[str, str], ...]


class Equality(NamedTuple):
    """Two amounts that must be equal for each combination of `loops`; `at` is the field to point to.

    They may differ by less than `within`, in the unit of both, where one of them is rounded.
    """

    loops: tuple[tuple[str, str], ...]
    when: str | None
    left: str
    right: str
    at: str
    say: str
    within: Decimal = Decimal(0)


class Form(NamedTuple):
    """A form: its template and the Jinja of its title and file name; one for each combination of `loops`."""

    template: str
    title: str
    file: str
    loops: tuple[tuple[str, str], ...] = ()
    when: str | None = None
    must_print: tuple[str, ...] = ()


class Pack(NamedTuple):
    """One form pack. `head` is the kind of the department's own file."""

    name: str
    title: str
    directory: Path
    kinds: tuple[DocumentKind, ...]
    derivations: tuple[Derivation, ...]
    equalities: tuple[Equality, ...]
    forms: tuple[Form, ...]
    submission: str
    display: Mapping[str, str]
    """How numbers of a role are printed: an expression of `value`."""
    unprinted: Mapping[str, str]
    """Fields that no form prints, and why."""
    score_total: Decimal | None
    """What the scores of a form must add up to; None where the pack has no scores."""
    notable_change: Decimal | None
    """Per cent by which an amount may change from one year to the next without a word; None: any."""
    severities: Mapping[str, Severity | None]
    """Checks that count otherwise here than elsewhere; None where one is switched off."""
    manifest: Document

    @property
    def head(self) -> DocumentKind:
        return self.kinds[0]

    def template(self, form: Form) -> Path:
        return self.directory / form.template

    def place_of(self, source: str) -> Place:
        """Where the manifest has an expression."""
        for path, text, _ in _jinja(self.manifest.data):
            if text == source:
                return self.manifest.value_place(path)
        return Place(self.manifest.file)


@dataclass
class Packs:
    """The packs of a workspace, each read when it is first asked for."""

    root: Path
    cache: Cache = NO_CACHE
    _read: dict[str, tuple[Pack | None, tuple[Finding, ...]]] = field(default_factory=dict)

    @cached_property
    def names(self) -> tuple[str, ...]:
        """The packs there are, by the directories that hold a manifest."""
        return tuple(sorted(p.parent.name for p in (self.root / "templates").glob(f"*/{MANIFEST}")))

    def get(self, name: str) -> tuple[Pack | None, tuple[Finding, ...]]:
        """The pack and what is wrong with it; None where specs cannot even be read by it."""
        if name not in self._read:
            pack, findings = self._load(name)
            self._read[name] = pack, tuple(findings)
        return self._read[name]

    def unknown(self, name: str) -> str:
        """What to say of a name that no pack has."""
        if not NAME.fullmatch(name):
            return f"版式名“{name}”不对：只有小写英文字母、数字和 -，例如 abc-2024"
        known = "、".join(f"“{one}”" for one in self.names)
        guess = did_you_mean(name, self.names) or (f"：现有{known}" if known else "：templates/ 下面还没有版式")
        return f"没有“{name}”这个版式" + guess

    def _load(self, name: str) -> tuple[Pack | None, list[Finding]]:
        """The pack; what was found sound before, and has not changed since, is not looked over again."""
        directory = self.root / "templates" / name
        source = (directory / MANIFEST).read_bytes()
        found = sorted((self.root / "schema" / name).glob(_SCHEMAS))
        schemas = {path.name: path.read_bytes() for path in found if path.is_file()}
        templates = frozenset(path.name for path in directory.iterdir() if path.is_file())
        document = read(source, f"templates/{name}/{MANIFEST}")
        key = _key(source, schemas, templates)
        kept = self.cache.get("pack", key)
        if kept is not None:
            text_language().codes.update(marshal.loads(kept))
            return _pack(name, directory, document, linked({one: loaded(text) for one, text in schemas.items()})), []
        pack, findings = _looked_over(directory, document, schemas, templates)
        if pack and not findings:
            self.cache.put("pack", key, marshal.dumps(text_language().codes))
        return pack, findings


def _key(manifest: bytes, schemas: Mapping[str, bytes], templates: Iterable[str]) -> str:
    """A hash of all that `_looked_over` looks at."""
    digest = hashlib.sha256("\0".join(sorted(templates)).encode("utf-8", "surrogateescape"))
    for name, data in [(MANIFEST, manifest), *schemas.items()]:
        digest.update(f"\0{name}\0{len(data)}\0".encode("utf-8", "surrogateescape") + data)
    return digest.hexdigest()


def _looked_over(
    directory: Path, document: Document, texts: Mapping[str, bytes], templates: Collection[str]
) -> tuple[Pack | None, list[Finding]]:
    """The pack of a manifest, and all that is wrong with manifest and schemas. It looks at nothing but these."""
    findings = [*document.findings]
    if document.data is not None:
        findings += validate(document, manifest_schema())
    if findings:
        return None, [_cannot(finding) for finding in findings]
    schemas, findings = _schemas(directory.name, document, texts)
    if findings:
        return None, findings
    return _pack(directory.name, directory, document, schemas), list(_faults(document, directory.name, templates))


@cache
def manifest_schema() -> Schema:
    from importlib import resources

    text = resources.files("perfdocs.packs").joinpath("pack.schema.json").read_text("utf-8")
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
    for path, source, whole in _jinja(document.data):
        language = text_language()
        try:
            language.from_string(source) if whole else language.expression(source)
        except TemplateSyntaxError as error:
            message = f"“{source}”不是能算的式子：{syntax_sentence(error)}"
            yield Finding("P105", document.value_place(path), message, path, cannot=True)


def _jinja(data: Any) -> Iterator[tuple[tuple[str | int, ...], str, bool]]:
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


def _pack(name: str, directory: Path, manifest: Document, schemas: Mapping[str, Any]) -> Pack:
    data = manifest.data
    return Pack(
        manifest=manifest,
        name=name,
        title=data["title"],
        directory=directory,
        kinds=tuple(
            DocumentKind(kind, one["path"], Schema(one["schema"], schemas), one.get("order"))
            for kind, one in data["documents"].items()
        ),
        derivations=tuple(
            Derivation(tuple(one.get("for", {}).items()), tuple(one["set"].items()))
            for one in data.get("derived") or []
        ),
        equalities=tuple(
            Equality(
                loops=tuple(one.get("for", {}).items()),
                when=one.get("when"),
                left=one["left"],
                right=one["right"],
                at=one["at"],
                say=one["say"],
                within=one.get("within", Decimal(0)),
            )
            for one in data.get("equalities") or []
        ),
        score_total=(data.get("scores") or {}).get("total"),
        notable_change=(data.get("years") or {}).get("change"),
        severities={code: SEVERITIES[one["severity"]] for code, one in (data.get("checks") or {}).items()},
        display=data.get("display") or {},
        unprinted=data.get("unprinted") or {},
        forms=tuple(
            Form(
                template=form["template"],
                title=form["title"],
                file=form.get("file", form["title"]),
                loops=tuple(form.get("for", {}).items()),
                when=form.get("when"),
                must_print=tuple(form.get("must_print") or ()),
            )
            for form in data["forms"]
        ),
        submission=data["submission"]["file"],
    )
