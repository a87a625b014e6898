"""A form pack: its manifest, its schemas and where its templates lie, read and found sound."""

from __future__ import annotations

import hashlib
import marshal
import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from perfdocs.cache import NO_CACHE, Cache
from perfdocs.finding import Finding, Place, Severity
from perfdocs.pack.jinja import text_language
from perfdocs.pack.manifest_check import expressions, looked_over
from perfdocs.prose.did_you_mean import did_you_mean
from perfdocs.schema.load import Schema, linked, loaded
from perfdocs.yamlfile.reader import Document, read

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
        for path, text, _ in expressions(self.manifest.data):
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
        return tuple(sorted(p.parent.name for p in (self.root / "templates").glob(f"*/{MANIFEST}") if p.is_file()))

    def get(self, name: str) -> tuple[Pack | None, tuple[Finding, ...]]:
        """The pack and what is wrong with it; None where specs cannot even be read by it."""
        if name not in self._read:
            try:
                pack, findings = self._load(name)
            except OSError as error:
                told = f"版式“{name}”的文件打不开：{error.filename}（{error.strerror}）。请检查文件权限"
                place = Place(f"templates/{name}/{MANIFEST}")
                pack, findings = None, [Finding("P102", place, told, cannot=True)]
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
        sound, findings = looked_over(name, document, schemas, templates)
        if sound is not None and not findings:
            self.cache.put("pack", key, marshal.dumps(text_language().codes))
        return None if sound is None else _pack(name, directory, document, sound), findings


def _key(manifest: bytes, schemas: Mapping[str, bytes], templates: Iterable[str]) -> str:
    """A hash of all that `looked_over` looks at."""
    digest = hashlib.sha256("\0".join(sorted(templates)).encode("utf-8", "surrogateescape"))
    for name, data in [(MANIFEST, manifest), *schemas.items()]:
        digest.update(f"\0{name}\0{len(data)}\0".encode("utf-8", "surrogateescape") + data)
    return digest.hexdigest()


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
