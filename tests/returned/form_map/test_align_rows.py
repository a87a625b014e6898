"""Layouts that no template has: no value in a wrong field, and nothing lost without a word."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import Any, NamedTuple

import pytest

from perfdocs.compare.find_changes import without_blank_fields
from perfdocs.finding import Severity
from perfdocs.word.incoming import open_incoming
from perfdocs.yamlfile.reader import read
from tests.support.odd_layouts import LAYOUTS, Layout, layout_as_docx, printed
from tests.support.printed_forms import importer
from tests.support.some_fast import some_fast

PACK = {"direction": "shifeng-2023", "project": "putuo-2026"}


class Value(NamedTuple):
    """A value, with the names of the fields that it is in, and what else its row says."""

    path: tuple[str, ...]
    text: str
    row: frozenset[str] = frozenset()


def values(data: Any, path: tuple[str, ...] = (), row: frozenset[str] = frozenset()) -> Iterator[Value]:
    """Every value with its place; one in parts as it is printed."""
    if isinstance(data, dict) and "数值" in data:
        yield Value(path, "".join(str(data[key]) for key in ("符号", "数值", "单位") if data.get(key)), row)
    elif isinstance(data, dict):
        own = frozenset(each.text for value in data.values() for each in values(value) if not each.path) if row else row
        for key, value in data.items():
            yield from values(value, (*path, key), own)
    elif isinstance(data, list):
        for value in data:
            yield from values(value, path, frozenset(["a row"]))
    else:
        yield Value(path, str(data), row)


def faults(layout: Layout) -> list[str]:
    """What is wrong with what comes of a layout."""
    document = open_incoming("a.docx", layout_as_docx(layout))
    specs = importer(PACK[layout.form]).import_documents([document], "")
    data = [without_blank_fields(read(text.encode(), name).data) for name, text in specs.files.items()]
    expected = {value for each in printed(layout).values() for value in values(each)}
    came = {value for each in data for value in values(each)}
    messages = [finding.message for finding in specs.findings]
    warnings = [finding.message for finding in specs.findings if finding.severity is not Severity.HINT]
    return [
        *(f"{'.'.join(value.path)} is {value.text}" for value in came if not _may_be(value, expected, layout.more)),
        *_lost(layout, expected, came, warnings),
        *(f"{text} is not told" for text in layout.also if not any(text in message for message in messages)),
    ]


def _may_be(value: Value, expected: set[Value], more: Sequence[str]) -> bool:
    """Whether the form says the value there, beside what else came of its row."""
    alike = (each for each in expected if each.path == value.path and value.text in (each.text, *more))
    return any(value.row - set(more) <= each.row for each in alike)


def _lost(layout: Layout, expected: set[Value], came: set[Value], warnings: Sequence[str]) -> Iterator[str]:
    places = {value[:2] for value in came}
    lost = {value.text for value in expected if value[:2] not in places}
    yield from (f"{text} is lost" for text in lost.difference(layout.lost))
    told = (
        [text for text in layout.told if text in lost or text not in {value.text for value in expected}] if lost else []
    )
    yield from (f"{text} is not told" for text in told if not any(text in warning for warning in warnings))


@pytest.mark.parametrize("name", some_fast(LAYOUTS, every=11))
def test_values_come_to_their_fields_or_are_told(name: str) -> None:
    assert faults(LAYOUTS[name]) == []
