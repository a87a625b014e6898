"""A JSON Schema (draft 2020-12) with exact numbers and the files that it refers to."""

from __future__ import annotations

import json
import posixpath
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Any
from urllib.parse import urljoin

from perfdocs.schema.fast_validator import Gate, build_gate, is_surely_schema
from perfdocs.schema.node import Node

MOST_REFERENCES = 20
"""References that lead to one another before they are taken for a circle; real schemas have two."""


COMMON = "../common/"
"""Before the name of a file that several packs may refer to: it lies in `schema/common/`, beside those of the packs."""
MOST_DEPTH = 60
"""Braces and brackets within each other; a form's schema has a dozen, with its references followed twenty."""
MOST_DIGITS = 100
"""Digits of a whole number."""
TOO_DEEP = f"括号套得太深（最多 {MOST_DEPTH} 层）"
_REFUSED = frozenset(["$id", "$anchor", "$dynamicRef", "$dynamicAnchor", "$recursiveRef", "$recursiveAnchor"])
"""Keywords by which a reference may lead elsewhere than it says."""
_FIELDS = ("properties", "$defs", "patternProperties", "dependentSchemas")
"""Keywords below which names are those of fields."""


class BadSchema(Exception):
    """A schema file that is not JSON or not a schema. The text says why, in Chinese."""

    def __init__(self, message: str, line: int = 1, column: int = 1) -> None:
        super().__init__(message)
        self.line = line
        self.column = column


@dataclass(frozen=True, eq=False)
class Schema:
    """One schema file among those it may refer to (by file name); several files come from `linked`.

    It is equal to itself alone, so that what is read out of it can be kept.
    """

    name: str
    files: Mapping[str, Any]

    @property
    def root(self) -> Any:
        return self.files[self.name]

    @cached_property
    def surely_allows(self) -> Gate:
        """Tells of nearly all data in which nothing is wrong that it is so, ten times sooner than `validator`."""
        return build_gate(_uri(self.name), self._by_uri)

    @cached_property
    def validator(self) -> Any:
        """The validator of jsonschema, which says what is wrong."""
        from perfdocs.schema import exact_validator

        return exact_validator.validator(_uri(self.name), self._by_uri)

    @property
    def _by_uri(self) -> dict[str, Any]:
        return {_uri(name): _undeclared(contents) for name, contents in self.files.items()}

    @cached_property
    def tree(self) -> Node:
        """What the schema says of a document, from the top."""
        return Node(self, self.root)

    @cached_property
    def owners_by_field(self) -> Mapping[str, frozenset[str]]:
        """The names of all its fields, each with those of the fields below which it stands (empty for the top)."""
        owners: dict[str, set[str]] = {}
        for owner, field in self.tree.owned():
            owners.setdefault(field.key, set()).add(owner)
        return {key: frozenset(names) for key, names in owners.items()}

    def resolved(self, node: Any) -> Any:
        """The node with its `$ref` followed; what stands beside the reference (a title) wins.

        References are to this file (`#/$defs/…`) or to another (`common.schema.json#/$defs/…`). Raises BadSchema.
        """
        followed = 0
        while isinstance(node, dict) and "$ref" in node:
            followed += 1
            name = node["$ref"].partition("#")[0]
            target = _target_of(node["$ref"] if name else self.name + node["$ref"], self.files)
            node = {**target, **{key: value for key, value in node.items() if key != "$ref"}}
            if followed > MOST_REFERENCES:
                raise BadSchema(f"{name or self.name}：$ref 绕成了圈")
        return node

    def owners(self, key: str) -> list[str]:
        """The fields under which the schema has a field of this name (`""` for the top)."""
        return list(dict.fromkeys(owner for owner, field in self.tree.owned() if field.key == key))


def link_files(files: Mapping[str, Any]) -> dict[str, Any]:
    """The files with every reference naming its file, so that it means the same wherever it is followed from."""
    return {name: _with_file(contents, name) for name, contents in files.items()}


def _with_file(node: Any, name: str) -> Any:
    if isinstance(node, dict):
        made = {key: _with_file(child, name) for key, child in node.items()}
        if isinstance(node.get("$ref"), str):
            made["$ref"] = _full(node["$ref"], name)
        return made
    return [_with_file(child, name) for child in node] if isinstance(node, list) else node


def _full(reference: str, name: str) -> str:
    """A reference as it is written in a file, with the name of the file that it leads to."""
    file, mark, pointer = reference.partition("#")
    leads_to = posixpath.normpath(posixpath.join(posixpath.dirname(name), file)) if file else name
    return leads_to + mark + pointer


def _uri(name: str) -> str:
    return urljoin("https://perfdocs.invalid/schema/pack/", name)


def _undeclared(contents: Any) -> Any:
    """The schema without `$schema`, at which jsonschema would change over to its own kind of numbers."""
    return {key: value for key, value in contents.items() if key != "$schema"}


