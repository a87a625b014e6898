"""YAML to plain data, with the place of every key and value.

PyYAML's C parser gives the events; the data are built here, because PyYAML's own construction keeps
the last of two equal keys, reads `12:30` as 750 and `on` as true, and forgets where things stood. What
a spec holds is text, numbers (`Decimal`, as written), blanks, lists and mappings, and nothing else.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator, Mapping
from decimal import Decimal
from pathlib import Path
from typing import Any, NamedTuple, Protocol

import yaml
from yaml._yaml import CParser
from yaml.events import MappingEndEvent, MappingStartEvent, ScalarEvent, SequenceEndEvent, SequenceStartEvent

from perfdocs.files import read_beginning
from perfdocs.finding import Finding, Keys, Place
from perfdocs.prose import amounts
from perfdocs.yamlfile.encoding import LIMIT, decode_text

DEPTH = 40
"""Levels of nesting. The deepest real form needs seven."""

_BLANK = {"", "~", "null", "Null", "NULL"}
_NUMERIC = "-0123456789"
_DEEP = f"嵌套超过 {DEPTH} 层，没有再读：表格用不到这么多层，请检查缩进和括号"
_BRACKET = re.compile(r"[\[\]{}]")
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f\ufffe\uffff]")


class Mark(Protocol):
    """The parser's own note of a place; line and column are counted from 0."""

    @property
    def line(self) -> int: ...

    @property
    def column(self) -> int: ...


class _Start(NamedTuple):
    """The place of a file that has nothing in it."""

    line: int = 0
    column: int = 0


class Places(Mapping[Keys, tuple[Place, Place]]):
    """The places of keys and values by path, made when they are asked for: all have one, few are ever told."""

    def __init__(self, file: str, marks: Mapping[Keys, tuple[Mark, Mark]]) -> None:
        self._file = file
        self._marks = marks

    def __getitem__(self, path: Keys) -> tuple[Place, Place]:
        key, value = self._marks[path]
        return _place(self._file, key), _place(self._file, value)

    def __contains__(self, path: object) -> bool:
        return path in self._marks

    def __iter__(self) -> Iterator[Keys]:
        return iter(self._marks)

    def __len__(self) -> int:
        return len(self._marks)


class Document(NamedTuple):
    """One YAML file. `data` is what could be read, also where `findings` hold errors; `places` gives
    for each path the places of its key (the dash of a list item's value) and of its value."""

    file: str
    data: Any
    places: Mapping[Keys, tuple[Place, Place]]
    findings: tuple[Finding, ...] = ()

    def value_place(self, path: Keys) -> Place:
        """Where the value stands; for a path that does not exist, where its nearest parent does."""
        return self._place(path, 1)

    def key_place(self, path: Keys) -> Place:
        return self._place(path, 0)

    def _place(self, path: Keys, which: int) -> Place:
        while path and path not in self.places:
            path = path[:-1]
        return self.places[path][which] if path in self.places else Place(self.file)


def read_file(path: Path, file: str) -> Document:
    """The document in a file that is named `file` in findings. Raises OSError."""
    return read(read_beginning(path, LIMIT + 1), file)


def read(raw: bytes, file: str) -> Document:
    """The document, with all that is wrong with it as YAML. `file` is only for the findings."""
    source = decode_text(raw, file)
    if source.text is None:
        return Document(file, None, {}, source.findings)
    text, control = _blank_control_characters(source.text, file)
    deep = _too_deep(text, file)
    if deep:
        return Document(file, None, {}, (*source.findings, *control, deep))
    findings = source.findings + control
    return _faultless(text, file, findings) or _with_mended_slips(text, file, findings)


def _faultless(text: str, file: str, findings: tuple[Finding, ...]) -> Document | None:
    """The document of a text in which nothing is wrong; None where anything is."""
    builder = _Builder(text, file)
    try:
        data = builder.document()
    except yaml.YAMLError:
        return None
    return None if builder.findings else Document(file, data, Places(file, builder.marks), findings)


def _with_mended_slips(text: str, file: str, findings: tuple[Finding, ...]) -> Document:
    """The document of a text with its slips mended, as far as that is possible."""
    from perfdocs.yamlfile import slip_search

    mended, slips = slip_search.mend_text(text, file)
    if mended is None:
        return Document(file, None, {}, findings + slips)
    builder = _Builder(mended, file)
    data = builder.document()
    return Document(file, data, Places(file, builder.marks), findings + slips + tuple(builder.findings))


def _too_deep(text: str, file: str) -> Finding | None:
    """Where brackets are opened without end: the parser's time would grow with the square of their number."""
    if text.count("[") + text.count("{") <= DEPTH * 4:
        return None
    depth = 0
    for match in _BRACKET.finditer(text):
        depth = depth + 1 if match.group() in "[{" else max(depth - 1, 0)
        if depth > DEPTH * 4:
            line = text.count("\n", 0, match.start()) + 1
            column = match.start() - text.rfind("\n", 0, match.start())
            return Finding("Y109", Place(file, line, column), _DEEP)
    return None


