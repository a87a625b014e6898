"""What stands in a schema and does nothing, or not what was meant: misspelt keywords, names that are no fields."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from perfdocs.finding import Finding, Keys
from perfdocs.prose.did_you_mean import did_you_mean, nearest
from perfdocs.yamlfile.reader import Document

OWN = ("x-role", "x-unit", "x-expected", "x-key", "x-print", "x-was", "x-hint")
"""Keywords that JSON Schema does not have and the program reads."""
_NAMES = ("properties", "$defs", "patternProperties", "dependentSchemas", "dependentRequired")
"""Keywords below which names are those of fields."""
_VALUES = ("enum", "const", "default", "examples", "required")
"""Keywords below which nothing is a schema."""
_KNOWN = (
    *("$schema", "$id", "$ref", "$defs", "$comment", "title", "description", "default", "examples", "deprecated"),
    *("type", "enum", "const", "pattern", "format", "minLength", "maxLength", "minimum", "maximum"),
    *("exclusiveMinimum", "exclusiveMaximum", "multipleOf", "properties", "required", "additionalProperties"),
    *("unevaluatedProperties", "unevaluatedItems", "patternProperties", "propertyNames", "minProperties"),
    *("maxProperties", "dependentRequired", "dependentSchemas", "items", "prefixItems", "contains", "minContains"),
    *("maxContains", "minItems", "maxItems", "uniqueItems", "anyOf", "oneOf", "allOf", "not", "if", "then", "else"),
    *("readOnly", "writeOnly", "contentEncoding", "contentMediaType", *OWN),
)


def keyword_faults(document: Document, pack: str) -> Iterator[Finding]:
    """P213 to P216 of a schema file of a pack."""
    for path, node in schemas_in(document.data):
        for key in node:
            if key not in _KNOWN:
                yield from _unknown_keyword(document, (*path, key))
        if node.get("x-role") == "pack" and node.get("const", pack) != pack:
            message = f"这里的版式名是“{node['const']}”，这套版式叫“{pack}”：填报文件就找不到它，请改成一致"
            yield Finding("P213", document.value_place((*path, "const")), message, (*path, "const"))
        fields = node.get("properties")
        if isinstance(fields, dict):
            yield from _required(document, path, node, fields)
            yield from _names(document, path, fields)


def schemas_in(node: Any, path: Keys = (), is_list: bool = False) -> Iterator[tuple[Keys, dict[str, Any]]]:
    """Every schema in a file, with the keys to it; `is_list`: what stands here are names of fields."""
    if isinstance(node, dict):
        if not is_list:
            yield path, node
        for key, child in node.items():
            if is_list or key not in _VALUES:
                yield from schemas_in(child, (*path, key), not is_list and key in _NAMES)
    elif isinstance(node, list):
        for index, child in enumerate(node):
            yield from schemas_in(child, (*path, index))


def _unknown_keyword(document: Document, path: Keys) -> Iterator[Finding]:
    key = str(path[-1])
    meant = nearest(key, OWN if key.startswith("x-") else _KNOWN)
    if key.startswith("x-") or meant:
        known = f"：可以写 {'、'.join(OWN)}"
        rest = f"，是不是“{meant}”？照现在的写法，它什么也不起作用" if meant else f"，它什么也不起作用{known}"
        yield Finding("P215", document.key_place(path), f"没有“{key}”这个关键字{rest}", path)


def _required(document: Document, path: Keys, node: dict[str, Any], fields: dict[str, Any]) -> Iterator[Finding]:
    wanted = node.get("required")
    for index, name in enumerate(wanted if isinstance(wanted, list) else ()):
        if name not in fields:
            place = (*path, "required", index)
            guess = did_you_mean(str(name), fields) or "：请删掉，或者把字段加上"
            message = f"required 里的“{name}”不是这一组的字段{guess}"
            yield Finding("P214", document.value_place(place), message, place)


def _names(document: Document, path: Keys, fields: dict[str, Any]) -> Iterator[Finding]:
    named = [key for key, child in fields.items() if isinstance(child, dict) and child.get("x-role") == "name"]
    for key in named[1:]:
        place = (*path, "properties", key, "x-role")
        message = f"“{named[0]}”和“{key}”都写了 x-role: name：一组里只能有一个名称，别的改成普通的文字"
        yield Finding("P216", document.key_place(place), message, place)
