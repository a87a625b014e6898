"""YAML to plain data, with the place of every key and value.

PyYAML's C parser gives the events; the data are built here, because PyYAML's own construction keeps
the last of two equal keys, reads `12:30` as 750 and `on` as true, and forgets where things stood. What
a spec holds is text, numbers (`Decimal`, as written), blanks, lists and mappings, and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

import yaml

from perfdocs import values
from perfdocs.finding import Finding, Path, Place
from perfdocs.spec import slips
from perfdocs.spec.encoding import decoded

DEPTH = 40
"""Levels of nesting. The deepest real form needs seven."""

_BLANK = {"", "~", "null", "Null", "NULL"}
_DEEP = f"嵌套超过 {DEPTH} 层，没有再读：表格用不到这么多层，请检查缩进和括号"
_BRACKET = re.compile(r"[\[\]{}]")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")


@dataclass(frozen=True)
class Document:
    """One YAML file. `data` is what could be read, also where `findings` hold errors; `places` gives
    for each path the places of its key (the dash of a list item's value) and of its value."""

    file: str
    data: Any
    places: Mapping[Path, tuple[Place, Place]]
    findings: tuple[Finding, ...] = ()

    def value_place(self, path: Path) -> Place:
        """Where the value stands; for a path that does not exist, where its nearest parent does."""
        return self._place(path, 1)

    def key_place(self, path: Path) -> Place:
        return self._place(path, 0)

    def _place(self, path: Path, which: int) -> Place:
        while path and path not in self.places:
            path = path[:-1]
        return self.places[path][which] if path in self.places else Place(self.file)


def read(raw: bytes, file: str) -> Document:
    """The document, with all that is wrong with it as YAML. `file` is only for the findings."""
    source = decoded(raw, file)
    if source.text is None:
        return Document(file, None, {}, source.findings)
    text, control = _without_control_characters(source.text, file)
    deep = _too_deep(text, file)
    if deep:
        return Document(file, None, {}, (*source.findings, *control, deep))
    found = source.findings + control
    return _without_slips(text, file, found) or _mended(text, file, found)


def _without_slips(text: str, file: str, found: tuple[Finding, ...]) -> Document | None:
    """The document of a text in which nothing is wrong; None where anything is."""
    builder = _Builder(text, file)
    try:
        data = builder.document()
    except yaml.YAMLError:
        return None
    return None if builder.findings else Document(file, data, builder.places, found)


def _mended(text: str, file: str, found: tuple[Finding, ...]) -> Document:
    """The document of a text with its slips mended, as far as that is possible."""
    mended, syntax = slips.mended(text, file)
    if mended is None:
        return Document(file, None, {}, found + syntax)
    builder = _Builder(mended, file)
    data = builder.document()
    return Document(file, data, builder.places, found + syntax + tuple(builder.findings))


def _too_deep(text: str, file: str) -> Finding | None:
    """Where brackets are opened without end: the parser's time would grow with the square of their number."""
    depth = 0
    for match in _BRACKET.finditer(text):
        depth = depth + 1 if match.group() in "[{" else max(depth - 1, 0)
        if depth > DEPTH * 4:
            line = text.count("\n", 0, match.start()) + 1
            column = match.start() - text.rfind("\n", 0, match.start())
            return Finding("Y109", Place(file, line, column), _DEEP)
    return None


def _without_control_characters(text: str, file: str) -> tuple[str, tuple[Finding, ...]]:
    findings = []
    for match in _UNPRINTABLE.finditer(text):
        line = text.count("\n", 0, match.start()) + 1
        column = match.start() - text.rfind("\n", 0, match.start())
        findings.append(_control_character(match.group(), Place(file, line, column)))
    return _UNPRINTABLE.sub(" ", text), tuple(findings)


def _control_character(character: str, place: Place) -> Finding:
    name = f"U+{ord(character):04X}"
    return Finding("Y106", place, f"这里有看不见的控制字符 {name}，Word 装不下：请删掉它（可把这一行重新打一遍）")


class TooMuch(Exception):
    """The document cannot be built: nested too deeply, or more than one in the file."""


class _Builder:
    """Builds data from parser events, noting places and findings on the way."""

    def __init__(self, text: str, file: str) -> None:
        self._parser = yaml.CSafeLoader(text)
        self._file = file
        self.places: dict[Path, tuple[Place, Place]] = {}
        self.findings: list[Finding] = []
        self._refused: set[str] = set()

    def document(self) -> Any:
        try:
            self._next()  # the start of the stream
            if isinstance(self._next(), yaml.StreamEndEvent):
                self._report("Y108", Place(self._file), "文件是空的：请填写内容，或删除这个文件")
                return None
            event = self._next()
            data = self._value(event, (), self._place(event))
            self._next()  # the end of the document
            more = self._next()
            if not isinstance(more, yaml.StreamEndEvent):
                self._report(
                    "Y107", self._place(more), "一个文件里有两份 YAML（中间有“---”）：请拆成两个文件，或删掉“---”"
                )
            return data
        except TooMuch:
            return None
        finally:
            self._parser.dispose()

    def _next(self) -> Any:
        return self._parser.get_event()

    def _place(self, event: Any) -> Place:
        mark = event.start_mark
        return Place(self._file, mark.line + 1, mark.column + 1)

    def _report(self, code: str, place: Place, message: str, path: Path = ()) -> None:
        self.findings.append(Finding(code, place, message, path))

    def _value(self, event: Any, path: Path, key: Place) -> Any:
        place = self._place(event)
        self.places[path] = (key, place)
        if len(path) > DEPTH:
            self._report("Y109", place, _DEEP)
            raise TooMuch
        if isinstance(event, yaml.AliasEvent):
            self._refuse(f"*{event.anchor}", "引用", place, path)
            return None
        if event.anchor is not None:
            self._refuse(f"&{event.anchor}", "锚点", place, path)
        if event.tag is not None:
            self._refuse(event.tag, "类型标记", place, path)
        if isinstance(event, yaml.ScalarEvent):
            return self._scalar(event, place)
        if isinstance(event, yaml.SequenceStartEvent):
            return self._list(path)
        return self._mapping(path)

    def _refuse(self, text: str, what: str, place: Place, path: Path) -> None:
        shown = "!" + text.rsplit(":", 1)[-1] if text.startswith("tag:") else text
        if shown in self._refused:
            return
        self._refused.add(shown)
        message = f"“{shown}”在 YAML 里是{what}，这里不用：如果是文字，请给整段加引号；如果想重复内容，请写全"
        self._report("Y103", place, message, path)

    def _scalar(self, event: Any, place: Place) -> Any:
        text: str = event.value
        unprintable = _UNPRINTABLE.search(text)
        if unprintable:
            self.findings.append(_control_character(unprintable.group(), place))
        if event.style is not None and event.style != "":
            return text
        if text in _BLANK:
            return None
        return Decimal(text) if values.NUMBER.fullmatch(text) else text

    def _list(self, path: Path) -> list[Any]:
        items: list[Any] = []
        while not isinstance(event := self._next(), yaml.SequenceEndEvent):
            items.append(self._value(event, (*path, len(items)), self._place(event)))
        return items

    def _mapping(self, path: Path) -> dict[str, Any]:
        result: dict[str, Any] = {}
        while not isinstance(event := self._next(), yaml.MappingEndEvent):
            place = self._place(event)
            key = self._key(event, place, path)
            seen = self.places.get((*path, key)) if key in result else None
            value = self._value(self._next(), (*path, key), place)
            if seen:
                self.places[(*path, key)] = seen
                message = f"“{key}”写了两次（第 {seen[0].line} 行已有一个）：请只留一个"
                self._report("Y102", place, message, (*path, key))
            else:
                result[key] = value
        return result

    def _key(self, event: Any, place: Place, path: Path) -> str:
        if isinstance(event, yaml.ScalarEvent) and event.anchor is None and event.tag is None:
            key = str(event.value)
            if key != key.strip():
                message = f"“{key.strip()}”的前后有全角空格或别的空白：缩进请用半角空格，每层两个"
                self._report("Y101", place, message, path)
            return key.strip()
        self._report("Y110", place, "冒号左边只能是一个字段名，不能是括号、列表或 &、*、! 开头的写法", path)
        if not isinstance(event, yaml.ScalarEvent | yaml.AliasEvent):
            depth = 1
            while depth:
                part = self._next()
                depth += isinstance(part, yaml.CollectionStartEvent) - isinstance(part, yaml.CollectionEndEvent)
        return str(getattr(event, "value", None) or event.anchor or "")
