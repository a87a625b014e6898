"""The comments of a YAML file, which a parser leaves out."""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Iterator
from typing import Any, NamedTuple

import yaml

_HASH = re.compile(r"(?<![^\s])#[^\n]*")
_LINE = re.compile(r"[^\n]*\n|[^\n]+")


class Comment(NamedTuple):
    """A comment with its sign; line and column are counted from 1."""

    text: str
    line: int
    column: int


def comments(source: str) -> Iterator[Comment]:
    """The comments of a file, in their order. Raises yaml.YAMLError for one that is no YAML."""
    spans = sorted(_spans(source, yaml.compose(source, yaml.CSafeLoader)))
    starts = [start for start, _ in spans]
    for number, line in enumerate(_LINE.finditer(source), start=1):
        for match in _HASH.finditer(source, line.start(), line.end()):
            before = bisect_right(starts, match.start()) - 1
            if before < 0 or spans[before][1] <= match.start():
                yield Comment(match.group(), number, match.start() - line.start() + 1)
                break


def _spans(source: str, node: Any) -> Iterator[tuple[int, int]]:
    """Where the keys and values of a node begin and end."""
    if isinstance(node, yaml.ScalarNode):
        start, end = node.start_mark.index, node.end_mark.index
        yield start, _end_of_block(source, start, end) if node.style in ("|", ">") else end
    elif isinstance(node, yaml.MappingNode):
        for pair in node.value:
            for part in pair:
                yield from _spans(source, part)
    elif isinstance(node, yaml.SequenceNode):
        for item in node.value:
            yield from _spans(source, item)


def _end_of_block(source: str, start: int, end: int) -> int:
    """Where the last line of a block of text ends: its mark lies behind the comments that follow it."""
    position = source.find("\n", start, end) + 1
    indent = 0
    while 0 < position < end:
        line = _LINE.match(source, position)
        assert line is not None
        text = line.group()
        depth = len(text) - len(text.lstrip(" "))
        if text.strip() and depth < (indent := indent or depth):
            return position
        position = line.end()
    return end
