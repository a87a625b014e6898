"""Edits in place: a YAML file with some values changed, and every other character as it was.

The values are found by the marks of PyYAML's composer and replaced in the text itself. A library that writes the
whole file anew keeps comments, but not every indent and line break that a clerk has used.
"""

from __future__ import annotations

from decimal import Decimal
from typing import Any

import yaml

from perfdocs.finding import Path
from perfdocs.spec.scalars import scalar


class Edits:
    """A YAML file (valid, without anchors) and what is to be changed in it."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._root: Any = yaml.compose(source, yaml.CSafeLoader)
        self._made: list[tuple[int, int, str]] = []

    def set(self, path: Path, value: str | Decimal | None) -> None:
        """Gives a field that is there another value; None leaves it blank. Raises KeyError for one that is not."""
        _, node, in_flow = self._find(path)
        start, end = node.start_mark.index, node.end_mark.index
        text = scalar(value, in_flow, getattr(node, "style", None))
        if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
            text += "\n"
        blank = start == end
        if blank and text and self._source[start - 1 : start] != " ":
            text = f" {text}"
        if not text and not blank and not in_flow:
            start = len(self._source[:start].rstrip(" "))
        self._made.append((start, end, text))

    def remove(self, path: Path) -> None:
        """Takes a field or a row out, with the comments that stand in it."""
        key, node, in_flow = self._find(path)
        start, end = (key or node).start_mark.index, _end(node)
        self._made.append(self._in_flow(start, end) if in_flow else self._whole_lines(start, end))

    @property
    def text(self) -> str:
        """The file with the changes made."""
        text = self._source
        for start, end, new in sorted(self._made, reverse=True):
            text = text[:start] + new + text[end:]
        return text

    def _find(self, path: Path) -> tuple[Any, Any, bool]:
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
