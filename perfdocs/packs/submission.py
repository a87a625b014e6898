"""A department's documents as the templates see them: every field of the schema there, derived values set.

What a template is given is plain data: mappings in the order of the schema, rows, text, exact numbers,
None for a blank. Every field that the schema has exists, so that a name which is not there is a mistake
of the template and never of the clerk.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from functools import cache
from typing import Any

from jinja2 import Template, TemplateError, Undefined

from perfdocs.finding import Path, Place
from perfdocs.packs.language import Key, Parts, Rows, Shown, printed, text_language
from perfdocs.packs.pack import Form, Pack
from perfdocs.spec.reader import Document
from perfdocs.validate.schema import Schema

Context = dict[str, Any]


class BadExpression(Exception):
    """An expression of a manifest that cannot be computed for this department's data."""

    def __init__(self, source: str, reason: str) -> None:
        super().__init__(f"版式说明里的“{source}”算不出来：{reason}")
        self.source = source


Origins = dict[int, tuple[Document, Path]]
"""For each group and list of the data (by `id`), the document that it comes from and its path there."""


@dataclass(frozen=True)
class FilledForm:
    """One form of a department: what to print (`context`) and under which title and file name."""

    form: Form
    title: str
    file: str
    context: Mapping[str, Any]


@dataclass(frozen=True)
class Submission:
    """All forms of a department in the order in which they are handed in."""

    pack: Pack
    forms: tuple[FilledForm, ...]
    file: str
    data: Mapping[str, Any]
    origins: Origins

    def scopes(self, loops: Sequence[tuple[str, str]]) -> Iterator[Context]:
        """The data once for each combination of the loops. Raises BadExpression."""
        return _scopes(loops, dict(self.data))

    def place(self, scope: Mapping[str, Any], target: str) -> tuple[Place, Path]:
        """Where a field stands in the specs, for a target such as `甲.乙`; its owner's place if blank.

        Raises BadExpression for a field that does not exist.
        """
        evaluated(target, scope)
        *owners, last = target.split(".")
        found: Any = scope
        origin = self.origins[id(self.data)]
        path: Path = ()
        for step in owners:
            found = found[step]
            origin, path = (self.origins[id(found)], ()) if id(found) in self.origins else (origin, (*path, step))
        document, start = origin
        return document.value_place((*start, *path, last)), (*start, *path, last)


def submission(pack: Pack, documents: Mapping[str, Sequence[Document]]) -> Submission:
    """The forms that the pack makes of the documents (valid ones, by kind; a single one as a list of one).

    Raises BadExpression where the manifest's expressions fail on these data.
    """
    origins: Origins = {}
    context = _context(pack, documents, origins)
    for derivation in pack.derivations:
        for scope in _scopes(derivation.loops, context):
            for target, source in derivation.values:
                _assign(scope, target, evaluated(source, scope), source)
    forms = tuple(filled for form in pack.forms for filled in _filled(form, context))
    return Submission(pack, forms, filled_text(pack.submission, context), context, origins)


def _context(pack: Pack, documents: Mapping[str, Sequence[Document]], origins: Origins) -> Context:
    by_kind = {
        kind.name: [_Filler(kind.schema, pack.display, document, origins).root() for document in documents[kind.name]]
        for kind in pack.kinds
    }
    head = by_kind[pack.head.name][0]
    context: Context = dict(head)
    origins[id(context)] = origins[id(head)]
    for kind in pack.kinds:
        items = by_kind[kind.name]
        blank = _Filler(kind.schema, pack.display, None, {}).root()
        context[kind.name] = Rows(items, blank) if kind.many else items[0] if items else blank
    return context