@lru_cache(maxsize=64)
def parse_schema(source: bytes) -> Any:
    """A schema from its JSON. Raises BadSchema with line and column, or with what is not a schema.

    The same file is looked at once; what is returned is not to be changed.
    """
    contents = load_json(source)
    if not isinstance(contents, dict):
        raise BadSchema("JSON Schema 应是花括号括起来的一组字段")
    _refuse_unbounded(contents)
    if not is_surely_schema(contents):
        _refuse_bad(contents)
    return contents


@lru_cache(maxsize=64)
def load_json(source: bytes) -> Any:
    """The contents of a JSON file with exact numbers, not to be changed. Raises BadSchema with line and column."""
    try:
        text = source.decode("utf-8")
        return json.loads(
            text,
            object_pairs_hook=_each_once,
            parse_float=Decimal,
            parse_int=_whole_number,
            parse_constant=_no_number,
        )
    except RecursionError:
        raise BadSchema(TOO_DEEP) from None
    except json.JSONDecodeError as error:
        raise BadSchema("这里不是 JSON：看看逗号、引号和括号", error.lineno, error.colno) from None
    except UnicodeDecodeError:
        raise BadSchema("字段定义文件要存成 UTF-8") from None


def _each_once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    fields = dict(pairs)
    if len(fields) < len(pairs):
        twice = next(key for at, (key, _) in enumerate(pairs) if key in dict(pairs[:at]))
        raise BadSchema(f"同一组里“{twice}”写了两遍，只有后一遍算数：请删掉一遍")
    return fields


def _whole_number(digits: str) -> int:
    if len(digits) > MOST_DIGITS:
        raise BadSchema(f"数字太长（最多 {MOST_DIGITS} 位）")
    return int(digits)


def _no_number(name: str) -> None:
    raise BadSchema(f"这里不是 JSON：{name} 不是数字")


def _refuse_unbounded(contents: Any) -> None:
    """Raises BadSchema for what a run may not come to the end of, or what refers to something else than it seems to."""
    inside = [(contents, 0, "")]
    while inside:
        node, depth, key = inside.pop()
        if depth > MOST_DEPTH:
            raise BadSchema(TOO_DEEP)
        if isinstance(node, dict):
            for name in _REFUSED & node.keys():
                if key not in _FIELDS and (name != "$id" or depth):
                    raise BadSchema(f"不能用“{name}”：引用只能写 $ref，写到同一个目录里的文件")
            if key not in _FIELDS:
                _refuse_patterns(node)
            inside += [(child, depth + 1, name) for name, child in node.items()]
        elif isinstance(node, list):
            inside += [(child, depth + 1, "") for child in node]


def _refuse_patterns(node: Mapping[str, Any]) -> None:
    named = node.get("patternProperties")
    for pattern in [node.get("pattern"), *(named if isinstance(named, dict) else ())]:
        if isinstance(pattern, str):
            from perfdocs.schema.patterns import fault_of_pattern  # few schemas have one

            fault = fault_of_pattern(pattern)
            if fault:
                raise BadSchema(f"pattern “{pattern[:40]}”：{fault}")


def _refuse_bad(contents: Any) -> None:
    from perfdocs.schema import exact_validator

    fault = exact_validator.fault_of_schema(contents)
    if fault:
        where, keyword = fault
        raise BadSchema(f"不是合格的 JSON Schema：{where or '最上层'} 处不符合“{keyword}”")


def dangling_references(files: Mapping[str, Any]) -> Iterator[tuple[str, str]]:
    """References that lead nowhere: (file, reference)."""
    complete = link_files(files)
    for name, contents in files.items():
        for written, reference in zip(_references(contents), _references(complete[name]), strict=True):
            try:
                Schema(name, complete).resolved({"$ref": reference})
            except (KeyError, TypeError, BadSchema):
                yield name, written


def _target_of(reference: str, files: Mapping[str, Any]) -> Any:
    name, _, pointer = reference.partition("#")
    target = files[name]
    for step in filter(None, pointer.split("/")):
        target = target[step.replace("~1", "/").replace("~0", "~")]
    return target


def circular_reference(files: Mapping[str, Any]) -> tuple[str, str] | None:
    """A reference, and its file, by which a field would hold itself; None where there is none. The files are sound."""
    complete = link_files(files)
    open_now: set[int] = set()
    done: set[int] = set()

    def search(node: Any, name: str) -> tuple[str, str] | None:
        if not isinstance(node, dict | list) or id(node) in done:
            return None
        open_now.add(id(node))
        reference = node.get("$ref") if isinstance(node, dict) else None
        inside = list(node.values()) if isinstance(node, dict) else node
        if isinstance(reference, str):
            target = _target_of(reference, complete)
            if id(target) in open_now:
                return name, reference
            inside = [*inside, target]
        for child in inside:
            found = search(child, name)
            if found:
                return found
        open_now.discard(id(node))
        done.add(id(node))
        return None

    return next(filter(None, (search(contents, name) for name, contents in complete.items())), None)


def _references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        for child in node.values():
            yield from _references(child)
    elif isinstance(node, list):
        for child in node:
            yield from _references(child)
