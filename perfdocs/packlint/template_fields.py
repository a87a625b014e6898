"""Whether templates and schema fit: every name exists, and every field is printed or said not to be.

The pack is filled with one made-up submission in which nothing is blank, and with one in which all is.
Both go through the real derivations and templates, and what the templates look at is written down.
"""

from __future__ import annotations

import re
from collections.abc import Container, Iterator, Mapping, Sequence
from typing import Any, NamedTuple

from perfdocs.checks.equalities import sides
from perfdocs.checks.pack_rules import look_over
from perfdocs.department.forms import FilledForm, Submission, build_submission
from perfdocs.files import read_bounded
from perfdocs.finding import Finding, Place, Severity
from perfdocs.pack.expressions import BadExpression
from perfdocs.pack.manifest import Pack
from perfdocs.pack.sample_data import blank, sample, variants
from perfdocs.pack.values import Parts, Rows, origin_of
from perfdocs.packlint.field_places import FieldPlaces
from perfdocs.packlint.template_tags import divisions, names_in_branches
from perfdocs.render.template import Templates
from perfdocs.render.template_fault import TemplateFault
from perfdocs.returned.form_map.form_rows import form_patterns
from perfdocs.returned.form_map.readable_fields import indistinct_tables, ticked_fields, unreadable_fields
from perfdocs.schema.node import Node
from perfdocs.word.grid import grid
from perfdocs.word.open_template import open_document
from perfdocs.yamlfile.reader import Document

FieldPath = tuple[str, ...]
MOST_VARIANTS = 12
"""Fillings with other options; chosen by hand, a pack's fields have three or four."""
_LOOP = re.compile(r"\{%\s*(?:tr|p|tc)?\s*(?:for|if)\s[^{}]*%\}")


def faults(pack: Pack, schemas: Mapping[str, Document]) -> Iterator[Finding]:
    """T103 and its like for names, P106 for expressions, T202 and T203 for fields printed or not.

    `schemas` are those of the pack and of all packs (`schema_documents`).
    """
    looked = _Looked(set(), set())
    templates = Templates()
    found = list(_render(pack, templates, looked, _documents(pack, 0)))
    known = {(finding.place, finding.code, finding.message) for finding in found}
    for when, documents in _other_documents(pack):
        for finding in _render(pack, templates, looked, documents):
            key = finding.place, finding.code, finding.message
            if key not in known and not (finding.code == "P106" and any(key[:2] == other[:2] for other in known)):
                known.add(key)
                found.append(finding._replace(message=f"{when}：{finding.message}"))
    yield from found
    if not found:
        yield from _never_made(pack, looked.forms)
        yield from _unprinted(pack, looked.fields, names_in_branches(pack, templates), FieldPlaces(schemas))
        yield from _unreadable(pack, templates, looked.fields)
        yield from divisions(pack, templates)


class _Looked(NamedTuple):
    """What the fillings have looked at: fields by their path, and the forms that were made by their number."""

    fields: set[FieldPath]
    forms: set[int]


def _other_documents(pack: Pack) -> Iterator[tuple[str, dict[str, list[Document]]]]:
    """The other fillings: with every option of every field and other numbers, and with nothing."""
    number = min(MOST_VARIANTS, max(variants(kind.schema.tree) for kind in pack.kinds))
    for variant in range(1, number):
        yield "选了别的选项、填了别的数时", _documents(pack, variant)
    yield "全部空着时", _documents(pack, None)


def _render(
    pack: Pack, templates: Templates, looked: _Looked, documents: Mapping[str, Sequence[Document]]
) -> Iterator[Finding]:
    try:
        made = build_submission(pack, documents)
        for equality, scope, _, _ in sides(made):
            made.place(scope, equality.at)
        look_over(made)
    except BadExpression as error:
        yield Finding("P106", pack.place_of(error.source), str(error), cannot=True)
        return
    trace = _Trace(pack, made, looked.fields)
    looked.forms.update(number for number, form in enumerate(pack.forms) if any(form is f.form for f in made.forms))
    for filled in made.forms:
        try:
            template = templates.get(pack.template(filled.form))
            template.check_names(filled.context)
            template.reference.body(trace.context(filled, template.names))
        except TemplateFault as fault:
            file = f"templates/{pack.name}/{filled.form.template}"
            yield Finding(fault.code, Place(file), str(fault), cannot=True)


