"""A draft as a YAML file like one that a person has written, with a comment where something is doubtful."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from perfdocs.finding import Keys
from perfdocs.prose.shorten import on_one_line
from perfdocs.yamlfile.write_values import flow, scalar

WIDEST = 60
"""Characters of a row that is written on one line."""
DOUBT = "待核"
"""The word by which a person finds what is doubtful."""


def composed(data: Mapping[str, Any], head: Sequence[str], doubts: Mapping[Keys, Sequence[str]]) -> str:
    """The file: comment lines, then the data; doubts are comments behind the fields that they are about."""
    lines = [f"# {line}" for line in head]
    for key, value in data.items():
        block = _field("", key, value, (key,), doubts)
        if isinstance(value, dict | list) and value:
            lines.append("")
        lines += block
    return "\n".join(lines) + "\n"


def _field(
    indent: str, key: str, value: Any, path: Keys, doubts: Mapping[Keys, Sequence[str]], in_row: bool = False
) -> list[str]:
    name = f"{indent}{scalar(key, False)}:"
    comment = _comment(doubts.get(path, ()))
    if isinstance(value, Mapping) and value:
        if in_row and _is_parts(value):
            return [f"{name} {flow(value)}{comment}"]
        inner = (_field(f"{indent}  ", k, v, (*path, k), doubts, in_row) for k, v in value.items())
        return [name + comment, *(line for lines in inner for line in lines)]
    if isinstance(value, list) and value:
        rows = (_row(f"{indent}  ", one, (*path, index), doubts) for index, one in enumerate(value))
        return [name + comment, *(line for lines in rows for line in lines)]
    text = scalar(value, False) if not isinstance(value, dict | list) else ""
    return [(f"{name} {text}" if text else name) + comment]


def _row(indent: str, row: Any, path: Keys, doubts: Mapping[Keys, Sequence[str]]) -> list[str]:
    if not isinstance(row, Mapping):
        return [f"{indent}- {scalar(row, False)}{_comment(doubts.get(path, ()))}"]
    flat = all(
        not isinstance(value, list) and (not isinstance(value, Mapping) or _is_parts(value)) for value in row.values()
    )
    if flat and not any(one[: len(path)] == path for one in doubts):
        line = f"{indent}- {flow(row)}"
        if len(line) <= WIDEST:
            return [line]
    lines = [line for k, v in row.items() for line in _field(f"{indent}  ", k, v, (*path, k), doubts, True)]
    return [f"{indent}- {lines[0].lstrip()}", *lines[1:]] if lines else [f"{indent}- {{}}"]


def _is_parts(value: Mapping[str, Any]) -> bool:
    """A value that is given in a few short parts."""
    return (
        len(value) <= 3
        and all(not isinstance(one, dict | list) and len(str(one)) <= 20 for one in value.values())
        and (None not in value.values())
    )


def _comment(doubts: Sequence[str]) -> str:
    reasons = on_one_line("；".join(dict.fromkeys(doubts)))
    return f"  # {DOUBT}：{reasons}" if reasons else ""
