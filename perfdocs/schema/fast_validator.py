"""What is surely valid, told by jsonschema-rs within a tenth of a millisecond; what is not, jsonschema explains.

Nothing is passed that jsonschema would find a fault in: where a schema uses what the two may read differently,
no data are told to be valid. Numbers are exact on both sides, and patterns are Python's on both sides.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from functools import cache
from typing import Any
from urllib.parse import quote, urljoin

Gate = Callable[[Any], bool]
"""Whether data as the reader gives them are surely valid; where it says no, they may still be."""

_ONE = {"additionalProperties", "items", "propertyNames", "not", "if", "then", "else"}
_SEVERAL = {"anyOf", "oneOf", "allOf"}
_NAMED = {"properties", "$defs", "dependentSchemas"}
_HOLDERS = _ONE | _SEVERAL | _NAMED
_VALUES = {
    *("type", "enum", "const", "required", "dependentRequired", "minProperties", "maxProperties"),
    *("minItems", "maxItems", "uniqueItems", "minLength", "maxLength", "pattern"),
    *("minimum", "maximum", "exclusiveMinimum", "exclusiveMaximum", "multipleOf"),
    *("title", "description", "default", "examples", "deprecated", "$comment", "$ref"),
}
"""The keywords that both libraries read alike, by what they hold: a schema, a list, a group of them, or values."""


def build_gate(uri: str, contents: Mapping[str, Any]) -> Gate:
    """The gate of one of several schemas, by their URIs, that refer to one another."""
    from jsonschema_rs import Draft202012Validator, ReferencingError, Registry

    try:
        if not _read_alike(contents[uri], uri, contents, set()):
            return _never
        validator = Draft202012Validator(
            {"$ref": _as_url(uri)},
            registry=Registry([(_as_url(name), _with_urls(schema)) for name, schema in contents.items()]),
            keywords={"pattern": _Pattern},
            validate_formats=False,
            offline=True,
        )
    except (ValueError, ReferencingError):  # whatever it cannot make use of, jsonschema looks at
        return _never
    return _safely(validator)


def is_surely_schema(contents: Any) -> bool:
    """True where a schema's JSON is surely one of draft 2020-12, as far as its keywords go."""
    return not any(_is_whole_fraction(leaf) for leaf in _leaves(contents)) and _metaschema_gate()(contents)


@cache
def _metaschema_gate() -> Gate:
    from jsonschema_rs import Draft202012Validator

    metaschema = {"$ref": "https://json-schema.org/draft/2020-12/schema"}
    return _safely(Draft202012Validator(metaschema, formats={"regex": _compiles}, validate_formats=True, offline=True))


def _safely(validator: Any) -> Gate:
    def is_valid(data: Any) -> bool:
        try:
            return bool(validator.is_valid(data))
        except ValueError:  # what has no place in JSON, such as half a character
            return False

    return is_valid


def _never(_: Any) -> bool:
    return False


class _Pattern:
    """`pattern` in Python's dialect: in that of JavaScript `\\w` is no Chinese character."""

    def __init__(self, _parent: dict[str, Any], value: Any, _path: list[str | int]) -> None:
        from perfdocs.schema.patterns import LONGEST_TEXT

        self._search = re.compile(value).search
        self._longest = LONGEST_TEXT

    def validate(self, instance: Any) -> None:
        if isinstance(instance, str) and (len(instance) > self._longest or not self._search(instance)):
            raise ValueError


def _compiles(pattern: str) -> bool:
    try:
        re.compile(pattern)
    except re.error:
        return False
    return True


def _read_alike(node: Any, uri: str, contents: Mapping[str, Any], seen: set[int]) -> bool:
    """Whether the two read the schema and all that it refers to alike."""
    if isinstance(node, bool) or id(node) in seen:
        return True
    if not isinstance(node, dict):
        return False
    seen.add(id(node))
    values = [value for key, value in node.items() if key in _VALUES or key.startswith("x-")]
    known = len(values) + sum(key in _HOLDERS for key in node)
    inexact = any(isinstance(leaf, float) for value in values for leaf in _leaves(value))
    inside = [(child, uri) for child in _inside(node)]
    if "$ref" in node:
        inside.append(_target(node["$ref"], uri, contents))
    return known == len(node) and not inexact and all(_read_alike(child, at, contents, seen) for child, at in inside)


def _inside(node: dict[str, Any]) -> Iterator[Any]:
    for key, value in node.items():
        if key in _ONE:
            yield value
        elif key in _SEVERAL:
            yield from value
        elif key in _NAMED:
            yield from value.values()


def _target(reference: str, uri: str, contents: Mapping[str, Any]) -> tuple[Any, str]:
    """What a reference leads to, and in which of the schemas; None where that is not plain to see."""
    name, _, pointer = reference.partition("#")
    where = urljoin(uri, name)
    target = contents.get(where)
    for step in filter(None, pointer.split("/")):
        target = target.get(step.replace("~1", "/").replace("~0", "~")) if isinstance(target, dict) else None
    return (None if "%" in reference else target), where


def _as_url(reference: str) -> str:
    """A reference as it stands in a URL, the only way in which jsonschema-rs reads one."""
    return quote(reference, safe="#/:~$")


def _with_urls(node: Any) -> Any:
    """The schema with its references encoded."""
    if not isinstance(node, dict):
        return node
    copy = dict(node)
    for key, value in node.items():
        if key == "$ref":
            copy[key] = _as_url(value)
        elif key in _ONE:
            copy[key] = _with_urls(value)
        elif key in _SEVERAL:
            copy[key] = [_with_urls(child) for child in value]
        elif key in _NAMED:
            copy[key] = {name: _with_urls(child) for name, child in value.items()}
    return copy


def _leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for item in value:
            yield from _leaves(item)
    else:
        yield value


def _is_whole_fraction(value: Any) -> bool:
    """Whether a number is written as a fraction and is none: 1.0 is a length for the one and not for the other."""
    return isinstance(value, Decimal) and value == value.to_integral_value()
