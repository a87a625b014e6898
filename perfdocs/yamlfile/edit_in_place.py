"""Edits in place: a YAML file with some values changed, and every other character as it was.

The values are found by the marks of PyYAML's composer and replaced in the text itself. A library that writes the
whole file anew keeps comments, but not every indent and line break that a clerk has used.
"""

from __future__ import annotations

from collections.abc import Mapping
from decimal import Decimal
from typing import Any

import yaml

from perfdocs.finding import Keys
from perfdocs.yamlfile.write_values import flow, scalar

SHORT = 60
"""Characters of a row that is written on one line."""


class Edits:
    """A YAML file (valid, without anchors) and what is to be changed in it."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._root: Any = yaml.compose(source, yaml.CSafeLoader)
        self._made: list[tuple[int, int, str]] = []
        self._new: dict[Keys, dict[str, Any]] = {}
        self._rows: dict[Keys, list[Any]] = {}

    def set(self, path: Keys, value: str | Decimal | Mapping[str, Any] | None) -> None:
        """Gives a field that is there another value; None leaves it blank. Raises KeyError for one that is not.

        A value in parts is written in braces.
        """
        _, node, in_flow = self._find(path)
        start, end = node.start_mark.index, _end(node) if isinstance(value, Mapping) else node.end_mark.index
        style = getattr(node, "style", None)
        text = flow(value) if isinstance(value, Mapping) else scalar(value, in_flow, style)
        if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
            text += "\n"
        blank = start == end
        if blank and text and self._source[start - 1 : start] != " ":
            text = f" {text}"
        if not text and not blank and not in_flow:
            start = len(self._source[:start].rstrip(" "))
        self._made.append((start, end, text))

    def remove(self, path: Keys) -> None:
        """Takes a field or a row out, with the comments that stand in it."""
        key, node, in_flow = self._find(path)
        start, end = (key or node).start_mark.index, _end(node)
        self._made.append(self._in_flow(start, end) if in_flow else self._whole_lines(start, end))

    def put(self, path: Keys, value: str | Decimal | Mapping[str, Any] | None) -> None:
        """Gives a field another value, also one that the file does not have yet: then behind those of its group."""
        if self._has(path):
            self.set(path, value)
        elif value is not None:
            self._new.setdefault(path[:-1], {})[str(path[-1])] = value

    def insert(self, path: Keys, index: int, row: Mapping[str, Any]) -> None:
        """Another row of a table, in front of the one at the index, or behind the last.

        Rows for the same place come in the order in which they are inserted.
        """
        node = self._find(path)[1] if self._has(path) else None
        if not isinstance(node, yaml.SequenceNode) or not node.value:
            self._rows.setdefault(path, []).append(row)
        elif node.flow_style:
            at = node.value[index].start_mark.index if index < len(node.value) else _end(node.value[-1])
            self._made.append((at, at, f"{flow(row)}, " if index < len(node.value) else f", {flow(row)}"))
        else:
            indent = " " * node.start_mark.column
            text = indent + _row_text(row, indent)
            if index < len(node.value):
                at = self._source.rfind("\n", 0, node.value[index].start_mark.index) + 1
                self._made.append((at, at, f"{text}\n"))
            else:
                self._behind(_end(node.value[-1]), text)

    @property
    def text(self) -> str:
        """The file with the changes made."""
        made = self._made
        self._made = [*made]
        self._add_new()
        text = self._source
        for _, (start, end, new) in sorted(enumerate(self._made), key=lambda one: (*one[1][:2], one[0]), reverse=True):
            text = text[:start] + new + text[end:]
        self._made = made
        return text

    def _add_new(self) -> None:
        """Enters the fields and tables that the file does not have, each below the nearest group that it has."""
        groups: dict[Keys, dict[str, Any]] = {}
        news = [((*path, key), value) for path, fields in self._new.items() for key, value in fields.items()]
        for path, value in [*news, *self._rows.items()]:
            known = len(path) - 1
            while known and not self._is_group(path[:known]):
                known -= 1
            fields = groups.setdefault(path[:known], {})
            for step in path[known:-1]:
                fields = fields.setdefault(str(step), {})
            fields[str(path[-1])] = value
        for path, fields in groups.items():
            for key, value in fields.items():
                if self._has((*path, key)):
                    self._fill((*path, key), value)
                else:
                    self._add(path, key, value)

    def _fill(self, path: Keys, value: Any) -> None:
        """A value for a field that is there and blank, or an empty list."""
        _, node, in_flow = self._find(path)
        start, end = node.start_mark.index, node.end_mark.index
        text = flow(value) if isinstance(value, dict | list) else scalar(value, in_flow)
        self._made.append((start, end, text if self._source[start - 1 : start] == " " else f" {text}"))

    def _add(self, path: Keys, key: str, value: Any) -> None:
        node = self._find(path)[1]
        nested = isinstance(value, dict | list)
        if node.flow_style:
            at = node.end_mark.index - 1
            comma = ", " if node.value and not self._source[:at].rstrip().endswith(",") else ""
            self._made.append((at, at, f"{comma}{scalar(key, True)}: {flow(value)}"))
        else:
            indent = " " * node.value[0][0].start_mark.column
            text = flow(value) if nested else scalar(value, False)
            self._behind(_end(node.value[-1][1]), f"{indent}{scalar(key, False)}: {text}")

    def _behind(self, end: int, line: str) -> None:
        """A line below the one in which something ends."""
        if self._source[end - 1 : end] == "\n":
            self._made.append((end, end, f"{line}\n"))
            return
        at = self._source.find("\n", end)
        at = len(self._source) if at < 0 else at
        self._made.append((at, at, f"\n{line}"))

    def _has(self, path: Keys) -> bool:
        try:
            self._find(path)
        except (StopIteration, IndexError, KeyError, TypeError, ValueError, AttributeError):
            return False
        return True

    def _is_group(self, path: Keys) -> bool:
        return self._has(path) and isinstance(self._find(path)[1], yaml.MappingNode) and bool(self._find(path)[1].value)

    def _find(self, path: Keys) -> tuple[Any, Any, bool]:
        """The node of the key (None for a row), the node of the value, and whether it stands in braces."""
        key, node, in_flow = None, self._root, False
        for step in path:
            in_flow = in_flow or bool(node.flow_style)
            if isinstance(step, int):
                key, node = None, node.value[step]
            else:
                key, node = next((k, v) for k, v in node.value if k.value == step)
        return key, node, in_flow

    def _whole_lines(self, start: int, end: int) -> tuple[int, int, str]:
        begin = self._source.rfind("\n", 0, start) + 1
        dash = self._source[begin:start]
        if dash.strip() not in ("", "-"):
            begin = start
        stop = self._source.find("\n", end if end == start or self._source[end - 1 : end] != "\n" else end - 1)
        return begin, len(self._source) if stop < 0 else stop + 1, ""

    def _in_flow(self, start: int, end: int) -> tuple[int, int, str]:
        after = len(self._source) - len(self._source[end:].lstrip(" "))
        if self._source[after : after + 1] == ",":
            after += 1
            return start, after + len(self._source[after:]) - len(self._source[after:].lstrip(" ")), ""
        before = self._source[:start].rstrip(" \n")
        return (len(before) - 1 if before.endswith(",") else start), end, ""


def _end(node: Any) -> int:
    """Where the text of a node ends: a block's own mark lies behind the comments that follow it."""
    if isinstance(node, yaml.ScalarNode) or node.flow_style or not node.value:
        return int(node.end_mark.index)
    last = node.value[-1]
    return _end(last[1] if isinstance(last, tuple) else last)


def _row_text(row: Mapping[str, Any], indent: str) -> str:
    """A row of a block: on one line where it is short."""
    line = flow(row)
    if len(line) <= SHORT:
        return f"- {line}"
    fields = (
        f"{scalar(key, False)}: {flow(one) if isinstance(one, dict | list) else scalar(one, False)}"
        for key, one in row.items()
    )
    return "- " + f"\n{indent}  ".join(fields)