class _Filler:
    """Makes a document's data complete: every field of the schema, in its order, blanks as None."""

    def __init__(self, schema: Schema, display: Mapping[str, str], document: Document | None, origins: Origins) -> None:
        self._schema = schema
        self._display = display
        self._document = document
        self._origins = origins

    def root(self) -> Any:
        return self._value(self._schema.root, self._document.data if self._document else None, ())

    def _value(self, node: Any, value: Any, path: Path) -> Any:
        node = self._schema.resolved(node)
        if "anyOf" in node:
            node = _branch(self._schema, node, value)
        if "properties" in node:
            made: Any = self._group(node, value, path)
        elif "items" in node:
            rows = [self._value(node["items"], item, (*path, index)) for index, item in enumerate(value or ())]
            made = Rows(rows, _Filler(self._schema, self._display, None, {})._value(node["items"], None, path))
        else:
            return self._shown(node, value)
        if self._document:
            self._origins[id(made)] = (self._document, path)
        return made

    def _shown(self, node: Any, value: Any) -> Any:
        source = self._display.get(node.get("x-role", ""))
        if source is None or not isinstance(value, Decimal):
            return value
        return Shown(value, printed(evaluated(source, {"value": value})))

    def _group(self, node: Any, value: Any, path: Path) -> dict[str, Any]:
        filled: dict[str, Any] = {
            Key(key, _label(self._schema, sub, key)): self._value(sub, value.get(key) if value else None, (*path, key))
            for key, sub in node["properties"].items()
        }
        return Parts(filled, filled_text(node["x-print"], filled)) if "x-print" in node else filled


def _branch(schema: Schema, node: Any, value: Any) -> Any:
    """The alternative for this value: the one with fields for a mapping, else one without."""
    branches = [schema.resolved(branch) for branch in node["anyOf"]]
    fitting = [b for b in branches if ("properties" in b) == isinstance(value, dict)]
    return fitting[0] if fitting else branches[0]


def _label(schema: Schema, node: Any, key: str) -> str:
    return str(schema.resolved(node).get("title", key))


def _filled(form: Form, context: Context) -> Iterator[FilledForm]:
    for scope in _scopes(form.loops, context):
        if form.when is None or evaluated(form.when, scope):
            printed = {name: value for name, value in scope.items() if name != "loop"}
            yield FilledForm(form, filled_text(form.title, scope), filled_text(form.file, scope), printed)


def _scopes(loops: Sequence[tuple[str, str]], context: Context) -> Iterator[Context]:
    """The context once for each combination of the loops, with `loop.index` counting the innermost."""
    if not loops:
        yield context
        return
    (name, source), *inner = loops
    items = evaluated(source, context)
    if not isinstance(items, list):
        raise BadExpression(source, "这里要一张表或一组文件，才能逐项做")
    for index, item in enumerate(items, start=1):
        yield from _scopes(inner, {**context, name: item, "loop": {"index": index}})


def _assign(scope: Context, target: str, value: Any, source: str) -> None:
    *path, last = target.split(".")
    place: Any = scope
    for step in path:
        place = place.setdefault(step, {})
        if not isinstance(place, dict):
            raise BadExpression(source, f"结果不能放到 {target}：{step} 不是一组字段")
    place[last] = value


def evaluated(source: str, scope: Mapping[str, Any]) -> Any:
    """The value of a manifest's expression. Raises BadExpression."""
    try:
        value = _expression(source)(**scope)
        if isinstance(value, Undefined):
            str(value)  # raises
        return value
    except (TemplateError, TypeError, ValueError, ArithmeticError, KeyError) as error:
        raise BadExpression(source, _reason(error)) from None


def filled_text(source: str, scope: Mapping[str, Any]) -> str:
    """A manifest's piece of text, such as a title, filled in. Raises BadExpression."""
    try:
        return _template(source).render(scope)
    except (TemplateError, TypeError, ValueError, ArithmeticError, KeyError) as error:
        raise BadExpression(source, _reason(error)) from None


@cache
def _expression(source: str) -> Any:
    return text_language().compile_expression(source, undefined_to_none=False)


@cache
def _template(source: str) -> Template:
    return text_language().from_string(source)


def _reason(error: Exception) -> str:
    if isinstance(error, KeyError):
        return f"没有“{error.args[0]}”这一项"
    return str(error) if isinstance(error, TemplateError | ValueError) else f"数据不合适（{type(error).__name__}）"


def fingerprint(data: Any) -> str:
    """SHA-256 of the data, the same whenever and wherever it is computed."""
    text = json.dumps(_plain(data), ensure_ascii=False, separators=(",", ":"))
    return hashlib.sha256(text.encode()).hexdigest()


def _plain(value: Any) -> Any:
    if isinstance(value, Mapping):
        return {str(key): _plain(item) for key, item in value.items()}
    if isinstance(value, list):
        return [_plain(item) for item in value]
    return f"{value:f}" if isinstance(value, Decimal) else value
