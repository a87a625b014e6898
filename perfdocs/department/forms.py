"""A department's documents as the templates see them: every field of the schema there, derived values set.

What a template is given is plain data: mappings in the order of the schema, rows, text, exact numbers,
None for a blank. Every field that the schema has exists, so that a name which is not there is a mistake
of the template and never of the clerk.
"""

from __future__ import annotations

import hashlib
import json
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

from perfdocs.department.by_role import Blank
from perfdocs.department.complete_data import document_shape
from perfdocs.department.read_by_role import is_blank
from perfdocs.finding import Keys, Place
from perfdocs.pack.expressions import BadExpression, evaluate, fill_text
from perfdocs.pack.manifest import Form, Pack
from perfdocs.pack.values import Group, Rows, origin_of
from perfdocs.prose.amounts import number_text
from perfdocs.yamlfile.reader import Document

Context = dict[str, Any]

NUMBER = "number"
"""What a form's place among all that are handed in is called in the manifest's `file`."""
MOST_SCOPES = 100_000
"""Rounds of the loops of one rule of a manifest. Chosen by hand: 1,500 funds with sixty details each."""
LEAST_DIGITS = 2
"""Digits that it has at least: 01 sorts before 10. Chosen by hand."""


_YES = ("true", "是")


class FilledForm(NamedTuple):
    """One form of a department: what to print (`context`) and under which title and file name."""

    form: Form
    title: str
    file: str
    context: Mapping[str, Any]


class Submission(NamedTuple):
    """All forms of a department in the order in which they are handed in."""

    pack: Pack
    forms: tuple[FilledForm, ...]
    file: str
    data: Group

    def scopes(self, loops: Sequence[tuple[str, str]]) -> Iterator[Context]:
        """The data once for each combination of the loops. Raises BadExpression."""
        return _scopes(loops, dict(self.data))

    def place(self, scope: Mapping[str, Any], target: str) -> tuple[Place, Keys]:
        """Where a field stands in the specs, for a target such as `甲.乙`; its owner's place if blank.

        Raises BadExpression for a field that does not exist.
        """
        evaluate(target, scope)
        *owners, last = target.split(".")
        value: Any = scope
        origin, keys = self.data.origin, Keys()
        for step in owners:
            value = value[step]
            known = origin_of(value)
            origin, keys = (known, ()) if known else (origin, (*keys, step))
        path = (*origin.keys, *keys, last)
        return origin.document.value_place(path), path

    @property
    def is_demonstration(self) -> bool:
        """True where a field says that the data are made up for a demonstration."""
        keys = self.pack.head.schema.tree.with_role("demonstration")
        return any(self.data.get(key) in _YES for key in keys)

    @property
    def blanks(self) -> Iterator[Blank]:
        """Fields that the form wants filled in, are left blank, and could not be worked out.

        Where the same field is blank in a row below, that is the one to be filled in.
        """
        for kind in self.pack.kinds:
            for derived, *keys in self.pack.derived_fields:
                node = kind.schema.tree.at_keys(keys) if derived == kind.name else None
                if node and node.expected:
                    for owner in _below(self.data[kind.name], keys[:-1]):
                        if is_blank(owner[keys[-1]]) and not _is_blank_below(owner, keys[-1]):
                            yield Blank(owner.origin.document, (*owner.origin.keys, keys[-1]), node.title, False)


def _is_blank_below(owner: Group, key: str) -> bool:
    rows = [row for table in owner.values() if isinstance(table, Rows) for row in table if key in row]
    return any(is_blank(row[key]) for row in rows)


def _below(value: Any, keys: Sequence[str]) -> Iterator[Group]:
    """The groups of fields that are so many keys down, of every row of the tables on the way."""
    if isinstance(value, Rows):
        for row in value:
            yield from _below(row, keys)
    elif not keys:
        yield value
    else:
        yield from _below(value[keys[0]], keys[1:])


def build_submission(pack: Pack, documents: Mapping[str, Sequence[Document]]) -> Submission:
    """The forms that the pack makes of the documents (valid ones, by kind; a single one as a list of one).

    Raises BadExpression where the manifest's expressions fail on these data.
    """
    context = _context(pack, documents)
    for derivation in pack.derivations:
        for scope in _scopes(derivation.loops, context):
            for target, source in derivation.values:
                _assign(scope, target, evaluate(source, scope), source)
    scopes = [(form, scope) for form in pack.forms for scope in _printed_scopes(form, context)]
    width = max(LEAST_DIGITS, len(str(len(scopes))))
    numbered = enumerate(scopes, start=1)
    forms = tuple(_filled(form, scope, f"{number:0{width}}") for number, (form, scope) in numbered)
    return Submission(pack, forms, fill_text(pack.submission, context), context)