def _blank_control_characters(text: str, file: str) -> tuple[str, tuple[Finding, ...]]:
    if not _UNPRINTABLE.search(text):
        return text, ()
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
        self._parser = CParser(text)
        self._next: Callable[[], Any] = self._parser.get_event
        self._file = file
        self.marks: dict[Keys, tuple[Mark, Mark]] = {}
        self.findings: list[Finding] = []
        self._refused: set[str] = set()

    def document(self) -> Any:
        try:
            self._next()  # the start of the stream
            if isinstance(self._next(), yaml.StreamEndEvent):
                self._report("Y108", _Start(), "文件是空的：请填写内容，或删除这个文件")
                return None
            event = self._next()
            data = self._value(event, (), event.start_mark, event.start_mark)
            self._next()  # the end of the document
            more = self._next()
            if not isinstance(more, yaml.StreamEndEvent):
                self._report(
                    "Y107", more.start_mark, "一个文件里有两份 YAML（中间有“---”）：请拆成两个文件，或删掉“---”"
                )
            return data
        except TooMuch:
            return None
        finally:
            self._parser.dispose()

    def _report(self, code: str, mark: Mark, message: str, path: Keys = ()) -> None:
        self.findings.append(Finding(code, _place(self._file, mark), message, path))

    def _value(self, event: Any, path: Keys, mark: Mark, key: Mark) -> Any:
        self.marks[path] = (key, mark)
        if len(path) > DEPTH:
            self._report("Y109", mark, _DEEP)
            raise TooMuch
        kind = type(event)
        if event.anchor is not None or event.tag is not None:
            self._refuse_extras(event, mark, path)
        if kind is ScalarEvent:
            return self._scalar(event, mark)
        if kind is SequenceStartEvent:
            return self._list(path)
        return self._mapping(path) if kind is MappingStartEvent else None

    def _refuse_extras(self, event: Any, mark: Mark, path: Keys) -> None:
        if isinstance(event, yaml.AliasEvent):
            self._refuse(f"*{event.anchor}", "引用", mark, path)
            return
        if event.anchor is not None:
            self._refuse(f"&{event.anchor}", "锚点", mark, path)
        if event.tag is not None:
            self._refuse(event.tag, "类型标记", mark, path)

    def _refuse(self, text: str, what: str, mark: Mark, path: Keys) -> None:
        shown = "!" + text.rsplit(":", 1)[-1] if text.startswith("tag:") else text
        if shown in self._refused:
            return
        self._refused.add(shown)
        message = f"“{shown}”在 YAML 里是{what}，这里不用：如果是文字，请给整段加引号；如果想重复内容，请写全"
        self._report("Y103", mark, message, path)

    def _scalar(self, event: Any, mark: Mark) -> Any:
        text: str = event.value
        if event.style:
            if event.style == '"' and (unprintable := _UNPRINTABLE.search(text)):
                self.findings.append(_control_character(unprintable.group(), _place(self._file, mark)))
            return text
        if text in _BLANK:
            return None
        return Decimal(text) if text[0] in _NUMERIC and amounts.NUMBER.fullmatch(text) else text

    def _list(self, path: Keys) -> list[Any]:
        items: list[Any] = []
        while type(event := self._next()) is not SequenceEndEvent:
            mark = event.start_mark
            items.append(self._value(event, (*path, len(items)), mark, mark))
        return items

    def _mapping(self, path: Keys) -> dict[str, Any]:
        result: dict[str, Any] = {}
        while type(event := self._next()) is not MappingEndEvent:
            mark = event.start_mark
            key = self._key(event, mark, path)
            below = (*path, key)
            seen = self.marks.get(below) if key in result else None
            event = self._next()
            value = self._value(event, below, event.start_mark, mark)
            if seen:
                self.marks[below] = seen
                message = f"“{key}”写了两次（第 {seen[0].line + 1} 行已有一个）：请只留一个"
                self._report("Y102", mark, message, below)
            else:
                result[key] = value
        return result

    def _key(self, event: Any, mark: Mark, path: Keys) -> str:
        if type(event) is ScalarEvent and event.anchor is None and event.tag is None:
            written: str = event.value
            key = written.strip()
            if key != written:
                self._report("Y101", mark, f"“{key}”的前后有全角空格或别的空白：缩进请用半角空格，每层两个", path)
            return key
        self._report("Y110", mark, "冒号左边只能是一个字段名，不能是括号、列表或 &、*、! 开头的写法", path)
        if not isinstance(event, yaml.ScalarEvent | yaml.AliasEvent):
            depth = 1
            while depth:
                part = self._next()
                depth += isinstance(part, yaml.CollectionStartEvent) - isinstance(part, yaml.CollectionEndEvent)
        return str(getattr(event, "value", None) or event.anchor or "")


def _place(file: str, mark: Mark) -> Place:
    return Place(file, mark.line + 1, mark.column + 1)
