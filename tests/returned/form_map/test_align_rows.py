"""Layouts that no template has: no value in a wrong field, and nothing lost without a word."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any, NamedTuple

import pytest

from perfdocs.compare.find_changes import without_blank_fields
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
    if isinstance(data, dict) and "数值" not in data:
        for key, value in data.items():
            yield from values(value, (*path, key), row)
    elif isinstance(data, list):
        for value in data:
            yield from values(value, path, frozenset(each.text for each in values(value)))
    else:
        text = (
            "".join(str(data[key]) for key in ("符号", "数值", "单位") if data.get(key))
            if path and isinstance(data, dict)
            else str(data)
        )
        yield Value(path, text, row)


def faults(layout: Layout) -> list[str]:
    """What is wrong with what comes of a layout."""
    specs = importer(PACK[layout.form]).import_documents([open_incoming("a.docx", layout_as_docx(layout))], "")
    data = {name: without_blank_fields(read(text.encode(), name).data) for name, text in specs.files.items()}
    expected = {value for each in printed(layout).values() for value in values(each)}
    came = {value for each in data.values() for value in values(each)}
    known = {(value.path, value.text) for value in expected}
    wrong = [value for value in came if (value.path, value.text) not in known]
    mixed = [value for value in came if not any(value.path == each.path and value.row <= each.row for each in expected)]
    missing = [value.text for value in expected if not any(value[:2] == each[:2] for each in came)]
    messages = "\n".join(finding.message for finding in specs.findings)
    warnings = "\n".join(finding.message for finding in specs.findings if finding.severity.name != "HINT")
    told = [text for text in layout.told if text not in warnings] if missing else []
    return [
        *(f"{'.'.join(value.path)} is {value.text}" for value in wrong),
        *(f"{'.'.join(value.path)} {value.text} is in another row" for value in mixed if value not in wrong),
        *(f"{text} is lost" for text in missing if text not in layout.lost),
        *(f"{text} is not told" for text in [*told, *(text for text in layout.also if text not in messages)]),
    ]


@pytest.mark.parametrize("name", some_fast(LAYOUTS, every=5))
def test_values_come_to_their_fields_or_are_told(name: str) -> None:
    assert faults(LAYOUTS[name]) == []
