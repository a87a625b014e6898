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


def gate(uri: str, contents: Mapping[str, Any]) -> Gate:
    """The gate of one of several schemas, by their URIs, that refer to one another."""
    from jsonschema_rs import Draft202012Validator, ReferencingError, Registry

    try:
        if not _agreed(contents[uri], uri, contents, set()):
            return _never
        validator = Draft202012Validator(
            {"$ref": _encoded(uri)},
            registry=Registry([(_encoded(one), _with_encoded(schema)) for one, schema in contents.items()]),
            keywords={"pattern": _Pattern},
            validate_formats=False,
            offline=True,
        )
    except (ValueError, ReferencingError):  # whatever it cannot make use of, jsonschema looks at
        return _never
    return _asking(validator)


def is_surely_schema(contents: Any) -> bool:
    """Whether a schema's JSON is surely one of draft 2020-12, as far as its keywords go."""
    return not any(_is_whole_fraction(one) for one in _leaves(contents)) and _of_schemas()(contents)


@cache
def _of_schemas() -> Gate:
    from jsonschema_rs import Draft202012Validator

    metaschema = {"$ref": "https://json-schema.org/draft/2020-12/schema"}
    return _asking(Draft202012Validator(metaschema, formats={"regex": _compiles}, validate_formats=True, offline=True))


def _asking(validator: Any) -> Gate:
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
        self._search = re.compile(value).search

    def validate(self, instance: Any) -> None:
        if isinstance(instance, str) and not self._search(instance):
            raise ValueError


def _compiles(pattern: str) -> bool:
    try:
        re.compile(pattern)
    except re.error:
        return False
    return True


def _agreed(node: Any, uri: str, contents: Mapping[str, Any], seen: set[int]) -> bool:
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
    return known == len(node) and not inexact and all(_agreed(child, at, contents, seen) for child, at in inside)


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
    found = contents.get(where)
    for step in filter(None, pointer.split("/")):
        found = found.get(step.replace("~1", "/").replace("~0", "~")) if isinstance(found, dict) else None
    return (None if "%" in reference else found), where


def _encoded(reference: str) -> str:
    """A reference as it stands in a URL, the only way in which jsonschema-rs reads one."""
    return quote(reference, safe="#/:~$")


def _with_encoded(node: Any) -> Any:
    """The schema with its references encoded."""
    if not isinstance(node, dict):
        return node
    made = dict(node)
    for key, value in node.items():
        if key == "$ref":
            made[key] = _encoded(value)
        elif key in _ONE:
            made[key] = _with_encoded(value)
        elif key in _SEVERAL:
            made[key] = [_with_encoded(one) for one in value]
        elif key in _NAMED:
            made[key] = {name: _with_encoded(one) for name, one in value.items()}
    return made


def _leaves(value: Any) -> Iterator[Any]:
    if isinstance(value, dict):
        value = list(value.values())
    if isinstance(value, list):
        for one in value:
            yield from _leaves(one)
    else:
        yield value


def _is_whole_fraction(value: Any) -> bool:
    """Whether a number is written as a fraction and is none: 1.0 is a length for the one and not for the other."""
    return isinstance(value, Decimal) and value == value.to_integral_value()
