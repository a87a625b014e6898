"""What the parser says of a text: where it gives up, and what it reads without a word though nobody means it so."""

from __future__ import annotations

import re
from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from typing import Any, NamedTuple

import yaml
from yaml._yaml import CParser
from yaml.events import CollectionEndEvent, CollectionStartEvent, DocumentStartEvent, MappingStartEvent, ScalarEvent

from perfdocs.prose.did_you_mean import nearest
from perfdocs.yamlfile.scalar_text import is_in_quotes

REPEATED = "repeated"
"""A key that stands twice in a group."""
ROW_GOES_ON = "row goes on"
"""A row that has no field of the row before."""
SECOND_DOCUMENT = "second document"
MOST_UNKNOWN = 50
"""Unknown keys of which it is asked whether they are misspelt; a file with more is of another kind."""
TYPICAL_EVENT = 20
"""Characters that a file by hand has for each event of the parser: it is the events that take time."""

_BULLET = re.compile("(?:[－—–−‐―·•・●○◆■▪➢＊]|[0-9]{1,2}[.、)）])[ \u3000]*(?=[^ ])")
_WIDE_BRACKET = re.compile("[｛［]")
_QUOTED_KEY = re.compile("[“”‘’＂＇].*[“”‘’＂＇]$")
_ENDS_IN_QUOTES = re.compile("[“”‘’＂＇][^“”‘’＂＇]*[“”‘’＂＇\"']$")
_WIDE_HASH = re.compile("(?:^|[ \u3000\t])＃")
_FIELD_INSIDE = re.compile(r"(?:^|[,，、；;\s])([^\s:：,，、；;]+)(?::(?:\s|$)|：)")
_COLONS = re.compile("[:：﹕∶︰꞉]")

Fields = Mapping[str, Collection[str]]
"""The names that a key may have, with those of the fields below which it may stand (empty for the top)."""


class Complaint(NamedTuple):
    """What is odd or not understood, and where (lines and columns from 0)."""

    problem: str
    line: int = 0
    column: int = 0
    begun: int | None = None
    """The line where the construct began that was not understood."""


class Survey(NamedTuple):
    """`error` is where the parser gave up, None where it did not; `oddities` are what it read before.

    `misfits` are the lines of keys that are misspelt, in the wrong place or in a text: no slip of YAML, unless a mend
    brings them in.
    """

    error: Complaint | None
    oddities: tuple[Complaint, ...]
    misfits: tuple[int, ...]
    cost: int
    """In characters of a file written by hand."""

    @property
    def reached(self) -> float:
        """The line that the parser got to."""
        return float("inf") if self.error is None else self.error.line

    def within(self, line: float) -> int:
        """How many oddities there are down to a line."""
        return sum(1 for oddity in self.oddities if oddity.line <= line)


def survey(text: str, fields: Fields) -> Survey:
    """The survey of a text. `fields` is empty where they are not known."""
    surveyor = _Surveyor(text, fields)
    parser = CParser(text)
    error = None
    try:
        while error is None and not isinstance(event := parser.get_event(), yaml.StreamEndEvent):
            error = surveyor.second_document(event)
            surveyor.look(event)
    except yaml.MarkedYAMLError as fault:
        mark = fault.problem_mark or fault.context_mark
        begun = fault.context_mark.line if fault.context_mark else None
        error = Complaint(str(fault.problem), mark.line if mark else 0, mark.column if mark else 0, begun)
    except yaml.YAMLError:
        error = Complaint("")
    finally:
        parser.dispose()
    cost = max(len(text), TYPICAL_EVENT * surveyor.events)
    return Survey(error, tuple(surveyor.oddities), tuple(surveyor.misfits), cost)


def lines_of_texts(text: str) -> set[int]:
    """The lines (from 0) in which a text goes on that began further up, as far as the parser follows."""
    lines: set[int] = set()
    parser = CParser(text)
    try:
        while not isinstance(event := parser.get_event(), yaml.StreamEndEvent):
            if isinstance(event, ScalarEvent):
                start: Any = event.start_mark
                end: Any = event.end_mark
                lines.update(range(start.line + 1, end.line + (end.column > 0)))
    except yaml.YAMLError:
        pass
    finally:
        parser.dispose()
    return lines


@dataclass
class _Level:
    """A list or a mapping that is being read."""

    is_mapping: bool
    in_braces: bool
    owner: str
    """The key of the field below which it stands."""
    mark: Any
    """Where it begins."""
    key: Any = None
    """The event of the key of which the value comes next."""
    keys: set[str] = field(default_factory=set)
    """Of a mapping those so far, of a list those of the row before."""


