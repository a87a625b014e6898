"""YAML to plain data, with the place of every key and value.

PyYAML's C parser gives the events; the data are built here, because PyYAML's own construction keeps
the last of two equal keys, reads `12:30` as 750 and `on` as true, and forgets where things stood. What
a spec holds is text, numbers (`Decimal`, as written), blanks, lists and mappings, and nothing else.
"""

from __future__ import annotations

import re
from abc import ABC, abstractmethod
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any, NamedTuple

import yaml

from perfdocs.files import read_beginning
from perfdocs.finding import Edit, Finding, Fix, Keys, Place
from perfdocs.yamlfile.build_data import DEPTH, TOO_DEEP, Builder, CarefulBuilder
from perfdocs.yamlfile.encoding import LIMIT, Text, decode_text
from perfdocs.yamlfile.invisible_characters import MAY_BE_INVISIBLE, invisible_in_name, without_invisible
from perfdocs.yamlfile.source_lines import Mark, SourceLines

if TYPE_CHECKING:
    from perfdocs.yamlfile.oddities import Fields

MOST_ALIKE = 30
"""Findings of one code in a file; who has more has another problem."""

_BRACKET = re.compile(r"[\[\]{}]")
_MAY_BE_CUT = re.compile(r" #[^\s#!=*-]")
_MAY_BE_ESCAPED = re.compile(r'\\[nrt](?![A-Za-z])(?=[^"\n]*(?:"[^"\n]*"[^"\n]*)*$)', re.MULTILINE)
"""A \\n that stands in no double quotes."""
_ODD_SIGNS = ("＃", "\t", "<", "&")
"""For a comment, before one, and of HTML."""


class Places(Mapping[Keys, tuple[Place, Place]]):
    """The places of keys and values by path, made when they are asked for: all have one, few are ever told."""

    def __init__(self, lines: SourceLines, marks: Mapping[Keys, tuple[Mark, Mark]]) -> None:
        self._lines = lines
        self._marks = marks

    def __getitem__(self, path: Keys) -> tuple[Place, Place]:
        key, value = self._marks[path]
        return self._lines.place(key), self._lines.place(value)

    def __contains__(self, path: object) -> bool:
        return path in self._marks

    def __iter__(self) -> Iterator[Keys]:
        return iter(self._marks)

    def __len__(self) -> int:
        return len(self._marks)


class PlacesInFiles(Mapping[Keys, tuple[Place, Place]], ABC):
    """The places of a document that stands in several files."""

    @property
    @abstractmethod
    def parts(self) -> tuple[Document, ...]:
        """The documents of those files."""

    @abstractmethod
    def origin(self, keys: Keys) -> tuple[Document, Keys]:
        """The document in whose file a value is written, or would be, and the keys to it there."""

    @abstractmethod
    def has_rows_of_targets(self, keys: Keys) -> bool:
        """Whether the rows of a table are those of the targets, so that none may be added."""


class Document(NamedTuple):
    """One YAML file. `data` is what could be read, also where `findings` hold errors; `places` gives
    for each path the places of its key (the dash of a list item's value) and of its value."""

    file: str
    data: Any
    places: Mapping[Keys, tuple[Place, Place]]
    findings: tuple[Finding, ...] = ()
    source: Text | None = None
    """The text that it was read from."""
    is_only_read: bool = False
    """Whether it belongs to another step, whose files are not written here."""

    @property
    def parts(self) -> tuple[Document, ...]:
        """The documents of the files in which it stands: itself, but for one in several files."""
        return self.places.parts if isinstance(self.places, PlacesInFiles) else (self,)

    def origin(self, keys: Keys) -> tuple[Document, Keys]:
        """The document in whose file a value is written, and the keys to it there: itself, where it is in one file."""
        return self.places.origin(keys) if isinstance(self.places, PlacesInFiles) else (self, keys)

    def has_rows_of_targets(self, keys: Keys) -> bool:
        """Whether the rows of a table are those of the targets of a later step, so that none may be added."""
        return self.is_only_read or (isinstance(self.places, PlacesInFiles) and self.places.has_rows_of_targets(keys))

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
    source = without_invisible(decode_text(raw, file), file)
    if MAY_BE_INVISIBLE.search(file):
        source = source._replace(findings=(*source.findings, *invisible_in_name(file)))
    if source.text is None:
        return Document(file, None, {}, source.findings)
    deep = _too_deep(source.text, file)
    if deep:
        return Document(file, None, {}, (*source.findings, deep))
    return _with_few_findings(_faultless(source, file) or _with_mended_slips(source, file, {}))


