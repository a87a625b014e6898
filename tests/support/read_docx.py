"""Finished documents taken apart: tables, rows and cells as a person reads them."""

from __future__ import annotations

import io
import zipfile
from typing import NamedTuple

from lxml import etree

from perfdocs.word.xml import W

Grid = list[list[str]]


def body(document: bytes) -> etree._Element:
    with zipfile.ZipFile(io.BytesIO(document)) as package:
        element = etree.fromstring(package.read("word/document.xml")).find(f"{W}body")
    assert element is not None
    return element


def tables(document: bytes) -> list[Grid]:
    """Each table as rows of texts; a cell that is merged with the one above is empty."""
    return [[row_texts(row) for row in table.iterfind(f"{W}tr")] for table in body(document).iterfind(f"{W}tbl")]


def rows(document: bytes) -> Grid:
    """All rows of all tables: a form may be made of several tables that touch."""
    return [row for table in tables(document) for row in table]


def row_texts(row: etree._Element) -> list[str]:
    return ["" if is_continued(cell) else text(cell) for cell in row.iterfind(f"{W}tc")]


def is_continued(cell: etree._Element) -> bool:
    merge = cell.find(f"{W}tcPr/{W}vMerge")
    return merge is not None and merge.get(f"{W}val") != "restart"


def text(cell: etree._Element) -> str:
    """Paragraphs and line breaks as `\\n`, tabs as `\\t`."""
    return "\n".join(paragraph_text(paragraph) for paragraph in cell.iterfind(f"{W}p"))


def paragraph_text(paragraph: etree._Element) -> str:
    marks = {f"{W}br": "\n", f"{W}tab": "\t"}
    runs = (part for run in paragraph.iter(f"{W}r") for part in run)
    return "".join(part.text or "" if part.tag == f"{W}t" else marks.get(str(part.tag), "") for part in runs)


def golden(grid: Grid) -> str:
    """One line a row with `|` between cells, so that a change shows in a diff."""
    return "".join(" | ".join(cell.replace("\n", "↵") for cell in row).rstrip() + "\n" for row in grid)


class DifferingCell(NamedTuple):
    """A cell, counted from 0, that is not the same in two sets of forms."""

    form: int
    row: int
    cell: int
    old: str
    new: str


def differing_cells(old_forms: list[Grid], new_forms: list[Grid]) -> list[DifferingCell]:
    return [
        DifferingCell(form, row, cell, old, new)
        for form, (old_form, new_form) in enumerate(zip(old_forms, new_forms, strict=True))
        for row, (old_row, new_row) in enumerate(zip(old_form, new_form, strict=True))
        for cell, (old, new) in enumerate(zip(old_row, new_row, strict=True))
        if old != new
    ]
