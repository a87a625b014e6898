"""Data built from the parser's events, with the place of everything and with what is wrong on the way."""

from __future__ import annotations

from collections.abc import Callable
from decimal import Decimal
from typing import Any, NamedTuple

import yaml
from yaml._yaml import CParser
from yaml.events import MappingEndEvent, ScalarEvent, SequenceEndEvent, SequenceStartEvent

from perfdocs.finding import Finding, Keys
from perfdocs.prose import amounts
from perfdocs.yamlfile.invisible_characters import MAY_BE_INVISIBLE, invisible_in_scalar
from perfdocs.yamlfile.source_lines import Mark, SourceLines

DEPTH = 40
"""Levels of nesting. The deepest real form needs seven."""
TOO_DEEP = f"嵌套超过 {DEPTH} 层，没有再读：表格用不到这么多层，请检查缩进和括号"

_BLANK = {"", "~", "null", "Null", "NULL"}
_NUMERIC = "-0123456789"
_WIDE_BLANKS = "\u3000\u00a0"
_SPECIAL = frozenset(f"{_NUMERIC}“‘＂＇：｛［{_WIDE_BLANKS}")
"""With which a number begins, or a text that stands in Chinese quotation marks, in full-width brackets or behind a
second colon."""


class _Start(NamedTuple):
    """The place of a file that has nothing in it."""

    line: int = 0
    column: int = 0


class TooMuch(Exception):
    """The document cannot be built: nested too deeply, or more than one in the file."""