def read_again(document: Document, fields: Fields) -> Document:
    """The document read with its fields in mind: what is none of them, or not in its place, was meant otherwise."""
    if document.source is None or document.source.text is None:
        return document
    return _with_few_findings(_with_mended_slips(document.source, document.file, fields))


def _with_few_findings(document: Document) -> Document:
    """The document with no more findings of one code than somebody reads one by one; the last says how many it has, and
    mends them."""
    if len(document.findings) <= MOST_ALIKE:
        return document
    counts = Counter(finding.code for finding in document.findings)
    told: Counter[str] = Counter()
    few: list[Finding] = []
    for finding in document.findings:
        told[finding.code] += 1
        if told[finding.code] < MOST_ALIKE or counts[finding.code] == MOST_ALIKE:
            few.append(finding)
        elif told[finding.code] == MOST_ALIKE:
            rest = f"（这个文件里另有 {counts[finding.code] - MOST_ALIKE} 处）"
            fix = _of_the_rest(document.findings, few, finding)
            few.append(finding._replace(message=finding.message + rest, fix=fix))
    return document._replace(findings=tuple(few))


def _of_the_rest(findings: Sequence[Finding], told: Sequence[Finding], last: Finding) -> Fix | None:
    """What mends all of a code that are not told, in lines of which nothing else is told; of a line its last mend holds
    those before it."""
    lines = {edit.line for finding in told if finding.fix for edit in finding.fix.edits}
    edits: dict[int, tuple[Edit, ...]] = {}
    for finding in findings[findings.index(last) :]:
        if finding.code == last.code and finding.fix and finding.place.line not in lines:
            edits[finding.place.line] = finding.fix.edits
    return Fix(tuple(edit for of_line in edits.values() for edit in of_line)) if edits else None


def _faultless(source: Text, file: str) -> Document | None:
    """The document of a text in which nothing is wrong; None where anything is."""
    text = source.text or ""
    lines = SourceLines(file, text, source.written)
    builder = Builder(text, lines)
    try:
        data = builder.document()
    except yaml.YAMLError:
        return None
    if builder.findings or builder.odd or _may_be_odd(text):
        return None
    return Document(file, data, Places(lines, builder.marks), source.findings, source)


def _may_be_odd(text: str) -> bool:
    """Whether a text may hold something that is seen only beside its scalars. The rarest is looked for first."""
    return (
        any(sign in text for sign in _ODD_SIGNS)
        or ("\\" in text and _MAY_BE_ESCAPED.search(text) is not None)
        or _MAY_BE_CUT.search(text) is not None
        or ",\n" in text  # as in JSON
        or text.count("{") + text.count("[") != text.count("}") + text.count("]")
    )


def _with_mended_slips(source: Text, file: str, fields: Fields) -> Document:
    """The document of a text with its slips mended, as far as that is possible."""
    from perfdocs.yamlfile.merge_conflicts import merge_conflicts
    from perfdocs.yamlfile.slip_search import SlipSearch

    conflicts = merge_conflicts(source.text or "", file)
    if conflicts:
        return Document(file, None, {}, source.findings + conflicts)
    mended = SlipSearch(source, file, fields).mend()
    findings = source.findings + mended.findings
    if mended.text is None:
        return Document(file, None, {}, findings, source)
    lines = SourceLines(file, mended.text, mended.written)
    builder = CarefulBuilder(mended.text, lines)
    data = builder.document()
    return Document(file, data, Places(lines, builder.marks), findings + tuple(builder.findings), source)


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
            return Finding("Y109", Place(file, line, column), TOO_DEEP)
    return None
