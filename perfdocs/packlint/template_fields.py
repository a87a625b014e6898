"""Whether templates and schema fit: every name exists, and every field is printed or said not to be.

The pack is filled with one made-up submission in which nothing is blank, and with one in which all is.
Both go through the real derivations and templates, and what the templates look at is written down.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Any

from perfdocs.checks.equalities import sides
from perfdocs.department.forms import FilledForm, Submission, build_submission
from perfdocs.files import read_bounded
from perfdocs.finding import Finding, Place, Severity
from perfdocs.pack.expressions import BadExpression
from perfdocs.pack.manifest import MANIFEST, DocumentKind, Pack
from perfdocs.pack.sample_data import blank, sample
from perfdocs.pack.values import Parts, Rows, origin_of
from perfdocs.render.template import Templates
from perfdocs.render.template_fault import TemplateFault
from perfdocs.returned.form_map.form_rows import form_patterns
from perfdocs.returned.form_map.readable_fields import indistinct_tables, ticked_fields, unreadable_fields
from perfdocs.schema.node import Node
from perfdocs.word.grid import grid
from perfdocs.word.open_template import open_document
from perfdocs.yamlfile.reader import Document

FieldPath = tuple[str, ...]
_LOOP = re.compile(r"\{%\s*(?:tr|p|tc)?\s*(?:for|if)\s[^{}]*%\}")


def faults(pack: Pack) -> Iterator[Finding]:
    """T103 and its like for names, P106 for expressions, T202 and T203 for fields printed or not."""
    seen: set[FieldPath] = set()
    templates = Templates()
    found = list(_render(pack, templates, seen, full=True))
    known = {finding.message for finding in found}
    blank = [finding for finding in _render(pack, templates, set(), full=False) if finding.message not in known]
    found += [finding._replace(message=f"全部空着时：{finding.message}") for finding in blank]
    yield from found
    if not found:
        yield from _unprinted(pack, seen)
        yield from _unreadable(pack, templates, seen)


def _render(pack: Pack, templates: Templates, seen: set[FieldPath], full: bool) -> Iterator[Finding]:
    documents = {kind.name: _documents(kind, full) for kind in pack.kinds}
    try:
        made = build_submission(pack, documents)
        for equality, scope, _, _ in sides(made):
            made.place(scope, equality.at)
    except BadExpression as error:
        yield Finding("P106", pack.place_of(error.source), str(error), cannot=True)
        return
    trace = _Trace(pack, made, seen)
    for filled in made.forms:
        try:
            template = templates.get(pack.template(filled.form))
            template.fill_by_docxtpl(trace.context(filled, template.names))
        except TemplateFault as fault:
            file = f"templates/{pack.name}/{filled.form.template}"
            yield Finding(fault.code, Place(file), str(fault), cannot=True)


def _documents(kind: DocumentKind, full: bool) -> list[Document]:
    """A made-up document of the kind; its file is named after the kind, for the trace."""
    data = sample(kind.schema.tree, rows=2, parts=True) if full else blank(kind.schema.tree)
    return [Document(kind.name, data, {})] if full or not kind.many else []


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


def _unprinted(pack: Pack, seen: set[FieldPath]) -> Iterator[Finding]:
    declared = dict.fromkeys(pack.unprinted, False)
    for kind in pack.own_kinds:
        for path in _fields(kind.in_files.tree, (kind.name,)):
            name = next((name for name in declared if _matches(name, path)), None)
            if path in seen:
                continue
            if name is None:
                field = ".".join(path[1:])
                message = f"字段“{field}”没有印在任何一张表上：请在模板里加上，或在版式说明的 unprinted 里写明原因"
                yield Finding("T202", Place(f"schema/{pack.name}/{kind.in_files.name}"), message, path)
            else:
                declared[name] = True
    for name, used in declared.items():
        if not used:
            message = f"unprinted 里的“{name}”没有这个字段，或者它已经印在表上：请删掉这一行"
            yield Finding("T203", Place(f"templates/{pack.name}/{MANIFEST}"), message)


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
