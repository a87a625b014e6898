"""A form pack: its manifest, its schemas and where its templates lie."""

from __future__ import annotations

import hashlib
import marshal
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from functools import cached_property
from pathlib import Path
from typing import Any, NamedTuple

from perfdocs.cache import NO_CACHE, Cache
from perfdocs.files import read_bounded
from perfdocs.finding import Finding, Place, Severity
from perfdocs.pack.jinja import text_language
from perfdocs.pack.join_targets import fault_of_targets, join_targets
from perfdocs.pack.manifest_check import check_pack_files, expressions
from perfdocs.pack.manifest_rules import (
    SEVERITIES,
    Derivation,
    Equality,
    Loops,
    PackRule,
    Scores,
    derivation,
    equality,
    fields_set,
    loops_of,
    pack_rule,
    scores,
)
from perfdocs.prose.did_you_mean import did_you_mean
from perfdocs.schema.load import COMMON, Schema, link_files, load_json
from perfdocs.workspace import PACK
from perfdocs.yamlfile.reader import Document, read

MANIFEST = "pack.yaml"
_SCHEMAS = "*.schema.json"


class DocumentKind(NamedTuple):
    """A kind of file that a department hands in: its name in templates, where it lies, its schema."""

    name: str
    path: str
    schema: Schema
    """What the documents hold; of a later step's, together with the targets that they belong to."""
    order: str | None = None
    written: Schema | None = None
    """What a later step's own files hold; None for those of which it has none, and where there are no two parts."""
    is_of_targets: bool = False
    """Whether a later step only reads them, as they stand among its targets."""

    @property
    def in_files(self) -> Schema:
        """What stands in the files themselves."""
        return self.written or self.schema

    @property
    def many(self) -> bool:
        return "*" in self.path


class Form(NamedTuple):
    """A form: its template and the Jinja of its title and file name; one for each combination of `loops`."""

    template: str
    title: str
    file: str
    loops: Loops = ()
    when: str | None = None
    must_print: tuple[str, ...] = ()


class Column(NamedTuple):
    """An amount of a department in the overview of a year: what it is called, and the way to it, by keys."""

    title: str
    keys: tuple[str, ...]
    """In the department's own file; or the name of another kind, whose files are added up, and the keys in them."""


class Step(NamedTuple):
    """A later step of the cycle (绩效监控, 绩效自评): the pack of its targets, the directory of its files, its name."""

    of: str
    directory: str
    title: str


