"""A JSON Schema (draft 2020-12) with exact numbers and the files that it refers to."""

from __future__ import annotations

import json
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cached_property, lru_cache
from typing import Any

from perfdocs.schema.fast_validator import Gate, build_gate, is_surely_schema
from perfdocs.schema.node import Node

MOST_REFERENCES = 20
"""References that lead to one another before they are taken for a circle; real schemas have two."""


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
            name, _, pointer = node["$ref"].partition("#")
            target = self.files[name or self.name]
            for step in filter(None, pointer.split("/")):
                target = target[step.replace("~1", "/").replace("~0", "~")]
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
        if isinstance(node.get("$ref"), str) and node["$ref"].startswith("#"):
            made["$ref"] = name + node["$ref"]
        return made
    return [_with_file(child, name) for child in node] if isinstance(node, list) else node


def _uri(name: str) -> str:
    return f"https://perfdocs.invalid/{name}"


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
    if not is_surely_schema(contents):
        _refuse_bad(contents)
    return contents


@lru_cache(maxsize=64)
def load_json(source: bytes) -> Any:
    """The contents of a JSON file with exact numbers, not to be changed. Raises BadSchema with line and column."""
    try:
        return json.loads(source.decode("utf-8"), parse_float=Decimal)
    except json.JSONDecodeError as error:
        raise BadSchema("这里不是 JSON：看看逗号、引号和括号", error.lineno, error.colno) from None
    except UnicodeDecodeError:
        raise BadSchema("字段定义文件要存成 UTF-8") from None


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
        for reference in _references(contents):
            try:
                Schema(name, complete).resolved({"$ref": reference})
            except (KeyError, TypeError, BadSchema):
                yield name, reference


def _references(node: Any) -> Iterator[str]:
    if isinstance(node, dict):
        if isinstance(node.get("$ref"), str):
            yield node["$ref"]
        for child in node.values():
            yield from _references(child)
    elif isinstance(node, list):
        for child in node:
            yield from _references(child)