def _documents(pack: Pack, variant: int | None) -> dict[str, list[Document]]:
    """A made-up document of each kind, or blank ones; its file is named after the kind, for the trace."""
    if variant is None:
        return {
            kind.name: [] if kind.many else [Document(kind.name, blank(kind.schema.tree), {})] for kind in pack.kinds
        }
    return {
        kind.name: [Document(kind.name, sample(kind.schema.tree, rows=2, parts=True, variant=variant), {})]
        for kind in pack.kinds
    }


class _Trace:
    """Hands templates the data wrapped so that what they look at is entered in `seen`."""

    def __init__(self, pack: Pack, made: Submission, seen: set[FieldPath]) -> None:
        self._head = pack.head.name
        self._made = made
        self._seen = seen
        self._wrapped: dict[int, Any] = {}

    def context(self, filled: FilledForm, names: frozenset[str]) -> dict[str, Any]:
        self._seen.update((self._head, name) for name in names)
        return {name: self._wrap(value) for name, value in filled.context.items()}

    def _wrap(self, value: Any) -> Any:
        if not isinstance(value, dict | list):
            return value
        if id(value) not in self._wrapped:
            self._wrapped[id(value)] = self._new(value)
        return self._wrapped[id(value)]

    def _new(self, value: Any) -> Any:
        if isinstance(value, list):
            return Rows((self._wrap(item) for item in value), lambda: self._wrap(getattr(value, "blank", None)))
        origin = origin_of(value)
        path = (origin.document.file, *(step for step in origin.keys if isinstance(step, str))) if origin else ()
        inner = {key: self._wrap(item) for key, item in value.items()}
        if isinstance(value, Parts):
            return _TracedParts(inner, value.text, path, self._seen)
        return _Traced(inner, path, self._seen)


class _Traced(dict[str, Any]):
    def __init__(self, fields: Mapping[str, Any], path: FieldPath, seen: set[FieldPath]) -> None:
        super().__init__(fields)
        self._path = path
        self._seen = seen

    def __getitem__(self, key: str) -> Any:
        self._seen.add((*self._path, key))
        return super().__getitem__(key)

    def items(self) -> Any:
        self._seen.update((*self._path, key) for key in self)
        return super().items()

    def values(self) -> Any:
        self._seen.update((*self._path, key) for key in self)
        return super().values()


class _TracedParts(Parts):
    def __init__(self, fields: Mapping[str, Any], text: str, path: FieldPath, seen: set[FieldPath]) -> None:
        super().__init__(fields, text)
        seen.update((*path, key) for key in fields)


def _never_made(pack: Pack, made: Container[int]) -> Iterator[Finding]:
    """T213: forms that no filling makes, so that nobody has looked at their templates."""
    for number, form in enumerate(pack.forms):
        if number not in made:
            key = "when" if form.when else "for"
            message = (
                f"这张表（{form.template}）用示例数据怎么填都不生成，里面的标签没有检查到："
                f"请核对 {key} 里的字段和选项写得对不对"
            )
            place = pack.manifest.value_place(("forms", number, key))
            yield Finding("T213", place, message, severity=Severity.WARNING)