class _Surveyor:
    """Looks at one event after the other."""

    def __init__(self, text: str, fields: Fields) -> None:
        self._text = text
        self._fields = fields
        self._levels: list[_Level] = []
        self._documents = self._unknown = 0
        self.events = 0
        self.misfits: list[int] = []
        self.oddities: list[Complaint] = []

    def second_document(self, event: Any) -> Complaint | None:
        """The complaint about an event that begins a second document."""
        self._documents += isinstance(event, DocumentStartEvent)
        is_second = self._documents > 1
        return Complaint(SECOND_DOCUMENT, event.start_mark.line, event.start_mark.column) if is_second else None

    def look(self, event: Any) -> None:
        self.events += 1
        level = self._levels[-1] if self._levels else None
        if isinstance(event, CollectionEndEvent):
            self._levels.pop()
            if level:
                self._ended(level)
        elif isinstance(event, CollectionStartEvent | ScalarEvent | yaml.AliasEvent):
            owner = _owner(level)
            if level and level.is_mapping and level.key is None:
                level.key = event
                self._key(event, level)
            else:
                self._value(event, level)
                if level:
                    level.key = None
            if isinstance(event, CollectionStartEvent):
                is_mapping = isinstance(event, MappingStartEvent)
                self._levels.append(_Level(is_mapping, bool(event.flow_style), owner, event.start_mark))

    def _report(self, problem: str, mark: Any) -> None:
        self.oddities.append(Complaint(problem, mark.line, mark.column))

    def _ended(self, row: _Level) -> None:
        table = self._levels[-1] if self._levels else None
        if self._fields and table and row.is_mapping and not table.is_mapping:
            if table.keys and row.keys and not table.keys & row.keys and not row.in_braces:
                self._report(ROW_GOES_ON, row.mark)
            table.keys = row.keys

    def _key(self, event: Any, level: _Level) -> None:
        if not isinstance(event, ScalarEvent):
            self._report("key that is no name", event.start_mark)
            return
        key = event.value.strip()
        if event.value != event.value.lstrip():
            self._report("blank before key", event.start_mark)
        if key in level.keys:
            self._report(REPEATED, event.start_mark)
        level.keys.add(key)
        looks_odd = not event.style and (_BULLET.match(key) or _QUOTED_KEY.match(key) or key[:1] in "｛［＃")
        if looks_odd or self._is_no_field(key):
            self._report("unknown key", event.start_mark)
        elif self._fields and level.owner not in self._fields.get(key, ()):
            self.misfits.append(_line(event))

    def _is_no_field(self, key: str) -> bool:
        """Whether a key is neither a field, nor one misspelt, nor one with its value behind a colon."""
        if not self._fields or key in self._fields or self._unknown > MOST_UNKNOWN:
            return False
        self._unknown += 1
        if key.endswith((":", "：")):
            return True
        return _COLONS.split(key)[0].strip() not in self._fields and nearest(key, self._fields) is None

    def _value(self, event: Any, level: _Level | None) -> None:
        if not isinstance(event, ScalarEvent):
            return
        text: str = event.value
        inside = sum(1 for match in _FIELD_INSIDE.finditer(text) if match.group(1) in self._fields)
        self.misfits += [_line(event)] * inside
        if event.style:
            return
        start: Any = event.start_mark
        end: Any = event.end_mark
        key: Any = level.key if level and level.is_mapping else None
        if not text:
            in_braces = level and level.in_braces and isinstance(key, ScalarEvent)
            if in_braces and ":" not in self._text[key.end_mark.index : end.index]:
                self._report("key without colon", key.start_mark)
        elif (
            level is None  # a document is no text
            or _WIDE_HASH.search(text)
            or _WIDE_BRACKET.match(text)
            or (_BULLET.match(text) and not (key and key.start_mark.line == start.line))
            or (_ENDS_IN_QUOTES.match(text) and not is_in_quotes(text))
            or text.startswith("：")
            or any(text.count(closing) > text.count(opening) for opening, closing in ("{}", "[]"))
        ):
            self._report("odd value", start)
        if end.line != start.line:
            self.oddities.append(Complaint("folded", start.line + 1, 0, start.line))


def _line(event: Any) -> int:
    return int(event.start_mark.line)


def _owner(level: _Level | None) -> str:
    """The key of the field below which stands what comes next."""
    if level is None:
        return ""
    return level.key.value.strip() if isinstance(level.key, ScalarEvent) else level.owner
