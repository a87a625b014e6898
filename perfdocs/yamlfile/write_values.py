"""Values as YAML writes them: as plain as they can be while they are still read back as what they are."""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple, TypeAlias

from perfdocs.yamlfile.invisible_characters import MAY_BE_INVISIBLE
from perfdocs.yamlfile.reader import read

Value: TypeAlias = "str | Decimal | Mapping[str, Value] | Sequence[Value] | None"
SHORT = 60
"""Characters of a row that is written on one line; chosen by hand: the rows of the specs are about as long."""


class RowLines(NamedTuple):
    """A row of a table as lines that are ready, the first with its dash or with comments above it, and its data."""

    lines: tuple[str, ...]
    data: Mapping[str, Any]


_SURELY_PLAIN = re.compile(
    r"(?=.*[\u4e00-\u9fff])[\u4e00-\u9fff0-9A-Za-z（]"
    r"([\u4e00-\u9fff\w、，。；！？“”（）《》％%.·－+*-]*[\u4e00-\u9fff\w。”）》％%])?"
)
"""Texts that no reader of YAML takes for anything else: with a Chinese character, without blanks or marks of YAML."""


def scalar(value: str | Decimal | None, in_flow: bool, style: str | None = None) -> str:
    """The value in YAML, a blank as nothing. `style` is the quote that it had before, which it keeps if it can."""
    if value is None:
        return ""
    if isinstance(value, Decimal):
        return f"{value:f}"
    if style is None and _SURELY_PLAIN.fullmatch(value) and not MAY_BE_INVISIBLE.search(value):
        return value
    if style != '"' and "\n" not in value:
        if style != "'" and value == value.strip() and _reads_as(value, value, in_flow):
            return value
        quoted = "'" + value.replace("'", "''") + "'"
        if _reads_as(quoted, value, in_flow):
            return quoted
    return MAY_BE_INVISIBLE.sub(_escaped, json.dumps(value, ensure_ascii=False))


def _escaped(match: re.Match[str]) -> str:
    code = ord(match.group())
    return f"\\u{code:04x}" if code <= 0xFFFF else f"\\U{code:08x}"


def flow(value: Value, in_flow: bool = True) -> str:
    """A value in one line: groups of fields in braces, rows in brackets. `in_flow`: it stands in such itself."""
    if isinstance(value, RowLines):
        return flow(value.data)
    if isinstance(value, Mapping):
        return "{" + ", ".join(f"{scalar(key, True)}: {flow(field)}" for key, field in value.items()) + "}"
    if isinstance(value, Sequence) and not isinstance(value, str):
        return "[" + ", ".join(map(flow, value)) + "]"
    return scalar(value, in_flow)


def has_rows(value: Value) -> bool:
    """Whether there are rows in a value: what has is written on several lines."""
    if isinstance(value, Mapping):
        return any(map(has_rows, value.values()))
    return isinstance(value, Sequence) and any(isinstance(row, Mapping | RowLines) for row in value)


def block(value: Value, indent: str) -> str:
    """A group of fields or a table on lines of their own, each field or row on one where it is short."""
    if isinstance(value, Mapping):
        fields = ((f"{indent}{scalar(key, False)}:", field) for key, field in value.items())
        lines = [
            f"{key}\n{block(field, indent + '  ')}" if has_rows(field) else f"{key} {flow(field, False)}".rstrip(" ")
            for key, field in fields
        ]
        return "\n".join(lines)
    rows = value if isinstance(value, Sequence) else ()
    return "\n".join(indent + row_text(row, indent) for row in rows if isinstance(row, Mapping | RowLines))


def row_text(row: Mapping[str, Value] | RowLines, indent: str) -> str:
    """A row of a block: on one line where it is short. Rows in it stand on lines of their own."""
    if isinstance(row, RowLines):
        return f"\n{indent}".join(row.lines)
    line = flow(row)
    if len(line) <= SHORT and not has_rows(row):
        return f"- {line}"
    return f"- {block(row, indent + '  ').lstrip(' ')}"


def _reads_as(written: str, value: str, in_flow: bool) -> bool:
    """Whether a value written like this is read back as the text that it is."""
    source = f"{{a: {written}, b: 1}}\n" if in_flow else f"a: {written}\nb: 1\n"
    document = read(source.encode("utf-8", "surrogatepass"), "a")
    return not document.findings and isinstance(document.data, dict) and document.data.get("a") == value