def _unprinted(pack: Pack, seen: set[FieldPath], in_branches: Container[str], places: FieldPlaces) -> Iterator[Finding]:
    """T202: fields that no form prints, each at the place that says what it is. T203: those that are declared so and
    are not there, or are printed."""
    declared = dict.fromkeys(pack.unprinted, False)
    unprinted: dict[Place, list[FieldPath]] = {}
    for kind in pack.own_kinds:
        for path in _fields(kind.in_files.tree, (kind.name,)):
            name = next((name for name in declared if _matches(name, path)), None)
            if path in seen:
                continue
            if name is None and path[-1] in in_branches:
                continue
            if name is None:
                unprinted.setdefault(places.place(kind.in_files.name, path[1:]), []).append(path)
            else:
                declared[name] = True
    for place, paths in unprinted.items():
        field = f"字段“{'.'.join(paths[0][1:])}”" + (f"等 {len(paths)} 处" if len(paths) > 1 else "")
        message = f"{field}没有印在任何一张表上：请在模板里加上，或在版式说明的 unprinted 里写明原因"
        yield Finding("T202", place, message, paths[0])
    for name, used in declared.items():
        if not used:
            message = f"unprinted 里的“{name}”没有这个字段，或者它已经印在表上：请删掉这一行"
            place = pack.manifest.key_place(("unprinted", name))
            yield Finding("T203", place, message)


def _unreadable(pack: Pack, templates: Templates, seen: set[FieldPath]) -> Iterator[Finding]:
    """T208: fields that are printed and cannot be read back. T209: options that no box is printed for."""
    try:
        forms = form_patterns(pack, templates)
    except TemplateFault as fault:  # a value that may be given in parts, given whole
        yield Finding(fault.code, Place(f"templates/{pack.name}"), f"这个值整个写成一段文字时：{fault}", cannot=True)
        return
    for path in unreadable_fields(pack, forms):
        if path in seen:
            message = (
                f"这里印的“{path[-1]}”，import 读不回来：几段内容连着，或者用了式子、条件。"
                "要读得回来，前后加上固定的字，或者单独占一格，或者用 tick"
            )
            yield _at_tag(pack, path[-1], "T208", message, Severity.WARNING)
    for tables in dict.fromkeys(indistinct_tables(forms)):
        first, second = tables.first[-1], tables.second[-1]
        message = (
            f"“{second}”的行和“{first}”的行印得一样，中间也没有不同的字，import 分不清，会读到“{first}”里："
            "要读得回来，前面印上各自的名称"
        )
        yield _at_tag(pack, second, "T208", message, Severity.WARNING)
    for hole, known in ticked_fields(forms).items():
        options = hole.node.options if hole.node else ()
        missing = [str(option) for option in options if str(option) not in known]
        if not options:
            message = f"“{hole.name}”用了 tick，字段定义里却没有用 enum 限定选项：填了别的字，印出来一个勾也没有"
            yield _at_tag(pack, hole.name, "T209", message)
        elif missing:
            words = "、".join(f"“{option}”" for option in missing)
            message = f"“{hole.name}”的选项{words}没有地方打勾：填了它，印出来一个勾也没有"
            yield _at_tag(pack, hole.name, "T209", message)


def _at_tag(pack: Pack, name: str, code: str, message: str, severity: Severity = Severity.ERROR) -> Finding:
    """A finding at the first cell of the templates with a tag in which the name stands."""
    tag = re.compile(r"\{[{%][^{}]*(?<!\w)" + re.escape(name) + r"(?!\w)[^{}]*[%}]\}")
    for file in dict.fromkeys(form.template for form in pack.forms):
        document = open_document(read_bounded(pack.directory / file))
        for row in grid(document.element.body) if document else ():
            for cell in row.cells:
                if tag.search(cell.text) and not _LOOP.fullmatch(cell.text.strip()):
                    place = Place(f"templates/{pack.name}/{file}")
                    return Finding(code, place, f"{cell.where}：{message}", severity=severity)
    return Finding(code, Place(f"templates/{pack.name}"), message, severity=severity)


def _matches(name: str, path: FieldPath) -> bool:
    steps = tuple(name.split("."))
    return path[-len(steps) :] == steps


def _fields(node: Node, path: FieldPath) -> Iterator[FieldPath]:
    """The path of every field that holds a value (groups and lists are not, what is in them is)."""
    for choice in node.choices:
        for key, child in choice.fields.items():
            if child.role not in ("waivers", "demonstration"):
                nested = list(_fields(child, (*path, key)))
                yield from nested
                if not nested or child.choices != (child,):
                    yield (*path, key)
        if choice.row:
            yield from _fields(choice.row, path)