def _context(pack: Pack, documents: Mapping[str, Sequence[Document]]) -> Group:
    display = tuple(pack.display.items())
    shapes = {kind.name: document_shape(kind.schema, display) for kind in pack.kinds}
    by_kind = {
        name: [shape.complete(document.data, (), document) for document in documents[name]]
        for name, shape in shapes.items()
    }
    head = by_kind[pack.head.name][0]
    context = Group(head)
    context.origin = head.origin
    for kind in pack.kinds:
        items = by_kind[kind.name]
        blank = shapes[kind.name].blank
        context[kind.name] = Rows(items, blank) if kind.many else items[0] if items else blank()
    return context


def _printed_scopes(form: Form, context: Context) -> Iterator[Context]:
    for scope in _scopes(form.loops, context):
        if form.when is None or evaluate(form.when, scope):
            yield scope


def _filled(form: Form, scope: Context, number: str) -> FilledForm:
    printed = {name: value for name, value in scope.items() if name != "loop"}
    title = fill_text(form.title, scope)
    file = title if form.file == form.title else fill_text(form.file, {**scope, NUMBER: number})
    return FilledForm(form, title, file, printed)


def _scopes(loops: Sequence[tuple[str, str]], context: Context) -> Iterator[Context]:
    """The context once for each combination of the loops, with `loop.index` counting the innermost."""
    for number, scope in enumerate(_combinations(loops, context)):
        if number > MOST_SCOPES:
            raise BadExpression(loops[-1][1], f"循环超过 {MOST_SCOPES} 次，请检查循环是不是套错了")
        yield scope


def _combinations(loops: Sequence[tuple[str, str]], context: Context) -> Iterator[Context]:
    if not loops:
        yield context
        return
    (name, source), *inner = loops
    items = evaluate(source, context)
    if not isinstance(items, list):
        raise BadExpression(source, "这里要一张表或一组文件，才能逐项做")
    for index, item in enumerate(items, start=1):
        yield from _combinations(inner, {**context, name: item, "loop": {"index": index}})


def _assign(scope: Context, target: str, value: Any, source: str) -> None:
    *path, last = target.split(".")
    place: Any = scope
    for step in path:
        place = place.setdefault(step, {})
        if not isinstance(place, dict):
            raise BadExpression(source, f"结果不能放到 {target}：{step} 不是一组字段")
    place[last] = value


class Fingerprints:
    """SHA-256 of data, the same whenever and wherever they are computed.

    What several forms are made of is written out once: data that were seen must stay as they are. `documents`
    are the values that are a list of documents, each of which is also written out by itself: one form has all funds,
    another only the fund that it is for.
    """

    def __init__(self, documents: Iterable[Any] = ()) -> None:
        self._documents = {id(one) for one in documents}
        self._written: dict[int, tuple[Any, str]] = {}

    def of(self, data: Mapping[str, Any]) -> str:
        """That of some values by name."""
        text = ",".join([f"{_JSON.encode(name)}:{self._text(value)}" for name, value in data.items()])
        return hashlib.sha256(f"{{{text}}}".encode()).hexdigest()

    def _text(self, value: Any) -> str:
        """As `_JSON` writes it. Groups of fields and tables are kept, with the text, so that no other has their id."""
        if not isinstance(value, dict | list):
            return _JSON.encode(value)
        known = self._written.get(id(value))
        if known is None:
            if id(value) in self._documents:
                text = f"[{','.join([self._text(one) for one in value])}]"
            else:
                text = _JSON.encode(value)
            known = self._written[id(value)] = value, text
        return known[1]


def fingerprint(data: Any) -> str:
    """SHA-256 of the data, the same whenever and wherever it is computed."""
    return hashlib.sha256(_JSON.encode(data).encode()).hexdigest()


def _plain(value: Any) -> Any:
    """What is none of JSON's own: a number, as it was written, and a view of a mapping."""
    if isinstance(value, Decimal):
        return number_text(value)
    if isinstance(value, Mapping):
        return dict(value)
    raise TypeError(f"{type(value).__name__} has no fingerprint")


_JSON = json.JSONEncoder(ensure_ascii=False, separators=(",", ":"), default=_plain)