class Builder:
    """Builds data from parser events, noting places and findings on the way."""

    def __init__(self, text: str, lines: SourceLines) -> None:
        self._parser = CParser(text)
        self._next: Callable[[], Any] = self._parser.get_event
        self._lines = lines
        self.marks: dict[Keys, tuple[Mark, Mark]] = {}
        self.findings: list[Finding] = []
        self.odd = False
        """Whether a scalar is to be looked at together with how it is written."""
        self._refused: set[str] = set()

    def document(self) -> Any:
        """The data of the file. Raises yaml.YAMLError."""
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
        self.findings.append(Finding(code, self._lines.place(mark), message, path))

    def _value(self, event: Any, path: Keys, mark: Mark, key: Mark) -> Any:
        self.marks[path] = (key, mark)
        kind = type(event)
        if event.anchor is not None or event.tag is not None:
            written = self._refuse_extras(event, mark, path)
            if kind is ScalarEvent or kind is yaml.AliasEvent:
                return written
        if kind is ScalarEvent:
            return self._scalar(event, mark, path)
        if len(path) > DEPTH:
            self._report("Y109", mark, TOO_DEEP)
            raise TooMuch
        return self._list(path) if kind is SequenceStartEvent else self._mapping(path)

    def _refuse_extras(self, event: Any, mark: Mark, path: Keys) -> str:
        """Tells of what is used here in YAML only by mistake; the text as it was probably meant."""
        if isinstance(event, yaml.AliasEvent):
            self._refuse(f"*{event.anchor}", "引用", mark, path)
            return f"*{event.anchor}"
        written = str(getattr(event, "value", ""))
        if event.tag is not None:
            tag = "!" + event.tag.rsplit(":", 1)[-1] if event.tag.startswith("tag:") else event.tag
            self._refuse(tag, "类型标记", mark, path)
            written = f"{tag} {written}"
        if event.anchor is not None:
            self._refuse(f"&{event.anchor}", "锚点", mark, path)
            written = f"&{event.anchor} {written}"
        return written.strip()

    def _refuse(self, shown: str, what: str, mark: Mark, path: Keys) -> None:
        if shown in self._refused:
            return
        self._refused.add(shown)
        message = f"“{shown}”在 YAML 里是{what}，这里不用：如果是文字，请给整段加引号；如果想重复内容，请写全"
        self._report("Y103", mark, message, path)

    def _scalar(self, event: Any, mark: Mark, path: Keys) -> Any:
        text: str = event.value
        style: str | None = event.style
        if event.end_mark.line != mark.line and style != "|":
            self.odd = True
        if style:
            if style == '"' and MAY_BE_INVISIBLE.search(text):
                self.findings += invisible_in_scalar(text, self._lines.place(mark), path)
            return text if style in "\"'" else text.removesuffix("\n")
        if text in _BLANK:
            return None
        first = text[0]
        if first in _SPECIAL:
            if first in _NUMERIC and amounts.NUMBER.fullmatch(text):
                return Decimal(text)
            self.odd = self.odd or first not in _NUMERIC or text[-1] in _WIDE_BLANKS
        return text

    def _list(self, path: Keys) -> list[Any]:
        items: list[Any] = []
        while type(event := self._next()) is not SequenceEndEvent:
            mark = event.start_mark
            items.append(self._value(event, (*path, len(items)), mark, mark))
        return items

    def _mapping(self, path: Keys) -> dict[str, Any]:
        result: dict[str, Any] = {}
        next_event, marks, repeating = self._next, self.marks, False
        while type(event := next_event()) is not MappingEndEvent:
            mark = event.start_mark
            key = event.value if type(event) is ScalarEvent else ""
            if not key or key != key.strip() or event.anchor is not None or event.tag is not None:
                key = self._odd_key(event, mark, path)
            below = (*path, key)
            if key in result:
                seen = marks[below]
                event = next_event()
                self._value(event, below, event.start_mark, mark)
                marks[below] = seen
                if not repeating:
                    message = f"“{key}”写了两次（第 {seen[0].line + 1} 行已有一个）：请只留一个"
                    self._report("Y102", mark, message, below)
                repeating = True
                continue
            repeating = False
            event = next_event()
            start = event.start_mark
            if type(event) is ScalarEvent and event.anchor is None and event.tag is None:
                marks[below] = (mark, start)  # as `_value` does it, of which a call for each field is saved
                result[key] = self._scalar(event, start, below)
            else:
                result[key] = self._value(event, below, start, mark)
        return result

    def _odd_key(self, event: Any, mark: Mark, path: Keys) -> str:
        """The name of a key that is blank, has blanks around it, or is none at all."""
        if type(event) is ScalarEvent and event.anchor is None and event.tag is None:
            written: str = event.value
            key = written.strip()
            if key != written:
                self._report_blanks(key, written, mark, path)
            return key
        self._report("Y110", mark, "冒号左边只能是一个字段名，不能是括号、列表或 &、*、! 开头的写法", path)
        if not isinstance(event, yaml.ScalarEvent | yaml.AliasEvent):
            depth = 1
            while depth:
                part = self._next()
                depth += isinstance(part, yaml.CollectionStartEvent) - isinstance(part, yaml.CollectionEndEvent)
        return str(getattr(event, "value", None) or event.anchor or "")

    def _report_blanks(self, key: str, written: str, mark: Mark, path: Keys) -> None:
        if written.startswith(key):
            place = self._lines.at(mark.line, mark.column + len(key))
            fix = self._lines.without(mark.line, mark.column + len(key), mark.column + len(written))
            message = f"“{key}”和冒号之间有全角空格或别的空白：请删掉"
        else:
            place = self._lines.place(mark)
            fix = self._lines.without(mark.line, mark.column, mark.column + len(written) - len(written.lstrip()))
            message = f"“{key}”前面有全角空格或别的空白：请删掉，缩进用半角空格"
        self.findings.append(Finding("Y101", place, message, path, fix=fix))


class CarefulBuilder(Builder):
    """Looks at each scalar together with how it is written, which takes three times as long."""

    def __init__(self, text: str, lines: SourceLines) -> None:
        super().__init__(text, lines)
        self._text = text

    def _scalar(self, event: Any, mark: Mark, path: Keys) -> Any:
        from perfdocs.yamlfile.scalar_text import remarks_on, text_as_meant

        for remark in remarks_on(event, self._text):
            line = mark.line + self._text.count("\n", event.start_mark.index, remark.at)
            place = self._lines.at(line, remark.at - self._text.rfind("\n", 0, remark.at) - 1)
            column = place.column - 1
            fix = self._lines.without(line, column, column + 1) if remark.meant is not None else None
            fix = fix and fix._replace(value=remark.meant)
            self.findings.append(Finding("Y114", place, remark.message, path, remark.severity, fix=fix))
        text = text_as_meant(event, self._text)
        number = text.strip(_WIDE_BLANKS)
        is_number = not event.style and amounts.NUMBER.fullmatch(number)
        event.value = number if is_number or not number else text
        return super()._scalar(event, mark, path)
