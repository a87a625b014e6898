"""Edits in place: a YAML file with some values changed, and every other character as it was.

The values are found by the marks of PyYAML's composer and replaced in the text itself. A library that writes the
whole file anew keeps comments, but not every indent and line break that a clerk has used.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from decimal import Decimal
from typing import Any, NamedTuple

import yaml

from perfdocs.finding import Keys
from perfdocs.yamlfile.invisible_characters import MAY_BE_INVISIBLE
from perfdocs.yamlfile.scalar_text import text_as_meant
from perfdocs.yamlfile.write_values import RowLines, Value, block, flow, has_rows, row_text, scalar

_WORD = re.compile(r"[0-9]+|[^\W0-9]+")


class Splice(NamedTuple):
    """A part of the source, from `start` to before `end`, and the text that stands there instead."""

    start: int
    end: int
    text: str


class Found(NamedTuple):
    """Nodes of the composer: the key (None of a row), the value, and whether they stand in braces or brackets."""

    key: Any
    value: Any
    in_flow: bool


class Edits:
    """A YAML file (valid, without anchors) and what is to be changed in it."""

    def __init__(self, source: str) -> None:
        self._source = source
        self._root: Any = yaml.compose(source, yaml.CSafeLoader)
        self._splices: list[Splice] = []
        self._new_fields: dict[Keys, dict[str, Any]] = {}
        self._new_rows: dict[Keys, list[Any]] = {}
        self._gone: dict[Keys, set[int]] = {}
        self._come: dict[Keys, list[tuple[int, Mapping[str, Any] | RowLines]]] = {}
        """By table, which rows are taken out, and which are put in front of which."""

    def set(self, path: Keys, value: str | Decimal | Mapping[str, Any] | None) -> None:
        """Gives a field that is there another value; None leaves it blank. Raises KeyError for one that is not.

        A value in parts is written in braces. A text in which words have become others of the same length keeps its
        quotes, its escapes and its line breaks.
        """
        self._splices += self.splices(path, value)

    def splices(self, path: Keys, value: str | Decimal | Mapping[str, Any] | None) -> list[Splice]:
        """What `set` changes in the file, without changing it. Raises KeyError for a field that is not there."""
        _, node, in_flow = self._get(path)
        words = self._changed_words(node, value, in_flow) if isinstance(value, str) else []
        if words:
            return words
        start, end = node.start_mark.index, _end(node) if isinstance(value, Mapping) else node.end_mark.index
        text = flow(value) if isinstance(value, Mapping) else scalar(value, in_flow, getattr(node, "style", None))
        if isinstance(node, yaml.ScalarNode) and node.style in ("|", ">"):
            text += "\n"
        blank = start == end
        if blank and text and self._source[start - 1 : start] != " ":
            text = f" {text}"
        if not text and not blank and not in_flow:
            start = len(self._source[:start].rstrip(" "))
        return [Splice(start, end, text)]

    def _changed_words(self, node: Any, value: str, in_flow: bool) -> list[Splice]:
        """The words of a text that differ, where they stand in the file; none where that is not certain."""
        old = text_as_meant(node, self._source) if isinstance(node, yaml.ScalarNode) else ""
        old = old.removesuffix("\n") if getattr(node, "style", None) in ("|", ">") else old
        changed = [word for word in _WORD.finditer(old) if word.group() != value[word.start() : word.end()]]
        words = [value[word.start() : word.end()] for word in changed]
        new = old
        for word, other in zip(changed, words, strict=True):
            new = new[: word.start()] + other + new[word.end() :]
        are_words = all(map(_WORD.fullmatch, words)) and not MAY_BE_INVISIBLE.search(value)
        if new != value or not are_words or (not node.style and scalar(value, in_flow) != value):
            return []
        start, end = node.start_mark.index, node.end_mark.index
        splices = []
        for word in changed:
            in_file = [match.start() + start for match in re.finditer(word.group(), self._source[start:end])]
            in_text = [match.start() for match in re.finditer(word.group(), old)]
            if len(in_file) != len(in_text):
                return []
            at = in_file[in_text.index(word.start())]
            splices.append(Splice(at, at + len(word.group()), value[word.start() : word.end()]))
        return splices

    def remove(self, path: Keys) -> None:
        """Takes a field or a row out, with the comments that stand in it."""
        key, node, in_flow = self._get(path)
        if isinstance(path[-1], int):
            self._gone.setdefault(path[:-1], set()).add(path[-1])
            return
        start, end = (key or node).start_mark.index, _end(node)
        self._splices.append(self._without_item(start, end) if in_flow else self._without_lines(start, end))

    def put(self, path: Keys, value: str | Decimal | Mapping[str, Any] | None) -> None:
        """Gives a field another value, also one that the file does not have yet: then behind those of its group."""
        if self.find(path):
            self.set(path, value)
        elif value is not None:
            self.add(path, value)

    def add(self, path: Keys, value: Value) -> None:
        """A field that the file does not have yet, blank or not, behind those of its group."""
        self._new_fields.setdefault(path[:-1], {})[str(path[-1])] = value

    def fill_lines(self, path: Keys, lines: Sequence[str]) -> None:
        """Lines below the key of a field that is there and holds nothing (a blank, `[]`), in no braces."""
        key, node, _ = self._get(path)
        start, end = node.start_mark.index, node.end_mark.index
        if start < end:
            self._splices.append(Splice(len(self._source[:start].rstrip(" ")), end, ""))
        self._splices.append(self._below(end, _indented(lines, key.start_mark.column + 2)))

    def add_lines(self, group: Keys, after: str, lines: Sequence[str]) -> None:
        """Lines of another field behind one of a group, in no braces; without one behind all of them."""
        fields = self._get(group).value.value
        above = self._get((*group, after)).value if after else fields[-1][1]
        self._splices.append(self._below(_end(above), _indented(lines, fields[0][0].start_mark.column)))

    def is_block(self, path: Keys) -> bool:
        """Whether a value stands in no braces or brackets, and is not itself written so, unless nothing is in it."""
        found = self._get(path)
        return not found.in_flow and not (found.value.value and getattr(found.value, "flow_style", False))

    def insert(self, path: Keys, index: int, row: Mapping[str, Any] | RowLines) -> None:
        """Another row of a table, in front of the one at the index, or behind the last.

        Rows for the same place come in the order in which they are inserted.
        """
        table = self.find(path)
        rows = table.value.value if table and isinstance(table.value, yaml.SequenceNode) else []
        if table is None or not rows:
            self._new_rows.setdefault(path, []).append(row)
            return
        self._come.setdefault(path, []).append((index, row))

    @property
    def text(self) -> str:
        """The file with the changes made."""
        text = self._source
        gone = [self._get((*table, index)).value for table, indices in self._gone.items() for index in indices]
        spans = [(node.start_mark.index, _end(node)) for node in gone]
        splices = [each for each in self._splices if not any(start <= each.start < end for start, end in spans)]
        for table in {**self._gone, **self._come}:
            splices += self._rows_changed(table)
        splices = sorted([*splices, *self._additions()], key=lambda splice: (splice.start, splice.end))
        for start, end, new in reversed(splices):
            text = text[:start] + new + text[end:]
        return text

    def _rows_changed(self, path: Keys) -> Iterator[Splice]:
        """What takes rows of a table out and puts others in."""
        table = self._get(path).value
        gone, rows = self._gone.get(path, set()), table.value
        kept = [index for index in range(len(rows)) if index not in gone]
        come: dict[int, list[Mapping[str, Any] | RowLines]] = {}
        """New rows by how many that are kept stand in front of them."""
        for index, row in sorted(self._come.get(path, ()), key=lambda new: new[0]):
            come.setdefault(sum(each < index for each in kept), []).append(row)
        if table.flow_style:
            yield from self._flow_rows(rows, kept, come)
            return
        yield from (self._without_lines(rows[index].start_mark.index, _end(rows[index])) for index in gone)
        indent = " " * table.start_mark.column
        for place, news in come.items():
            text = "\n".join(indent + row_text(row, indent) for row in news)
            if place == len(kept) > 0:
                yield self._below(_end(rows[kept[-1]]), text)
                continue
            following = rows[kept[place] if kept else 0].start_mark.index
            at = self._source.rfind("\n", 0, following) + 1
            yield Splice(at, at, f"{text}\n")

    def _flow_rows(
        self, rows: Sequence[Any], kept: Sequence[int], come: Mapping[int, Sequence[Mapping[str, Any] | RowLines]]
    ) -> Iterator[Splice]:
        """In brackets: what stands between two rows that are kept is written anew where rows go or come there."""
        for place in range(len(kept) + 1):
            before, after = kept[place - 1] if place else -1, kept[place] if place < len(kept) else len(rows)
            news = [flow(row) for row in come.get(place, ())]
            if after - before == 1 and not news:
                continue
            start = _end(rows[before]) if place else rows[0].start_mark.index
            end = rows[after].start_mark.index if after < len(rows) else _end(rows[-1])
            comma = self._source[_end(rows[after - 1]) : end] if place and after < len(rows) else ", "
            parts = [*([""] if place else []), *news, *([""] if after < len(rows) else [])] or [""]
            yield Splice(start, end, ", ".join(parts[:-1]) + (comma if len(parts) > 1 else "") + parts[-1])

    def _additions(self) -> Iterator[Splice]:
        """The fields and tables that the file does not have, each below the nearest group that it has."""
        groups: dict[Keys, dict[str, Any]] = {}
        fields = [((*path, key), value) for path, news in self._new_fields.items() for key, value in news.items()]
        for path, value in [*fields, *self._new_rows.items()]:
            if any(index in self._gone.get(path[:at], ()) for at, index in enumerate(path)):
                continue
            known = len(path) - 1
            while known and not self._is_group(path[:known]):
                known -= 1
            group = groups.setdefault(path[:known], {})
            for step in path[known:-1]:
                group = group.setdefault(str(step), {})
            group[str(path[-1])] = value
        for path, group in groups.items():
            for key, value in group.items():
                blank = self.find((*path, key))
                yield from self._blank_filled(blank, value) if blank else [self._field_below(path, key, value)]

    def _blank_filled(self, blank: Found, value: Value) -> Iterator[Splice]:
        """A value for a field that is there and blank, or an empty list."""
        start, end = blank.value.start_mark.index, blank.value.end_mark.index
        if not blank.in_flow and has_rows(value):
            yield Splice(len(self._source[:start].rstrip(" ")), end, "")
            yield self._below(end, block(value, " " * (blank.key.start_mark.column + 2)))
            return
        text = flow(value, blank.in_flow)
        yield Splice(start, end, text if self._source[start - 1 : start] == " " else f" {text}")

    def _field_below(self, path: Keys, key: str, value: Value) -> Splice:
        """A field behind those of its group."""
        group = self._get(path).value
        if group.flow_style:
            at = group.end_mark.index - 1
            comma = ", " if group.value and not self._source[:at].rstrip().endswith(",") else ""
            return Splice(at, at, f"{comma}{scalar(key, True)}: {flow(value)}")
        indent = " " * group.value[0][0].start_mark.column
        return self._below(_end(group.value[-1][1]), block({key: value}, indent))

    def _below(self, end: int, line: str) -> Splice:
        """A line below the one in which something ends."""
        if self._source[end - 1 : end] == "\n":
            return Splice(end, end, f"{line}\n")
        at = self._source.find("\n", end)
        at = len(self._source) if at < 0 else at
        return Splice(at, at, f"\n{line}")

    def _is_group(self, path: Keys) -> bool:
        group = self.find(path)
        return group is not None and isinstance(group.value, yaml.MappingNode) and bool(group.value.value)

    def _get(self, path: Keys) -> Found:
        found = self.find(path)
        if found is None:
            raise KeyError(path)
        return found

    def find(self, path: Keys) -> Found | None:
        """The nodes at a path; None where nothing stands there."""
        key, node, in_flow = None, self._root, False
        try:
            for step in path:
                in_flow = in_flow or bool(node.flow_style)
                if isinstance(step, int):
                    key, node = None, node.value[step]
                else:
                    key, node = next((key, value) for key, value in node.value if key.value == step)
        except (StopIteration, IndexError, TypeError, ValueError, AttributeError):
            return None
        return Found(key, node, in_flow)

    def _without_lines(self, start: int, end: int) -> Splice:
        begin = self._source.rfind("\n", 0, start) + 1
        dash = self._source[begin:start]
        if dash.strip() not in ("", "-"):
            begin = start
        stop = self._source.find("\n", end if end == start or self._source[end - 1 : end] != "\n" else end - 1)
        return Splice(begin, len(self._source) if stop < 0 else stop + 1, "")

    def _without_item(self, start: int, end: int) -> Splice:
        """In braces or brackets: with the comma behind it, or else the one before it."""
        after = len(self._source) - len(self._source[end:].lstrip(" "))
        if self._source[after : after + 1] == ",":
            after += 1
            return Splice(start, after + len(self._source[after:]) - len(self._source[after:].lstrip(" ")), "")
        before = self._source[:start].rstrip(" \n")
        return Splice(len(before) - 1 if before.endswith(",") else start, end, "")


def _end(node: Any) -> int:
    """Where the text of a node ends: a block's own mark lies behind the comments that follow it."""
    if isinstance(node, yaml.ScalarNode) or node.flow_style or not node.value:
        return int(node.end_mark.index)
    last = node.value[-1]
    return _end(last[1] if isinstance(last, tuple) else last)


def _indented(lines: Sequence[str], column: int) -> str:
    return "\n".join(" " * column + line for line in lines)