class Pack(NamedTuple):
    """One form pack. `head` is the kind of the department's own file."""

    name: str
    title: str
    directory: Path
    kinds: tuple[DocumentKind, ...]
    derivations: tuple[Derivation, ...]
    derived_fields: frozenset[tuple[str, ...]]
    """The fields that derivations set: the kind of document, then the keys in it. Most are in no schema."""
    equalities: tuple[Equality, ...]
    forms: tuple[Form, ...]
    submission: str
    display: Mapping[str, str]
    """How numbers of a role are printed: an expression of `value`."""
    unprinted: Mapping[str, str]
    """Fields that no form prints, and why."""
    scores: Scores | None
    """What the scores of a form must add up to; None where the pack has none."""
    notable_change: Decimal | None
    """Per cent by which an amount may change from one year to the next without a word; None: any."""
    severities: Mapping[str, Severity | None]
    """Checks that count otherwise here than elsewhere; None where one is switched off."""
    overview: Mapping[str, Column]
    """The columns of amounts in the overview of a year, `total` and `projects`; see `overview/amounts.py`."""
    manifest: Document
    rules: tuple[PackRule, ...] = ()
    step: Step | None = None
    """Of which targets it is a later step; None for a pack of targets."""

    @property
    def score_total(self) -> Decimal | None:
        """What the scores of a form's indicators must add up to; None where the pack has no scores."""
        return self.scores.of_indicators if self.scores else None

    @property
    def head(self) -> DocumentKind:
        return self.kinds[0]

    @property
    def own_kinds(self) -> tuple[DocumentKind, ...]:
        """The kinds of which a department writes files by this pack: a later step only reads those of its targets."""
        return tuple(kind for kind in self.kinds if not kind.is_of_targets)

    def kind(self, name: str) -> DocumentKind | None:
        """The kind of document of that name."""
        return next((kind for kind in self.kinds if kind.name == name), None)

    def template(self, form: Form) -> Path:
        return self.directory / form.template

    def place_of(self, source: str) -> Place:
        """Where the manifest has an expression."""
        keys = next((one.keys for one in expressions(self.manifest.data) if one.source == source), ())
        return self.manifest.value_place(keys)


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
                pack, findings = None, [Finding("P100", place, told, cannot=True)]
            self._read[name] = pack, tuple(findings)
        return self._read[name]

    def keys_with_role(self, role: str) -> tuple[str, ...]:
        """The fields at the top of a department's own file that have the role, in whatever pack."""
        packs = [pack for name in self.names if (pack := self.get(name)[0])]
        return tuple(dict.fromkeys(key for pack in packs for key in pack.head.schema.tree.with_role(role)))

    def unknown(self, name: str) -> str:
        """What to say of a name that no pack has."""
        if not PACK.fullmatch(name):
            return f"版式名“{name}”不对：只有小写英文字母、数字和 -，例如 abc-2024"
        known = "、".join(f"“{pack}”" for pack in self.names)
        guess = did_you_mean(name, self.names) or (f"：现有{known}" if known else "：templates/ 下面还没有版式")
        return f"没有“{name}”这个版式" + guess

    def _load(self, name: str) -> tuple[Pack | None, list[Finding]]:
        """The pack; what was found sound before, and has not changed since, is not looked over again."""
        directory = self.root / "templates" / name
        source = read_bounded(directory / MANIFEST)
        schemas = {path.name: read_bounded(path) for path in schema_files(self.root, name)}
        if any(COMMON.encode() in data for data in schemas.values()):
            schemas |= {f"{COMMON}{path.name}": read_bounded(path) for path in schema_files(self.root, "common")}
        templates = frozenset(path.name for path in directory.iterdir() if not path.is_dir())
        document = read(source, f"templates/{name}/{MANIFEST}")
        key = _key(source, schemas, templates)
        kept = self.cache.get("pack", key)
        if kept is not None:
            text_language().codes.update(marshal.loads(kept))
            contents = link_files({file: load_json(text) for file, text in schemas.items()})
            return self._with_targets(_pack(name, directory, document, contents), [])
        usable, findings = check_pack_files(name, document, schemas, templates)
        if usable is not None and not findings:
            self.cache.put("pack", key, marshal.dumps(text_language().codes))
        return (
            (None, findings)
            if usable is None
            else self._with_targets(_pack(name, directory, document, usable), findings)
        )

    def _with_targets(self, pack: Pack, findings: list[Finding]) -> tuple[Pack | None, list[Finding]]:
        """A later step's pack with the fields of its targets; None where there is no pack of them."""
        if pack.step is None:
            return pack, findings
        known = pack.step.of in self.names and pack.step.of != pack.name
        targets = self.get(pack.step.of)[0] if known else None
        if targets is not None:
            fault = fault_of_targets(pack, targets)
        else:
            fault = f"版式“{pack.step.of}”用不了：先改好它" if known else self.unknown(pack.step.of)
        if targets is None or fault:
            place = pack.manifest.value_place(("step", "of"))
            return None, [*findings, Finding("P107", place, fault, cannot=True)]
        return join_targets(pack, targets), findings


def schema_files(root: Path, directory: str) -> list[Path]:
    """The schemas of a pack of a workspace; of `common` those that all packs may refer to."""
    return sorted((root / "schema" / directory).glob(_SCHEMAS))


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
            DocumentKind(kind, document["path"], Schema(document["schema"], schemas), document.get("order"))
            for kind, document in data["documents"].items()
        ),
        derivations=tuple(map(derivation, data.get("derived") or [])),
        derived_fields=frozenset(field for rule in data.get("derived") or [] for field in fields_set(rule)),
        equalities=tuple(equality(rule) for rule in data.get("equalities") or []),
        rules=tuple(map(pack_rule, data.get("rules") or [])),
        scores=scores(data["scores"]) if data.get("scores") else None,
        notable_change=(data.get("years") or {}).get("change"),
        overview={name: _column(column) for name, column in (data.get("overview") or {}).items()},
        severities={code: SEVERITIES[check["severity"]] for code, check in (data.get("checks") or {}).items()},
        display=data.get("display") or {},
        unprinted=data.get("unprinted") or {},
        forms=tuple(_form(form) for form in data["forms"]),
        submission=data["submission"]["file"],
        step=_step(data["step"]) if "step" in data else None,
    )


def _column(column: Mapping[str, str]) -> Column:
    return Column(column["title"], tuple(column["amount"].split(".")))


def _step(said: Mapping[str, Any]) -> Step:
    return Step(said["of"], said["directory"], said["title"])


def _form(form: Mapping[str, Any]) -> Form:
    title = form["title"]
    must_print = tuple(form.get("must_print") or ())
    return Form(form["template"], title, form.get("file", title), loops_of(form), form.get("when"), must_print)
