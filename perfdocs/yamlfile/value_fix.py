"""How a value or the name of a field becomes another in its file: the edits of a finding that knows what was meant."""

from __future__ import annotations

from decimal import Decimal
from functools import lru_cache

import yaml

from perfdocs.finding import Edit, Fix, Keys
from perfdocs.yamlfile.edit_in_place import Edits, Splice
from perfdocs.yamlfile.reader import Document
from perfdocs.yamlfile.scalar_text import text_as_meant
from perfdocs.yamlfile.source_lines import alike
from perfdocs.yamlfile.write_values import scalar

AROUND = 6
"""Characters on either side by which a place in a text is known again in the file; chosen by hand."""


def value_fix(document: Document, path: Keys, value: str | Decimal) -> Fix | None:
    """What makes the value at a path another. None where that cannot be said: something else in the file is to be
    mended first, or the text is written over lines."""
    document, path = document.origin(path)
    source = _source(document)
    edits = _edits(source) if source else None
    found = edits.find(path) if edits else None
    if edits is None or found is None or not isinstance(found.value, yaml.ScalarNode):
        return None
    start, end = found.value.start_mark.index, found.value.end_mark.index
    splices = _part_changed(found.value, value, source)
    if not splices and found.value.start_mark.line == found.value.end_mark.line:
        splices = edits.splices(path, value)
    return _fix(splices, source, value) if splices and start < end else None


def key_fix(document: Document, path: Keys, name: str) -> Fix | None:
    """What makes the name of the field at a path another. None as for `value_fix`."""
    source = _source(document)
    edits = _edits(source) if source else None
    found = edits.find(path) if edits else None
    if found is None or found.key is None:
        return None
    start, end = found.key.start_mark.index, found.key.end_mark.index
    return _fix([Splice(start, end, scalar(name, True, found.key.style))], source, None)


def _source(document: Document) -> str:
    """The text of a file that is read as it is written; empty where it is not."""
    return document.source.text or "" if document.source and not document.source.written else ""


@lru_cache(maxsize=8)  # findings come code by code, of all files of a department
def _edits(source: str) -> Edits | None:
    try:
        return Edits(source)
    except yaml.YAMLError:
        return None


def _part_changed(node: yaml.ScalarNode, value: str | Decimal, source: str) -> list[Splice]:
    """The part of a text that differs, where it stands in the file with what is around it; none if that is not sure."""
    old = text_as_meant(node, source)
    old = old.removesuffix("\n") if node.style in ("|", ">") else old
    if not isinstance(value, str) or old == value:
        return []
    start, rest = alike(old, value)
    end = len(old) - rest
    before = old[max(0, start - AROUND) : start].rpartition("\n")[2]
    after = old[end : end + AROUND].partition("\n")[0]
    written, changed = source[node.start_mark.index : node.end_mark.index], old[start:end]
    for left, right in ((before, after), (before, ""), ("", after)):
        if written.count(left + changed + right) == 1:
            at = node.start_mark.index + written.index(left + changed + right) + len(left)
            return [Splice(at, at + end - start, value[start : len(value) - rest])]
    return []


def _fix(splices: list[Splice], source: str, value: str | Decimal | None) -> Fix:
    return Fix(tuple(_edit(splice, source) for splice in splices), value)


def _edit(splice: Splice, source: str) -> Edit:
    """A splice by line and column, without what stays the same at either end."""
    old = source[splice.start : splice.end]
    start, rest = alike(old, splice.text)
    text = splice.text[start : len(splice.text) - rest]
    return Edit(*_place(source, splice.start + start), *_place(source, splice.end - rest), text)


def _place(source: str, at: int) -> tuple[int, int]:
    return source.count("\n", 0, at) + 1, at - source.rfind("\n", 0, at)
